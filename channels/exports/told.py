"""What the tables tell of a post: its words, its link, and where its picture stands."""

from __future__ import annotations

from typing import Any

from channels.blog.pictures import Pictures
from channels.channel import Artifact, Brief
from channels.exports.cells import Told
from channels.exports.coming import Ready
from channels.social.shown import photo_path

FOLDER = "images"
"""Where the pictures of posts to come stand, beside the tables."""


def told(brief: Brief, ready: Ready) -> Told:
    """Give what tables tell of a post, its picture as it stands beside them."""
    said, edition = ready.said, ready.parcel.edition
    image = image_of(ready)
    return Told(
        instant=edition.instant,
        zone=brief.site.calendar.zone,
        channel=edition.channel,
        campaign=ready.campaign,
        edition=edition.id,
        piece=ready.parcel.piece.id,
        title=said["title"],
        lang=edition.lang,
        parts=tuple(part["text"] for part in said["parts"]),
        link=said["link"] or "",
        is_link_said=any(_says(part, said["link"]) for part in said["parts"]),
        image_url=_public(brief, ready),
        image_file=f"{FOLDER}/{file_name(image)}" if image else "",
        alt=said["images"][0]["alt"] if said["images"] else "",
    )


def image_of(ready: Ready) -> Artifact | None:
    """Give the picture that a post shows, None where it shows none."""
    images = ready.said["images"]
    return ready.files[images[0]["file"]] if images else None


def file_name(image: Artifact) -> str:
    """Give the name of a picture beside the tables: a manifest, which others see, names no piece that is to come."""
    return f"{image.inputs[:16]}.{image.path.rpartition('.')[2]}"


def _says(part: dict[str, Any], link: str | None) -> bool:
    return any(facet["type"] == "link" and facet["value"] == link for facet in part["facets"])


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
