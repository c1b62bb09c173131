"""Rule kind `image`: what a piece says of its pictures is what the charter asks for.

What it does: looks for the alternative text of every picture, the credit of the lead one, and paths that leave the
site.
Why: an alternative text is all that a reader who does not see the picture gets, and a credit is the author's due.
Options: `images.alt` and `images.credit` of the charter: `required` (error), `advised` (warning) or `free`.
Example: `image: {src: images/loutre.jpg, alt: "loutre.jpg"}` → « le texte de remplacement répète le nom du fichier ».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import basename, splitext
from typing import Final
from urllib.parse import unquote

from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body, in_front
from editorial.rules.texts import is_remote, leaves_site, sources
from editorial.slug import slugified

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_NO_ALT = Phrase("cette image n’a pas de texte de remplacement (alt)", "this picture has no alternative text (alt)")
_ALT_FIX = Phrase(
    "dites en une phrase ce que l’on voit et ce que cela fait là",
    "say in one sentence what is seen and why it is there",
)
_ALT_WHY = Phrase(
    "c’est tout ce qu’en reçoit qui ne voit pas l’image", "it is all that a reader who cannot see it gets"
)
_FILE_NAME = Phrase("le texte de remplacement répète le nom du fichier", "the alternative text repeats the file’s name")
_NO_CREDIT = Phrase("cette image n’a pas de crédit", "this picture has no credit")
_CREDIT_FIX = Phrase('ajoutez credit: "auteur, licence"', 'add credit: "author, licence"')
_LEAVES = Phrase("« {found} » sort du site", "“{found}” leaves the site")
_LEAVES_FIX = Phrase(
    "copiez l’image dans content/ et donnez son chemin depuis ce fichier",
    "copy the picture into content/ and give its path from this file",
)
_REMOTE = Phrase(
    "cette image est sur un autre site : le blog l’y prend, la lettre et les réseaux ne la montrent pas",
    "this picture is on another site: the blog takes it from there, the letter and networks do not show it",
)
_LEVELS = {"required": Level.ERROR, "advised": Level.WARNING}


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give the findings about what a piece says of its pictures."""
    prose, policy = context.prose(piece), context.charter.images
    alt_level, credit_level = _LEVELS.get(policy.alt), _LEVELS.get(policy.credit)
    if piece.image is not None:
        if alt_level:
            yield from _alt(piece, piece.image.src, piece.image.alt, ("image", "alt"), alt_level)
        if credit_level and not piece.image.credit:
            yield Finding(
                "image.credit",
                credit_level,
                piece.path,
                in_front(piece, "image", "credit"),
                _NO_CREDIT,
                clause="images.credit",
                fix=_CREDIT_FIX,
            )
    for image in prose.images if alt_level else ():
        yield from _alt(piece, image.url, image.text, (image.start, image.end), alt_level or Level.WARNING)
    for source in sources(piece, prose.images):
        if is_remote(source.src):
            level = Level.WARNING if source.is_in_body else Level.ERROR
            yield Finding("image.remote", level, piece.path, source.span(piece), _REMOTE, fix=_LEAVES_FIX)
        elif leaves_site(piece, source.src):
            yield Finding(
                "image.outside",
                Level.ERROR,
                piece.path,
                source.span(piece),
                _LEAVES.fill(found=source.src),
                fix=_LEAVES_FIX,
            )


def _alt(piece: Piece, src: str, alt: str, where: tuple[str, str] | tuple[int, int], level: Level) -> Iterator[Finding]:
    name = basename(unquote(src))
    names = {name.casefold(), *(slugified(text) for text in (name, splitext(name)[0]))}
    if not alt.strip():
        message = _NO_ALT
    elif alt.strip().casefold() in names or slugified(alt) in names:
        message = _FILE_NAME
    else:
        return
    yield Finding("image.alt", level, piece.path, _span(piece, where), message, _ALT_WHY, "images.alt", _ALT_FIX)


def _span(piece: Piece, where: tuple[str, str] | tuple[int, int]) -> Span:
    first, second = where
    if isinstance(first, int) and isinstance(second, int):
        return in_body(piece, first, second)
    return in_front(piece, first, second)
