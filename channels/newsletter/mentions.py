"""Where a letter speaks of its reader: `[[first_name]]`, found where it stands, and marked until a message is made.

A mark holds the field's rank and its default between noncharacters (Unicode, 23.7), which no parser, template or
typography touches; all that is no message shows the default alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyromark import Markdown as Parser

from editorial.finding import Span
from editorial.piece import Piece
from editorial.prose import MARKDOWN_OPTIONS
from editorial.source import Document, Keys, Markdown, place_at

Defaults = Mapping[str, str]
"""The declared fields that have a default in one language, with that default."""


FOR_ALL: tuple[Keys, ...] = (("title",), ("standfirst",))
"""What all read alike: it stands in the list of letters too."""
_OPENING: tuple[Keys, ...] = (("newsletter", "title"), ("newsletter", "text"))
"""The subject and the preheader that a letter has of its own."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A field that a text mentions; `keys` are those of its front matter, none in a body."""

    name: str
    span: Span
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A field as a letter says it: what stands between two runs of its text."""

    name: str
    default: str


def mentions_in(frame: Piece) -> Iterator[Mention]:
    """Give each field that an edition's piece mentions where its letter shows it."""
    source = frame.source
    links = range(len(frame.newsletter.links))
    in_links = [("newsletter", "links", n, key) for n in links for key in ("title", "note")]
    for keys in (*FOR_ALL, *_OPENING, ("newsletter", "sponsor", "text"), *in_links):
        yield from mentions_at(source.front, keys)
    for found in _in_body(source.body):
        place = place_at(source.body, found.start(), found.end() - found.start())
        yield Mention(found[1], Span(place.line + source.body_line - 1, place.column, place.end_column))


def mentions_at(document: Document, keys: Keys) -> Iterator[Mention]:
    """Give each field that the text at some keys of a document mentions."""
    extent = document.extent(keys) if "[[" in document.text else None
    for found in _MENTION.finditer(document.text, *extent) if extent else ():
        place = place_at(document.text, found.start(), found.end() - found.start())
        yield Mention(found[1], Span(place.line + document.first_line - 1, place.column, place.end_column), keys)


def with_marks(frame: Piece, defaults: Defaults) -> Piece:
    """Give an edition's piece with the fields marked that its letter says to each reader."""
    source = frame.source
    links = tuple(
        replace(link, title=marked(link.title, defaults), note=marked(link.note, defaults))
        for link in frame.newsletter.links
    )
    parts, done = list[str](), 0
    for found in _in_body(source.body):
        parts += [source.body[done : found.start()], _mark(found[1], defaults, in_markdown=True) or found[0]]
        done = found.end()
    body = "".join([*parts, source.body[done:]])
    note = frame.newsletter
    sponsor = note.sponsor
    sponsor = replace(sponsor, text=marked(sponsor.text, defaults)) if sponsor else None
    return replace(
        frame,
        newsletter=replace(
            note,
            title=marked(note.title, defaults),
            text=marked(note.text, defaults),
            links=links,
            sponsor=sponsor,
        ),
        source=Markdown(source.front, body, source.body_line, body) if parts else source,
    )


def marked(text: str, defaults: Defaults) -> str:
    """Give a text with the fields it mentions marked; one without default stays as it is written."""
    return _MENTION.sub(lambda found: _mark(found[1], defaults) or found[0], text) if "[[" in text else text


def unmarked(text: str) -> str:
    """Give a text in which each marked field says its default."""
    return _MARKED.sub(r"\2", text) if _BEGIN in text else text


def parted(text: str, defaults: Defaults) -> Iterator[str | Said]:
    """Give a text in turns: what everybody reads, then a field."""
    done, names = 0, list(defaults)
    for found in _MARKED.finditer(text) if _BEGIN in text else ():
        rank = _rank(found[1])
        if rank >= len(names):  # not a mark of ours
            continue
        yield text[done : found.start()]
        yield Said(names[rank], found[2])
        done = found.end()
    yield text[done:]


def _in_body(body: str) -> Iterator[re.Match[str]]:
    """Give each mention in a Markdown body but those in code, which shows how something is written."""
    if "[[" not in body:
        return
    codes = list(_codes(body))
    for found in _MENTION.finditer(body):
        at = len(body[: found.start()].encode())
        if not any(start <= at < end for start, end in codes):
            yield found


def _codes(body: str) -> Iterator[tuple[int, int]]:
    """Give where code stands in a Markdown body, in bytes."""
    for event, span in Parser(options=MARKDOWN_OPTIONS).events_with_range(body):
        is_code = isinstance(event, dict) and ("Code" in event or "CodeBlock" in str(event.get("Start", "")))
        if is_code:
            yield span["start"], span["end"]


def _mark(name: str, defaults: Defaults, *, in_markdown: bool = False) -> str:
    if name not in defaults:
        return ""
    default = defaults[name]
    if in_markdown:
        # As a backslash would, and in raw HTML too.
        default = _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", default)
    return f"{_BEGIN}{_digits(list(defaults).index(name))}{default}{_END}"


def _digits(rank: int) -> str:
    digit = chr(_ZERO + rank % _BASE)
    return digit if rank < _BASE else _digits(rank // _BASE) + digit


def _rank(digits: str) -> int:
    rank = 0
    for digit in digits:
        rank = rank * _BASE + ord(digit) - _ZERO
    return rank


_BEGIN, _END, _ZERO, _BASE = "\ufdd0", "\ufdd1", 0xFDD2, 30
_MARKED = re.compile(f"{_BEGIN}([\ufdd2-\ufdef]+)([^{_BEGIN}{_END}]*){_END}")
# `[[1]](address)` and `[[1]][name]` are links.
_MENTION = re.compile(r"\[\[ *([^\[\]\n]{1,60}?) *\]\](?!\(|\[(?!\[))")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|~&$:\"]")
