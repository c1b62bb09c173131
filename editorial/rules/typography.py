"""Rule kind `typography`: a text is typed as French or English sets it.

What it does: offers, in the body and in every text of the front matter that a reader reads, the no-break spaces before
`; : ! ?`, inside « », before units and inside numbers, the apostrophe ’, paired quotes, the ellipsis …, dashes around
an aside or between years, ordinals (`1re`, `2e`, `XXIe`) and accented capitals (`À`, `État`). One suggestion a sign and
text, at the first place; its fix mends them all. Code, addresses, accounts, times, ratios, Markdown and names of the
vocabulary are left alone. Channels set all but letters when they render: nothing has to be mended for readers' sake.
Why: a line never begins with a question mark, and readers take straight quotes for haste.
Options: `channels.<channel>.typography` of the charter; nothing is offered where none names a tongue (`fr`) or the
spaces it wants. `vocabulary.accepted` lists names with a sign of their own (`Yahoo!`).
Example: `Bonjour !` with a plain space → « une espace insécable manque devant ; : ! ? ou dans « » ».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from editorial.capitals import letters_in
from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.passage import HIDDEN
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body, in_front, in_yaml, places_in
from editorial.rules.texts import front_texts
from editorial.signs import Change, changes_in
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
    prose = context.prose(piece)
    body = piece.body
    for passage in (*prose.passages, *prose.alts):
        for change in _changes(passage.text, piece.lang, typography):
            start, end = prose.place(passage, change.start, change.end)
            if body[start:end] == passage.text[change.start : change.end] and body[start - 1 : start] != "\\":
                span = in_body(piece, start, end)
                yield _Place(change.sign, _around(passage.text, change), span, Edit(span, change.text))


def _in_front(piece: Piece, typography: Typography) -> Iterator[_Place]:
    """Give what to change in the texts of a front matter; without an edit where YAML writes a text otherwise."""
    for text in front_texts(piece):
        changes = _changes(text.text, piece.lang, typography)
        written = places_in(piece, text.keys, text.text) if changes else None
        for change in changes:
            around = _around(text.text, change)
            if written is None:
                yield _Place(change.sign, around, in_front(piece, *text.keys), None)
            elif written[change.end - 1] + 1 - written[change.start] == change.end - change.start:
                span = in_yaml(piece, written[change.start], _past(piece, written, change.end))
                yield _Place(change.sign, around, span, Edit(span, change.text))


def _past(piece: Piece, written: list[int], end: int) -> int:
    """Give where a stretch of a YAML value ends: an apostrophe in single quotes is typed twice there."""
    past = written[end - 1] + 1
    doubled = end < len(written) and written[end] == past + 1
    return past + 1 if doubled and piece.source.front.text[past - 1 : past + 1] == "''" else past


def _changes(text: str, lang: str, typography: Typography) -> list[Change]:
    found = changes_in(text, lang, typography.kept, typography.narrow) if may_change(text, lang) else []
    return [*found, *letters_in(text, lang)]


def _around(text: str, change: Change) -> str:
    """Give what a reader sees of a place: the word before it and what follows, without hidden code."""
    before, after = text[: change.start].split()[-1:], text[change.end :].split()[:1]
    shown = text[len(text[: change.start].rstrip()) - len("".join(before)) : change.end]
    tail = "".join(after) if text[change.end : change.end + 1].strip() else ""
    return (shown + tail).replace(HIDDEN, "").strip()


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
_MEND = Phrase("ou laissez faire « ligne check --fix »", "or let “ligne check --fix” do it")
_WRITE: Final = {
    sign: Phrase(f"{fr}, {_MEND.fr}", f"{en}, {_MEND.en}")
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
