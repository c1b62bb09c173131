"""What is wrong with the pictures of posts, with their pixels in hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from channels.picture import Photo, PictureProblem, crop_size, probe, problems
from channels.social.network import Network
from channels.social.place import eased
from channels.social.shown import find_shown, photo_path
from channels.subject import SURVIVES
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.site import Site
from editorial.source import Keys

_NEAR = 0.9
"""A photo this near the size asked looks the same."""


def review_photo(site: Site, piece: Piece, networks: Sequence[Network]) -> Iterator[Finding]:
    """Give what is wrong with a piece's photos for all the networks that show them, each photo once."""
    yield from eased(piece, _photos(site, piece, networks))


def review_alt(site: Site, piece: Piece, network: Network) -> Iterator[Finding]:
    """Give what is wrong with the alternative text of the picture that a network shows."""
    shown = find_shown(site, piece, network.id)
    if shown is None:
        return
    note = piece.social.get(network.id)
    is_own = bool(note and note.image and not (piece.image and piece.image.src == note.image))
    level = {"required": Level.ERROR, "advised": Level.WARNING}.get(site.charter.images.alt)
    # The lead picture's own alt text is the editorial line's to ask for.
    if not shown.alt and is_own and level:
        span = piece.source.front.span(("social", network.id, "image"))
        yield Finding("social.alt", level, piece.path, span, _NO_ALT, clause="images.alt", fix=_NO_ALT_FIX)
    if len(shown.alt) > network.max_alt_chars:
        span = piece.source.front.span(("image", "alt"))
        message = _LONG_ALT.fill(network=network.name, count=len(shown.alt), limit=network.max_alt_chars)
        yield Finding("social.alt-long", Level.WARNING, piece.path, span, message)


def _photos(site: Site, piece: Piece, networks: Sequence[Network]) -> Iterator[Finding]:
    by_src: dict[str, list[Network]] = {}
    for network in networks:
        src, path = photo_path(site, piece, network.id)
        if path is not None:
            by_src.setdefault(src, []).append(network)
    for src, showing in by_src.items():
        is_own = not (piece.image and piece.image.src == src)
        keys = ("social", showing[0].id, "image") if is_own else ("image", "src")
        _, path = photo_path(site, piece, showing[0].id)
        if path is None:
            continue
        try:
            photo = probe(path)
        except PictureProblem as problem:
            if is_own:
                span = piece.source.front.span(keys)
                message = _UNUSABLE.fill(src=src, why=problem.message)
                yield Finding("social.picture", Level.ERROR, piece.path, span, message)
            continue
        for said in problems(path) if is_own else ():
            span = piece.source.front.span(keys)
            message = _DOUBTFUL.fill(src=src, why=said)
            yield Finding("social.picture", Level.WARNING, piece.path, span, message)
        yield from _small(site, piece, photo, showing, src, keys)
        yield from _cut(site, piece, showing, keys)


def _cut(site: Site, piece: Piece, showing: Sequence[Network], keys: Keys) -> Iterator[Finding]:
    """Give whether nothing says what the crops must keep, and the face or box that one of them cuts."""
    span = piece.source.front.span(keys)
    cuts: dict[int, list[str]] = {}
    for network in showing:
        shown = find_shown(site, piece, network.id)
        if shown is None:
            continue
        if not shown.subject:
            yield Finding("social.no-focus", Level.WARNING, piece.path, span, _NO_FOCUS, fix=_NO_FOCUS_FIX)
            return
        kept = shown.subject.cut(shown.photo, *network.size)
        if kept < SURVIVES:
            cuts.setdefault(round(100 * kept), []).append(network.name)
    if cuts:
        said = " ; ".join(f"{kept} % ({', '.join(names)})" for kept, names in sorted(cuts.items()))
        message = _CUT.fill(said=said, most=round(100 * SURVIVES))
        yield Finding("social.cut", Level.WARNING, piece.path, span, message, fix=_CUT_FIX)


def _small(
    site: Site, piece: Piece, photo: Photo, showing: Sequence[Network], src: str, keys: Keys
) -> Iterator[Finding]:
    """A photo the charter's own least width admits is only worth a suggestion."""
    names: dict[tuple[int, int], list[str]] = {}
    for network in showing:
        if crop_size(photo, *network.size)[0] < _NEAR * network.size[0]:
            names.setdefault(network.size, []).append(network.name)
    if names:
        sizes = " ; ".join(f"{width} × {height} ({', '.join(of)})" for (width, height), of in names.items())
        message = _SMALL.fill(src=src, width=photo.width_px, height=photo.height_px, sizes=sizes)
        least = site.charter.images.min_width_px
        level = Level.SUGGESTION if least and photo.width_px >= least else Level.WARNING
        clause = "images.min_width_px" if least else None
        span = piece.source.front.span(keys)
        yield Finding("social.small-photo", level, piece.path, span, message, clause=clause, fix=_SMALL_FIX)


_NO_ALT = Phrase(
    "l’image de cette publication n’a pas de texte de remplacement", "the picture of this post has no alternative text"
)
_NO_ALT_FIX = Phrase(
    "montrez-la aussi dans le texte, avec son texte de remplacement : ![…](…)",
    "show it in the text too, with its alternative text: ![…](…)",
)
_LONG_ALT = Phrase(
    "texte de remplacement trop long pour {network} : {count} signes, {limit} au plus",
    "alternative text too long for {network}: {count} characters, at most {limit}",
)
_UNUSABLE = Phrase("« {src} » : {why}", "“{src}”: {why}")
_DOUBTFUL = _UNUSABLE
_SMALL = Phrase(
    "« {src} » fait {width} × {height} px, moins que {sizes} : elle partira plus petite",
    "“{src}” is {width} × {height} px, less than {sizes}: it will leave smaller",
)
_SMALL_FIX = Phrase("prenez une photo plus grande si vous l’avez", "take a larger photo if you have one")
_NO_FOCUS = Phrase(
    "cette photo n’a pas de point focal : elle sera recadrée au centre",
    "this photo has no focal point: it will be cropped at its centre",
)
_NO_FOCUS_FIX = Phrase(
    'ajoutez focus: "50% 30%" (depuis la gauche, puis depuis le haut)',
    'add focus: "50% 30%" (from the left, then from the top)',
)
_CUT = Phrase(
    "un visage ou le cadre du sujet est coupé : il en reste {said}, il en faudrait {most} %",
    "a face or the box of the subject is cut: {said} of it is left, {most} % is needed",
)
_CUT_FIX = Phrase(
    "déplacez focus, donnez à ce réseau le sien (social: …: focus), ou prenez une photo qui laisse de l’air",
    "move focus, give this network one of its own (social: …: focus), or take a photo with more room around",
)
