"""Where in its file something that a piece says stands, and how near a name comes to the known ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from editorial.finding import Edit, Phrase, Span
from editorial.piece import Piece
from editorial.source import Keys, place_at
from editorial.written import Place, written

_NEAREST = Phrase("vouliez-vous écrire « {near} » ?", "did you mean “{near}”?")
_KNOWN = Phrase("choisissez parmi : {known}", "choose among: {known}")


def in_body(piece: Piece, start: int, end: int) -> Span:
    """Give the span of the characters `start` to `end` of a piece's body."""
    return _moved(place_at(piece.body, start, end - start), piece.source.body_line)


def in_front(piece: Piece, *keys: str | int) -> Span:
    """Give the span of a value of a piece's front matter, or of what it should stand under."""
    return piece.source.front.span(keys)


def in_yaml(piece: Piece, start: int, end: int) -> Span:
    """Give the span of the characters `start` to `end` of the front matter's YAML."""
    return _moved(place_at(piece.source.front.text, start, end - start), piece.source.front.first_line)


def in_text(piece: Piece, keys: Keys, text: str, start: int, end: int) -> Span:
    """Give the span of the characters `start` to `end` of a text of the front matter, or of all of it."""
    places = places_in(piece, keys, text)
    return in_yaml(piece, places[start][0], places[end - 1][1]) if places else in_front(piece, *keys)


def places_in(piece: Piece, keys: Keys, text: str) -> list[Place] | None:
    """Give where in the front matter's YAML each sign of a text stands; None where YAML writes it otherwise."""
    extent = piece.source.front.extent(keys)
    return written(piece.source.front.text, *extent, text) if extent else None


def rewritten(
    piece: Piece, keys: Keys, instead: str, *, on_key: bool = False, is_safe: bool = False
) -> tuple[Edit, ...]:
    """Give the edit that writes a key, or the one-line value at it, anew in the quotes it stands in; none for nothing.

    A value that is missing, or spread over lines, is for a writer to mend.
    """
    front = piece.source.front
    if not instead:
        return ()
    if on_key:
        return (Edit(front.span(keys, on_key=True), instead, is_safe),)
    extent = front.extent(keys)
    value = front.text[extent[0] : extent[1]] if extent else ""
    if not extent or not value or "\n" in value:
        return ()
    quote = value[0] if value[0] in "'\"" and value[-1] == value[0] else ""
    return (Edit(in_yaml(piece, *extent), f"{quote}{instead}{quote}", is_safe),)


def nearest_name(found: str, known: Iterable[str]) -> str:
    """Give the known name that comes nearest to the one found, or nothing."""
    return next(iter(get_close_matches(found, sorted(known), 1)), "")


def body_start(piece: Piece) -> Span:
    """Give the span of the first words of a piece's body."""
    start = len(piece.body) - len(piece.body.lstrip())
    line_end = piece.body.find("\n", start)
    return in_body(piece, start, line_end if line_end >= 0 else len(piece.body))


def nearest(found: str, known: Iterable[str]) -> Phrase | None:
    """Give the advice to write the known name that comes nearest to the one found, else one of the known."""
    names = sorted(known)
    near = get_close_matches(found, names, 1)
    if near:
        return _NEAREST.fill(near=near[0])
    return _KNOWN.fill(known=", ".join(names)) if names else None


def _moved(span: Span, first_line: int) -> Span:
    return replace(span, line=span.line + first_line - 1)
