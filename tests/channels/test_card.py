"""A card shows its title, readable, over any photo or none, at any size, the same each time."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from channels.brand import contrast
from channels.card import Card, ground_over, is_cut, key, missing_signs, subject_left, title_card
from channels.layout import Safe
from channels.picture import Photo, probe
from channels.templates import Look, read_look
from channels.typeface import read_typeface
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


def high_in(size: tuple[int, int]) -> Focus:
    """A subject at the head; in a story, as high as the network leaves it free."""
    return Focus(50, 25 if size[1] > 1.7 * size[0] else 5)


@pytest.mark.parametrize("size", SIZES[:4], ids=str)
@pytest.mark.parametrize("colour", ["#ffffff", "#ffe680", "#808080", "#101018"])
def test_the_words_read_on_the_photo_behind_them(
    look: Look, tmp_path: Path, size: tuple[int, int], colour: str
) -> None:
    ground = photo(tmp_path, (2400, 2400), colour)
    image = opened(title_card(look, replace(CARD, photo=ground, focus=high_in(size), size=size)))
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
    image = opened(title_card(look, replace(CARD, photo=probe(path), focus=high_in(size), size=size)))
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
    assert missing_signs(look, replace(CARD, title="Bravo 🎉, 漢")) == "🎉漢"
    assert missing_signs(look, replace(CARD, title="Œuvrer « d’été »\u202f?")) == ""


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


QUOTE = replace(CARD, kind="quote", quote="On répond à une personne, puis à une autre.", by="Awa Diallo")

LINEAR = [v / 255 / 12.92 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in range(256)]


def random_photo(folder: Path, seed: int) -> Photo:
    """A photo of anything: soft and hard blots, light and dark, in any colours, with noise over them."""
    draw = random.Random(seed)
    image = Image.new("RGB", (48, 40))
    image.putdata([tuple(draw.randrange(256) for _ in range(3)) for _ in range(48 * 40)])
    image = image.reduce(draw.choice((1, 2, 4, 8))).resize((1600, 1400), draw.choice(list(Image.Resampling)[:4]))
    path = folder / f"{seed}.png"
    image.point([min(255, round(value * draw.uniform(1.0, 2.2))) for value in range(256)] * 3).save(
        path, compress_level=1
    )
    return probe(path)


def luminance(pixel: tuple[int, int, int]) -> float:
    """WCAG 2.2, relative luminance."""
    return sum(share * LINEAR[part] for share, part in zip((0.2126, 0.7152, 0.0722), pixel, strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_words_reach_the_contrast_on_every_pixel_behind_them(look: Look, tmp_path: Path, seed: int) -> None:
    size, shown = SIZES[seed % 3], random_photo(tmp_path, seed)
    card = replace(CARD, photo=shown, focus=Focus(50, seed * 8), size=size)
    ground, words = ground_over(look, card, shown)
    # As it leaves: JPEG moves pixels a little.
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=86, subsampling=2)
    ground = opened(out.getvalue())
    assert len(words) >= 3
    for box, colour in words:
        behind = {pixel for _, pixel in ground.crop(box).getcolors(1 << 20) or ()}
        assert behind
        lightest = max(behind, key=luminance)
        assert contrast(hexadecimal(lightest), colour) >= 4.5, (box, colour, lightest)


@pytest.mark.parametrize("size", SIZES[:4], ids=str)
def test_a_quote_card_shows_the_quote_and_who_says_it(look: Look, size: tuple[int, int]) -> None:
    plain = replace(QUOTE, size=size)
    made = [title_card(look, card) for card in (plain, replace(plain, by="Une autre"), replace(plain, quote="Non."))]
    assert [opened(raw).size for raw in made] == [size] * 3
    assert len(set(made)) == 3
    # What a template does not show costs nothing: neither the photo nor the pillar's name is part of the key.
    assert key(look, replace(plain, kicker="Autre")) == key(look, plain)
    assert key(look, replace(plain, by="Une autre")) != key(look, plain)


def test_the_author_s_own_quotation_marks_are_not_doubled(look: Look) -> None:
    assert title_card(look, replace(QUOTE, quote="« Oui. »")) == title_card(look, replace(QUOTE, quote="Oui."))
    assert title_card(look, replace(QUOTE, lang="en")) != title_card(look, QUOTE)


def test_a_quote_too_long_for_its_card_is_known(look: Look) -> None:
    assert not is_cut(look, QUOTE)
    assert not is_cut(look, replace(QUOTE, quote="Et puis…", lang="en"))
    assert is_cut(look, replace(QUOTE, quote="Une phrase qui n’en finit pas. " * 30))


def test_words_stay_clear_of_what_a_network_lays_over_its_stories(look: Look) -> None:
    card = replace(CARD, size=(1080, 1920), safe=Safe(30, 30, 20))
    image = opened(title_card(look, card)).convert("L")
    ground = image.getpixel((2, 2))
    assert isinstance(ground, int)
    box = image.point(lambda level: 255 * (abs(level - ground) > 40)).getbbox()
    assert box is not None
    assert box[0] >= 1080 * 0.2 - 2
    assert box[1] >= 1920 * 0.3 - 2
    assert box[2] <= 1080 * 0.8 + 2
    assert box[3] <= 1920 * 0.7 + 2


def in_hebrew(look: Look, font: Path) -> Look:
    return replace(look, brand=replace(look.brand, fonts={**look.brand.fonts, "hebrew": font}))


def test_a_text_that_reads_from_right_to_left_begins_at_the_right(look: Look, needs: Callable[[str], Path]) -> None:
    card = Card("איך לענות לכעס", "קהילה", "animer", "המגזין")
    assert missing_signs(look, card) != ""
    hebrew = in_hebrew(look, needs("dejavu"))
    assert missing_signs(hebrew, card) == ""
    image = opened(title_card(hebrew, card)).convert("L").crop((0, 0, 1200, 500))
    ground = image.getpixel((2, 2))
    assert isinstance(ground, int)
    box = image.point(lambda level: 255 * (level - ground > 60)).getbbox()
    assert box is not None
    assert 1120 <= box[2] <= 1142
    assert box[0] > 200


def test_arabic_letters_are_joined_and_in_their_order(look: Look, needs: Callable[[str], Path]) -> None:
    face = read_typeface(needs("dejavu"))
    word = "غضب"
    assert face.width(word) < sum(face.width(letter) for letter in word) * 0.9
    first, last = Image.new("L", (600, 200)), Image.new("L", (600, 200))
    face.draw(first, (20, 140), "אב", 100, "white", is_rtl=True)
    face.draw(last, (20, 140), "בא", 100, "white", is_rtl=True)
    # The first letter stands to the right: bet alone, drawn there, covers the right half of « alef bet » turned around.
    alone = Image.new("L", (600, 200))
    face.draw(alone, (20, 140), "א", 100, "white", is_rtl=True)
    width = round(face.width("א") * 100)
    assert last.crop((20, 0, 20 + width, 200)).tobytes() == alone.crop((20, 0, 20 + width, 200)).tobytes()
    assert first.tobytes() != last.tobytes()


@pytest.mark.parametrize("side_px", [900, 2400], ids=["beside", "over"])
@pytest.mark.parametrize("y", [5, 20, 50, 78, 95])
def test_a_story_keeps_the_subject_clear_of_the_interface(look: Look, tmp_path: Path, y: int, side_px: int) -> None:
    path, part = tmp_path / "head.png", side_px // 100
    image = Image.new("RGB", (side_px, side_px), "#336699")
    image.paste((255, 0, 0), (45 * part, (y - 3) * part, 55 * part, (y + 3) * part))
    image.save(path)
    card = replace(CARD, photo=probe(path), focus=Focus(50, y), size=(1080, 1920), safe=Safe(14, 20))
    made = opened(title_card(look, card))
    red = [y for y in range(made.height) if made.getpixel((540, y))[0] > 180 > made.getpixel((540, y))[1] + 60]  # type: ignore[index]
    assert red
    assert 1920 * 0.14 - 2 <= red[0] <= red[-1] <= 1920 * 0.80 + 2


@pytest.mark.parametrize("side_px", [900, 2400], ids=["beside", "over"])
@pytest.mark.parametrize("y", [15, 50, 70])
def test_a_story_keeps_the_whole_box_of_the_subject_clear(look: Look, tmp_path: Path, y: int, side_px: int) -> None:
    path, part = tmp_path / "head.png", side_px // 100
    image = Image.new("RGB", (side_px, side_px), "#336699")
    image.paste((255, 0, 0), (45 * part, (y - 15) * part, 55 * part, (y + 15) * part))
    image.save(path)
    card = replace(CARD, photo=probe(path), focus=Focus(50, y, 10, 30), size=(1080, 1920), safe=Safe(14, 20))
    made = opened(title_card(look, card))
    red = [y for y in range(made.height) if made.getpixel((540, y))[0] > 180 > made.getpixel((540, y))[1] + 60]  # type: ignore[index]
    assert red
    assert 1920 * 0.14 - 2 <= red[0] <= red[-1] <= 1920 * 0.80 + 2


@pytest.mark.parametrize(
    ("focus", "size", "share"),
    [
        pytest.param(Focus(50, 50, 20, 50), (2400, 2400), 1.0, id="a box between the interface"),
        pytest.param(Focus(50, 50, 20, 90), (2400, 2400), 0.67, id="a box as tall as the photo"),
        pytest.param(Focus(50, 50, 20, 90), (1200, 2400), 0.34, id="somebody from head to foot"),
        pytest.param(Focus(50, 5), (1200, 2400), 1.0, id="a point"),
        pytest.param(None, (1200, 2400), 1.0, id="nothing said"),
    ],
)
def test_what_a_story_leaves_of_the_subject_is_known(
    look: Look, tmp_path: Path, focus: Focus | None, size: tuple[int, int], share: float
) -> None:
    card = replace(CARD, photo=photo(tmp_path, size, "#336699"), focus=focus, size=(1080, 1920), safe=Safe(14, 20))
    assert subject_left(look, card) == pytest.approx(share, abs=0.01)
