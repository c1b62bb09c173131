"""What git remembers: the commit a site stands at, and the past versions of one of its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.git import blobs, last_words, refuse_dubious, run

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
        done = run(root, ["status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", "."])
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
    return blobs(root, [f"{commit}:./{path}" for commit in commits])


def _is_repository(root: Path) -> bool:
    try:
        done = run(root, ["rev-parse", "--is-inside-work-tree"])
    except FileNotFoundError:
        return False
    refuse_dubious(done, root)
    return done.stdout.strip() == b"true"


def _git(root: Path, *arguments: str, check: bool = True) -> str:
    done = run(root, list(arguments))
    if check and done.returncode:
        raise EditorialError(_GIT_FAILED.fill(said=last_words(done)))
    return done.stdout.decode("utf-8", "replace")


_OID = "# branch.oid "
_GIT_FAILED = Phrase("git n’a pas répondu : {said}", "git did not answer: {said}")
