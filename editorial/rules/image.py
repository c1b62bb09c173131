"""Rule kind `image`: what a piece says of its pictures is what the charter asks for.

What it does: looks for the alternative text of every picture, and for what makes it useless (the file's name, « image
», the title or the caption again, too short, too long); for the credit, its licence and the caption of the lead one;
for paths that leave the site. Pixels, crops and faces are judged by the channels that show them
(`social.small-photo`).
Why: an alternative text is all that a reader who does not see the picture gets, and a credit is the author's due.
Options: `images.alt`, `images.credit` and `images.caption` of the charter: `required` (error), `advised` (warning) or
`free`; `images.alt_chars`: `min` and `max`, in characters; `images.licences`: what a credit must name one of.
Example: `image: {src: images/loutre.jpg, alt: "loutre.jpg"}` → « le texte de remplacement répète le nom du fichier ».
Passes: `image: {src: images/loutre.jpg, alt: "Une loutre ouvre un oursin sur un rocher", credit: "A. B."}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from editorial import alternative
from editorial.charter import ImagePolicy
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Picture, Piece
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
_SHORT = Phrase(
    "un texte de remplacement de {count} signe{count:|s} ; la charte en veut {limit} au moins",
    "an alternative text of {count} character{count:|s}; the charter wants at least {limit}",
)
_LONG = Phrase(
    "un texte de remplacement de {count} signes ; la charte en veut {limit} au plus",
    "an alternative text of {count} characters; the charter wants at most {limit}",
)
_LONG_FIX = Phrase("dites l’essentiel ici, le détail dans le texte", "say what matters here, the details in the text")
_ANNOUNCES_FIX = Phrase("commencez par ce que l’on voit", "begin with what is seen")
_NO_CAPTION = Phrase("cette image n’a pas de légende", "this picture has no caption")
_CAPTION_FIX = Phrase('ajoutez caption: "…"', 'add caption: "…"')
_NO_LICENCE = Phrase("le crédit « {found} » ne nomme aucune licence", "the credit “{found}” names no licence")
_LICENCE_FIX = Phrase("ajoutez l’une de celles de la charte : {known}", "add one of the charter’s: {known}")
_LICENCE_WHY = Phrase("une image a toujours un auteur, et des droits", "a picture always has an author, and rights")
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
    alt_level = _LEVELS.get(policy.alt)
    if piece.image is not None:
        yield from _lead(piece, piece.image, policy)
        if alt_level:
            place = in_front(piece, "image", "alt")
            yield from _alt(piece, piece.image.src, piece.image.alt, place, alt_level, policy)
    for image in prose.images if alt_level else ():
        place = in_body(piece, image.start, image.end)
        yield from _alt(piece, image.url, image.text, place, alt_level or Level.WARNING, policy)
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


def _lead(piece: Piece, picture: Picture, policy: ImagePolicy) -> Iterator[Finding]:
    """Give what is wrong with what is said of the picture that leads a piece, its alternative text aside."""
    for key, said, asked, message, advice in (
        ("credit", picture.credit, policy.credit, _NO_CREDIT, _CREDIT_FIX),
        ("caption", picture.caption, policy.caption, _NO_CAPTION, _CAPTION_FIX),
    ):
        level = _LEVELS.get(asked)
        if level and not said:
            span = in_front(piece, "image", key)
            yield Finding(f"image.{key}", level, piece.path, span, message, clause=f"images.{key}", fix=advice)
    if picture.credit and policy.licences:
        credit = slugified(picture.credit)
        if not any(slugified(licence) in credit for licence in policy.licences):
            span, missing = in_front(piece, "image", "credit"), _NO_LICENCE.fill(found=picture.credit)
            fix = _LICENCE_FIX.fill(known=", ".join(policy.licences))
            yield Finding(
                "image.licence", Level.WARNING, piece.path, span, missing, _LICENCE_WHY, "images.licences", fix
            )


def _alt(piece: Piece, src: str, alt: str, span: Span, level: Level, policy: ImagePolicy) -> Iterator[Finding]:
    def found(rule: str, level: Level, message: Phrase, fix: Phrase = _ALT_FIX, clause: str = "images.alt") -> Finding:
        return Finding(rule, level, piece.path, span, message, _ALT_WHY, clause, fix)

    caption = piece.image.caption if piece.image is not None and piece.image.src == src else ""
    least, most = policy.alt_chars.least, policy.alt_chars.most
    if not alt.strip():
        yield found("image.alt", level, _NO_ALT)
    elif alternative.repeats_file_name(alt, src):
        yield found("image.alt", level, alternative.FILE_NAME)
    elif alternative.says_nothing(alt):
        yield found("image.alt-empty", Level.WARNING, alternative.EMPTY.fill(found=alt.strip()))
    elif alternative.is_same(alt, piece.title):
        yield found("image.alt-repeats", Level.WARNING, alternative.TITLE)
    elif alternative.is_same(alt, caption):
        yield found("image.alt-repeats", Level.SUGGESTION, alternative.CAPTION)
    elif announced := alternative.announcement(alt):
        message = alternative.ANNOUNCES.fill(found=announced)
        yield found("image.alt-announces", Level.SUGGESTION, message, _ANNOUNCES_FIX)
    elif least is not None and len(alt) < least:
        message = _SHORT.fill(count=len(alt), limit=least)
        yield found("image.alt-length", Level.WARNING, message, clause="images.alt_chars.min")
    elif most is not None and len(alt) > most:
        message = _LONG.fill(count=len(alt), limit=most)
        yield found("image.alt-length", Level.WARNING, message, _LONG_FIX, "images.alt_chars.max")
