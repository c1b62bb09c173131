"""Pictures as they were kept, and how like them others look: by SSIM in every colour, never byte by byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from scripts.benchmark.ssim import ssim

GOLDENS = Path(__file__).parent / "goldens"
LEAST = 0.97


def likeness(image: Image.Image, name: str) -> float:
    """Give how like the kept picture one looks in the colour in which it is the least like it."""
    with Image.open(GOLDENS / f"{name}.webp") as kept:
        assert kept.size == image.size
        pairs = zip(kept.convert("RGB").split(), image.convert("RGB").split(), strict=True)
        return min(ssim(one, other) for one, other in pairs)


def keep(image: Image.Image, name: str, request: pytest.FixtureRequest) -> None:
    """Keep a picture anew where that was asked for (`--update-golden`); look at it before it is committed."""
    if request.config.getoption("--update-golden"):
        GOLDENS.mkdir(exist_ok=True)
        image.save(GOLDENS / f"{name}.webp", quality=90)
