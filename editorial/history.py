"""What git remembers: the commit a site stands at, and the past versions of one of its files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase

MAX_VERSIONS = 200
"""How many past versions of one file are looked through."""


@dataclass(frozen=True, slots=True)
class Head:
    """The commit checked out, and whether the work tree differs from it; no commit where there is no git."""

    commit: str | None
    is_dirty: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A past version of a file: its commit, when it was committed, its bytes, and (`until`) when the next one came."""

    commit: str
    instant: datetime
    raw: bytes
    until: datetime | None


def head(root: Path) -> Head:
    """Give the commit a site stands at; raises EditorialError when git refuses to say."""
    try:
        done = _run(root, ["status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", "."])
    except FileNotFoundError:
        return Head(None, False)
    if done.returncode:
        _is_repository(root)
        return Head(None, False)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    named = next((line.removeprefix(_OID) for line in lines if line.startswith(_OID)), "")
    return Head(named if named != "(initial)" else None, any(not line.startswith("#") for line in lines))


def is_shallow(root: Path) -> bool:
    """Say whether the clone lacks part of its history."""
    return _is_repository(root) and _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def versions(root: Path, path: str) -> Iterator[Version]:
    """Give the committed versions of a file, newest first; nothing where there is no git."""
    if not _is_repository(root):
        return
    log = _git(
        root,
        "log",
        f"--max-count={MAX_VERSIONS}",
        "--format=%H %ct",
        "--end-of-options",
        "HEAD",
        "--",
        path,
        check=False,
    )
    commits = [line.split() for line in log.splitlines()]
    until: datetime | None = None
    for (commit, seconds), raw in zip(commits, at_commits(root, [c for c, _ in commits], path), strict=True):
        instant = datetime.fromtimestamp(int(seconds), UTC)
        if raw is not None:
            yield Version(commit, instant, raw, until)
        until = instant


def at_commits(root: Path, commits: Sequence[str], path: str) -> list[bytes | None]:
    """Give a file's bytes at each of some commits, None where it was not there; one git process for all."""
    if not commits:
        return []
    asked = "".join(f"{commit}:./{path}\n" for commit in commits).encode()
    answer = _run(root, ["cat-file", "--batch"], stdin=asked).stdout
    found: list[bytes | None] = []
    position = 0
    for _ in commits:
        line_end = answer.index(b"\n", position)
        header = answer[position:line_end].split()
        position = line_end + 1
        if len(header) == 3 and header[1] == b"blob" and header[2].isdigit():
            size = int(header[2])
            found.append(answer[position : position + size])
            position += size + 1
        else:
            if len(header) == 3 and header[2].isdigit():
                position += int(header[2]) + 1
            found.append(None)
    return found


def _is_repository(root: Path) -> bool:
    here = root.resolve()
    if "GIT_DIR" not in os.environ and not any((folder / ".git").exists() for folder in (here, *here.parents)):
        return False  # git would say so too, in a process for each text that has an error
    try:
        done = _run(root, ["rev-parse", "--is-inside-work-tree"])
    except FileNotFoundError:
        return False
    if b"dubious ownership" in done.stderr:
        raise EditorialError(_DUBIOUS.fill(folder=root))
    return done.stdout.strip() == b"true"


def _git(root: Path, *arguments: str, check: bool = True) -> str:
    done = _run(root, list(arguments))
    if check and done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise EditorialError(_GIT_FAILED.fill(said=lines[-1] if lines else f"exit {done.returncode}"))
    return done.stdout.decode("utf-8", "replace")


def _run(root: Path, arguments: list[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", "-c", "log.showSignature=false", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False)


_OID = "# branch.oid "
_DUBIOUS = Phrase(
    "git refuse ce dossier, qui appartient à un autre utilisateur ; si vous lui faites confiance : "
    "git config --global --add safe.directory {folder}",
    "git refuses this folder, which belongs to another user; if you trust it: "
    "git config --global --add safe.directory {folder}",
)
_GIT_FAILED = Phrase("git n’a pas répondu : {said}", "git did not answer: {said}")
