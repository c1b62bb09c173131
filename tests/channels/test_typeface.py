"""A font is known for what it holds: which signs, how they are kerned, and what stands in for those it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from channels.shipped import shipped_theme
from channels.typeface import Typeface, read_typeface
from editorial.errors import EditorialError

FONTS = sorted((shipped_theme() / "fonts").glob("*.ttf"))
FRENCH = "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿ«»‘’“”…–—€ABCXYZabcxyz0123456789.,:;!?'()&%@#-\u00a0\u202f\u2011"


@pytest.fixture
def face() -> Typeface:
    return read_typeface(shipped_theme() / "fonts" / "Newsreader-SemiBold.ttf")


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_shipped_font_holds_all_of_french(path: Path) -> None:
    assert read_typeface(path).missing(FRENCH) == ""
    assert all(map(read_typeface(path).covers, FRENCH))


def test_the_shipped_fonts_are_light_and_licensed() -> None:
    assert len(FONTS) == 4
    assert sum(path.stat().st_size for path in FONTS) < 600_000
    for path in FONTS:
        licence = path.with_name(f"{path.stem.partition('-')[0]}-OFL.txt")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")
        assert path.name in (path.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("pair", ["AV", "To", "L’", "V,"])
def test_pairs_are_kerned(face: Typeface, pair: str) -> None:
    assert face.width(pair) < face.width(pair[0]) + face.width(pair[1]) - 0.02


def test_a_text_is_as_wide_as_it_is_drawn(face: Typeface) -> None:
    text, size_px = "Répondre à la colère, L’AVANT-Tout", 60
    image = Image.new("L", (1400, 120))
    face.draw(image, (20, 80), text, size_px, "white")
    box = image.getbbox()
    assert box is not None
    assert box[2] - 20 == pytest.approx(face.width(text) * size_px, abs=4)


@pytest.mark.parametrize("place", [20.0, 20.25, 20.49, 20.495, 20.5, 20.75], ids=str)
def test_a_sign_is_drawn_as_freetype_places_it(place: float) -> None:
    font = ImageFont.truetype(FONTS[1], 60, layout_engine=ImageFont.Layout.BASIC)
    for sign in "gÀj,":
        drawn, expected = Image.new("RGB", (120, 120), "#123"), Image.new("RGB", (120, 120), "#123")
        read_typeface(FONTS[1]).draw(drawn, (place, 80), sign, 60, "#ffe680")
        ImageDraw.Draw(expected).text((place, 80), sign, "#ffe680", font, anchor="ls")
        assert drawn.tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ouvrir 🎉 la porte", "Ouvrir la porte"),
        ("e\u0301te\u0301", "été"),
        ("\x1b[31mrouge\u200b", "[31mrouge"),
        ("Ẹ́ḷ漢字", "El"),
        ("A → B", "A – B"),
        ("« oui\u00a0»\u202f!", "« oui\u00a0»\u202f!"),
        ("", ""),
    ],
    ids=["emoji", "decomposed", "controls", "marks-and-cjk", "stand-in", "no-break", "empty"],
)
def test_what_the_font_lacks_is_replaced_or_left_out(face: Typeface, text: str, shown: str) -> None:
    assert face.readable(text) == shown
    assert face.missing(face.readable(text)) == ""


def test_the_missing_signs_are_named_once(face: Typeface) -> None:
    assert face.missing("字 un 漢字 🎉🎉") == "字漢🎉"


@pytest.mark.parametrize(
    "raw",
    [b"", b"no font", b"\0\1\0\0" + b"\xff" * 60, FONTS[0].read_bytes()[:4000]],
    ids=["empty", "text", "noise", "cut"],
)
def test_what_is_no_font_is_said_in_one_sentence(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "face.ttf"
    path.write_bytes(raw)
    with pytest.raises(EditorialError, match="no TrueType"):
        read_typeface(path)
