"""Takes in what came back of a letter: who bounced or complained is never written to again; the rest is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from channels.subscribers.mailbox import Kept
from channels.subscribers.mask import Masks
from channels.subscribers.notice import NotAReport, What, notices_in
from channels.subscribers.subscriber import Status
from channels.subscribers.suppressions import Suppressions

MAX_NAMED = 20
_STATUSES = {What.BOUNCED: Status.BOUNCED, What.COMPLAINED: Status.COMPLAINED, What.LEFT: Status.UNSUBSCRIBED}


@dataclass(slots=True)
class Taken:
    """What was taken in."""

    messages: int = 0
    said: Counter[str] = field(default_factory=Counter)
    """Notices by what they say."""
    suppressed: int = 0
    """Readers who were not suppressed before."""
    unknown: int = 0
    """Notices about nobody that can be told."""
    left: int = 0
    """Messages that are no report, or cannot be read; nothing was done about them."""
    first_left: list[str] = field(default_factory=list)
    """Which ones, the first of them."""


def take_in(messages: Iterable[Kept], masks: Masks, keeper: Suppressions, at: datetime) -> Taken:
    """Suppress those whom reports and complaints are about, by batch; doing it again changes nothing."""
    taken = Taken()
    gone: dict[Status, set[str]] = {status: set() for status in _STATUSES.values()}
    for name, raw in messages:
        taken.messages += 1
        try:
            notices = notices_in(raw) if raw is not None else []
        except NotAReport:
            notices = []
        if not notices:
            taken.left += 1
            if len(taken.first_left) < MAX_NAMED:
                taken.first_left.append(name)
        for notice in notices:
            taken.said[notice.what] += 1
            mask = notice.mask or (masks.mask(notice.address) if notice.address else "")
            if notice.what in _STATUSES and mask:
                gone[_STATUSES[notice.what]].add(mask)
            taken.unknown += notice.what in _STATUSES and not mask
    for status, found in gone.items():
        taken.suppressed += keeper.suppress(found, status, at) if found else 0
    return taken
