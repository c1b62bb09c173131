"""A ledger so simple that one sees it is right: a dictionary, in one place, to which one thing happens at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Delivery:
    """What is known of one delivery, and (`left`) how often it really left, which no ledger knows."""

    state: str = "unclaimed"
    holder: str = ""
    attempt: int = 0
    is_said_doubtful: bool = False
    is_resolved: bool = False
    left: int = 0


class Model:
    """What every store is compared with."""

    def __init__(self) -> None:
        self.deliveries: dict[str, Delivery] = {}

    def of(self, key: str) -> Delivery:
        return self.deliveries.setdefault(key, Delivery())

    def claim(self, key: str, holder: str, state: str = "in-doubt") -> bool:
        found = self.of(key)
        is_late = state == "skipped-late" and found.state == "open"
        if not is_late and found.state not in ("unclaimed", "refused", "failed", "not-sent", "paused"):
            return False
        self.deliveries[key] = Delivery(state, holder, found.attempt + 1, left=found.left)
        return True

    def open(self, key: str, holder: str) -> str:
        """Give the holder whose opening counts, "" where it is not open."""
        self.claim(key, holder, "open")
        found = self.of(key)
        return found.holder if found.state == "open" else ""

    def finish(self, key: str, holder: str) -> bool:
        found = self.of(key)
        if (found.state, found.holder) != ("open", holder):
            return False
        found.state = "sent"
        return True

    def stop(self, key: str) -> bool:
        found = self.of(key)
        if found.state not in ("unclaimed", "refused", "failed", "not-sent", "paused", "open"):
            return False
        found.state, found.attempt, found.is_resolved = "stopped", found.attempt or 1, False
        return True

    def settle(self, key: str, holder: str, outcome: str) -> bool:
        found = self.of(key)
        if found.holder != holder or found.state == "open":
            return False
        if outcome == "doubt":
            is_new = found.state == "in-doubt" and not found.is_said_doubtful
            found.is_said_doubtful = found.is_said_doubtful or is_new
            return is_new
        is_late = found.is_resolved and (outcome == "sent" or (outcome, found.state) == ("paused", "not-sent"))
        if found.state != "in-doubt" and not is_late:
            return False
        found.state, found.is_resolved = outcome, False
        return True

    def resolve(self, key: str, state: str) -> bool:
        found = self.of(key)
        if found.state != "in-doubt":
            return False
        found.state, found.is_resolved = state, True
        return True
