"""One passage through some readers of a lot: claimed a little ahead of the hands, handed over, and recorded.

What became of some and the claim of the next are one step in the ledger, taken while the hands are still busy with
those claimed before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from types import TracebackType

from channels.mailing.belt import Belt
from channels.mailing.roll import Lot, Reader
from channels.mailing.throttle import Throttle
from channels.mailing.transport import Fate, Reply

AHEAD = 8
"""For each hand, how many readers are held at most; after a crash so many are in doubt."""
_AHEAD_S = 0.02
"""For how long at the rate of before the hands have readers, while the ledger is written."""
_UNSAID_S = 0.1
"""How long what became of a reader waits at most for others, to be recorded with them."""
SLICE_S = 0.25
"""How long a run waits at most before it looks whether it must end."""


@dataclass
class Passage:
    """Readers on their way; as a context it ends with nobody under way, and everybody recorded who was claimed."""

    lot: Lot
    belt: Belt
    throttle: Throttle
    announce: Callable[[str], None]
    left: list[Reader]
    put_off: list[Reader] = field(default_factory=list)
    _came: dict[str, tuple[Reader, Reply]] = field(default_factory=dict)
    """Who has come back, and is not recorded."""
    _came_at: float = 0.0
    _began_at: float = field(default_factory=time.monotonic)
    _recorded: int = 0

    def __enter__(self) -> Passage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.settle()

    @property
    def is_under_way(self) -> bool:
        """Whether anybody is left, or has no outcome yet."""
        return bool(self.left or self._came or self.belt.under_way)

    def step(self) -> Mapping[str, Reply] | None:
        """Go on by one exchange with the ledger, or wait a little for one; give what it recorded, by masks.

        None where the mailing was stopped. Raises EditorialError where the ledger cannot be reached, and what a hand
        raised.
        """
        window = self._window()
        room, group, wait_s = window - self.belt.under_way, list[Reader](), SLICE_S
        if 2 * room >= window and self.left:
            group, wait_s = self._next(room)
        is_late = self._came and time.monotonic() - self._came_at >= _UNSAID_S
        if group or is_late or (self._came and (2 * len(self._came) >= window or not self.belt.under_way)):
            return self._exchanged(group)
        self._hear(min(wait_s, _UNSAID_S if self._came else SLICE_S))
        if self.belt.error:
            raise self.belt.error
        return {}

    def settle(self) -> Mapping[str, Reply]:
        """Take back whom no hand has begun with, wait for the others, and give what became of them, recorded."""
        back = self.belt.withdraw()
        self.left[:0] = back
        while self.belt.under_way:
            self._hear(SLICE_S)
        if not (back or self._came):
            return {}
        return self._recorded_with({reader.mask: Reply(Fate.DEFERRED) for reader in back}, ())[0]

    def _exchanged(self, group: Sequence[Reader]) -> Mapping[str, Reply] | None:
        replies, held = self._recorded_with({}, group)
        if held:
            self.announce("send")
            self.belt.put(held)
        return None if held is None else replies

    def _recorded_with(
        self, others: Mapping[str, Reply], group: Sequence[Reader]
    ) -> tuple[Mapping[str, Reply], Sequence[Reader] | None]:
        """Record who came back, and others, and claim a group; give what became of the first, and whom we hold."""
        came = self._came
        replies = {mask: reply for mask, (_, reply) in came.items()}
        if came:
            self.announce("sent")
        if group:
            self.announce("claim")
        held = self.lot.exchange({**replies, **others}, group)
        self._came, self._recorded = {}, self._recorded + len(came)
        if came:
            self.announce("recorded")
        for reader, reply in came.values():
            self.throttle.hear(reader.subscriber.domain, reply)
            if reply.fate is Fate.DEFERRED:
                self.put_off.append(reader)
        return replies, held

    def _hear(self, wait_s: float) -> None:
        if not self.belt.under_way:
            time.sleep(wait_s)
            return
        for reader, reply in self.belt.came(wait_s):
            self._came_at = self._came_at if self._came else time.monotonic()
            self._came[reader.mask] = reader, reply

    def _window(self) -> int:
        """Give how many readers may be held: one for each hand, and what the hands get done meanwhile."""
        rate = self._recorded / max(_AHEAD_S, time.monotonic() - self._began_at)
        return min(AHEAD * self.belt.hands, self.belt.hands + ceil(rate * _AHEAD_S))

    def _next(self, most: int) -> tuple[list[Reader], float]:
        """Give who is next, and how long to wait where nobody may leave yet.

        Where a lot can only say how far a run has come, nobody is passed over.
        """
        is_free = self.throttle.has_favourites and not self.lot.is_in_order
        seen = self.left if is_free else self.left[:most]
        domains = [reader.subscriber.domain for reader in seen]
        chosen, wait_s = self.throttle.choose(domains, most, in_order=self.lot.is_in_order)
        group, gone = [seen[number] for number in chosen], set(chosen)
        self.left[: len(seen)] = [reader for number, reader in enumerate(seen) if number not in gone]
        return group, wait_s
