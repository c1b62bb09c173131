"""Which images a text shows: those of its Markdown, and those the writer put in as HTML."""

from __future__ import annotations

from editorial.gist import has_html_images, images_in_text
from editorial.link import Link
from editorial.piece import Piece


def images_of(piece: Piece) -> tuple[Link, ...]:
    """Give the images of a piece's text, those the writer put in as HTML included."""
    if not has_html_images(piece):
        return images_in_text(piece)
    from channels.html import to_html  # few texts need it

    found: list[Link] = []
    to_html(piece, link=lambda _: None, image=found.append, trusted=False)
    return tuple(found)
