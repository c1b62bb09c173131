from __future__ import annotations

from editorial.finding import Span
from editorial.rules.place import body_start, in_body, in_front, in_yaml, nearest

FRONT = "standfirst: |-\n  👍 été\n  mail\n"


def piece(desk, body: str):
    return desk.context({"content/a.md": f"---\n{FRONT}---\n{body}"}).pieces[0]


def test_a_place_of_the_body_is_a_line_and_columns_of_the_file(desk) -> None:
    text = piece(desk, "\nÉté 👍 ici\n")
    start = text.body.index("ici")

    assert in_body(text, start, start + 3) == Span(7, 7, 10)


def test_a_place_over_two_lines_ends_with_the_first(desk) -> None:
    text = piece(desk, "Un mot\nla suite\n")
    start = text.body.index("mot")

    assert in_body(text, start, start + 6) == Span(6, 4, 7)


def test_a_place_of_the_front_matter_is_its_value_or_what_it_should_stand_under(desk) -> None:
    text = piece(desk, "")

    assert in_front(text, "standfirst").line == 2
    assert in_front(text, "title") == Span(1, 1, 2)


def test_a_place_of_the_yaml_counts_characters(desk) -> None:
    text = piece(desk, "")
    start = text.source.front.text.index("été")

    assert in_yaml(text, start, start + 3) == Span(3, 5, 8)


def test_the_body_starts_with_its_first_words(desk) -> None:
    assert body_start(piece(desk, "\n\n  Un mot\nfin\n")) == Span(8, 3, 9)
    assert body_start(piece(desk, "")) == Span(6, 1, 2)


def test_the_nearest_name_or_all_of_them_are_advised() -> None:
    assert nearest("metiers", ["metier", "ecouter"]).fr == "vouliez-vous écrire « metier » ?"
    assert nearest("x", ["b", "a"]).fr == "choisissez parmi : a, b"
    assert nearest("x", []) is None
