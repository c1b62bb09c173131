"""A kind of card is laid out by a file of the theme, which a site may replace."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from channels.card import Card, key, title_card
from channels.card_template import KINDS, Place, read_template
from channels.shipped import shipped_theme
from channels.templates import Look, read_look
from editorial.errors import EditorialError

CARD = Card("Répondre à la colère", "Animer", "animer", "La Gazette")


def a_look(root: Path, change: tuple[str, str] = ("", ""), kind: str = "title") -> Look:
    """The look of a site whose own template differs from the shipped one by one thing."""
    shipped = (shipped_theme() / f"social/{kind}.yaml").read_text("utf-8")
    assert change[0] in shipped
    path = root / f"theme/social/{kind}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(shipped.replace(*change) if change[0] else shipped, "utf-8")
    return read_look(root, ("metier", "animer"))


def test_the_shipped_templates_are_read(tmp_path: Path) -> None:
    look = read_look(tmp_path)
    assert [read_template(look, kind).label_place for kind in KINDS] == [Place.ABOVE, Place.BELOW]


@pytest.mark.parametrize(
    "change",
    [
        ("margin: 60", "margin: 120"),
        ("alone: 132", "alone: 60"),
        ("largest: 92, alone: 132, smallest: 34, lines: 4", "largest: 92, alone: 132, smallest: 34, lines: 1"),
        ("place: above", "place: below"),
        ("capitals: true", "capitals: false"),
        ("text: serif-bold", "text: sans-bold"),
        ("{{ site }}", "{{ site }} – {{ pillar }}"),
        ("{{ title }}", "{{ title | upper }}"),
        ("{{ pillar }}", "À lire"),
    ],
    ids=["margin", "size", "lines", "place", "capitals", "face", "words", "jinja", "plain"],
)
def test_a_site_s_own_template_makes_another_card(tmp_path: Path, change: tuple[str, str]) -> None:
    shipped, own = read_look(tmp_path / "none", ("metier", "animer")), a_look(tmp_path, change)
    assert key(own, CARD) != key(shipped, CARD)
    made = [Image.open(io.BytesIO(title_card(look, CARD))).convert("RGB") for look in (shipped, own)]
    assert ImageChops.difference(*made).getbbox() is not None


def test_what_a_card_stands_on_is_the_template_s_to_say(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.new("RGB", (2400, 2400), "#336699").save(path)
    from channels.picture import probe

    card, seen = replace(CARD, photo=probe(path)), set()
    for ground in ("over", "beside", "none"):
        look = a_look(tmp_path / ground, ("photo: over", f"photo: {ground}"))
        seen.add(title_card(look, card))
    assert len(seen) == 3


def test_words_are_never_taken_for_yaml_nor_for_jinja(tmp_path: Path) -> None:
    look = a_look(tmp_path, ("{{ site }}", "{{ site | lower }}"))
    hostile = replace(CARD, title="{{ 7 * 7 }}: [non, {% endif %}", site_name="- {{ x }}")
    assert title_card(look, hostile) == title_card(look, replace(hostile))
    plain = read_template(look, "title").filled(look, {"title": hostile.title, "pillar": "", "site": hostile.site_name})
    assert plain == (hostile.title, "", "- {{ x }}")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("margin: 60", "margin: large"), "margin"),
        (("margin: 60", "margin: 4000"), "margin"),
        (("smallest: 34", "smallest: 340"), "smallest"),
        (("place: above", "place: beside"), "place"),
        (("photo: over", "photo: under"), "photo"),
        (("gap: 20", "gape: 20"), "gape"),
        (("{{ title }}", "{{ titel }}"), "titel"),
        (("{{ title }}", "{{ title"), "title"),
        (("text: serif-bold", "text: fraktur"), "fraktur"),
    ],
    ids=["type", "range", "sizes", "place", "photo", "key", "name", "syntax", "face"],
)
def test_a_wrong_template_is_an_error_at_its_place(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(EditorialError) as caught:
        title_card(a_look(tmp_path, change), CARD)
    problems = caught.value.problems
    assert {problem.path for problem in problems} <= {"theme/social/title.yaml", "theme/brand.yaml"}
    assert any(said in problem.message.en for problem in problems)
