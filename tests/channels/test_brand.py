"""The brand: readable in both modes, equal between pillars, overridden key by key, and clear about its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.brand import MODES, Brand, contrast, read_brand
from channels.shipped import shipped_theme
from editorial.errors import EditorialError

PILLARS = ("metier", "ecouter", "publier", "animer", "mesurer", "former", "outiller", "relayer")
# Token, ground, and the least contrast: 7 for running text, 4.5 for the rest (WCAG 2.2, 1.4.6 and 1.4.3).
PAIRS = [
    ("ink", "paper", 7.0), ("ink", "band", 7.0), ("muted", "paper", 4.5), ("muted", "band", 4.5),
    ("accent", "paper", 4.5), ("accent", "band", 4.5), ("on-accent", "accent", 4.5), ("alert", "paper", 4.5),
    ("paper", "alert", 4.5),
]  # fmt: skip


def shipped(*own: Path) -> Brand:
    return read_brand([*own, shipped_theme()], PILLARS)


def own_theme(folder: Path, text: str) -> Path:
    theme = folder / "theme"
    theme.mkdir()
    (theme / "brand.yaml").write_text(text, "utf-8")
    return theme


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("token", "ground", "least"), PAIRS, ids=[f"{a} on {b}" for a, b, _ in PAIRS])
def test_text_stands_out(token: str, ground: str, least: float, mode: str) -> None:
    brand = shipped()
    assert contrast(brand.colour(token, mode), brand.colour(ground, mode)) >= least


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("pillar", PILLARS)
def test_every_pillar_is_readable_as_text(pillar: str, mode: str) -> None:
    brand = shipped()
    assert contrast(brand.pillar(pillar, mode), brand.colour("paper", mode)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_no_pillar_shouts(mode: str) -> None:
    brand = shipped()
    ratios = [contrast(brand.pillar(pillar, mode), brand.colour("paper", mode)) for pillar in PILLARS]
    assert max(ratios) / min(ratios) < 1.2
    assert len({brand.pillar(pillar, mode) for pillar in PILLARS}) == len(PILLARS)


def test_dark_paper_is_not_black_nor_its_ink_white() -> None:
    brand = shipped()
    assert (brand.colour("paper", "dark"), brand.colour("ink", "dark")) != ("#000000", "#ffffff")
    assert brand.colour("paper", "dark") != "#000000"
    assert brand.colour("ink", "dark") != "#ffffff"


def test_a_site_changes_one_colour_and_keeps_the_rest(tmp_path: Path) -> None:
    theme = own_theme(tmp_path, 'colours: {accent: {light: "#123456", dark: "80% 0.1 30"}}\n')
    changed, plain = shipped(theme), shipped()
    assert changed.colour("accent") == "#123456"
    assert changed.colour("ink") == plain.colour("ink")
    assert (changed.serif, changed.fonts) == (plain.serif, plain.fonts)


def test_a_pillar_has_the_hue_the_brand_names(tmp_path: Path) -> None:
    theme = own_theme(tmp_path, "pillars: {by_id: {ecouter: 300}}\n")
    assert shipped(theme).pillar("ecouter") != shipped().pillar("ecouter")
    assert shipped(theme).pillar("metier") == shipped().pillar("metier")


def test_a_pillar_is_found_by_place_and_an_unknown_one_wears_the_accent() -> None:
    brand = shipped()
    assert brand.pillar(1) == brand.pillar("ecouter")
    assert brand.pillar("nulle-part", "dark") == brand.colour("accent", "dark")


def test_more_pillars_than_hues_still_differ() -> None:
    many = [f"p{i}" for i in range(20)]
    brand = read_brand([shipped_theme()], many)
    assert len({brand.pillar(pillar) for pillar in many}) == 20


def test_the_css_has_every_token_in_both_modes() -> None:
    brand, css = shipped(), shipped().css()
    for token, modes in brand.colours.items():
        assert f"--{token}:{modes['light']}" in css
        assert f"--{token}:{modes['dark']}" in css
    assert '[data-pillar="metier"]{--pillar:var(--pillar-metier)}' in css
    assert "prefers-color-scheme:dark" in css


def test_the_fonts_of_the_cards_exist() -> None:
    assert {name: path.is_file() for name, path in shipped().fonts.items()} == {
        "serif": True, "serif-bold": True, "sans": True, "sans-bold": True,
    }  # fmt: skip


MISTAKES = {
    "a colour that is none": ('colours:\n  ink: {light: "bleu", dark: "#000000"}\n', 2, "bleu"),
    "a mode that is missing": ('colours:\n  ink: {light: "#000000"}\n', 2, "dark"),
    "a key nobody knows": ("couleurs: {}\n", 1, "couleurs"),
    "a font that is not there": ("fonts:\n  serif: fonts/rien.ttf\n", 2, "rien.ttf"),
    "a font outside the theme": ("fonts:\n  serif: ../../etc/passwd\n", 2, "passwd"),
    "a logo that is not there": ("logo: logo.svg\n", 1, "logo.svg"),
    "a tone that is none": ("pillars:\n  light: clair\n", 2, "clair"),
    "a hue that is none": ("pillars:\n  by_id: {metier: rouge}\n", 2, "rouge"),
    "a tab": ("colours:\n\tink: x\n", 2, ""),
}


@pytest.mark.parametrize(("written", "line", "word"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, written: str, line: int, word: str) -> None:
    with pytest.raises(EditorialError) as raised:
        shipped(own_theme(tmp_path, written))
    problem = raised.value.problems[0]
    assert (problem.path, problem.span and problem.span.line) == ("theme/brand.yaml", line)
    assert word in problem.message.fr


def test_a_brand_without_its_colours_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EditorialError, match="paper"):
        read_brand([own_theme(tmp_path, "format: 1\n")])
