"""The corpora of the bench on disk, each in the dialects of the contenders that build it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from benchmark.changes import CHANGED
from benchmark.contenders.contender import Contender
from benchmark.contenders.registry import CONTENDERS
from corpus import Corpus
from environment import ROOT, Environment

_WRITERS = (
    "corpus", "benchmark/dialects", "benchmark/drafts", "benchmark/house", "benchmark/manual", "benchmark/posts",
    "benchmark/sentences",
)  # fmt: skip


def site_of(work: Path, who: str, corpus: Corpus) -> Contender:
    """Give a contender on a corpus, written first unless it is there as it was written."""
    folder = work / "sites" / _name(corpus) / who
    stamp, changed, words = folder.with_suffix(".written"), folder.with_suffix(CHANGED), [*_words(corpus), "--for", who]
    said = json.dumps([words, _digest()])
    if changed.exists() or not stamp.is_file() or stamp.read_text(encoding="utf-8") != said:
        shutil.rmtree(folder, ignore_errors=True)
        changed.unlink(missing_ok=True)
        # By a process of its own: the bench stays small (see measure.py).
        subprocess.run(
            [str(Environment(ROOT).python), str(ROOT / "scripts/corpus.py"), str(folder), *words], check=True
        )
        stamp.write_text(said, encoding="utf-8")
    return CONTENDERS[who](folder, work / "tools")


def clear(work: Path, corpus: Corpus) -> None:
    """Take a corpus away, and all that was built of it."""
    shutil.rmtree(work / "sites" / _name(corpus), ignore_errors=True)


def _name(corpus: Corpus) -> str:
    marks = [word.lstrip("-") for word in _words(corpus) if not word.startswith("--") or word == "--cards"]
    return "-".join(marks)


def _words(corpus: Corpus) -> list[str]:
    """Give what scripts/corpus.py is asked for."""
    words = ["--texts", corpus.texts, "--pieces", str(corpus.pieces), "--seed", str(corpus.seed)]
    words += ["--channels", "all"] if corpus.is_everywhere else []
    words += ["--line", corpus.line] if corpus.line != "plain" else []
    words += ["--planned"] if corpus.is_planned else []
    words += ["--images"] if corpus.photos else []
    return [*words, "--cards"] if corpus.has_cards else words


def _digest() -> str:
    """Give what changes when the texts of the corpora do."""
    sources = ((ROOT / f"scripts/{name}.py").read_bytes() for name in _WRITERS)
    return hashlib.sha256(b"\0".join(sources)).hexdigest()[:12]
