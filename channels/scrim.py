"""A scrim: the shade laid over a photo under words, only as strong as their contrast needs."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageColor

from channels.brand import contrast

CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text against the pixels behind it."""
_AIM = 4.8
"""What the scrim is set for: JPEG moves pixels a little."""
_DEPTH = 0.3
"""The shade is the ink darkened to this: a lighter one lays a grey veil over the photo."""

Box = tuple[int, int, int, int]


def shade(image: Image.Image, boxes: Sequence[Box], text: str, ink: str, edges: tuple[int, int]) -> float:
    """Darken an image under the boxes of a `text` colour, from `edges[1]` on in full, fading out towards `edges[0]`.

    Gives how opaque the scrim had to be, from 0 to 1.
    """
    dark = tuple(round(part * _DEPTH) for part in ImageColor.getrgb(ink)[:3])
    strength = strength_needed([image.crop(box) for box in boxes if box[2] > box[0] and box[3] > box[1]], text, dark)
    faint, full = edges
    shares = (min(1.0, max(0.0, (y - faint) / (full - faint))) for y in range(image.height))
    column = Image.frombytes(
        "L", (1, image.height), bytes(round(255 * strength * share * share * (3 - 2 * share)) for share in shares)
    )
    image.paste(dark, (0, 0), column.resize(image.size, Image.Resampling.NEAREST))
    return strength


def strength_needed(parts: Sequence[Image.Image], text: str, dark: tuple[int, ...]) -> float:
    """Give the least opacity of a `dark` scrim at which `text` reads on the brightest pixel of the parts."""
    bound = (_luminance(text) + 0.05) / _AIM - 0.05
    strength = 0.0
    for part in sorted(parts, key=brightest, reverse=True):
        ground = Image.new("RGB", part.size, dark)
        low, high = strength, 1.0
        if brightest(Image.blend(part, ground, low)) <= bound:
            continue
        while high - low > 0.02:
            middle = (low + high) / 2
            low, high = (low, middle) if brightest(Image.blend(part, ground, middle)) <= bound else (middle, high)
        strength = high
    return strength


def brightest(image: Image.Image) -> float:
    """Give the relative luminance (WCAG 2.2) of an image's brightest pixel."""
    histogram = image.point(_LINEAR * 3).convert("L", (0.2126, 0.7152, 0.0722, 0)).histogram()
    return next(level for level in range(255, -1, -1) if histogram[level] or not level) / 255


def _luminance(colour: str) -> float:
    return contrast(colour, "#000000") * 0.05 - 0.05


def _linear_byte(value: int) -> int:
    part = value / 255
    return round(255 * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4))


_LINEAR = [_linear_byte(value) for value in range(256)]
