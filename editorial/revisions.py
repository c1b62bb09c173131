"""How often each thing of the calendar was changed, and when it last was: read from git in one pass.

A thing has a name: `slot letter/2026-11-13`, `piece how-we-answer x`, `cadence letter`. What counts is when it is to
happen, not how it is typed: a comment, another order or a move from one file to another changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from editorial.calendar import FOLDER, PATH
from editorial.git import blobs, run
from editorial.memory import Memory
from editorial.source import Unreadable, decode, load_yaml

NAME = "calendar"
_WHEN = ("at", "moved_to", "skipped")
_RHYTHM = ("rrule", "from", "until", "time", "channel")
_LOG = ("log", "--first-parent", "-m", "--no-renames", "--relative")
_FILES = ("--end-of-options", "HEAD", "--", PATH, FOLDER)
_BEGUN = "\x01"

Rows = tuple[tuple[str, str], ...]
"""What one file of the calendar said once: the name of each thing, and when it is to happen."""


class Revised(NamedTuple):
    """How many commits changed a thing after the one that first held it, and when the last of all these was made."""

    changes: int
    last: datetime


def calendar_commit(root: Path) -> str:
    """Give the last commit that changed the calendar; "" where there is none, or no git."""
    return _git(root, *_LOG, "--max-count=1", "--format=%H", "--no-patch", *_FILES).strip()


def read_revisions(root: Path, memory: Memory | None = None) -> Mapping[str, Revised]:
    """Give what git knows of each thing of a site's calendar, by name; nothing where there is no git.

    With a memory, only the files it has not seen yet are read. A branch that was merged counts as one change.
    """
    commits = list(_commits(root))
    read = _read(root, {blob for _, files in commits for blob in files.values()}, memory)
    held: dict[str, Rows] = {}
    before: dict[str, tuple[str, ...]] = {}
    found: dict[str, Revised] = {}
    for instant, files in commits:
        held.update({path: read.get(blob, ()) for path, blob in files.items()})
        now = _together(held.values())
        for name, when in now.items():
            if before.get(name) != when:
                known = found.get(name)
                found[name] = Revised(known.changes + 1 if known else 0, instant)
        for name in before.keys() - now.keys():
            found[name] = Revised(found[name].changes + 1, instant)
        before = now
    return found


def revised(revisions: Mapping[str, Revised], names: Iterable[str]) -> Revised | None:
    """Give how often some things were changed together, and when the last time; None where git knows none of them."""
    known = [revisions[name] for name in names if name in revisions]
    return Revised(sum(one.changes for one in known), max(one.last for one in known)) if known else None


def _commits(root: Path) -> Iterator[tuple[datetime, Mapping[str, str]]]:
    """Give each commit that changed the calendar, the oldest first: its instant, and the files it changed by path."""
    said = _git(root, *_LOG, "--reverse", "--raw", "--no-abbrev", f"--format={_BEGUN}%ct", *_FILES)
    for told in said.split(_BEGUN)[1:]:
        seconds, _, rows = told.partition("\n")
        changed = (row.split("\t", 1) for row in rows.splitlines() if row.startswith(":"))
        files = {path: about.split()[3] for about, path in changed}
        yield datetime.fromtimestamp(int(seconds), UTC), files


def _read(root: Path, names: Iterable[str], memory: Memory | None) -> Mapping[str, Rows]:
    """Give what each file says, by git's name for its bytes."""
    known: dict[str, Rows] = dict(memory.entries) if memory else {}
    new = sorted(name for name in names if name not in known)
    read = {name: _rows(raw) for name, raw in zip(new, blobs(root, new), strict=True)}
    if memory is not None and read:
        memory.keep(read)
    return {**known, **read}


def _rows(raw: bytes | None) -> Rows:
    """Give what a file of the calendar says; one that is gone or does not read says nothing."""
    try:
        values = load_yaml(decode(raw or b""))
    except Unreadable:
        return ()
    if not isinstance(values, dict):
        return ()
    found = []
    for entry in _mappings(values.get("entries")):
        when = _said(entry, _WHEN)
        if entry.get("slot"):
            found.append((f"slot {entry['slot']}", when))
        if entry.get("piece"):
            found.append(
                (piece_name(str(entry["piece"]), str(entry.get("channel", ""))), f"{entry.get('slot')} {when}")
            )
    found += [(f"cadence {one['id']}", _said(one, _RHYTHM)) for one in _mappings(values.get("cadences")) if "id" in one]
    return tuple(found)


def piece_name(piece: str, channel: str) -> str:
    """Give the name of a piece's place on a channel; the entry of a slot does not say which channel that is."""
    return f"piece {piece} {channel}".rstrip()


def _said(mapping: Mapping[object, object], keys: Iterable[str]) -> str:
    return repr([mapping.get(key) for key in keys])


def _mappings(values: object) -> Iterator[Mapping[object, object]]:
    yield from (value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()


def _together(files: Iterable[Rows]) -> dict[str, tuple[str, ...]]:
    """Give what all files say of each thing, in an order that no file decides."""
    said: dict[str, list[str]] = {}
    for rows in files:
        for name, when in rows:
            said.setdefault(name, []).append(when)
    return {name: tuple(sorted(whens)) for name, whens in said.items()}


def _git(root: Path, *arguments: str) -> str:
    """Give what git says of a site; nothing where there is no git or no commit yet."""
    try:
        done = run(root, arguments)
    except FileNotFoundError:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
