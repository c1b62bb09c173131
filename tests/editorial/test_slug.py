from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.slug import is_among, is_within, slugified

CASES = [
    ("Écrire l’été", "ecrire-l-ete"),
    ("Cœur & œuvre, et cætera", "coeur-oeuvre-et-caetera"),
    ("  Ça -- va ?! ", "ca-va"),
    ("Straße Łódź Đà Øre", "strasse-lodz-da-ore"),
    ("e\u0301te\u0301", "ete"),
    ("ﬁn ① ²", "fin-1-2"),
    ("İstanbul", "istanbul"),
    ("日本 👍", ""),
    ("../../etc/passwd", "etc-passwd"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "slug"), CASES)
def test_a_slug_keeps_letters_and_digits_only(text: str, slug: str) -> None:
    assert slugified(text) == slug


@given(st.text())
def test_a_slug_is_safe_in_a_url_and_its_own_slug(text: str) -> None:
    slug = slugified(text)

    assert re.fullmatch(r"(?:[0-9a-z]+(?:-[0-9a-z]+)*)?", slug)
    assert slugified(slug) == slug


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("Été", "un ETE.", True),
        ("été", "été-là", True),
        ("été", "étés", False),
        ("©", "© nous", True),
        ("©", "nous", False),
    ],
)
def test_whole_words_are_found_in_a_text(words: str, text: str, expected: bool) -> None:
    assert is_within(words, text) is expected


def test_a_name_is_among_others_whatever_its_capitals_and_accents() -> None:
    assert is_among("Métier", ["metier"])
    assert is_among("健康", ["健康"])
    assert not is_among("健康", ["医", "metier"])
