"""What is to be done of posts that have left: those whose words changed since, and those of a piece taken down.

It follows from the site, the ledger and the posts of the last build; what is in doubt is left to a person.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from channels.channel import Brief
from channels.ledger.entry import Entry, Key
from channels.ledger.ledger import Ledger, State, state_after
from channels.ledger.posted import WITHDRAWN
from channels.manifest import FOLDER
from channels.posting.left import Left, left_in, left_of
from editorial.piece import Status

EDIT = ".edit-"
"""What the id of a post's edit goes on with, and its number: a delivery of its own."""


class Act(StrEnum):
    """What may be done of a post that stands."""

    UPDATE = "update"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Amendment:
    """Something to do of a post that left: `key` is its own in the ledger, `left` what stands, as far as is known.

    `path` is the folder of the outbox where the post now stands, "" where it is to be withdrawn.
    """

    act: Act
    key: Key
    post: Key
    url: str
    left: Left | None
    path: str = ""


class Outbox:
    """The posts of the last build, told by its files and manifests, whether or not they are all still there."""

    def __init__(self, output: Path):
        self._output = output
        self._digests: dict[str, Mapping[str, str]] = {}

    @cached_property
    def editions(self) -> frozenset[str]:
        """The editions it holds, as their folders are named."""
        try:
            return frozenset(os.listdir(self._output / "outbox" / "social"))
        except OSError:
            return frozenset()

    def post(self, folder: str) -> Left | None:
        """Give what would leave with the post in a folder, None where there is none that can be read."""
        try:
            said: dict[str, Any] = json.loads((self._output / folder / "post.json").read_bytes())
            listed = self._listed(said["channel"])
            return left_of(said, lambda name: listed[f"{folder}/{name}"])
        except (OSError, KeyError, ValueError, TypeError, AttributeError):
            return None

    def _listed(self, channel: str) -> Mapping[str, str]:
        """Give the digests of a network's files, by path."""
        if channel not in self._digests:
            rows = json.loads((self._output / FOLDER / f"{channel}.json").read_bytes())["artifacts"]
            self._digests[channel] = {row["path"]: row["sha256"] for row in rows}
        return self._digests[channel]


def find_amendments(brief: Brief, ledger: Ledger, outbox: Outbox, networks: Collection[str]) -> tuple[Amendment, ...]:
    """Give the posts that changed since they left, in the order of the plan, then those to withdraw, by key.

    Raises EditorialError where the ledger holds what is none of ours.
    """
    return (*_changed(brief, ledger, outbox, networks), *_taken_down(brief, ledger, networks))


def _changed(brief: Brief, ledger: Ledger, outbox: Outbox, networks: Collection[str]) -> Iterator[Amendment]:
    for edition in brief.plan.editions:
        # Of years of posts only those are looked at that the last build made again.
        if edition.channel not in networks or edition.folder not in outbox.editions:
            continue
        key, path = Key(edition.channel, edition.id), f"outbox/social/{edition.folder}/{edition.channel}"
        first, left, number = _standing(ledger, key)
        if first is None or left is None or is_withdrawn(ledger, key):
            continue
        now = outbox.post(path)
        if now is not None and not left.is_as(now):
            yield Amendment(Act.UPDATE, Key(key.channel, f"{key.id}{EDIT}{number}"), key, first.ref, left, path)


def _standing(ledger: Ledger, key: Key) -> tuple[Entry | None, Left | None, int]:
    """Give the entry of a post, what stands of it where that is known, and the number of its next edit.

    Of a post that is in doubt, or has not left, there is no entry; while an edit is in doubt nobody knows what stands.
    """
    first = ledger.last(key)
    if first is None or state_after(first) is not State.SENT:
        return None, None, 1
    left, number = left_in(first), 1
    while (edit := ledger.last(Key(key.channel, f"{key.id}{EDIT}{number}"))) is not None:
        state = state_after(edit)
        if state is State.IN_DOUBT:
            return first, None, number
        if state is not State.SENT:
            break
        left, number = _edited(left, left_in(edit)), number + 1
    return first, left, number


def _edited(before: Left | None, after: Left | None) -> Left | None:
    """Give what stands after an edit; of one that a person saw to, only what it was to put there is known."""
    if before is None or after is None or after.parts:
        return after
    return replace(after, parts=before.parts, media=before.media if after.pictures == before.pictures else ())


def _taken_down(brief: Brief, ledger: Ledger, networks: Collection[str]) -> Iterator[Amendment]:
    gone = {piece.id for piece in brief.site.pieces if piece.status is Status.UNPUBLISHED}
    for written in sorted(ledger.rows) if gone else ():
        channel, _, id_ = written.partition(":")
        if channel not in networks or not (id_ in gone or (id_.rpartition("--")[0] in gone and _RERUN.fullmatch(id_))):
            continue
        key, end = Key(channel, id_), Key(channel, f"{id_}{WITHDRAWN}")
        first, left, _ = _standing(ledger, key)
        if first is not None and not is_withdrawn(ledger, key):
            yield Amendment(Act.WITHDRAW, end, key, first.ref, left or left_in(first))


def is_withdrawn(ledger: Ledger, key: Key) -> bool:
    """Say whether a post was taken down, or may have been."""
    return not ledger.state(Key(key.channel, f"{key.id}{WITHDRAWN}")).may_be_claimed


_RERUN = re.compile(r"(.+)--\d{4}-\d{2}-\d{2}")
