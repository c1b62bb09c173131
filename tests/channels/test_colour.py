"""OKLCH becomes the sRGB that browsers show, and contrast is WCAG's."""

from __future__ import annotations

import pytest

from channels.colour import contrast, hexadecimal

# From CSS Color 4's sample conversions: the primaries of sRGB and a grey.
KNOWN = [
    ((0.62796, 0.25768, 29.234), "#ff0000"),
    ((0.86644, 0.29483, 142.495), "#00ff00"),
    ((0.45201, 0.31321, 264.052), "#0000ff"),
    ((1.0, 0.0, 0.0), "#ffffff"),
    ((0.0, 0.0, 0.0), "#000000"),
    ((0.5999, 0.0, 0.0), "#808080"),
]


@pytest.mark.parametrize(("oklch", "expected"), KNOWN, ids=[name for _, name in KNOWN])
def test_a_known_colour_is_converted(oklch: tuple[float, float, float], expected: str) -> None:
    assert hexadecimal(*oklch) == expected


def test_a_colour_beyond_srgb_keeps_its_hue_and_loses_chroma() -> None:
    assert hexadecimal(0.5, 0.4, 150) == hexadecimal(0.5, 0.3, 150)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_the_wcag_ratio(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.005)
