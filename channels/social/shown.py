"""The image of a post: which photo a network shows, cropped how, with which words for those who do not see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from channels import card
from channels.channel import Brief
from channels.faces.known import known_faces
from channels.picture import (
    FORMATS,
    Photo,
    PictureProblem,
    crop_box,
    crop_size,
    encoded,
    image_cropped,
    key,
    probe,
)
from channels.social.network import Network
from channels.subject import Subject
from editorial.finding import Phrase
from editorial.gist import gist_of
from editorial.piece import Focus, Piece
from editorial.site import Site

_QUALITIES = (84, 76, 68, 60, 52)
"""From what is used where nothing forbids it, down to the least that is still worth showing."""
_MOST_BYTES_A_PIXEL = 1.6
"""What noise, which nothing compresses, takes at the lowest quality."""
_STAMP = Phrase("Aperçu, ne pas publier", "Preview, do not publish")


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo of a piece as a post shows it."""

    photo: Photo
    alt: str
    subject: Subject

    def focus_in(self, size: tuple[int, int]) -> Focus | None:
        """Give the point to crop around in a ratio."""
        return self.subject.focus_in(self.photo, *size)


@dataclass(frozen=True, slots=True)
class Made:
    """One image file of a post: its size in pixels, its key, how its bytes are made, and its words.

    `focus` is where the subject stands in the file itself.
    """

    file: str
    width_px: int
    height_px: int
    alt: str
    focus: Focus | None
    inputs: str
    make: Callable[[], bytes]
    media_type: str = "image/jpeg"


def photo_path(site: Site, piece: Piece, channel: str) -> tuple[str, Path | None]:
    """Give the photo a channel shows as written, and its file; ("", None) where there is none."""
    note = piece.social.get(channel)
    src = note.image if note and note.image else piece.image.src if piece.image else ""
    return src, site.locate_image(piece, src) if src else None


def find_shown(site: Site, piece: Piece, channel: str) -> Shown | None:
    """Give the photo of a piece on a channel, or None where it has none that can be used."""
    src, path = photo_path(site, piece, channel)
    if path is None:
        return None
    try:
        photo = probe(path)
    except PictureProblem:
        return None
    note, faces = piece.social.get(channel), known_faces(site.root).of(photo)
    if piece.image and piece.image.src == src:
        alt, focus = piece.image.alt, piece.image.focus
    else:
        alt, focus = next((image.text for image in gist_of(piece).images if image.url == src), ""), None
    return Shown(photo, alt, Subject((note.focus if note else None) or focus, faces))


def photo_file(brief: Brief, shown: Shown, network: Network) -> Made:
    """Give the photo cropped to a network's ratio around its focus, within the network's weight; never enlarged."""
    return _file(brief, shown, network, "photo", crop_size(shown.photo, *network.size))


def whole_file(brief: Brief, shown: Shown, network: Network, rank: int) -> Made:
    """Give a photo as the post of that rank in a thread shows it: whole, as large as the network's side, no larger."""
    return _file(brief, shown, network, f"photo-{rank}", _whole_size(shown.photo, network))


def _file(brief: Brief, shown: Shown, network: Network, name: str, size: tuple[int, int]) -> Made:
    stamp, form, focus = stamp_of(brief), network.image_format, shown.focus_in(size)

    def make() -> bytes:
        image = image_cropped(shown.photo, *size, focus)
        if stamp:
            card.mark(brief.look, image, stamp)
        return lightened(image, network)

    inputs = key(shown.photo, "post", size, focus, network.max_image_bytes, form, stamp)
    file = f"{name}.webp" if form == "webp" else f"{name}.jpg"
    return Made(file, *size, shown.alt, _focus_within(shown, size), inputs, make, FORMATS[form])


def _whole_size(photo: Photo, network: Network) -> tuple[int, int]:
    scale = min(1.0, max(network.size) / max(photo.width_px, photo.height_px))
    return max(1, round(photo.width_px * scale)), max(1, round(photo.height_px * scale))


def lightened(image: Image.Image, network: Network) -> bytes:
    """Give an image in a network's format, at the best quality that is within its weight, else at the least."""
    made = b""
    for quality in _QUALITIES:
        made = encoded(image, network.image_format, quality)
        if len(made) <= network.max_image_bytes:
            break
    return made


def excess_bytes(shown: Shown, network: Network) -> int:
    """Give by how much a photo is over a network's weight at the least quality; its pixels are seen only in doubt."""
    return _excess_bytes(shown, network, crop_size(shown.photo, *network.size))


def whole_excess_bytes(shown: Shown, network: Network) -> int:
    """Give the same of a photo that is shown whole."""
    return _excess_bytes(shown, network, _whole_size(shown.photo, network))


def _excess_bytes(shown: Shown, network: Network, size: tuple[int, int]) -> int:
    if size[0] * size[1] * _MOST_BYTES_A_PIXEL <= network.max_image_bytes:
        return 0
    image = image_cropped(shown.photo, *size, shown.focus_in(size))
    return max(0, len(lightened(image, network)) - network.max_image_bytes)


def stamp_of(brief: Brief) -> str:
    """Give the words that mark a preview's images, "" where the build is for real."""
    return _STAMP.read(brief.site.charter.lang) if brief.is_preview else ""


def _focus_within(shown: Shown, size: tuple[int, int]) -> Focus | None:
    focus = shown.focus_in(size)
    if focus is None:
        return None
    left, top, right, bottom = crop_box(shown.photo, *size, focus)
    x = (shown.photo.width_px * focus.x / 100 - left) / (right - left) * 100
    y = (shown.photo.height_px * focus.y / 100 - top) / (bottom - top) * 100
    return Focus(round(min(100.0, max(0.0, x)), 1), round(min(100.0, max(0.0, y)), 1))
