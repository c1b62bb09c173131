"""Crops look as they did: what a focal point keeps of a real photo, by likeness and never byte by byte.

`pytest tests/channels/test_crop_goldens.py --update-golden` keeps them anew; look at each before it is committed.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from channels.picture import cropped, probe, resized
from editorial.piece import Focus
from tests.channels.golden import LEAST, keep, likeness

PHOTOS = Path(__file__).parents[2] / "content/images"
PORTRAIT, OTTER = PHOTOS / "portrait-d-astronaute.jpg", PHOTOS / "loutre-tete-levee.jpg"
MADE = {
    "wide": lambda: cropped(probe(PORTRAIT), 240, 126, Focus(44, 23)),
    "upright": lambda: cropped(probe(OTTER), 192, 240, Focus(40, 38)),
    "at-the-edge": lambda: cropped(probe(OTTER), 200, 200, Focus(100, 100), "progressive"),
    "whole": lambda: resized(probe(OTTER), 240),
}


def made(name: str) -> Image.Image:
    return Image.open(io.BytesIO(MADE[name]())).convert("RGB")


@pytest.mark.parametrize("name", MADE)
def test_a_crop_looks_as_it_did(name: str, request: pytest.FixtureRequest) -> None:
    image = made(name)
    keep(image, f"crop-{name}", request)
    assert likeness(image, f"crop-{name}") >= LEAST


def test_what_looks_otherwise_is_seen() -> None:
    image = made("wide")
    red, green, blue = image.split()
    others = {
        "another focus": Image.open(io.BytesIO(cropped(probe(PORTRAIT), 240, 126, Focus(44, 30)))),
        "mirrored": ImageOps.mirror(image),
        "its profile dropped": Image.merge("RGB", (red.point(lambda level: level * 4 // 5), green, blue)),
        "colours swapped": Image.merge("RGB", (blue, green, red)),
    }
    assert [name for name, other in others.items() if likeness(other, "crop-wide") >= LEAST] == []
