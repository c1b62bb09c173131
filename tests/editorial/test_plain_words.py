"""A text as it is set says what it said as it was typed, and other words do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.capitals import letters_in
from editorial.plain_words import plain
from editorial.signs import NARROW, changes_in
from editorial.typography import changed

PARTS = (
    "l'eau", "Etat", "A la", "Ca va", "2ème", "1ère", "XIXe", '"', "«", "»", "(", ")", "...", " -- ", " - ", "!", "?",
    ":", ";", "50%", "50 €", "10 000", "1990-1995", "'tis", "dogs'", "'", " ", "\n", ",", ".", "mot", "n° 5", "--fix",
    "**", "12h30", "https://a.example/x?y:z",
)  # fmt: skip


def as_set(text: str, lang: str, narrow: str) -> str:
    """Give a text with all that may be set in it, letters too."""
    for _ in range(10):
        done = changed(text, changes_in(text, lang, narrow=narrow))
        done = changed(done, letters_in(done, lang))
        if done == text:
            return done
        text = done
    raise AssertionError(text)


@given(
    st.lists(st.sampled_from(PARTS), max_size=14), st.sampled_from(["fr", "en"]), st.sampled_from(["\u00a0", NARROW])
)
def test_setting_a_text_changes_nothing_that_it_says(parts: list[str], lang: str, narrow: str) -> None:
    text = "".join(parts)
    assert plain(as_set(text, lang, narrow)) == plain(text)


OTHER = {
    "a last accent": ("LE POLICIER TUE", "LE POLICIER TUÉ"),
    "an accent": ("marche", "marché"),
    "a name": ("Elodie", "Élodie"),
    "an option": ("tapez --fix", "tapez -fix"),
    "a sign": ("oui ?", "oui !"),
    "a word in quotes": ("un mot", 'un "mot"'),
    "a number": ("2e", "3e"),
    "a trailing hyphen": ("pré - et", "pré-et"),
}


@pytest.mark.parametrize(("old", "new"), OTHER.values(), ids=OTHER.keys())
def test_other_words_say_something_else(old: str, new: str) -> None:
    assert plain(old) != plain(new)
