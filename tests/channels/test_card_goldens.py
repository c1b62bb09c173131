"""Cards look as they did: compared with kept pictures by likeness (SSIM), never byte by byte.

`pytest tests/channels/test_card_goldens.py --update-golden` keeps them anew; look at each before it is committed.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from channels.card import Card, title_card
from channels.layout import Safe
from channels.picture import probe
from channels.templates import Look, read_look
from editorial.piece import Focus
from tests.channels.golden import LEAST, keep, likeness

WIDTH_PX = 360
TITLE = Card("Répondre à la colère sans la nourrir", "Animer", "animer", "La Gazette")
QUOTE = replace(TITLE, kind="quote", quote="On répond à une personne, puis à une autre.", by="Awa Diallo")
CARDS = {
    "over": (TITLE, (2000, 1500)),
    "beside": (replace(TITLE, size=(1080, 1350)), (700, 700)),
    "type": (replace(TITLE, size=(1080, 1080)), None),
    "quote": (QUOTE, None),
    "story": (replace(TITLE, size=(1080, 1920), safe=Safe(14, 20)), (2000, 1500)),
}


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    return read_look(tmp_path_factory.mktemp("site"), ("metier", "animer"))


def made(look: Look, folder: Path, name: str) -> Image.Image:
    """A card, small; its photo is a sky with a sun and a hill."""
    card, size = CARDS[name]
    if size:
        photo = Image.linear_gradient("L").resize(size).convert("RGB")
        pen = ImageDraw.Draw(photo)
        pen.ellipse([round(part * size[0]) for part in (0.6, 0.1, 0.7, 0.2)], "#ffd040")
        pen.ellipse([round(part * size[0]) for part in (-0.2, 0.5, 1.1, 1.4)], "#207040")
        path = folder / "photo.png"
        photo.save(path, compress_level=1)
        card = replace(card, photo=probe(path), focus=Focus(65, 20))
    image = Image.open(io.BytesIO(title_card(look, card)))
    return image.resize((WIDTH_PX, round(WIDTH_PX * image.height / image.width)), Image.Resampling.LANCZOS)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_as_it_did(look: Look, tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
    image = made(look, tmp_path, name)
    keep(image, f"card-{name}", request)
    assert likeness(image, f"card-{name}") >= LEAST


@pytest.mark.parametrize("other", ["blurred", "another-title", "moved", "another-colour"])
def test_what_looks_otherwise_is_seen(look: Look, tmp_path: Path, other: str) -> None:
    image = made(look, tmp_path, "type")
    changed = {
        "blurred": lambda: image.filter(ImageFilter.GaussianBlur(2)),
        "another-title": lambda: made(look, tmp_path, "quote").resize(image.size),
        "moved": lambda: image.transform(image.size, Image.Transform.AFFINE, (1, 0, 4, 0, 1, 4)),
        "another-colour": lambda: image.point(lambda level: level * 3 // 5),
    }[other]()
    assert likeness(changed, "card-type") < LEAST
