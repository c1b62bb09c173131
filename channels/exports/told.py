"""What the tables tell of a post: its words, its link, and where its picture stands."""

from __future__ import annotations

from channels.blog.pictures import Pictures
from channels.channel import Brief
from channels.exports.cells import Told
from channels.exports.coming import Ready, coming
from channels.social.cards import card_file
from channels.social.facets import What
from channels.social.shown import Made, find_shown, photo_file, photo_path

FOLDER = "images"
"""Where the pictures of posts to come stand, beside the tables."""


def exported(brief: Brief) -> list[tuple[Ready, Told, Made]]:
    """Give each post that tables hold, what they tell of it, and its picture; made once for all who ask."""
    ready = [one for one in coming(brief).ready if one.is_exported]
    return brief.once("exports told", lambda: [(one, *_told(brief, one)) for one in ready])


def file_name(image: Made) -> str:
    """Give the name of a picture beside the tables: a manifest, which others see, names no piece that is to come."""
    return f"{image.inputs[:16]}.{image.file.rpartition('.')[2]}"


def _told(brief: Brief, ready: Ready) -> tuple[Told, Made]:
    parcel, edition, post = ready.parcel, ready.parcel.edition, ready.parcel.post
    shown = find_shown(brief.site, parcel.piece, parcel.network.id)
    image = photo_file(brief, shown, parcel.network) if shown else card_file(brief, parcel.piece, None, parcel.network)
    links = {facet.value for live in post.facets for facet in live if facet.what is What.LINK}
    told = Told(
        instant=edition.instant,
        zone=brief.site.calendar.zone,
        channel=edition.channel,
        campaign=ready.campaign,
        edition=edition.id,
        piece=parcel.piece.id,
        title=parcel.piece.title,
        lang=edition.lang,
        parts=post.parts,
        link=post.link,
        is_link_said=post.link in links,
        image_url=_public(brief, ready),
        image_file=f"{FOLDER}/{file_name(image)}",
        alt=image.alt,
    )
    return told, image


def _public(brief: Brief, ready: Ready) -> str:
    """Give the address of a post's photo on the site, "" where it is not there or not under https.

    The site has the photo whole: networks show it so, but the crop that Ligne makes stands in the file.
    """
    piece, addresses, network = ready.parcel.piece, brief.addresses, ready.parcel.network.id
    live = brief.once("exports on the site", lambda: {shown.piece.id for shown in brief.plan.live})
    if piece.id not in live or not addresses.base_url.startswith("https://"):
        return ""
    src, path = photo_path(brief.site, piece, network)
    if piece.image and path is not None and src == piece.image.src:
        shown = brief.once("exports pictures", lambda: Pictures(brief.site)).lead(piece)
        if shown is not None and _takes(network, shown.width_px / shown.height_px):
            return addresses.absolute(shown.src)
    # Elsewhere a link shows the page's own card, which a picture would hide.
    return addresses.absolute(addresses.card(piece)) if network in PICTURED else ""


def _takes(network: str, ratio: float) -> bool:
    """Say whether a network shows a photo of this ratio, width to height, whole."""
    narrowest, widest = PICTURED.get(network, (0.0, ratio))
    return narrowest <= ratio <= widest


PICTURED = {"instagram": (4 / 5, 1.91)}
"""The networks that take no post without a picture, and its ratios (as networks/instagram.yaml says)."""
