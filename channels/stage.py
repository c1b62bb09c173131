"""The stage: where what is new waits beside the output, until all of it is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from channels.channel import Artifact
from channels.output import read, size_of, write


class Task(NamedTuple):
    """One artifact to be made: its path, where it is to stand, and where its bytes go meanwhile."""

    path: str
    target: str
    part: str


class Made(NamedTuple):
    """The digest and size of what was made; it is not staged where the file already holds the same bytes."""

    sha256: str
    size: int
    is_staged: bool


Work = Callable[[Sequence[Task]], list[Made]]


def make_here(artifacts: Mapping[str, Artifact], tasks: Sequence[Task]) -> list[Made]:
    """Make some artifacts, and stage those whose bytes are not in place already."""
    return [staged(artifacts[task.path].make(), task) for task in tasks]


def staged(raw: bytes, task: Task) -> Made:
    """Stage some bytes unless the file in place holds them already."""
    is_new = size_of(task.target) != len(raw) or read(task.target) != raw
    if is_new:
        write(task.part, raw)
    return Made(hashlib.sha256(raw).hexdigest(), len(raw), is_new)


def staged_text(raw: bytes, target: str, part: str) -> str:
    """Give where some bytes are staged, or "" where the file in place holds them already."""
    return "" if size_of(target) == len(raw) and read(target) == raw else write(part, raw)
