"""What git remembers: the commit a site stands at, and the past versions of one of its files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
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


def configured(root: Path, name: str) -> str:
    """Give one setting of git as it is for a site (`user.name`), or nothing."""
    try:
        return run(root, ["config", "--get", name]).stdout.decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return ""


def is_shallow(root: Path) -> bool:
    """Say whether the clone lacks part of its history."""
    return _is_repository(root) and _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def state_of(root: Path) -> str:
    """Give what one state of a site's history is told from another by: its commit, and where a shallow clone ends.

    Nothing where there is no commit.
    """
    try:
        done = run(root, ["rev-parse", "--is-shallow-repository", "HEAD", "--git-path", "shallow"])
    except FileNotFoundError:
        return ""
    if done.returncode:
        refuse_dubious(done, root)
        return ""
    shallow, commit, ends = done.stdout.decode("utf-8", "replace").splitlines()
    return commit if shallow != "true" else f"{commit} {sha256((root / ends).read_bytes()).hexdigest()}"


def commit_named(root: Path, revision: str) -> str | None:
    """Give the commit a revision names, None where there is none; raises EditorialError when git refuses the folder."""
    if "\0" in revision or not revision.strip():
        return None
    try:
        done = run(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"])
    except FileNotFoundError:
        return None
    if done.returncode:
        refuse_dubious(done, root)
        return None
    return done.stdout.decode().split()[-1]


def is_repository(root: Path) -> bool:
    """Say whether a site stands in a git work tree; raises EditorialError when git refuses the folder."""
    return _is_repository(root)


def commits_of(root: Path, path: str) -> list[tuple[str, datetime]]:
    """Give every commit that changed a file, newest first, with its instant."""
    log = _git(root, "log", "--format=%H %ct", "--end-of-options", "HEAD", "--", path)
    return [(commit, datetime.fromtimestamp(int(seconds), UTC)) for commit, seconds in map(str.split, log.splitlines())]


def commit_before(root: Path, instant: datetime) -> str | None:
    """Give the last commit made up to an instant, None where the history begins later."""
    before = f"--before={max(0, int(instant.timestamp()))}"
    return _git(root, "rev-list", "--max-count=1", before, "--end-of-options", "HEAD").strip() or None


def merge_base(root: Path, one: str, other: str) -> str | None:
    """Give the commit from which two parted, None where they share none."""
    return _git(root, "merge-base", one, other, check=False).strip() or None


def altered(root: Path, *what: str, within: str = ".") -> list[str]:
    """Give the files of before that git's `diff` says are other now, or gone, by their path then."""
    words = ("--name-only", "-z", "--relative", "--no-renames", "--diff-filter=DMT")
    return [path for path in _git(root, "diff", *words, *what, "--", within).split("\0") if path]


def changes(root: Path, *what: str, within: str = ".") -> dict[str, str]:
    """Give the files that git's `diff` says changed, by their path today: the path they had, "" for one that is new.

    `what` is what is compared: a commit with the work tree, `--cached` for what is staged. What is gone is left out.
    """
    said = _git(root, "diff", "--name-status", "-z", "--relative", "-M", *what, "--", within).split("\0")
    found: dict[str, str] = {}
    fields = iter(said)
    for status in fields:
        if status.startswith(("R", "C")):
            before, now = next(fields), next(fields)
            found[now] = before
        elif status:
            path = next(fields)
            if not status.startswith("D"):
                found[path] = "" if status.startswith("A") else path
    return found


def untracked(root: Path, within: str = ".") -> set[str]:
    """Give the files that git does not know and was not told to ignore."""
    return set(filter(None, _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", within).split("\0")))


def added_at(root: Path, since: str, within: str) -> dict[str, str]:
    """Give, by path, the commit that first held each file added since a commit."""
    said = _git(root, "log", "--no-renames", "--diff-filter=A", "--format=%x01%H", "--name-only", "-z", "--relative",
                f"{since}..HEAD", "--", within)  # fmt: skip
    found: dict[str, str] = {}
    commit = ""
    for word in said.replace("\n", "").split("\0"):
        if word.startswith("\x01"):
            commit = word[1:]
        elif word:
            found[word] = commit
    return found


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


def folders_at(root: Path, names: Sequence[str]) -> list[str]:
    """Give the id of git's tree for each folder (`COMMIT:./path`), "" where there was none; one process for all."""
    if not names:
        return []
    said = run(root, ["cat-file", "--batch-check"], stdin="".join(f"{name}\n" for name in names).encode()).stdout
    lines = [line.split() for line in said.decode("utf-8", "replace").splitlines()]
    return [line[0] if line[1:2] == ["tree"] else "" for line in lines]


def files_in(root: Path, tree: str) -> dict[str, bytes]:
    """Give the bytes of every plain file of one of git's trees, by path from it."""
    return _read_all(root, _git(root, "ls-tree", "-r", "-z", "--full-tree", "--end-of-options", tree))


def staged_in(root: Path, folder: str) -> dict[str, bytes]:
    """Give the bytes of every plain file that git's index holds below a folder of the site, by path from the site."""
    return _read_all(root, _git(root, "ls-files", "-s", "-z", "--", folder))


def _read_all(root: Path, listed: str) -> dict[str, bytes]:
    rows = [row.partition("\t")[::2] for row in listed.split("\0") if row.startswith("100")]
    names = [next(word for word in about.split()[1:] if len(word) >= 40) for about, _ in rows]
    found = zip([path for _, path in rows], blobs(root, names), strict=True)
    return {path: raw for path, raw in found if raw is not None}


def _is_repository(root: Path) -> bool:
    here = root.resolve()
    if "GIT_DIR" not in os.environ and not any((folder / ".git").exists() for folder in (here, *here.parents)):
        return False  # git would say so too, in a process for each text that has an error
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
    # Paths, and the names of commits.
    return os.fsdecode(done.stdout)


_OID = "# branch.oid "
_GIT_FAILED = Phrase("git n’a pas répondu : {said}", "git did not answer: {said}")
