"""Photos developed: decoded once, turned upright, brought to sRGB, and kept in halving steps for all their sizes.

JPEG is decoded at the smallest scale whose short side keeps 1,920 px, the rest reduced to the same; every size is
resampled (Lanczos) from the smallest step that holds it. The last two are kept: a post's photo and its card often show
the same part, and a card that shows a photo's full width is cut from the size that pages show.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from threading import Lock

from PIL import Image, ImageCms

from channels.photo import (
    BROKEN,
    DECODING,
    MISSING,
    Photo,
    PictureProblem,
    decode,
    first_line,
    open_image,
    orientation_of,
)

_KEPT_SIDE_PX = 1920
_STEPPING = Lock()
"""So that two threads that make sizes of one photo decode it once; they resample and encode side by side."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the whole photo."""


def sampled(photo: Photo, box: Box, size: tuple[int, int]) -> Image.Image:
    """Give a part of a photo at a size, as an image nobody else holds (a card draws on it); raises PictureProblem."""
    scale = size[0] / photo.width_px
    if box[0] == 0 and box[2] == photo.width_px and scale <= 1:
        height = max(size[1], round(photo.height_px * scale))
        whole = _resampled(photo, (0, 0, photo.width_px, photo.height_px), (size[0], height))
        top = min(round(box[1] * scale), height - size[1])
        return whole.crop((0, top, size[0], top + size[1]))
    return _resampled(photo, box, size).copy()


@lru_cache(maxsize=2)
def _resampled(photo: Photo, box: Box, size: tuple[int, int]) -> Image.Image:
    wanted = size[0] / (box[2] - box[0])
    with _STEPPING:
        image, scale = _steps(photo).for_scale(wanted)
    if scale < min(1.0, wanted) * 0.999:
        image, scale = _upright(photo.path, None), 1.0
    if size == image.size and box[0] == box[1] == 0:
        return image
    right, bottom = min(box[2] * scale, image.width), min(box[3] * scale, image.height)
    return image.resize(size, Image.Resampling.LANCZOS, (box[0] * scale, box[1] * scale, right, bottom))


class _Steps:
    """One photo decoded: the image and its halves, each made when first asked for."""

    def __init__(self, image: Image.Image, full_width_px: int):
        self._steps = [image]
        self._scale = image.width / full_width_px

    def for_scale(self, scale: float) -> tuple[Image.Image, float]:
        """Give the smallest step no coarser than `scale` (of the full photo), else the finest, and its own scale."""
        number = 0
        while self._scale / 2 ** (number + 1) >= scale * 0.999:
            number += 1
            if number == len(self._steps):
                self._steps.append(self._steps[-1].reduce(2))
        return self._steps[number], self._scale / 2**number


@lru_cache(maxsize=2)
def _steps(photo: Photo) -> _Steps:
    return _Steps(_upright(photo.path, _KEPT_SIDE_PX), photo.width_px)


def _upright(path: Path, kept_side_px: int | None) -> Image.Image:
    """Give the photo as it is seen, in sRGB: reduced by a whole factor while its short side keeps `kept_side_px`."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise PictureProblem(MISSING, path) from None
    image = open_image(raw, path)
    orientation = orientation_of(image, path)
    if kept_side_px:
        image.draft(None, (kept_side_px, kept_side_px))
    decode(image, path)
    factor = min(image.size) // kept_side_px if kept_side_px else 1
    try:
        plain = _in_srgb(image)
        if factor > 1:
            plain = plain.reduce(factor)
        turn = _TURNS.get(orientation)
        plain = plain.transpose(turn) if turn is not None else plain
    except DECODING as problem:
        raise PictureProblem(BROKEN.fill(why=first_line(problem)), path) from None
    # A kept `info` would bring the JPEG comment and the EXIF block back at the next save.
    plain.info = {}
    return plain


def _in_srgb(image: Image.Image) -> Image.Image:
    """Give an RGB image in sRGB: deep ones brought to 8 bits, transparency laid on white, profiles converted."""
    profile = image.info.get("icc_profile")
    if image.mode in ("I;16", "I;16L", "I;16B", "I;16N", "I", "F"):
        deep = image.convert("F")
        high = max(float(value) for value in deep.getextrema() if not isinstance(value, tuple))
        factor = 255 / 65535 if high > 255 else 1.0 if high > 1 else 255.0
        image = deep.point(lambda value: value * factor).convert("L")
    if image.mode in ("P", "PA", "1", "La", "RGBa", "YCbCr", "HSV"):
        has_alpha = image.mode in ("PA", "La", "RGBa") or "transparency" in image.info
        image = image.convert("RGBA" if has_alpha else "RGB")
    elif "transparency" in image.info and image.mode in ("L", "RGB"):
        image = image.convert("RGBA")
    if image.mode in ("RGBA", "LA"):
        alpha = image.getchannel("A")
        colour = image.convert("RGB") if image.mode == "RGBA" else image.getchannel("L")
        ground = Image.new(colour.mode, colour.size, "white")
        image = Image.composite(colour, ground, alpha)
    if isinstance(profile, bytes) and profile:
        image = _converted(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode == "RGB" and "srgb" in ImageCms.getProfileDescription(source).lower():
            return image
        made = ImageCms.profileToProfile(
            image,
            source,
            _srgb(),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A broken profile, or one for another kind of colour: browsers ignore it too.
        return image
    return made or image


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
