"""What one cell of a table holds of a post to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Holds(StrEnum):
    """What a column may hold."""

    NOTHING = ""
    DATE = "date"
    """The local time, as the tool writes it."""
    INSTANT = "instant"
    """The instant in UTC (ISO 8601)."""
    ZONE = "zone"
    CHANNEL = "channel"
    CAMPAIGN = "campaign"
    EDITION = "edition"
    PIECE = "piece"
    TITLE = "title"
    LANG = "lang"
    PART = "part"
    PARTS = "parts"
    TEXT = "text"
    REST = "rest"
    """The parts of a thread after the first."""
    LINK = "link"
    LINK_UNSAID = "link_unsaid"
    """The link where the text does not say it."""
    LINK_CARD = "link_card"
    """The link where its card is the picture, or the text does not say it."""
    IMAGE_URL = "image_url"
    IMAGE_FILE = "image_file"
    ALT = "alt"
    ALT_OF_URL = "alt_of_url"
    """The alternative text where the picture has an address."""


class Told(NamedTuple):
    """All that a table may say of one post; `image_file` is a path from the folder of the exports."""

    instant: datetime
    zone: ZoneInfo
    channel: str
    campaign: str
    edition: str
    piece: str
    title: str
    lang: str
    parts: tuple[str, ...]
    link: str
    is_link_said: bool
    image_url: str
    image_file: str
    alt: str


class Manner(NamedTuple):
    """How a tool writes a cell: its dates (strftime), the minutes they are multiples of, its separator."""

    date: str
    minutes: int
    separator: str


def cell(holds: Holds, told: Told, part: int, manner: Manner) -> str:
    """Give what a column holds of one part (from 0) of a post."""
    return _CELLS[holds](told, part, manner)


def on_the_mark(instant: datetime, minutes: int) -> datetime:
    """Give the first instant from this one on whose minutes are a multiple: nothing leaves before its page is out."""
    floor = instant.replace(minute=instant.minute - instant.minute % minutes, second=0, microsecond=0)
    return floor if floor == instant else floor + timedelta(minutes=minutes)


def _local(told: Told, manner: Manner) -> str:
    return on_the_mark(told.instant, manner.minutes).astimezone(told.zone).strftime(manner.date)


_CELLS: Mapping[Holds, Callable[[Told, int, Manner], str]] = {
    Holds.NOTHING: lambda told, part, manner: "",
    Holds.DATE: lambda told, part, manner: _local(told, manner),
    Holds.INSTANT: lambda told, part, manner: told.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    Holds.ZONE: lambda told, part, manner: told.zone.key,
    Holds.CHANNEL: lambda told, part, manner: told.channel,
    Holds.CAMPAIGN: lambda told, part, manner: told.campaign,
    Holds.EDITION: lambda told, part, manner: told.edition,
    Holds.PIECE: lambda told, part, manner: told.piece,
    Holds.TITLE: lambda told, part, manner: told.title,
    Holds.LANG: lambda told, part, manner: told.lang,
    Holds.PART: lambda told, part, manner: str(part + 1),
    Holds.PARTS: lambda told, part, manner: str(len(told.parts)),
    Holds.TEXT: lambda told, part, manner: told.parts[part],
    Holds.REST: lambda told, part, manner: f" {manner.separator} ".join(told.parts[1:]),
    Holds.LINK: lambda told, part, manner: told.link,
    Holds.LINK_UNSAID: lambda told, part, manner: "" if told.is_link_said else told.link,
    Holds.LINK_CARD: lambda told, part, manner: "" if told.is_link_said and told.image_url else told.link,
    Holds.IMAGE_URL: lambda told, part, manner: told.image_url,
    Holds.IMAGE_FILE: lambda told, part, manner: told.image_file,
    Holds.ALT: lambda told, part, manner: told.alt,
    Holds.ALT_OF_URL: lambda told, part, manner: told.alt if told.image_url else "",
}
