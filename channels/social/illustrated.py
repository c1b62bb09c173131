"""The pictures of a thread: its first post shows the photo or the card, each other one the next picture of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from channels.channel import Brief
from channels.faces.known import known_faces
from channels.picture import PictureProblem, probe
from channels.social.compose import Post
from channels.social.network import Network
from channels.social.shown import Made, Shown, find_shown, photo_file, photo_path, whole_excess_bytes, whole_file
from channels.subject import Subject
from editorial.finding import Finding, Level, Phrase
from editorial.gist import images_in_text
from editorial.link import Link
from editorial.piece import Piece
from editorial.rules.place import in_body
from editorial.site import Site


def illustrated(brief: Brief, piece: Piece, post: Post, network: Network, card: Made) -> list[list[Made]]:
    """Give the images of each part of a post; one beyond the last picture, or on a network without any, has none."""
    if not network.max_images:
        return [[] for _ in post.parts]
    shown = find_shown(brief.site, piece, network.id)
    first = [photo_file(brief, shown, network)] if shown else [card]
    following = _following(brief.site, piece, network, len(post.parts) - 1)
    others = [[whole_file(brief, one, network, rank)] for rank, (_, one) in enumerate(following, 2)]
    return [first, *others, *([] for _ in post.parts[1 + len(others) :])]


def review_following(site: Site, piece: Piece, post: Post, network: Network) -> Iterator[Finding]:
    """Give an error for each picture of a thread that the network would refuse even at the least quality."""
    for link, shown in _following(site, piece, network, len(post.parts) - 1) if network.max_images else ():
        excess = whole_excess_bytes(shown, network)
        if excess:
            values = {"network": network.name, "excess": -(-excess // 1000), "limit": network.max_image_bytes // 1000}
            span = in_body(piece, link.start, link.end)
            message = _HEAVY.fill(src=link.url, **values)
            yield Finding("social.heavy", Level.ERROR, piece.path, span, message, fix=_HEAVY_FIX)


def _following(site: Site, piece: Piece, network: Network, count: int) -> Sequence[tuple[Link, Shown]]:
    """Give the pictures of the text that have words for those who do not see them, in order, each once."""
    lead, _ = photo_path(site, piece, network.id)
    found: dict[str, tuple[Link, Shown]] = {}
    for link in images_in_text(piece) if count > 0 else ():
        path = site.locate_image(piece, link.url) if link.url != lead and link.text else None
        if path is not None and link.url not in found:
            try:
                photo = probe(path)
            except PictureProblem:
                continue
            found[link.url] = link, Shown(photo, link.text, Subject(None, known_faces(site.root).of(photo)))
    return list(found.values())[:count]


_HEAVY = Phrase(
    "« {src} » dépasse de {excess} ko les {limit} ko que {network} accepte, même à la plus basse qualité",
    "“{src}” is {excess} kB over the {limit} kB that {network} takes, even at the lowest quality",
)
_HEAVY_FIX = Phrase("choisissez une image plus calme", "choose a calmer picture")
