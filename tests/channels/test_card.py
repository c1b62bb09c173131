"""A card shows its title, readable, over any photo or none, at any size, the same each time."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from channels.brand import contrast
from channels.card import Card, key, missing_signs, title_card
from channels.picture import Photo, probe
from channels.templates import Look, read_look
from editorial.errors import EditorialError
from editorial.piece import Focus

SIZES = [(1200, 630), (1080, 1080), (1080, 1350), (1080, 1920), (320, 168), (1500, 500)]
CARD = Card("Répondre à la colère", "Animer", "animer", "La Gazette")


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    return read_look(tmp_path_factory.mktemp("site"), ("metier", "animer"))


def photo(folder: Path, size: tuple[int, int], colour: str = "white") -> Photo:
    path = folder / f"{colour.strip('#')}-{size[0]}x{size[1]}.png"
    Image.new("RGB", size, colour).save(path)
    return probe(path)


def opened(raw: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


def hexadecimal(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*pixel)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("ground", ["none", "large", "small"])
def test_a_card_has_the_size_asked(look: Look, tmp_path: Path, size: tuple[int, int], ground: str) -> None:
    shown = {"none": None, "large": photo(tmp_path, (2000, 2000)), "small": photo(tmp_path, (90, 60))}[ground]
    image = opened(title_card(look, replace(CARD, photo=shown, size=size)))
    assert (image.size, image.mode, image.format) == (size, "RGB", "JPEG")


@pytest.mark.parametrize("size", SIZES[:4], ids=str)
@pytest.mark.parametrize("colour", ["#ffffff", "#ffe680", "#808080", "#101018"])
def test_the_words_read_on_the_photo_behind_them(
    look: Look, tmp_path: Path, size: tuple[int, int], colour: str
) -> None:
    ground = photo(tmp_path, (2400, 2400), colour)
    image = opened(title_card(look, replace(CARD, photo=ground, focus=Focus(50, 5), size=size)))
    foot = image.crop((0, image.height * 13 // 20, image.width, image.height))
    # One colour of photo: what lies behind the words is what lies at the right edge of their line.
    words = foot.crop((60, 0, image.width // 2, foot.height)).convert("L").point(lambda level: 255 * (level > 240))
    rows = [y for y in range(foot.height) if words.crop((0, y, words.width, y + 1)).getbbox()]
    behind = {hexadecimal(foot.getpixel((image.width - 5, y))) for y in rows}
    assert behind
    assert min(contrast(colour, look.brand.colour("paper")) for colour in behind) >= 4.5


@pytest.mark.parametrize("pillar", ["metier", "animer", "unknown"])
def test_the_words_read_on_every_pillar_s_colour(look: Look, pillar: str) -> None:
    image = opened(title_card(look, replace(CARD, pillar=pillar)))
    assert contrast(hexadecimal(image.getpixel((5, 5))), look.brand.colour("paper")) >= 4.5


def test_a_story_keeps_its_words_out_of_the_interface(look: Look, tmp_path: Path) -> None:
    ground = photo(tmp_path, (1300, 2200), "#101018")
    plain = opened(title_card(look, replace(CARD, title="", kicker="", site_name="", photo=ground, size=(1080, 1920))))
    image = opened(title_card(look, replace(CARD, photo=ground, size=(1080, 1920))))
    for box in ((0, 0, 1080, 256), (0, 1552, 1080, 1920)):
        assert image.crop(box).tobytes() == plain.crop(box).tobytes()
    assert image.tobytes() != plain.tobytes()


@pytest.mark.parametrize(("focus", "is_low"), [(Focus(50, 20), True), (Focus(50, 85), False)], ids=["high", "low"])
def test_the_words_keep_clear_of_the_subject(look: Look, tmp_path: Path, focus: Focus, is_low: bool) -> None:
    ground = photo(tmp_path, (1300, 700), "#101018")
    image = (
        opened(title_card(look, replace(CARD, photo=ground, focus=focus))).convert("L").point(lambda v: 255 * (v > 150))
    )
    box = image.getbbox()
    assert box is not None
    assert (box[1] > 250) if is_low else (box[3] < 380)


def diagram(boxes: int = 6) -> Image.Image:
    """Rows of boxes on white, each with two lines of words: what the drawing of a process looks like."""
    image = Image.new("RGB", (1600, 1000), "white")
    pen = ImageDraw.Draw(image)
    for number in range(boxes * boxes):
        x, y = number % boxes * 1600 // boxes + 20, number // boxes * 1000 // boxes + 20
        pen.rectangle((x, y, x + 1600 // boxes - 60, y + 1000 // boxes - 60), "#dbe9ff", "#222233", 3)
        for line in range(2):
            pen.text((x + 12, y + 12 + line * 34), "publier la lettre", fill="black", font_size=26)
    return image


def screenshot() -> Image.Image:
    """A page of words, from edge to edge."""
    image = Image.new("RGB", (1600, 1000), "white")
    pen = ImageDraw.Draw(image)
    for y in range(20, 1000, 40):
        pen.text((30, y), "Les mots d'une page se lisent mal sous un titre. " * 3, fill="#222222", font_size=24)
    return image


def sky() -> Image.Image:
    """A bright gradient, as of a misty morning: light, without an edge."""
    return Image.linear_gradient("L").resize((1600, 1000)).point(lambda level: 200 + level * 55 // 255).convert("RGB")


def thicket() -> Image.Image:
    """Branches against a grey sky: full of edges, and not light."""
    return diagram().point(lambda level: level * 3 // 4)


DRAWINGS = {"diagram": diagram(), "large-boxes": diagram(3), "screenshot": screenshot()}
PHOTOS = {"sky": sky(), "thicket": thicket(), "white": Image.new("RGB", (1600, 1000), "white")}


@pytest.mark.parametrize("size", SIZES[:4], ids=str)
@pytest.mark.parametrize("name", [*DRAWINGS, *PHOTOS])
def test_the_words_stand_beside_a_light_drawing_and_over_a_photo(
    look: Look, tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    path = tmp_path / "photo.png"
    {**DRAWINGS, **PHOTOS}[name].resize((3200, 2000)).save(path)
    # With the subject at the head, words stand at the foot: its corner is paper beside a photo, the scrim's over one.
    image = opened(title_card(look, replace(CARD, photo=probe(path), focus=Focus(50, 5), size=size)))
    is_beside = contrast(hexadecimal(image.getpixel((5, size[1] - 5))), look.brand.colour("paper", "light")) < 1.05
    assert is_beside == (name in DRAWINGS)


HOSTILE = {
    "emoji": "🎉🎉🎉",
    "empty": "",
    "one-giant-word": "x" * 3000,
    "novel": "Une phrase sans fin. " * 200,
    "controls": "\x1b[31m\0\u202e",
    "arabic": "مرحبا بالعالم",
    "combining": "e" + "\u0301" * 500,
    "no-break": "\u00a0\u202f",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_breaks_a_card(look: Look, tmp_path: Path, text: str) -> None:
    for shown in (None, photo(tmp_path, (1300, 700))):
        raw = title_card(look, Card(text, text, text, text, shown))
        assert opened(raw).size == (1200, 630)


def test_missing_signs_are_named(look: Look) -> None:
    assert missing_signs(look, "Bravo 🎉, 漢") == "🎉漢"
    assert missing_signs(look, "Œuvrer « d’été »\u202f?") == ""


def test_a_card_is_the_same_each_time(look: Look, tmp_path: Path) -> None:
    ground = photo(tmp_path, (1300, 700), "#336699")
    one, other = (title_card(look, replace(CARD, photo=ground, focus=Focus(30, 40))) for _ in range(2))
    assert one == other


def test_the_key_follows_all_that_a_card_shows(look: Look, tmp_path: Path) -> None:
    plain = replace(CARD, photo=photo(tmp_path, (1300, 700)), focus=Focus(30, 40))
    changes = [
        {"title": "Autre"},
        {"kicker": "Autre"},
        {"pillar": "metier"},
        {"site_name": "Autre"},
        {"photo": photo(tmp_path, (1400, 700))},
        {"photo": None},
        {"focus": None},
        {"size": (1080, 1080)},
        {"stamp": "Aperçu"},
    ]
    keys = [key(look, replace(plain, **change)) for change in [{}, *changes]]  # type: ignore[arg-type]
    assert len(set(keys)) == len(keys)
    assert key(look, plain) == keys[0]


def test_a_stamp_marks_a_card_that_must_not_leave(look: Look) -> None:
    image = opened(title_card(look, replace(CARD, stamp="Aperçu")))
    alert = look.brand.colour("alert")
    assert contrast(hexadecimal(image.getpixel((600, 3))), alert) < 1.1


def test_a_logo_stands_where_the_name_would(look: Look, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (400, 100), (255, 0, 0, 255)).save(path)
    image = opened(title_card(replace(look, brand=replace(look.brand, logo=path)), CARD))
    red = image.getpixel((100, 555))
    assert contrast(hexadecimal(red), "#ff0000") < 1.2


def test_a_logo_that_cannot_be_read_is_an_error_in_words(look: Look, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(b"no logo")
    with pytest.raises(EditorialError, match="logo"):
        title_card(replace(look, brand=replace(look.brand, logo=path)), CARD)


def test_a_brand_without_fonts_is_an_error_in_words(look: Look) -> None:
    with pytest.raises(EditorialError, match="font"):
        title_card(replace(look, brand=replace(look.brand, fonts={})), CARD)
