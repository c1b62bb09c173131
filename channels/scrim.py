"""A scrim: the shade laid over a photo under words, only as strong as their contrast needs."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageColor

from channels.brand import contrast

CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text against the pixels behind it."""
_AIM = 4.8
"""What the scrim is set for first: JPEG moves pixels a little, and those of noise more than that."""
_STEP, _QUALITY = 0.04, 84
_DEPTH = 0.3
"""The shade is the ink darkened to this: a lighter one lays a grey veil over the photo."""

Box = tuple[int, int, int, int]


def shade(image: Image.Image, words: Sequence[tuple[Box, str]], ink: str, edges: tuple[int, int]) -> float:
    """Darken an image under boxes of words, each of its colour, from `edges[1]` on in full, fading towards `edges[0]`.

    Gives how opaque the scrim had to be, from 0 to 1.
    """
    dark = tuple(round(part * _DEPTH) for part in ImageColor.getrgb(ink)[:3])
    strength = 0.0
    for colour in dict.fromkeys(colour for _, colour in words):
        ground = _gathered(image, [box for box, of in words if of == colour])
        strength = max(strength, strength_needed(brightest(ground), colour, dark))
        while strength < 1 and _saved(ground, dark, strength) > _bound(colour, CONTRAST):
            strength = min(1.0, strength + _STEP)
    faint, full = edges
    top, bottom = (max(0, faint), image.height) if faint < full else (0, min(image.height, faint))
    shares = (min(1.0, (y - faint) / (full - faint)) for y in range(top, bottom))
    column = Image.frombytes(
        "L", (1, bottom - top), bytes(round(255 * strength * share * share * (3 - 2 * share)) for share in shares)
    )
    image.paste(dark, (0, top), column.resize((image.width, bottom - top), Image.Resampling.NEAREST))
    return strength


def strength_needed(luminance: float, text: str, dark: tuple[int, ...]) -> float:
    """Give the least opacity of a `dark` scrim at which `text` reads on a pixel of that luminance.

    Of all colours of one luminance, grey stays the lightest under a scrim: what serves it serves every pixel.
    """
    ground, bound = (_grey(value) for value in (luminance, _bound(text, _AIM)))
    if ground <= bound:
        return 0.0
    depth = max(dark) / 255
    return (ground - bound) / (ground - depth) if bound > depth else 1.0


def _bound(text: str, aim: float) -> float:
    """Give the most luminance behind a text that leaves it a contrast."""
    return (_luminance(text) + 0.05) / aim - 0.05


def _saved(ground: Image.Image, dark: tuple[int, ...], strength: float) -> float:
    """Give the brightest pixel of a ground as it is once darkened and saved."""
    out = io.BytesIO()
    shaded = Image.blend(ground, Image.new("RGB", ground.size, dark), strength)
    shaded.save(out, "JPEG", quality=_QUALITY, subsampling=2)
    return brightest(Image.open(out, formats=("JPEG",)))


def brightest(image: Image.Image) -> float:
    """Give the relative luminance (WCAG 2.2) of an image's brightest pixel."""
    luminances = image.point(_LINEAR * 3).convert("L", (0.2126, 0.7152, 0.0722, 0))
    return max(value for value in luminances.getextrema() if not isinstance(value, tuple)) / 255


def _gathered(image: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """Give the parts of an image in one, below each other."""
    parts = [image.crop(box) for box in boxes if box[2] > box[0] and box[3] > box[1]]
    size = (max((part.width for part in parts), default=1), sum(part.height for part in parts) or 1)
    gathered, y = Image.new("RGB", size), 0
    for part in parts:
        gathered.paste(part, (0, y))
        y += part.height
    return gathered


def _luminance(colour: str) -> float:
    return contrast(colour, "#000000") * 0.05 - 0.05


def _grey(luminance: float) -> float:
    """Give the grey, from 0 to 1, of a relative luminance (IEC 61966-2-1)."""
    return 12.92 * luminance if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055


def _linear_byte(value: int) -> int:
    part = value / 255
    return round(255 * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4))


_LINEAR = [_linear_byte(value) for value in range(256)]
