from __future__ import annotations

import pytest

from editorial.passage import HIDDEN, Places, passage_of


def test_a_passage_is_its_runs_with_code_hidden() -> None:
    assert passage_of([("un ", 0, 3, False), ("mot", 4, 7, True)]).text == f"un {HIDDEN * 3}"


def test_each_character_has_its_bytes() -> None:
    raw = "é *b👍*&amp;".encode()
    passage = passage_of([("é ", 0, 3, False), ("b👍", 4, 9, False), ("&", 10, 15, False)])

    assert [raw[slice(*passage.bytes_of(index, raw))].decode() for index in range(5)] == ["é", " ", "b", "👍", "&amp;"]


def test_there_is_no_place_beyond_a_passage() -> None:
    with pytest.raises(IndexError):
        passage_of([("a", 0, 1, False)]).bytes_of(1, b"a")


def test_places_are_found_forward_and_back() -> None:
    text = "aé👍b"
    places = Places(text.encode())

    assert [places.char_at(byte) for byte in (0, 1, 3, 7, 8, 3, 0, 7)] == [0, 1, 2, 3, 4, 2, 0, 3]
