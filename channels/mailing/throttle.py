"""How fast messages leave: so many a second in all, and so many for a domain."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

_BURST_S = 0.25
"""How much of what was not used may be used at once, in seconds' worth."""
_ROUNDING = 1e-9
"""What sums of fractions may lack of one."""


class _Bucket:
    """Fills at a rate, up to a quarter of a second's worth, and never under one message."""

    def __init__(self, rate: float, now: float):
        self.rate, self._most = rate, max(1.0, rate * _BURST_S)
        self._tokens, self._at = self._most, now

    def wait_s(self, now: float) -> float:
        """Give how long until there is one to take."""
        self._tokens = min(self._most, self._tokens + (now - self._at) * self.rate)
        self._at = now
        missing = 1 - self._tokens
        return missing / self.rate if missing > _ROUNDING else 0.0

    def take(self) -> None:
        """Take one."""
        self._tokens -= 1


class Throttle:
    """What holds a run to its rates; used by one thread."""

    def __init__(self, per_second: float, per_domain: Mapping[str, float], clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._all = _Bucket(per_second, clock())
        self._domains = {domain: _Bucket(rate, clock()) for domain, rate in per_domain.items()}

    def allow(self, domains: Iterable[str]) -> tuple[int, float]:
        """Give how many of the first messages, by their domains, may leave now, and how long until the next may."""
        count, now = 0, self._clock()
        for domain in domains:
            buckets = [self._all, *([self._domains[domain]] if domain in self._domains else [])]
            wait_s = max(bucket.wait_s(now) for bucket in buckets)
            if wait_s > 0:
                return count, wait_s
            for bucket in buckets:
                bucket.take()
            count += 1
        return count, 0.0
