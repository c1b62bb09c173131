"""The proofs that run at full count on demand, in as many goes as it takes, and the record of each in docs/proofs/."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROOFS: dict[str, str] = {
    "incremental": "A build that goes on from the last one leaves, byte for byte, what a clean build leaves.",
    "killed": "A build killed at any moment leaves every file wholly old or wholly new, and the next build is right.",
    "together": "Builds at once, and state that is foreign, old or broken, never make an output wrong.",
    "clocks": "What the file system says of times, names and links never hides a change.",
    "once": "However many runs deliver at once and however they die, nothing leaves twice or is lost in silence.",
    "posted": "However a run that posts, edits or withdraws dies, each post is there once, or is in doubt.",
    "mailed": "However its runs die and its server fails, a letter reaches nobody twice, and loses nobody unseen.",
    "leak": "What may not be seen yet, or any more, stands in no byte of any artifact, and changes none.",
    "letters": "Nothing a reader is called adds to a letter or breaks it: it is whole and signed, as two programs say.",
    "past": "A build of a past instant gives the site as of then, and of any instant twice the same bytes.",
}
"""The claim each proof makes, by name; its tests carry `@pytest.mark.proof(NAME)` and record their `cases`."""


@dataclass
class Progress:
    """What a proof has come to on one state of the repository with one seed: the tests it has, those that passed."""

    path: Path
    seed: int
    state: Mapping[str, object]
    tests: list[str] = field(default_factory=list)
    passed: dict[str, int] = field(default_factory=dict)
    """The cases that each test tried."""
    seconds: float = 0.0

    @property
    def missing(self) -> list[str]:
        """Give the tests that have not passed yet."""
        return [test for test in self.tests if test not in self.passed]

    def expect(self, tests: Iterable[str]) -> None:
        """Set which tests the proof has."""
        self.tests = sorted(tests)
        self.passed = {test: cases for test, cases in self.passed.items() if test in self.tests}
        self._save()

    def note(self, test: str, cases: int, seconds: float) -> None:
        """Keep that a test passed, at once: the run may be cut off before the next one."""
        self.passed[test] = cases
        self.seconds += seconds
        self._save()

    def _save(self) -> None:
        kept = {**self._key(), "tests": self.tests, "passed": self.passed, "seconds": self.seconds}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        part.replace(self.path)

    def _key(self) -> dict[str, object]:
        return {"seed": self.seed, **self.state}


def progress_of(name: str, seed: int, root: Path) -> Progress:
    """Give how far a proof has come with this seed on this very state of the repository; else nowhere."""
    path = root / ".cache" / "proofs" / f"{name}.json"
    found = Progress(path, seed, {**_commit(root), "changes": _changes(root)})
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return found
    if {key: kept.get(key) for key in found._key()} == found._key():
        found.tests, found.passed, found.seconds = kept["tests"], kept["passed"], kept["seconds"]
    return found


def record(name: str, done: Progress, root: Path) -> Path:
    """Write what a finished proof tried, test by test with its parts summed, and give the file's path."""
    cases: dict[str, int] = {}
    for test, count in done.passed.items():
        function = test.rpartition("::")[2].partition("[")[0]
        cases[function] = cases.get(function, 0) + count
    made = {
        "proof": name,
        "claim": PROOFS[name],
        "seed": done.seed,
        "tests": len(done.tests),
        "failed": len(done.missing),
        "cases": cases,
        "seconds": round(done.seconds),
        **_commit(root),
    }
    path = root / "docs" / "proofs" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _commit(root: Path) -> dict[str, object]:
    """Give the commit the proof was run on, and whether files had changed since."""
    status = _git(root, "status", "--porcelain", "--", ".", ":!docs/proofs")
    return {"commit": _git(root, "rev-parse", "HEAD").strip(), "dirty": bool(status)}


def _changes(root: Path) -> str:
    """Give a digest of what no commit has: by it two states of a work tree are told apart."""
    said = _git(root, "diff", "HEAD", "--", ".", ":!docs/proofs")
    for name in _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".", ":!docs/proofs").split("\0"):
        said += f"{name}\n" + (hashlib.sha256((root / name).read_bytes()).hexdigest() if name else "")
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
