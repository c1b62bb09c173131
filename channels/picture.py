"""The sizes of a photo that channels show: resized or cropped around its focus, in sRGB, without metadata."""

from __future__ import annotations

import io

import PIL
from PIL import Image

from channels.channel import ENGINE
from channels.darkroom import Box, sampled
from channels.photo import Photo as Photo
from channels.photo import PictureProblem as PictureProblem
from channels.photo import probe as probe
from channels.photo import problems as problems
from editorial.piece import Focus, digest_of

CENTRE = Focus()
FORMATS = {"jpeg": "image/jpeg", "progressive": "image/jpeg", "webp": "image/webp"}
"""What an image can be saved as, and the media type of each."""
_MAX_SIDE_PX = 16_000
"""WebP ends at 16,383 px a side."""


def resized(photo: Photo, width_px: int, format: str = "webp", quality: int | None = None) -> bytes:  # noqa: A002
    """Give the whole photo `width_px` wide, or as wide as it is: it is never enlarged."""
    scale = min(1.0, width_px / photo.width_px, _MAX_SIDE_PX / photo.width_px, _MAX_SIDE_PX / photo.height_px)
    size = (max(1, round(photo.width_px * scale)), max(1, round(photo.height_px * scale)))
    return encoded(sampled(photo, (0, 0, photo.width_px, photo.height_px), size), format, quality)


def cropped(
    photo: Photo,
    width_px: int,
    height_px: int,
    focus: Focus | None = None,
    format: str = "jpeg",  # noqa: A002
    quality: int | None = None,
) -> bytes:
    """Give the part around `focus` (else the centre) in the ratio asked, at `crop_size`: it is never enlarged."""
    size = crop_size(photo, width_px, height_px)
    return encoded(sampled(photo, crop_box(photo, width_px, height_px, focus), size), format, quality)


def image_cropped(
    photo: Photo, width_px: int, height_px: int, focus: Focus | None = None, at: Focus = CENTRE
) -> Image.Image:
    """Give the same part as an image of exactly the size asked, enlarged where it must be: a ground for a card."""
    return sampled(photo, crop_box(photo, width_px, height_px, focus, at), (width_px, height_px))


def crop_size(photo: Photo, width_px: int, height_px: int) -> tuple[int, int]:
    """Give the size `cropped` will have: the one asked, or the same ratio in what the photo holds."""
    left, top, right, bottom = crop_box(photo, width_px, height_px)
    scale = min(1.0, (right - left) / width_px, (bottom - top) / height_px)
    return max(1, round(width_px * scale)), max(1, round(height_px * scale))


def crop_box(photo: Photo, width_px: int, height_px: int, focus: Focus | None = None, at: Focus = CENTRE) -> Box:
    """Give the largest box (left, top, right, bottom) of the ratio asked that has `focus` at its own point `at`.

    Near an edge of the photo the box stops there, and the focus stands aside of `at`.
    """
    focus = focus or CENTRE
    scale = min(photo.width_px / width_px, photo.height_px / height_px)
    width, height = width_px * scale, height_px * scale
    left = max(0.0, min((photo.width_px * focus.x - width * at.x) / 100, photo.width_px - width))
    top = max(0.0, min((photo.height_px * focus.y - height * at.y) / 100, photo.height_px - height))
    return left, top, left + width, top + height


def key(photo: Photo | None, *what: object) -> str:
    """Give the digest of all that an image made from this photo (or from none) depends on."""
    return digest_of(ENGINE, PIL.__version__, photo.digest if photo else "", *(str(part) for part in what))


def encoded(image: Image.Image, format: str = "jpeg", quality: int | None = None) -> bytes:  # noqa: A002
    """Give the bytes of an RGB image as JPEG, as progressive JPEG or as WebP, with no metadata."""
    out = io.BytesIO()
    if format == "webp":
        # method 2 takes half the time of the default 4 for files about 3 % larger.
        image.save(out, "WEBP", quality=quality or 80, method=2)
    else:
        # Progressive files are 5 % smaller and take six times as long.
        image.save(out, "JPEG", quality=quality or 84, subsampling=2, progressive=format == "progressive")
    return out.getvalue()
