"""Rule kind `image_files`: every picture that a piece names is there.

What it does: looks for the file beside the piece's own, then under content/.
Why: a missing picture is a hole in the page, and a post without its image on a network.
Options: none.
Example: `![La loutre](images/lourte.jpg)` → « image introuvable : images/lourte.jpg ».
Passes: `![La loutre](images/loutre.jpg)` with that picture beside the piece, or under `content/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from editorial.finding import Finding, Level, Phrase
from editorial.gist import names_pictures
from editorial.link import scheme_of
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.texts import is_remote, leaves_site, sources

SCOPE: Final = Scope.SITE
IS_BINDING: Final = False

_MISSING = Phrase("image introuvable : {found}", "picture not found: {found}")
_NO_NAME = Phrase("cette image n’a pas d’adresse", "this picture has no address")
_FIX = Phrase(
    "donnez son chemin depuis ce fichier, ou depuis content/", "give its path from this file, or from content/"
)


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each picture that is not there."""
    if not names_pictures(piece):
        return
    for source in sources(piece, context.gist(piece).images):
        if is_remote(source.src) or scheme_of(source.src) or leaves_site(piece, source.src):
            continue
        if not source.src or context.locate_image(piece, source.src) is None:
            message = _MISSING.fill(found=source.src) if source.src else _NO_NAME
            yield Finding("image.missing", Level.ERROR, piece.path, source.span(piece), message, fix=_FIX)
