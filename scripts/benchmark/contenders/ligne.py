"""Ligne, of this checkout; its charter, its letters and its page for missing addresses are its own."""

from __future__ import annotations

from pathlib import Path

from benchmark.contenders.contender import Contender
from benchmark.contenders.python import version
from benchmark.drafts import AT
from environment import ROOT, Environment

COMMAND = (str(Environment(ROOT).program("ligne")),)


def contender(folder: Path, tools: Path) -> Contender:
    """Give Ligne on a corpus."""
    return Contender(
        name="Ligne", version=version(Environment(ROOT).python, "ligne"), folder=folder,
        command=(*COMMAND, "build", "--site", ".", "--at", AT.isoformat(), "--format", "json"),
        site=folder / "output/site", text=('<div class="text">', '<footer class="ending">'),
        leaves=("output", ".ligne"), is_incremental=True,
        extra=frozenset({"404.html", "charte", "lettre"}),
    )  # fmt: skip
