"""Rule kind `front_matter`: what is wrong with a piece's front matter.

What it does: reports every value that is missing, unknown or of the wrong type, at its line and column.
Why: a key that is misspelt is a key that is ignored, and a date misread is a piece that leaves on the wrong day.
Options: none; the keys are those of the manual.
Example: `titre: "Écouter"` → « la clé « titre » s’écrit « title » ».
Passes: `title: "Écouter"`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from editorial.finding import Finding
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import rewritten

SCOPE: Final = Scope.OWN
IS_BINDING: Final = True


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each complaint about the piece's front matter."""
    for wrong in context.complaints.get(piece.path, ()):
        span = piece.source.front.span(wrong.keys, on_key=wrong.on_key)
        edits = rewritten(piece, wrong.keys, wrong.instead, on_key=wrong.on_key, is_safe=wrong.is_safe)
        yield Finding(wrong.rule, wrong.level, piece.path, span, wrong.message, fix=wrong.fix, edits=edits)
