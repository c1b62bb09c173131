"""Rule kind `typography`: a text is typed as French or English sets it.

What it does: offers, in the body and in every text of the front matter that a reader reads, the no-break spaces before
`; : ! ?`, inside « », before units and inside numbers, the apostrophe ’, paired quotes, the ellipsis …, dashes around
an aside or between years, ordinals (`1re`, `2e`, `XXIe`) and accented capitals (`À`, `État`). One suggestion a sign and
text, at the first place; its fix mends them all. Code, addresses, accounts, times, ratios, Markdown and names of the
vocabulary are left alone. Channels set all but letters when they render: nothing has to be mended for readers' sake.
Why: a line never begins with a question mark, and readers take straight quotes for haste.
Options: `channels.<channel>.typography` of the charter; nothing is offered where none names a tongue (`fr`) or the
spaces it wants. `vocabulary.accepted` lists names with a sign of their own (`Yahoo!`).
Example: `Bonjour !` with a plain space → « « Bonjour ! » : une espace insécable manque devant ; : ! ? ou dans « » ».
Passes: `Bonjour !` with a no-break space, and `cargo run !x` in code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from editorial.capitals import letters_in
from editorial.edits import is_shut, named_in
from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.passage import HIDDEN, Passage, Places
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_front, in_yaml, places_in
from editorial.rules.texts import front_texts
from editorial.signs import Change, changes_in, outside
from editorial.typography import Typography, may_change

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False


class _Place(NamedTuple):
    """One place to mend: what stands there and around it, and the edit where the source can be mended."""

    sign: str
    around: str
    span: Span
    edit: Edit | None


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give at most one finding a sign, at its first place, with the edits that mend every place."""
    wanted = context.charter.typesetting
    if wanted is None:
        return
    channel, typography = wanted
    found: dict[str, list[_Place]] = {}
    for place in (*_in_front(piece, typography), *_in_body(piece, context, typography)):
        found.setdefault(place.sign, []).append(place)
    for sign, places in found.items():
        first = places[0]
        message = _FOUND.fill(around=first.around, what=_WHAT[sign])
        if len(places) > 1:
            message = _MORE.fill(message=message, count=len(places))
        edits = tuple(place.edit for place in places if place.edit is not None)
        rule, clause = f"typography.{sign}", f"channels.{channel}.typography"
        yield Finding(rule, Level.SUGGESTION, piece.path, first.span, message, None, clause, _WRITE[sign], edits)


def _in_body(piece: Piece, context: Context, typography: Typography) -> Iterator[_Place]:
    """Give what to change in a body; not where the source writes it otherwise (an entity, an escape, a line end)."""
    prose, body = context.prose(piece), piece.body
    walked, starts = Places(prose.raw), [0, *(match.end() for match in _LINE_END.finditer(body))]
    shut: list[tuple[int, int, bool]] | None = None
    for passage in (*prose.passages, *prose.alts):
        changes = _changes(passage.text, piece.lang, typography)
        places = []
        for change, start in _placed(passage, changes, prose.raw, walked):
            if body[start - 1 : start] != "\\":
                shut = list(named_in(body)) if shut is None else shut
                line, end = bisect_right(starts, start), start + change.end - change.start
                column = start - starts[line - 1] + 1
                span = Span(line + piece.source.body_line - 1, column, column + end - start)
                edit = None if is_shut(start, end, body, shut) else Edit(span, change.text)
                places.append(_Place(change.sign, _around(passage.text, change), span, edit))
        yield from _paired(places, changes)


def _paired(places: list[_Place], changes: list[Change]) -> list[_Place]:
    """Give the places of one text; quotes go by two, so where one of them cannot be mended none is."""
    quotes = [place.edit for place in places if place.sign == _QUOTES]
    if all(quotes) and len(quotes) == sum(change.sign == _QUOTES for change in changes):
        return places
    return [place._replace(edit=None) if place.sign == _QUOTES else place for place in places]


