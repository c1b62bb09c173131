"""What the tests of the ledger work with: remotes, clones, and stores of all three kinds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from channels.ledger.entry import Key
from channels.ledger.setting import open_ledger
from channels.ledger.store import Store

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEYS = (Key("mastodon", "bonjour"), Key("newsletter", "lettre/2026-12-04"), Key("x", "bonjour--2026-12-01"))


def git(folder: Path, *words: str, check: bool = True) -> str:
    """Run git as a test wants it, and give what it said."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    done = subprocess.run(["git", *words], cwd=folder, env=environment, check=False, capture_output=True)
    assert not check or done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def bare_remote(folder: Path) -> Path:
    """Make a bare repository without a commit."""
    git(folder, "init", "-q", "--bare", "remote.git")
    return folder / "remote.git"


def clone_of(remote: Path, folder: Path) -> Path:
    """Make a repository without a commit that knows a remote."""
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", str(remote))
    return folder


def hook(remote: Path, name: str, script: str) -> None:
    """Have a remote do something when it is pushed to."""
    path = remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@dataclass
class Workshop:
    """A store of one kind, as runners on machines of their own see it: each has its clone and opens it anew."""

    kind: str
    folder: Path
    database: str = ""
    _runners: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.kind == "git":
            bare_remote(self.folder)

    def runner(self) -> Store:
        """Give the store as one more runner opens it."""
        if self.kind == "git":
            return open_ledger(
                clone_of(self.folder / "remote.git", self.folder / f"runner-{next(self._runners)}"), "git:"
            )
        return open_ledger(self.folder, self.database or "sqlite:ledger.db")
