"""How fast messages leave, and which first: so many a second in all and for a domain; whom a domain put off, last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from channels.mailing.transport import Fate, Reply

_BURST_S = 0.25
"""How much of what was not used may be used at once, in seconds' worth."""
_ROUNDING = 1e-6
_OF_THE_SERVER = (0, 421)
"""The codes of a server that is not there, or will not talk now: they say nothing of a domain."""
_OF_THE_MAILBOX = "4.2."
"""What an enhanced status begins with that speaks of one mailbox (RFC 3463, 3.3)."""


class _Bucket:
    """Fills at a rate, up to a quarter of a second's worth, and never under one message."""

    def __init__(self, rate: float, now: float):
        self.rate, self._most = rate, max(1.0, rate * _BURST_S)
        self._tokens, self._at = self._most, now

    def wait_s(self, now: float) -> float:
        """Give how long until there is one to take."""
        self._tokens = min(self._most, self._tokens + (now - self._at) * self.rate)
        self._at = now
        lacks = 1 - self._tokens
        # What rounding leaves is too little for a clock to move on by.
        return lacks / self.rate if lacks > _ROUNDING else 0.0

    def take(self) -> None:
        """Take one."""
        self._tokens -= 1


class Throttle:
    """What holds a run to its rates, and sets domains aside that put messages off; used by one thread."""

    def __init__(self, per_second: float, per_domain: Mapping[str, float], clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._all = _Bucket(per_second, clock())
        self._domains = {domain: _Bucket(rate, clock()) for domain, rate in per_domain.items()}
        self._aside: set[str] = set()

    @property
    def has_favourites(self) -> bool:
        """Whether anybody may ever pass another: some domain has a rate of its own, or was set aside."""
        return bool(self._domains or self._aside)

    def choose(self, domains: Sequence[str], most: int, *, in_order: bool = False) -> tuple[list[int], float]:
        """Give which messages may leave now, by their domains, and how long to wait where none may.

        They are at most `most`, in order, but that one which must wait lets others pass, and one whose domain was set
        aside lets all others pass; `in_order` nobody passes anybody.
        """
        chosen: list[int] = []
        now, soonest_s = self._clock(), float("inf")
        full: set[str] = set()
        numbers: Iterable[int] = range(len(domains))
        if self._aside and not in_order:
            numbers = sorted(numbers, key=lambda at: domains[at] in self._aside)
        for number in numbers:
            wait_s = self._all.wait_s(now)
            if len(chosen) == most or wait_s > 0:
                return chosen, 0.0 if chosen else wait_s
            domain = domains[number]
            bucket = self._domains.get(domain)
            if domain in full:
                continue
            if bucket is not None and (wait_s := bucket.wait_s(now)) > 0:
                full.add(domain)
                soonest_s = min(soonest_s, wait_s)
                if in_order:
                    break
                continue
            for taken in (self._all, bucket):
                if taken is not None:
                    taken.take()
            chosen.append(number)
        return chosen, 0.0 if chosen or not domains else soonest_s

    def hear(self, domain: str, reply: Reply) -> None:
        """Set a domain aside that put a message off, as one that greylists does, until it takes one."""
        is_its_own = reply.code not in _OF_THE_SERVER and not reply.status.startswith(_OF_THE_MAILBOX)
        if reply.fate is Fate.DEFERRED and is_its_own:
            self._aside.add(domain)
        elif reply.fate is Fate.DELIVERED:
            self._aside.discard(domain)
