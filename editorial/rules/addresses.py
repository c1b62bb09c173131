"""Rule kind `addresses`: every link of a body leads somewhere a reader may go.

What it does: reports links without address or without text, and addresses that run code (`javascript:`, `data:`) or
that readers' programs do not open.
Why: such a link is taken out of every page and mail; it is better said before than missed after.
Options: none.
Example: `[cliquez](javascript:alert(1))` → « un lien ne peut pas commencer par « javascript: » ».
Passes: `[la charte](https://example.org/charte)`, and `[la veille](../ecouter/veille.md)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from editorial.finding import Finding, Level, Phrase
from editorial.link import Link, scheme_of
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_CODE = Phrase("un lien ne peut pas commencer par « {scheme}: »", "a link cannot begin with “{scheme}:”")
_CODE_FIX = Phrase(
    "écrivez une adresse https://…, ou retirez le lien", "write an https://… address, or remove the link"
)
_OTHER = Phrase(
    "les adresses « {scheme}: » ne s’ouvrent pas chez tous les lecteurs : le lien sera retiré",
    "“{scheme}:” addresses do not open for every reader: the link will be removed",
)
_NOWHERE = Phrase("ce lien n’a pas d’adresse", "this link has no address")
_NOWHERE_FIX = Phrase("écrivez [texte](adresse)", "write [text](address)")
_SILENT = Phrase("ce lien n’a pas de texte : personne ne peut le suivre", "this link has no text: nobody can follow it")
_RUNS_CODE = ("javascript", "vbscript", "data")
_OPENS = ("http", "https", "mailto", "tel")


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give the findings about the addresses of a piece's links."""
    prose = context.prose(piece)
    for link in prose.links:
        if not link.url:
            yield Finding(
                "addresses.empty",
                Level.ERROR,
                piece.path,
                in_body(piece, link.start, link.end),
                _NOWHERE,
                fix=_NOWHERE_FIX,
            )
        elif not link.text.strip() and link.text_end == link.text_start:
            yield Finding(
                "addresses.no-text",
                Level.WARNING,
                piece.path,
                in_body(piece, link.start, link.end),
                _SILENT,
                fix=_NOWHERE_FIX,
            )
        yield from _scheme(piece, link)
    for image in prose.images:
        yield from _scheme(piece, image)


def _scheme(piece: Piece, link: Link) -> Iterable[Finding]:
    scheme = scheme_of(link.url)
    if not scheme or scheme in _OPENS:
        return
    runs_code = scheme in _RUNS_CODE
    yield Finding(
        "addresses.scheme",
        Level.ERROR if runs_code else Level.WARNING,
        piece.path,
        in_body(piece, link.url_start, link.url_end),
        (_CODE if runs_code else _OTHER).fill(scheme=scheme),
        fix=_CODE_FIX,
    )
