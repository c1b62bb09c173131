"""What a charter may demand beyond words: reading ease, profiles of formats, labels, shares, silences, limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most of something; None is no limit."""

    least: int | None = None
    most: int | None = None

    def __bool__(self) -> bool:
        return self.least is not None or self.most is not None


UNLIMITED = Range()


@dataclass(frozen=True, slots=True)
class Reading:
    """How easy to read a text must be; None is no limit."""

    min_ease: int | None = None
    """Flesch's reading ease in English, Kandel and Moles' in French: 0 is hard, 100 easy."""
    max_sentence_words: int | None = None
    max_paragraph_words: int | None = None
    max_passive_share: int | None = None
    """In percent of the sentences."""

    def __bool__(self) -> bool:
        return any(getattr(self, limit.name) is not None for limit in fields(self))


UNDEMANDING = Reading()


def strictest(readings: Iterable[Reading]) -> Reading:
    """Give the demands that several readers together make: the strictest of each."""
    told = [reading for reading in readings if reading != UNDEMANDING]
    if not told:
        return UNDEMANDING

    def of(name: str) -> list[int]:
        return [limit for reading in told if (limit := getattr(reading, name)) is not None]

    return Reading(
        max(of("min_ease"), default=None),
        min(of("max_sentence_words"), default=None),
        min(of("max_paragraph_words"), default=None),
        min(of("max_passive_share"), default=None),
    )


PARTS = ("questions", "sections", "steps", "lists", "quotes", "code", "images", "links", "notes")
"""What a format may require at least so many of."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A content profile: what every piece of one format (interview, tutorial, digest) holds."""

    id: str
    name: str = ""
    words: Range = UNLIMITED
    standfirst: Range = UNLIMITED
    headings: tuple[str, ...] = ()
    requires: Mapping[str, int] = field(default_factory=dict)
    """By part (see PARTS), at least how many."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """How the shares of the pillars are watched: over so many days, with so many points of tolerance."""

    window_days: int = 90
    tolerance: int = 10


@dataclass(frozen=True, slots=True)
class Sponsorship:
    """Which tags make a piece sponsored content, and the label that then must stand where readers begin."""

    label: str = ""
    tags: tuple[str, ...] = ("sponsored", "sponsorisé", "sponsorise", "sponsor")


UNSPONSORED = Sponsorship()


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence the law wants in a piece with one of these tags, pillars or formats; in every piece where none."""

    text: str
    tags: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What the mission leaves out, and the words and tags by which a piece about it is known."""

    text: str
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
