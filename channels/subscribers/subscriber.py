"""A subscriber: an address, what it chose, how it consented, and whether it may be written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from editorial.segment import Frequency, Segment


class Status(StrEnum):
    """Whether a subscriber may be written to: only who is active may."""

    PENDING = "pending"
    """Asked, and did not confirm: never written to but once, to confirm."""
    ACTIVE = "active"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


LEFT = frozenset({Status.UNSUBSCRIBED, Status.BOUNCED, Status.COMPLAINED})
"""Who is never written to again, whatever another source says."""


@dataclass(frozen=True, slots=True)
class Consent:
    """When somebody consented, how (`form`, `import`, `paper`…), and to which version of the text they were shown."""

    at: datetime | None = None
    how: str = ""
    text: str = ""
    is_misdated: bool = False
    """Whether the source says when, in a way that nobody can read."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One reader of a list; `address` never shows in a log, a message, a file of the site or a representation."""

    address: str = field(repr=False)
    """As it is written to: the domain in ASCII (IDNA) and small letters, the local part as it was given."""
    lang: str = ""
    frequency: Frequency | None = None
    pillars: tuple[str, ...] = ()
    status: Status = Status.ACTIVE
    consent: Consent = Consent()
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What declared fields of a letter (`first_name`) say of this reader."""

    @property
    def domain(self) -> str:
        """The domain of the address, by which deliveries are paced."""
        return self.address.rpartition("@")[2]

    def gets(self, segment: Segment) -> bool:
        """Say whether an edition for a segment is for this reader, who may be written to."""
        return self.status is Status.ACTIVE and segment.takes_in(self.frequency, self.pillars, self.lang)
