"""What changes from one agenda to another: what is added, taken out, moved, or otherwise said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from editorial.edition import Item, State

Name = tuple[str, str]


class What(StrEnum):
    """What happened to a line of the agenda."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Replanned:
    """One line of the agenda, as it was and as it is; None where it was or is not there."""

    what: What
    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        """The line as it is, else as it was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 (one of both is always there)
        return found

    def is_between(self, start: datetime, end: datetime) -> bool:
        """Say whether the line was, or is, from `start` (included) to `end` (excluded)."""
        return any(start <= item.instant < end for item in (self.before, self.after) if item)


def replanned(before: Iterable[Item], after: Iterable[Item]) -> list[Replanned]:
    """Give what differs between two agendas, in the order of time.

    A line is known by its channel and edition, which a move leaves as they are; a slot without an edition by its own
    name. A slot that was open and is filled now is told by what fills it.
    """
    pairs, old, new = _paired(list(before), list(after), _edition)
    slots, gone, come = _paired(old, new, _slot)
    filled = {_slot(item) for item in after if item.state is not State.OPEN}
    changed = [one for one in (_compared(was, now) for was, now in (*pairs, *slots)) if one is not None]
    removed = [
        Replanned(What.REMOVED, item, None) for item in gone if not (item.state is State.OPEN and _slot(item) in filled)
    ]
    added = [Replanned(What.ADDED, None, item) for item in come]
    return sorted(
        [*changed, *removed, *added], key=lambda one: (one.item.instant, one.item.channel, one.item.edition, one.what)
    )


def _edition(item: Item) -> Name | None:
    return (item.channel, item.edition) if item.edition else None


def _slot(item: Item) -> Name | None:
    return (item.channel, item.slot) if item.slot else None


def _paired(
    before: Sequence[Item], after: Sequence[Item], name: Callable[[Item], Name | None]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pair the lines of the same name, in order; give the pairs, and what is left on both sides."""
    waiting: dict[Name, list[Item]] = {}
    for item in before:
        if (key := name(item)) is not None:
            waiting.setdefault(key, []).append(item)
    pairs, come = [], []
    for item in after:
        known = waiting.get(key) if (key := name(item)) is not None else None
        if known:
            pairs.append((known.pop(0), item))
        else:
            come.append(item)
    taken = {id(was) for was, _ in pairs}
    return pairs, [item for item in before if id(item) not in taken], come


def _compared(before: Item, after: Item) -> Replanned | None:
    if before.instant != after.instant:
        return Replanned(What.MOVED, before, after)
    if _shown(before) != _shown(after):
        return Replanned(What.CHANGED, before, after)
    return None


def _shown(item: Item) -> tuple[object, ...]:
    return (item.state, item.pieces, item.campaign)


def lines(found: Iterable[Replanned], channel: str, campaign: str) -> Iterator[Replanned]:
    """Give those on one channel and of one campaign, or on all and of all where these are empty."""
    for one in found:
        sides = [item for item in (one.before, one.after) if item]
        if any(channel in ("", item.channel) and campaign in ("", item.campaign) for item in sides):
            yield one
