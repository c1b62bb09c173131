"""Rule kind `translation_order`: a translation does not appear before its original.

What it does: compares when each translation is planned on the blog with when its original appears.
Why: readers who follow the link to the original find nothing.
Options: none. An entry with a `why` knows what it does.
Example: a translation on Tuesday and its original on Thursday → « « Writing the brief » paraît le 2026-12-01 09:00,
avant son original (2026-12-03 09:00) ».
Passes: the original on Tuesday and its translation on Thursday, or both at one instant.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.edition import State
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import PLANNED, coming, reason, spot, told
from editorial.rules.kind import Context

_EARLY = Phrase(
    "« {piece} » paraît le {instant}, avant son original ({original})",
    "“{piece}” appears on {instant}, before its original ({original})",
)
_NO_DATE = Phrase(
    "« {piece} » paraît le {instant}, et son original « {original} » n’a ni créneau ni date",
    "“{piece}” appears on {instant}, and its original “{original}” has no slot and no date",
)
_FIX = Phrase("planifiez l’original d’abord", "plan the original first")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about translations planned before their originals."""
    translated = {
        piece.id: original
        for piece in context.pieces
        if piece.translation_of and (original := context.by_id.get(piece.translation_of))
    }
    if not translated:
        return
    out = {
        item.pieces[0]: item.instant
        for item in context.agenda
        if item.channel == "blog" and item.pieces and item.state in (*PLANNED, State.EXPIRED)
    }
    for item in coming(context, *PLANNED):
        original = translated.get(item.pieces[0]) if item.channel == "blog" and item.pieces else None
        if original is None or reason(context, item):
            continue
        instant, said = out.get(original.id), {"piece": context.by_id[item.pieces[0]].title}
        if instant is not None and instant <= item.instant:
            continue
        said["instant"] = told(context, item.instant)
        phrase, said["original"] = (_EARLY, told(context, instant)) if instant else (_NO_DATE, original.title)
        path, span = spot(context, item)
        yield Finding("translation.early", Level.WARNING, path, span, phrase.fill(**said), fix=_FIX)
