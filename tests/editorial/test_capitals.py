"""Accented capitals and ordinals of French, and what only looks like them."""

from __future__ import annotations

import pytest

from editorial.capitals import accented, letters_in
from editorial.typography import changed

CASES = [
    pytest.param("A partir de là. A la fin", "À partir de là. À la fin", id="at the beginning of a sentence"),
    pytest.param("« A l’heure » : A ce jour", "« À l’heure » : À ce jour", id="after a quote and a colon"),
    pytest.param("Ca va, l’Etat et l’Ecole", "Ça va, l’État et l’École", id="words"),
    pytest.param("la 1ère, les 1ères, le 2ème, XXIème", "la 1re, les 1res, le 2e, XXIe", id="ordinals"),
    pytest.param("3èmes et 1er, 2e, 1re", "3es et 1er, 2e, 1re", id="ordinals set already"),
]
KEPT = ["A et B, plan A la", "A-t-il", "Ca2+", "Etatique", "le Vitamine A", "10 mètres", "un mème", "1.2ème"]


@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_letters_are_written_as_french_has_them(typed: str, expected: str) -> None:
    assert changed(typed, letters_in(typed, "fr")) == expected
    assert letters_in(expected, "fr") == []


@pytest.mark.parametrize("typed", KEPT)
def test_what_only_looks_so_is_left_alone(typed: str) -> None:
    assert letters_in(typed, "fr") == []


def test_other_tongues_have_none() -> None:
    assert letters_in("A la carte, Etat, 2ème", "en") == []


@pytest.mark.parametrize(("word", "expected"), [("Etats", "États"), ("Etatique", ""), ("État", "")])
def test_a_word_is_given_with_its_accent(word: str, expected: str) -> None:
    assert accented(word) == expected
