"""Rule kind `structure`: a body's headings follow each other, and nothing is nested beyond reason.

What it does: reports a level-1 heading (the title is one already), a heading that skips a level, two headings with
the same chosen anchor, and what is nested deeper than a page and a letter can show: 100 elements within each other, a
quote, a paragraph and a bold part being one, a list two (itself and its item).
Why: a reader who moves by headings gets lost at a missing step, and mail programs choke on deep nesting.
Options: none.
Example: `#### Détail` right below `## Méthode` → « de l’intertitre 2 à l’intertitre 4 : il manque le niveau 3 ».
Passes: `### Détail` below `## Méthode`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from editorial.blocks import levels_in
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.prose import Heading
from editorial.rules.kind import Context, Scope
from editorial.rules.place import body_start, in_body

SCOPE: Final = Scope.OWN
IS_BINDING: Final = True

MAX_DEPTH = 100
"""Of elements, one within the other: what pages and letters hold."""
_MOST_AROUND = 3
"""Elements that a level of lists takes at most: a list, its item, a paragraph or a bold part in it."""

_TOO_DEEP = Phrase(
    "{levels} niveaux de listes ou de citations imbriqués : ni une page ni une lettre n’en montrent autant",
    "lists or quotes nested {levels} deep: neither a page nor a letter shows as many",
)
_TOO_DEEP_FIX = Phrase("sortez le texte de ces listes", "take the text out of these lists")
_TOO_MIXED = Phrase(
    "{depth} éléments imbriqués (gras, italique, liens, listes…), {limit} admis",
    "{depth} elements nested (bold, italics, links, lists…), {limit} allowed",
)
_TOO_MIXED_FIX = Phrase("retirez des signes autour de ce texte", "take signs away from around this text")
_FIRST = Phrase(
    "un intertitre de niveau 1 : le titre de l’article l’est déjà",
    "a level-1 heading: the title of the piece is one already",
)
_FIRST_FIX = Phrase("écrivez ## au lieu de #", "write ## instead of #")
_SKIPPED = Phrase(
    "de l’intertitre {before} à l’intertitre {level} : il manque le niveau {missing}",
    "from heading level {before} to {level}: level {missing} is missing",
)
_SKIPPED_FIX = Phrase("écrivez {signs}", "write {signs}")
_SILENT = Phrase("cet intertitre est vide", "this heading is empty")
_TWICE = Phrase(
    "l’ancre « {anchor} » est déjà celle d’un autre intertitre",
    "the anchor “{anchor}” is already that of another heading",
)


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give the findings about a body's structure."""
    prose = context.prose(piece)
    if prose.depth > MAX_DEPTH:
        levels = levels_in(piece.body)
        is_of_levels = levels * _MOST_AROUND >= prose.depth
        nested, advice = (_TOO_DEEP, _TOO_DEEP_FIX) if is_of_levels else (_TOO_MIXED, _TOO_MIXED_FIX)
        said = nested.fill(levels=levels, depth=prose.depth, limit=MAX_DEPTH)
        yield Finding("structure.depth", Level.ERROR, piece.path, body_start(piece), said, fix=advice)
    before, anchors = 1, set[str]()
    for heading in prose.headings:
        for rule, message, fix in _wrong(heading, before, anchors):
            yield Finding(rule, Level.WARNING, piece.path, in_body(piece, heading.start, heading.end), message, fix=fix)
        before = heading.level
        anchors.add(heading.anchor)


def _wrong(heading: Heading, before: int, anchors: set[str]) -> Iterator[tuple[str, Phrase, Phrase | None]]:
    if heading.level == 1:
        yield "structure.level-1", _FIRST, _FIRST_FIX
    elif heading.level > before + 1:
        message = _SKIPPED.fill(before=before, level=heading.level, missing=before + 1)
        yield "structure.skipped-level", message, _SKIPPED_FIX.fill(signs="#" * (before + 1))
    if not heading.text:
        yield "structure.empty-heading", _SILENT, None
    if heading.anchor in anchors:
        yield "structure.anchor-twice", _TWICE.fill(anchor=heading.anchor), None
