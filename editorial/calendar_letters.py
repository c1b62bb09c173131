"""Reads what a cadence of the newsletter says of its editions: for whom they are, which list, what comes first."""

from __future__ import annotations

import re

from editorial.fields import LANG, Fields
from editorial.finding import Phrase
from editorial.segment import Frequency, Segment

EACH = "each"
"""What a cadence collects whose every piece makes an edition of its own."""
ORDERS = ("weight", "pillar")
_ELSEWHERE = ("segment", "list", "order", "layout")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_LIST_ID = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")  # RFC 2919: a dotted name


def segment_of(f: Fields, pillars: tuple[str, ...], *, is_each: bool) -> Segment:
    """Give for whom a cadence's editions are: by default for who chose its `pillars`, in a language left open.

    Where it `is_each`, they are for who wants every piece.
    """
    written = f.choice("frequency", ("", *Frequency), Frequency.EVERY if is_each else "")
    chosen = f.words("pillars", one_is_a_list=True) if f.has("pillars") else pillars
    lang = f.text("lang")
    if lang and not LANG.fullmatch(lang):
        f.complain("lang", "lang", _BAD_LANG.fill(found=lang))
        lang = ""
    f.finish()
    return Segment(Frequency(written) if written else None, chosen, lang)


def list_of(f: Fields) -> str:
    """Give the list that a cadence's editions go to; "" for the newsletter's own."""
    found = f.text("list")
    if found and not _LIST_ID.fullmatch(found):
        f.complain("list", "newsletter.list-id", _BAD_LIST.fill(found=found))
        return ""
    return found


def refuse_elsewhere(f: Fields, channel: str, *, is_each: bool) -> None:
    """Complain of what only a newsletter's cadence says, on a cadence of another channel."""
    if channel == "newsletter":
        return
    for key in (*_ELSEWHERE, *(("collects",) if is_each else ())):
        if f.has(key):
            f.complain(key, "calendar.newsletter", _NOT_A_LETTER.fill(key=key, channel=channel), on_key=True)


_BAD_LANG = Phrase("« {found} » n’est pas une langue : écrivez fr ou en", "“{found}” is not a language: write fr or en")
_BAD_LIST = Phrase(
    "« {found} » n’est pas un identifiant de liste : écrivez par exemple lettre.exemple.org",
    "“{found}” is not a list id: write for instance letter.example.org",
)
_NOT_A_LETTER = Phrase(
    "{key} ne vaut que pour une cadence de la lettre (channel: newsletter), pas de {channel} : retirez-le",
    "{key} is for a cadence of the newsletter alone (channel: newsletter), not of {channel}: remove it",
)
