"""What a piece says to its readers, however it is typed: as lines one can compare, and as one digest of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from editorial.piece import Focus, Picture, Piece
from editorial.plain_words import plain
from editorial.wording import Said, Token, said_in

VERSION = "say1"
"""Names what is hashed and how: another way gets another name, and no hash of one is ever taken for the other's."""

PictureDigest: TypeAlias = Callable[[Piece, str], str]
"""Gives the digest of the bytes of a picture as a piece names it; nothing where there is no such file."""


def said_hash(piece: Piece, picture: PictureDigest) -> str:
    """Give the digest of all that a piece says, as `say1:` and 64 hexadecimal digits.

    Typing does not count: line ends and lengths, trailing spaces, comments, the order and the quotes of the front
    matter, reference links or inline ones, and what typography sets (`plain_words`). Neither do filing and timing:
    status, dates, slug, pillar, series, section, exemptions.
    """
    canonical = json.dumps([VERSION, *said(piece, picture)], ensure_ascii=True, separators=(",", ":"))
    return f"{VERSION}:{hashlib.sha256(canonical.encode()).hexdigest()}"


def said(piece: Piece, picture: PictureDigest) -> list[Said]:
    """Give all that a piece says, in order; what it leaves empty is not there."""
    return [*_front(piece, picture), *said_in(piece.body, partial(picture, piece))]


def picture_digests(
    locate: Callable[[Piece, str], Path | None], file_digest: Callable[[Path], str] | None = None
) -> PictureDigest:
    """Give the function that digests the pictures which `locate` finds; `file_digest` may know some already."""
    read = file_digest or digest_of_file

    def digest(piece: Piece, src: str) -> str:
        path = locate(piece, src)
        if path is None:
            return ""
        try:
            return read(path)
        except OSError:
            return ""

    return digest


def digest_of_file(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal; raises OSError."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _front(piece: Piece, picture: PictureDigest) -> Iterator[Said]:
    yield from _flowing("lang", piece.lang)
    yield from _flowing("title", piece.title)
    yield from _flowing("standfirst", piece.standfirst)
    yield from _listed("author", piece.authors)
    yield from _listed("tags", piece.tags)
    if piece.image is not None:
        yield from _picture(piece, piece.image, picture)
    if piece.quote is not None:
        yield from _flowing("quote.text", piece.quote.text)
        yield from _flowing("quote.by", piece.quote.by)
    note = piece.newsletter
    yield from _flowing("newsletter.title", note.title)
    yield from _lines("newsletter.text", note.text)
    for link in note.links:
        yield Said("newsletter.links", (plain(link.title), ("link", link.url), plain(link.note)))
    for channel, post in piece.social.items():
        part = f"social.{channel}"
        for text in post.texts:
            yield from _lines(part, text)
        if post.image:
            yield Said(f"{part}.image", (_identity(piece, post.image, picture),))
        if post.focus is not None:
            yield Said(f"{part}.focus", _point(post.focus))
        yield from _flowing(f"{part}.warning", post.warning)
        if post.hashtags is not None:
            yield Said(f"{part}.hashtags", tuple((tag,) for tag in post.hashtags))
        if post.link is not True:
            yield Said(f"{part}.link", ((str(post.link),),))
    for correction in piece.corrections:
        yield Said("corrections", ((correction.day.isoformat(),), plain(correction.text)))


def _picture(piece: Piece, shown: Picture, picture: PictureDigest) -> Iterator[Said]:
    yield Said("image", (_identity(piece, shown.src, picture),))
    yield from _flowing("image.alt", shown.alt)
    yield from _flowing("image.caption", shown.caption)
    yield from _flowing("image.credit", shown.credit)
    if shown.focus is not None:
        yield Said("image.focus", _point(shown.focus))


def _point(focus: Focus) -> tuple[tuple[str, ...], ...]:
    return ((f"{focus.x:g}%", f"{focus.y:g}%"),)


def _flowing(part: str, text: str) -> Iterator[Said]:
    flowing = plain(text).strip()
    if flowing:
        yield Said(part, (flowing,))


def _lines(part: str, text: str) -> Iterator[Said]:
    """Give a text whose line ends are its own: a post's."""
    lines = "\n".join(plain(line).strip() for line in text.strip().splitlines())
    if lines:
        yield Said(part, (lines,))


def _listed(part: str, values: tuple[str, ...]) -> Iterator[Said]:
    if values:
        yield Said(part, tuple((value,) for value in values))


def _identity(piece: Piece, src: str, picture: PictureDigest) -> Token:
    digest = picture(piece, src)
    return ("picture", digest) if digest else ("picture", "", src)
