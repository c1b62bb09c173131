"""Titles stand large, in balanced lines, with what belongs together kept together."""

from __future__ import annotations

import pytest

from channels.shipped import shipped_theme
from channels.typeface import Typeface, read_typeface
from channels.typesetting import LEADING, MAX_LINES, balanced, fitted, joined


@pytest.fixture
def face() -> Typeface:
    return read_typeface(shipped_theme() / "fonts" / "Newsreader-SemiBold.ttf")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Écrire le brief", ("Écrire", "le brief")),
        ("Qu’est-ce qu’un community manager ?", ("Qu’est-ce qu’un", "community manager\u00a0?")),
        ("Répondre à la colère", ("Répondre", "à la colère")),
        ("Modération", ("Modération",)),
        ("Dire oui", ("Dire oui",)),
        ("", ("",)),
    ],
    ids=["two", "question", "small-words", "one-word", "short", "empty"],
)
def test_a_title_falls_into_good_lines(face: Typeface, title: str, lines: tuple[str, ...]) -> None:
    assert fitted(face, title, 1080, 340, 92, 34)[0] == lines


@pytest.mark.parametrize(
    "title",
    [
        "Un titre",
        "La méthode avant les chiffres : ce que le baromètre dit, et ce qu’il ne dira jamais à personne",
        "Anticonstitutionnellement",
        "mot " * 300,
        "x" * 5000,
        "a" * 40 + " " + "b" * 90,
    ],
    ids=["short", "long", "long-word", "300-words", "5000-letters", "two-giants"],
)
@pytest.mark.parametrize("box", [(1080, 340), (400, 300), (900, 700), (60, 30)], ids=str)
def test_a_title_never_leaves_its_box(face: Typeface, title: str, box: tuple[int, int]) -> None:
    lines, size_px = fitted(face, title, *box, 92, 34)
    assert len(lines) <= MAX_LINES
    assert max(face.width(line) for line in lines) * size_px <= box[0] + 1
    assert len(lines) * size_px * LEADING <= box[1] + 1


def test_a_title_too_long_to_be_read_ends_on_an_ellipsis(face: Typeface) -> None:
    lines, size_px = fitted(face, "mot " * 300, 1080, 340, 92, 34)
    assert size_px >= 34
    assert lines[-1].endswith("mot…")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Vraiment ?", "Vraiment\u00a0?"),
        ("« Oui » : non ; si !", "«\u00a0Oui\u00a0»\u00a0: non\u00a0; si\u00a0!"),
        ("12 %, 3 €", "12\u00a0%, 3\u00a0€"),
        ("Oui, non", "Oui, non"),
    ],
    ids=["question", "quotes", "units", "plain"],
)
def test_french_spaces_are_kept_together(text: str, kept: str) -> None:
    assert joined(text) == kept


def test_no_line_ends_on_a_small_word_if_another_place_will_do(face: Typeface) -> None:
    words = "Une voix pour le club de la ville".split(" ")
    for count in (2, 3):
        assert all(len(line.split(" ")[-1]) > 3 for line in balanced(face, words, count)[:-1])


TITLES = [
    "Répondre à la colère sans la nourrir",
    "On ne répond pas à une foule : on répond à une personne, puis à une autre.",
    "Ce que le baromètre dit de nous",
    "Le jour où la modération s’est arrêtée, et ce qu’elle a repris ensuite",
    "Une charte, un calendrier, un seul texte",
    "Dix minutes pour relire un fil avant de le publier",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("box", [(1080, 340), (944, 700), (846, 1000)], ids=str)
def test_no_line_stands_all_but_alone(face: Typeface, title: str, box: tuple[int, int]) -> None:
    lines, _ = fitted(face, title, *box, 132, 34, 8)
    widths = [face.width(line) for line in lines]
    assert min(widths) >= 0.4 * max(widths), lines
    assert "".join(lines).replace(" ", "") == joined(title).replace(" ", "")
    assert not any(line[0] in ":;!?»" for line in lines)
