"""Rule kind `length`: each text is as long as the charter wants it on its channel.

What it does: counts the words of an article (code blocks, alternative texts and footnotes left out), of its
standfirst, of the frame of an edition and of a newsletter text. Social texts are counted by their channel, each
network in its own way (`social.too-long`).
Why: a length is a promise to the reader.
Options: `channels.<channel>.length` of the charter: `min_words`, `max_words`; `channels.blog.standfirst`: the same
two, a warning. No standfirst at all is a matter of the least.
Example: 212 words where `min_words: 350` → « 212 mots ; la charte en veut 350 au moins ».
Passes: 350 words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from editorial.charter import Length
from editorial.demands import Range
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Kind, Piece
from editorial.prose import words_in
from editorial.rules.kind import Context, Scope
from editorial.rules.place import body_start, in_front
from editorial.rules.texts import front_texts

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_EMPTY = Phrase("ce texte n’a pas de corps", "this text has no body")
_EMPTY_FIX = Phrase("écrivez sous l’en-tête", "write below the front matter")
_WORD, _WORDS = Phrase("mot", "word"), Phrase("mots", "words")
_SHORT = Phrase(
    "{count} {unit} ; la charte en veut {limit} au moins ({channel})",
    "{count} {unit}; the charter wants at least {limit} ({channel})",
)
_LONG = Phrase(
    "{count} {unit} ; la charte en veut {limit} au plus ({channel})",
    "{count} {unit}; the charter wants at most {limit} ({channel})",
)
_STANDFIRST_SHORT = Phrase(
    "un chapô de {count} {unit} ; la charte en veut {limit} au moins",
    "a standfirst of {count} {unit}; the charter wants at least {limit}",
)
_STANDFIRST_LONG = Phrase(
    "un chapô de {count} {unit} ; la charte en veut {limit} au plus",
    "a standfirst of {count} {unit}; the charter wants at most {limit}",
)
_STANDFIRST_FIX = Phrase(
    "dites en une ou deux phrases ce que le lecteur trouvera", "say in a sentence or two what the reader will find"
)
_ADD = Phrase("ajoutez {count} {unit}, ou revoyez la charte", "add {count} {unit}, or revise the charter")
_CUT = Phrase("retirez {count} {unit}, ou revoyez la charte", "cut {count} {unit}, or revise the charter")


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each text that is too short or too long."""
    words = context.prose(piece).words
    channels = context.charter.channels
    if not words and piece.kind is not Kind.EDITION:
        span = piece.source.front.span(("title",))
        yield Finding("length.empty", Level.ERROR, piece.path, span, _EMPTY, fix=_EMPTY_FIX)
    elif piece.kind is Kind.PIECE and "blog" in channels:
        yield from _words(piece, words, channels["blog"].length, "blog")
        yield from _standfirst(piece, channels["blog"].standfirst)
    elif piece.kind is Kind.EDITION and "newsletter" in channels:
        yield from _words(piece, words, Length(max_words=channels["newsletter"].length.max_words), "newsletter")
    for text in front_texts(piece):
        if text.channel not in channels:
            continue
        limits = channels[text.channel].length
        if text.keys == ("newsletter", "text") and words_in(text.text) > (limits.max_words or float("inf")):
            words = words_in(text.text)
            yield from _judged(piece, in_front(piece, *text.keys), words, None, limits.max_words, text.channel)


def _standfirst(piece: Piece, limits: Range) -> Iterator[Finding]:
    count = words_in(piece.standfirst)
    for limit, is_broken, message, key in (
        (limits.least, count < (limits.least or 0), _STANDFIRST_SHORT, "min_words"),
        (limits.most, count > (limits.most or count), _STANDFIRST_LONG, "max_words"),
    ):
        if limit is not None and is_broken:
            said = message.fill(count=count, unit=_unit(count), limit=limit)
            clause = f"channels.blog.standfirst.{key}"
            span = in_front(piece, "standfirst") if piece.standfirst else in_front(piece, "title")
            yield Finding(
                "length.standfirst", Level.WARNING, piece.path, span, said, clause=clause, fix=_STANDFIRST_FIX
            )


def _words(piece: Piece, count: int, limits: Length, channel: str) -> Iterator[Finding]:
    if count < (limits.min_words or 0) or count > (limits.max_words or count):
        yield from _judged(piece, body_start(piece), count, limits.min_words, limits.max_words, channel)


def _judged(
    piece: Piece, span: Span, count: int, least: int | None, most: int | None, channel: str
) -> Iterator[Finding]:
    for limit, is_broken, message, fix, name in (
        (least, count < (least or 0), _SHORT, _ADD, "min"),
        (most, count > (most or count), _LONG, _CUT, "max"),
    ):
        if limit is not None and is_broken:
            yield Finding(
                f"length.{channel}",
                Level.ERROR,
                piece.path,
                span,
                message.fill(count=count, unit=_unit(count), limit=limit, channel=channel),
                clause=f"channels.{channel}.length.{name}_words",
                fix=fix.fill(count=abs(count - limit), unit=_unit(abs(count - limit))),
            )


def _unit(count: int) -> Phrase:
    return _WORDS if count > 1 else _WORD
