"""A contender of the bench: somebody who builds one corpus by a command, and where it leaves what it made."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.measure import BenchFailed

SITES = Path(__file__).parent / "sites"


@dataclass(frozen=True)
class Contender:
    """Somebody who builds one corpus: by a command run in a folder, into `site`."""

    name: str
    version: str
    folder: Path
    command: tuple[str, ...]
    site: Path
    text: tuple[str, str]
    """What the HTML of an article has before and after its text."""
    leaves: tuple[str, ...]
    """All that runs leave behind, relative to `folder`."""
    is_incremental: bool = False
    """Whether a build takes less time where an earlier one left something."""
    extra: frozenset[str] = frozenset()
    """First parts of the paths of pages that only this one has."""
    exits: frozenset[int] = frozenset((0,))
    """The exit codes of a run that did its work."""

    @property
    def log(self) -> Path:
        """What the last run said."""
        return self.folder.with_suffix(".log")

    def forget(self) -> None:
        """Take away all that runs left behind, so that the next is a cold one."""
        for path in (self.folder / name for name in self.leaves):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def lay_out(folder: Path, contender: str) -> None:
    """Put beside the texts what the contender's site has besides them."""
    shutil.copytree(SITES / contender, folder, dirs_exist_ok=True)


def installed(tools: Path, name: str, wanted: Sequence[str], install: Callable[[Path], None]) -> Path:
    """Give a folder in which `install` was run once for the packages wanted."""
    key = hashlib.sha256("\n".join(wanted).encode()).hexdigest()[:12]
    folder = tools / f"{name}-{key}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        install(folder)
        (folder / "ready").touch()
    return folder


def run_installer(command: Sequence[str], folder: Path) -> None:
    """Run a package manager in a folder; raises BenchFailed with its last words."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError as problem:
        raise BenchFailed(f"{command[0]} is not on this machine") from problem
    if done.returncode != 0:
        raise BenchFailed(f"`{' '.join(command)}` failed:\n{(done.stderr or done.stdout).strip()[-2000:]}")
