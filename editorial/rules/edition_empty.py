"""Rule kind `edition_empty`: a newsletter edition has something to say.

What it does: names the next edition of each cadence, in the coming days, where no piece and no frame fills it.
Why: an edition with nothing in it does not leave, and its readers wait.
Options: `notice.edition` in the calendar (`14d`). An entry that gives the slot a `why` knows.
Example: nothing appears before Friday's letter → « l’édition lettre/2026-12-04 n’a rien à dire : aucun texte ne paraît
d’ici là, aucun cadre ».
Passes: the same letter with a frame, or one piece live on Thursday.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.edition import State
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import PLANNED, coming, slot_of, spot
from editorial.rules.kind import Context

_EMPTY = Phrase(
    "l’édition {edition} n’a rien à dire : aucun texte ne paraît d’ici là, aucun cadre",
    "the edition {edition} has nothing to say: no piece appears until then, and it has no frame",
)
_FIX = Phrase(
    "planifiez un texte avant elle, donnez-lui un cadre, ou sautez-la (skipped: true)",
    "plan a piece before it, give it a frame, or skip it (skipped: true)",
)


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about editions to come that are empty."""
    seen = set()
    for item in coming(context, *PLANNED, State.EMPTY, within=context.calendar.notice.edition):
        slot = slot_of(context, item)
        if slot is None or item.channel != "newsletter" or slot.cadence.id in seen:
            continue
        seen.add(slot.cadence.id)
        if item.state is State.EMPTY and not slot.why:
            path, span = spot(context, item)
            message = _EMPTY.fill(edition=slot.id)
            yield Finding("edition.empty", Level.SUGGESTION, path, span, message, fix=_FIX)
