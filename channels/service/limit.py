"""How often somebody may ask: counted in memory, for a bounded number of clients, by a clock that is given."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict, deque
from collections.abc import Callable

MAX_KEYS = 20_000


class Limit:
    """At most `count` times in `per_s` seconds for each key; may be used by many threads.

    Of more keys than it holds, it forgets those that asked longest ago.
    """

    def __init__(self, count: int, per_s: float, clock: Callable[[], float], max_keys: int = MAX_KEYS):
        self._count, self._per_s, self._clock, self._max_keys = count, per_s, clock, max_keys
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def admits(self, key: str) -> bool:
        """Count one more time for a key, and say whether it is within the limit; what is refused does not count."""
        return self.wait_s(key) == 0

    def wait_s(self, key: str, *, counts: bool = True) -> float:
        """Give in how many seconds a key may ask again, 0 for now; `counts` says whether it then has asked."""
        with self._lock:
            now = self._clock()
            times = self._asked.get(key)
            while times and times[0] <= now - self._per_s:
                times.popleft()
            if times and len(times) >= self._count:
                return times[0] + self._per_s - now
            if counts:
                self._asked.setdefault(key, deque()).append(now)
                self._asked.move_to_end(key)
                if len(self._asked) > self._max_keys:
                    self._asked.popitem(last=False)
            return 0


def client_of(host: str) -> str:
    """Give what one client is counted by: an IPv4 address, or the /64 that one IPv6 subscriber has to himself."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host[:45]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
