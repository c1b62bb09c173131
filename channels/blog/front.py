"""The front page (*la une*): the editor's weight first, then the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from channels.blog.values import Letter, Named, Teaser
from channels.blog.view import View
from editorial.piece import Piece

RECENT = 8
"""Among so many of the newest pieces the lead and the seconds are chosen, by `newsletter.weight`, then date."""
SECONDS = 2
LISTED = 14


@dataclass(frozen=True, slots=True)
class Front:
    """The front page of one language, in the order of reading."""

    lead: Teaser | None
    minutes: int
    seconds: tuple[Teaser, ...]
    days: tuple[tuple[date, tuple[Teaser, ...]], ...]
    letter: Letter | None
    pillars: tuple[Named, ...]
    has_more: bool


def front_of(view: View, lang: str) -> Front:
    """Give the front page of a language."""
    pieces = view.live[lang]
    chosen = _chosen(pieces)
    taken = {piece.id for piece in chosen}
    rest = [piece for piece in pieces[: RECENT + LISTED] if piece.id not in taken][:LISTED]
    teasers = [view.teaser(piece) for piece in rest]
    return Front(
        lead=view.teaser(chosen[0]) if chosen else None,
        minutes=view.minutes(chosen[0]) if chosen else 0,
        seconds=tuple(view.teaser(piece) for piece in chosen[1:]),
        days=tuple((day, tuple(group)) for day, group in groupby(teasers, key=lambda teaser: teaser.day)),
        letter=next((letter for letter in view.letters if letter.lang == lang), None),
        pillars=tuple(view.pillars(lang)),
        has_more=len(pieces) > len(chosen) + len(rest),
    )


def _chosen(pieces: Sequence[Piece]) -> list[Piece]:
    """Give the lead and the seconds: the weightiest of the newest, the newer of two alike."""
    ranked = sorted(enumerate(pieces[:RECENT]), key=lambda pair: (-pair[1].newsletter.weight, pair[0]))
    return [piece for _, piece in ranked[: 1 + SECONDS]]
