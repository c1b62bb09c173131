"""Rule kind `house`: a text keeps the site's own rules, written in Vale's rule format.

What it does: runs every rule of the styles that apply (folders of editorial/styles) over the body and over every text
of the front matter that a reader reads. A rule's name is its folder and file: `Microsoft.We`.
Why: a team's language is a matter of its own; what a rule is for stands in its `why`, or in its `description`.
Options: `styles` and `rules` of the charter; docs/styles.md says how rules are written.
Example: `utilize` where a style swaps it for `use` → « Use 'use' instead of 'utilize'. ».
Passes: `use`, and `utilize` in code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from editorial.finding import Finding
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each thing the house rules say of a piece, then those about rules that cannot judge it."""
    rules = context.house.rules_for(piece.lang)
    if not rules:
        return ()
    # Loaded where there are rules: most sites have none.
    from editorial.rules.alerts import alerted

    return alerted(piece, context, rules)
