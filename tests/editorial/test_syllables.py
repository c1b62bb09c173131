from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.syllables import syllables

DATA = Path(__file__).parent / "data"


def counted(lang: str) -> list[tuple[str, int]]:
    """Give the words of our own list, counted by hand as they are said with care."""
    rows = (DATA / f"syllables_{lang}.txt").read_text("utf-8").splitlines()
    return [(word, int(count)) for word, _, count in (row.rpartition(" ") for row in rows)]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_at_least_95_of_100_words_have_the_syllables_one_hears(lang: str) -> None:
    known = counted(lang)
    wrong = [(word, count, syllables(word, lang)) for word, count in known if syllables(word, lang) != count]

    assert len(known) >= 150
    assert len(wrong) <= 0.05 * len(known), wrong


@pytest.mark.parametrize("lang", ["fr", "en", "fr-CA", "xx"])
@given(word=st.text(max_size=40))
def test_any_word_has_at_least_one_and_no_more_than_its_signs(lang: str, word: str) -> None:
    assert 1 <= syllables(word, lang) <= max(3, 2 * len(word))
