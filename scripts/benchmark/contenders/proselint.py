"""proselint, from PyPI, with the checks it comes with: who looks for faults in English, as `ligne check` does."""

from __future__ import annotations

from pathlib import Path

from benchmark.contenders.contender import Contender
from benchmark.contenders.python import environment, version

PROSELINT = "proselint==0.16.*"


def contender(folder: Path, tools: Path) -> Contender:
    """Give proselint on a corpus; raises BenchFailed where it cannot be installed.

    It keeps nothing between two runs; it exits with 1 where it found something.
    """
    python = environment(tools, "proselint", (PROSELINT,))
    return Contender(
        name="proselint", version=version(python, "proselint"), folder=folder,
        command=(str(python), "-m", "proselint", "check", "content"),
        site=folder / "content", text=("", ""), leaves=(), exits=frozenset((0, 1)),
    )  # fmt: skip