def _placed(passage: Passage, changes: list[Change], raw: bytes, walked: Places) -> Iterator[tuple[Change, int]]:
    """Give the changes that stand in a run written as it is read, with their place in the body, in one walk."""
    waiting = deque(changes)
    at = 0
    for text, start, end, _ in passage.runs:
        past = at + len(text)
        if waiting and waiting[0].start < past:
            is_written_so = text.encode() == raw[start:end]
            begun = walked.char_at(start)
            while waiting and waiting[0].start < past:
                change = waiting.popleft()
                if is_written_so and change.end <= past:
                    yield change, begun + change.start - at
        at = past


def _in_front(piece: Piece, typography: Typography) -> Iterator[_Place]:
    """Give what to change in the texts of a front matter; without an edit where YAML writes a text otherwise."""
    yaml = piece.source.front.text
    for text in front_texts(piece):
        changes = _changes(text.text, piece.lang, typography)
        written = places_in(piece, text.keys, text.text) if changes else None
        places = []
        for change in changes:
            around = _around(text.text, change)
            if written is None:
                yield _Place(change.sign, around, in_front(piece, *text.keys), None)
                continue
            start = written[change.start][0]
            end = max(start, written[change.end - 1][1])
            found = yaml[start:end]
            if "\n" not in found:
                span = in_yaml(piece, start, end)
                # An apostrophe in single quotes is typed twice; an escape is for its writer to change.
                is_written_so = found.replace("''", "'") == text.text[change.start : change.end]
                places.append(_Place(change.sign, around, span, Edit(span, change.text) if is_written_so else None))
        yield from _paired(places, changes)


def _changes(text: str, lang: str, typography: Typography) -> list[Change]:
    found = changes_in(text, lang, typography.kept, typography.narrow) if may_change(text, lang) else []
    letters = letters_in(text, lang)
    return outside(text, typography.kept, (*found, *letters)) if letters else found


def _around(text: str, change: Change) -> str:
    """Give what a reader sees of a place: the word before it and what touches it, without hidden code."""
    before = text[max(0, change.start - _AROUND_CHARS) : change.start]
    after = text[change.end : change.end + _AROUND_CHARS]
    word = _LAST_WORD.search(before)
    touching = _FIRST_WORD.match(after)
    shown = (word[0] if word else "") + text[change.start : change.end] + (touching[0] if touching else "")
    return shown.replace(HIDDEN, "").strip()


_QUOTES: Final = "quotes"
_AROUND_CHARS = 24
_LAST_WORD = re.compile(r"\S*\s*$")
_FIRST_WORD = re.compile(r"\S*")
_LINE_END = re.compile("\n")
_FOUND = Phrase("« {around} » : {what}", "“{around}”: {what}")
_MORE = Phrase("{message} ({count} endroits de ce texte)", "{message} ({count} places in this text)")
_WHAT: Final = {
    "space": Phrase(
        "une espace insécable manque devant ; : ! ? ou dans « »",
        "a no-break space is missing before ; : ! ? or inside « »",
    ),
    "unit": Phrase("une espace insécable manque au nombre", "a no-break space is missing in the number"),
    "apostrophe": Phrase("l’apostrophe est droite", "the apostrophe is straight"),
    "quotes": Phrase("les guillemets sont droits", "the quotes are straight"),
    "ellipsis": Phrase("trois points font un seul signe", "three full stops are one sign"),
    "dash": Phrase("un trait d’union tient lieu de tiret", "a hyphen stands for a dash"),
    "ordinal": Phrase("cet ordinal s’abrège autrement", "this ordinal is shortened otherwise"),
    "capital": Phrase("une capitale garde son accent", "a capital keeps its accent"),
}
_WRITE: Final = {
    sign: Phrase(fr, en)
    for sign, fr, en in (
        ("space", "mettez-la", "put it in"),
        ("unit", "mettez-la", "put it in"),
        ("apostrophe", "écrivez ’", "write ’"),
        ("quotes", "écrivez « » (“ ” entre eux, et en anglais)", "write “ ” (« » in French)"),
        ("ellipsis", "écrivez …", "write …"),
        ("dash", "écrivez –", "write –"),
        ("ordinal", "écrivez 1er, 1re, 2e, XXIe", "write 1er, 1re, 2e, XXIe"),
        ("capital", "écrivez À, Ç, É", "write À, Ç, É"),
    )
}
