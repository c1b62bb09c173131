"""A text set as a charter says: in full, with its spaces alone, plain, or as written; once and for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.typography import HELD, NAMED, Spaces, Typography, may_change, set_text

TYPED = 'C\'est "dit" ? Oui : « 10 km »\u202f!'
CASES = [
    pytest.param(None, TYPED.replace("\u202f", "^"), id="nothing asked"),
    pytest.param(NAMED["none"], TYPED.replace("\u202f", "^"), id="as written"),
    pytest.param(HELD, 'C\'est "dit"~? Oui~: «~10 km~»^!', id="spaces alone"),
    pytest.param(NAMED["plain"], 'C\'est "dit" ? Oui : « 10 km » !', id="plain"),
    pytest.param(NAMED["no-break"], "C’est «~dit~»~? Oui~: «~10~km~»^!", id="no-break"),
    pytest.param(NAMED["narrow"], "C’est «~dit~»^? Oui~: «~10~km~»^!", id="narrow"),
    pytest.param(Typography(Spaces.PLAIN), "C’est « dit » ? Oui : « 10 km » !", id="marks with plain spaces"),
    pytest.param(Typography(Spaces.NARROW, marks=False), 'C\'est "dit"^? Oui~: «~10 km~»^!', id="narrow spaces alone"),
]


def shown(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(("typography", "expected"), CASES)
def test_a_text_is_set_as_it_is_asked_for(typography: Typography | None, expected: str) -> None:
    assert shown(set_text(TYPED, "fr", typography)) == expected


def test_each_text_is_set_by_its_own_language() -> None:
    assert set_text('It\'s "said"? Yes: it is!', "en", NAMED["narrow"]) == "It’s “said”? Yes: it is!"


def test_a_name_with_a_sign_of_its_own_is_kept() -> None:
    assert (
        set_text("Oui! de Yahoo! et Wham!", "fr", Typography(kept=("Yahoo!", "Wham!")))
        == "Oui\u00a0! de Yahoo! et Wham!"
    )


WORDS = ["mot", "l'", '"', "«", "»", " ", "!", "?", ":", "10", "000", "km", "--", "...", "\u00a0", "\u202f", "\n", "A"]


@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
    st.sampled_from(["fr", "en", "de"]),
    st.builds(Typography, st.sampled_from(Spaces), st.booleans()),
)
def test_setting_a_text_again_changes_nothing(text: str, lang: str, typography: Typography) -> None:
    once = set_text(text, lang, typography)
    assert set_text(once, lang, typography) == once


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join), st.sampled_from(["fr", "en"]))
def test_what_may_not_change_does_not(text: str, lang: str) -> None:
    assert may_change(text, lang) or set_text(text, lang, NAMED["no-break"]) == text
