"""What a letter says differently to each reader: declared places in the bytes of its message, and nothing else.

The message that is built reads well as it is, with a default in each place; a sender puts each reader's own value
there and leaves every other byte alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Where in a message a place is, which says how a value must be written there."""

    RECIPIENT = "to"
    """The value of the To header: an address."""
    HEADER = "header"
    """Within a URL of a header: only characters a URL may hold."""
    SUBJECT = "subject"
    """Whole encoded words of a Subject (RFC 2047) that has nothing else; the place is a line of its own, folded."""
    TEXT = "text"
    """In the text part, quoted-printable; the place begins and ends a line with soft breaks (`=\\r\\n`) around it."""
    HTML = "html"
    """In the HTML part, the same; `&`, `<`, `>` and quotes are escaped first."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place: the bytes from `start` to `end` of the message, where the value called `name` goes.

    Names: `address` (the reader's), `leave` and `preferences` (tokens of links), and the declared fields.
    """

    name: str
    part: Part
    start: int
    end: int
