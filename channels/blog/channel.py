"""The blog as a channel: what it says of a site's pictures and settings; what makes files is loaded to make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from channels.blog.images import images_of
from channels.channel import Artifact, Brief
from editorial.edition import Edition
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Piece
from editorial.site import Site
from editorial.source import place_at


def check(brief: Brief) -> Iterator[Finding]:
    """Give what is wrong with the picture files that pieces name, and what a pelicanconf.py asks for in vain.

    A picture that is missing is the review's to find.
    """
    if (brief.site.root / "pelicanconf.py").is_file():
        from channels.blog.unheard import unheard

        yield from unheard(brief.site, brief.addresses)
    for piece in brief.site.pieces:
        if piece.image:
            span = piece.source.front.span(("image", "src"))
            yield from _judged(brief.site, piece, piece.image.src, span)
        for image in images_of(piece):
            # A picture in HTML does not know where it stands: its address does.
            start = image.url_start if image.url_end else max(0, piece.body.find(image.url))
            place = place_at(piece.body, start, image.url_end - image.url_start or len(image.url))
            line = place.line + piece.source.body_line - 1
            yield from _judged(brief.site, piece, image.url, replace(place, line=line))


def render(brief: Brief) -> Iterable[Artifact]:
    """Give every file of the site but the newsletter's own pages; bytes are made when the press asks for them."""
    from channels.blog.render import render as files

    return files(brief)


def ready(brief: Brief) -> Iterable[Edition]:
    """Give nothing: the blog leaves whole, from no outbox."""
    return ()


def _judged(site: Site, piece: Piece, src: str, span: Span) -> Iterator[Finding]:
    path = site.locate_image(piece, src)
    if path is None:
        return
    from channels.photo import PictureProblem, probe, problems

    try:
        probe(path)
    except PictureProblem as problem:
        message = _UNUSABLE.fill(src=src, why=problem.message)
        yield Finding("image.unusable", Level.ERROR, piece.path, span, message)
        return
    for said in problems(path):
        yield Finding("image.doubtful", Level.WARNING, piece.path, span, _DOUBTFUL.fill(src=src, why=said))


_UNUSABLE = Phrase("l’image « {src} » ne peut pas servir : {why}", "the picture “{src}” cannot be used: {why}")
_DOUBTFUL = Phrase("l’image « {src} » : {why}", "the picture “{src}”: {why}")
