"""Rule kind `scope`: a piece stays within the scope that was agreed with the client.

What it does: finds the tags and the words by which a piece is known to be about what the mission leaves out.
Why: what is outside the mission is nobody's to approve, and the client did not ask for it.
Options: `mission.scope.out` of the charter: an item may be a group with `text`, and `words` or `tags`; words are
found whole, whatever their capitals and accents, in the title, the standfirst, the tags and the headings. An item
that is a text is for people.
Example: a piece tagged `tarifs` where `out: [{text: "Nos prix", tags: [tarifs]}]` → « hors de la mission : « Nos prix
» ».
Passes: a piece that only mentions its prices in a sentence of its body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from editorial.demands import Exclusion
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Kind, Piece
from editorial.prose import Prose
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body, in_front
from editorial.slug import is_among, is_within

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_OUT = Phrase("hors de la mission : « {text} » (« {found} »)", "outside the mission: “{text}” (“{found}”)")
_FIX = Phrase(
    "écrivez sur autre chose, ou faites changer la mission dans la charte",
    "write about something else, or have the mission changed in the charter",
)


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each thing the mission leaves out that a piece is about."""
    exclusions = context.charter.mission.exclusions
    if not exclusions or piece.kind is not Kind.PIECE:
        return
    prose = context.prose(piece)
    for number, exclusion in enumerate(context.charter.mission.scope_out):
        for known in (known for known in exclusions if known.text == exclusion):
            found = next(_found(piece, prose, known), None)
            if found is not None:
                said, span = found
                message, clause = _OUT.fill(text=known.text, found=said), f"mission.scope.out.{number + 1}"
                yield Finding("scope.out", Level.WARNING, piece.path, span, message, clause=clause, fix=_FIX)


def _found(piece: Piece, prose: Prose, exclusion: Exclusion) -> Iterator[tuple[str, Span]]:
    """Give each tag and word of an exclusion that a piece bears, and where."""
    for number, tag in enumerate(piece.tags):
        if is_among(tag, exclusion.tags):
            yield tag, in_front(piece, "tags", number)
    for word in exclusion.words:
        for key, text in (("title", piece.title), ("standfirst", piece.standfirst)):
            if is_within(word, text):
                yield word, in_front(piece, key)
        for heading in prose.headings:
            if is_within(word, heading.text):
                yield word, in_body(piece, heading.start, heading.end)
