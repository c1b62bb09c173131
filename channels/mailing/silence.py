"""The silence of a server: how long it has taken nothing, and how often a run has waited for it since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from channels.mailing.transport import Fate, Reply

_GROUPS = 5
"""After how many times as many readers as it has connections a run waits, where nobody was taken."""
_NO_ANSWER = (0, 421)
"""The codes of a server that is not there, or will not talk now."""


@dataclass
class Silence:
    """What a server has taken nothing of: so many in a row, the last of them without an answer."""

    connections: int
    waits: int = 0
    """How often a run has waited since the server took anything."""
    _put_off: int = 0
    _unanswered: int = 0

    def hear(self, replies: Iterable[Reply]) -> None:
        """Go on by some replies."""
        for reply in replies:
            if reply.fate is not Fate.DEFERRED:
                self.waits = self._put_off = self._unanswered = 0
                continue
            self._put_off += 1
            self._unanswered = self._unanswered + 1 if reply.code in _NO_ANSWER else 0

    def is_long(self, readers: int) -> bool:
        """Say whether it is time to wait, in a passage of so many readers."""
        return self._unanswered >= min(self.connections, max(1, readers)) or (
            self._put_off >= _GROUPS * self.connections
        )

    def begin_anew(self) -> None:
        """Count from here on, after one more wait."""
        self.waits += 1
        self._put_off = self._unanswered = 0
