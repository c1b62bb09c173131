"""A scrim makes text readable on any photo, and is no stronger than that."""

from __future__ import annotations

import pytest
from PIL import Image, ImageOps

from channels.brand import contrast
from channels.scrim import CONTRAST, brightest, shade

PAPER, INK = "#f8fafb", "#141a26"
BOX = (20, 100, 280, 180)


def grounds() -> dict[str, Image.Image]:
    size = (300, 200)
    noise = Image.effect_noise(size, 200)
    colours = (noise, noise.rotate(180), ImageOps.invert(noise))
    return {
        "white": Image.new("RGB", size, "white"),
        "yellow": Image.new("RGB", size, "#ffff00"),
        "grey": Image.new("RGB", size, "#8a8a8a"),
        "noise": Image.merge("RGB", colours),
        "gradient": Image.linear_gradient("L").resize(size).convert("RGB"),
        "one-bright-pixel": one_bright_pixel(size),
    }


def one_bright_pixel(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size, "#101010")
    image.putpixel((150, 140), (255, 255, 255))
    return image


def worst_contrast(image: Image.Image) -> float:
    """The contrast of the text with the brightest pixel of the box, pixel by pixel."""
    part = image.crop(BOX)
    pixels = {part.getpixel((x, y)) for x in range(part.width) for y in range(part.height)}
    return min(contrast(PAPER, "#{:02x}{:02x}{:02x}".format(*pixel)) for pixel in pixels)  # type: ignore[misc]


@pytest.mark.parametrize("name", grounds())
def test_text_reads_on_every_pixel_behind_it(name: str) -> None:
    image = grounds()[name]
    strength = shade(image, [(BOX, PAPER)], INK, (40, 90))
    assert worst_contrast(image) >= CONTRAST
    assert strength < 0.7


def test_a_dark_photo_is_left_alone() -> None:
    image = Image.new("RGB", (300, 200), "#202020")
    before = image.tobytes()
    assert shade(image, [(BOX, PAPER)], INK, (40, 90)) == 0
    assert image.tobytes() == before


def test_a_scrim_is_as_strong_as_the_photo_is_bright() -> None:
    strengths = [
        shade(Image.new("RGB", (300, 200), colour), [(BOX, PAPER)], INK, (40, 90))
        for colour in ("#777777", "#999999", "white")
    ]
    assert strengths == sorted(set(strengths))


@pytest.mark.parametrize("edges", [(40, 90), (199, 150)], ids=["from-the-foot", "from-the-head"])
def test_a_scrim_fades_out_away_from_the_text(edges: tuple[int, int]) -> None:
    image = Image.new("RGB", (300, 200), "white")
    shade(image, [((20, 100, 280, 140), PAPER)], INK, edges)
    column = [image.getpixel((0, y))[0] for y in range(200)]  # type: ignore[index]
    assert column[edges[0]] == 255
    assert column == sorted(column, reverse=edges[0] < edges[1])


def test_the_brightest_pixel_is_told_by_luminance() -> None:
    assert brightest(Image.new("RGB", (8, 8), "white")) == 1
    assert brightest(Image.new("RGB", (8, 8), "black")) == 0
    assert brightest(Image.new("RGB", (8, 8), "#00ff00")) > brightest(Image.new("RGB", (8, 8), "#ff00ff"))
