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
        if found.state not in ("unclaimed", "refused", "failed", "not-sent"):
            return False
        self.deliveries[key] = Delivery(state, holder, found.attempt + 1, left=found.left)
        return True

    def settle(self, key: str, holder: str, outcome: str) -> bool:
        found = self.of(key)
        if found.holder != holder:
            return False
        if outcome == "doubt":
            is_new = found.state == "in-doubt" and not found.is_said_doubtful
            found.is_said_doubtful = found.is_said_doubtful or is_new
            return is_new
        if found.state != "in-doubt" and not (outcome == "sent" and found.is_resolved):
            return False
        found.state, found.is_resolved = outcome, False
        return True

    def resolve(self, key: str, state: str) -> bool:
        found = self.of(key)
        if found.state != "in-doubt":
            return False
        found.state, found.is_resolved = state, True
        return True
