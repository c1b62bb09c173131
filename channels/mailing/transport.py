"""What hands messages to a mail server, one at a time, with an answer that leaves no doubt or says there is one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Fate(StrEnum):
    """What became of one message."""

    DELIVERED = "delivered"
    """The server answered 250 after the final dot: it is its to deliver."""
    REFUSED = "refused"
    """A final no (5xx): this address gets nothing of this edition."""
    DEFERRED = "deferred"
    """A no for now (4xx, 421, no connection), before the final dot was sent: nothing left, another try may be made."""
    DOUBT = "doubt"
    """The final dot was sent, or may have been, and no answer came: never sent again by itself."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server made of a message: its code (0 where none came), enhanced status, and the queue id it gave.

    `said` is its sentence without any address, at most 200 characters.
    """

    fate: Fate
    code: int = 0
    status: str = ""
    queue_id: str = ""
    said: str = ""


class Transport(Protocol):
    """A way to a mail server, used by one thread at a time; it connects when it must and keeps the connection."""

    def send(self, sender: str, recipient: str, message: bytes) -> Reply:
        """Hand over one message to one recipient; `sender` is the envelope's. Nothing a server does raises."""
        ...

    def close(self) -> None:
        """End the connection, if there is one."""
        ...
