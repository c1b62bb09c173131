"""Colours: OKLCH to sRGB, and the contrast of two."""

from __future__ import annotations

import math
from functools import lru_cache


@lru_cache(maxsize=256)
def hexadecimal(lightness: float, chroma: float, hue: float) -> str:
    """Give an OKLCH colour as `#rrggbb`, its chroma lowered where sRGB cannot show it."""
    low, high = 0.0, chroma
    if not _fits(_linear(lightness, chroma, hue)):
        for _ in range(20):
            middle = (low + high) / 2
            low, high = (middle, high) if _fits(_linear(lightness, middle, hue)) else (low, middle)
        chroma = low
    return "#" + "".join(f"{_byte(value):02x}" for value in _linear(lightness, chroma, hue))


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Give linear sRGB from OKLCH (B. Ottosson, "A perceptual color space for image processing", 2020)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(rgb: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= value <= 1.0005 for value in rgb)


def _byte(value: float) -> int:
    value = min(1.0, max(0.0, value))
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two `#rrggbb` colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
