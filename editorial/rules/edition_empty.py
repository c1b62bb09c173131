"""Rule kind `edition_empty`: a newsletter edition has something to say.

What it does: names the editions of the coming days that no piece and no frame fills.
Why: an edition with nothing in it does not leave, and its readers wait.
Options: `notice.edition` in the calendar (`7d`). An entry that gives the slot a `why` knows.
Example: nothing appears before Friday's letter → « l’édition lettre/2026-12-04 n’a rien à dire : aucun texte ne paraît
d’ici là, aucun cadre ».
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.edition import State
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import coming, reason, spot
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
    for item in coming(context, State.EMPTY, within=context.calendar.notice.edition):
        if not reason(context, item):
            path, span = spot(context, item)
            message = _EMPTY.fill(edition=item.edition or item.slot)
            yield Finding("edition.empty", Level.WARNING, path, span, message, fix=_FIX)
