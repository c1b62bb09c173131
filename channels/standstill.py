"""A standstill: nothing that a build reads or made has changed since the last one, so that there is nothing to build.

It is told by stamps alone, of every file of the site, of the theme and of the output, and only until the plan's next
turn. Where anything is in doubt (a file too young for its clock, a text held back or shown as it was) the build runs.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from channels.built import Built
from channels.colophon import colophon
from channels.ledger.snapshot import snapshot_posted
from channels.manifest import FOLDER, SIGNATURE
from channels.press import sign_again
from channels.shipped import shipped_theme
from editorial.channel_ids import SHIPPED_FOLDER
from editorial.errors import EditorialError
from editorial.history import state_of
from editorial.memory import Memory
from editorial.revisions import calendar_commit
from editorial.scan import Scan, Stamp, scan, stamp_of
from editorial.signature import PIN, pin

NAME = "standstill"
_LAST = "last"
_FOLDERS = ("channels", "editorial", "theme")
_SETTINGS = "pelicanconf.py"
_NO_FILE: Stamp = (0, 0, 0, 0)


@dataclass(frozen=True)
class Inputs:
    """All that a build may read, as it stood when it began: what is under content/, and every file by its stamp."""

    content: Scan
    stamps: Mapping[str, Stamp]


class Last(NamedTuple):
    """The last build: when it stops being right by itself, what it read and wrote by stamp, and what it said.

    `shown` is what it showed, packed: most runs have no need of it.
    """

    until: datetime
    lang: str
    charter: str
    zone: str
    inputs: Mapping[str, Stamp]
    outputs: Mapping[str, Stamp]
    built: Built
    shown: bytes = b""
    head: str = ""
    """The state of git's history, where versions of the charter or approvals have it read, or a clone is shallow."""
    calendar: str = ""
    """The last commit that had changed the calendar: the team's calendars say when each entry was changed."""


def last_build(root: Path) -> Last | None:
    """Give the last build of a site, if it is remembered."""
    last = Memory(root, NAME).entries.get(_LAST)
    return last if isinstance(last, Last) else None


def inputs_of(root: Path) -> Inputs | None:
    """Give all that a build may read; None where a file is too young to be told by its stamp."""
    try:
        seen = scan(root)
    except EditorialError:
        return None
    found = {**seen.texts, **seen.files, **seen.aside}
    for folder in (*(f"{root}/{name}" for name in _FOLDERS), str(shipped_theme()), str(SHIPPED_FOLDER)):
        _take_all(folder, found)
    if (root / _SETTINGS).is_file():
        found[_SETTINGS] = stamp_of((root / _SETTINGS).stat())
    found[f"{PIN}={pin()}"] = stamp_of(os.stat(pin())) if os.path.isfile(pin()) else _NO_FILE
    found[f"posted={snapshot_posted(root)}"] = _NO_FILE
    is_settled = not seen.unreadable and all(seen.is_settled(stamp) for stamp in found.values())
    return Inputs(seen, found) if is_settled else None


def outputs_of(output: Path, paths: Iterable[str]) -> Mapping[str, Stamp]:
    """Give the stamp of every file of an output, its manifests included; one that is gone has none."""
    folder = str(output)
    manifests = [f"{FOLDER}/{name}" for name in _names(output / FOLDER)]
    found: dict[str, Stamp] = {}
    for path in (*paths, *manifests, SIGNATURE):
        try:
            found[path] = stamp_of(os.stat(f"{folder}/{path}"))
        except OSError:
            continue
    return found


def would_say_the_same(root: Path, last: Last, inputs: Inputs | None, at: datetime) -> bool:
    """Say whether a build at an instant would read what the last one read, and find what it found."""
    is_as_it_was = inputs is not None and inputs.stamps == last.inputs and last.built.at <= at < last.until
    return is_as_it_was and has_same_history(root, last)


def has_same_history(root: Path, last: Last) -> bool:
    """Say whether the history of git that the last build went by is still that of today."""
    is_same = not last.head or last.head == state_of(root)
    return is_same and last.calendar == calendar_commit(root)


def history_gone_by(root: Path, is_by_history: bool) -> str:
    """Give the state of git's history that a build went by, nothing where it does not matter.

    A shallow clone always matters: its versions of the charter are fewer than there are.
    """
    state = state_of(root)
    return state if is_by_history or " " in state else ""


def at_standstill(root: Path, output: Path, last: Last, inputs: Inputs | None, at: datetime) -> Built | None:
    """Give the last build, signed anew for an instant, if one made now would be the same; else None."""
    if not would_say_the_same(root, last, inputs, at) or not output.is_dir():
        return None
    paths = [path for path in last.outputs if not path.startswith(f"{FOLDER}/")]
    signed = sign_again(
        output, colophon(root, last.charter, at, last.built.proof), lambda: outputs_of(output, paths) == last.outputs
    )
    if signed is None:
        return None
    made = replace(
        last.built, at=at, made=0, kept=last.built.made + last.built.kept, pruned=0, folder=output, is_reindexed=False
    )
    if signed:
        outputs = {**last.outputs, SIGNATURE: stamp_of(os.stat(output / SIGNATURE))}
        remember(root, last._replace(outputs=outputs))
    return made


def remember(root: Path, last: Last) -> None:
    """Remember a build, as the last."""
    Memory(root, NAME).keep({_LAST: last})


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _take_all(folder: str, found: dict[str, Stamp], above: frozenset[str] = frozenset()) -> None:
    """Take every file below a folder, links followed, but no folder again inside itself."""
    real = os.path.realpath(folder)
    if real in above:
        return
    for name in _names(Path(folder)):
        path = f"{folder}/{name}"
        if name == "__pycache__":
            continue
        try:
            about = os.stat(path)
        except OSError:
            continue
        if stat.S_ISDIR(about.st_mode):
            _take_all(path, found, above | {real})
        elif stat.S_ISREG(about.st_mode):
            found[path] = stamp_of(about)
