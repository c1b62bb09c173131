from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from editorial.written import written

CASES = [
    pytest.param("Un mot", "Un mot", ["U", "n", " ", "m", "o", "t"], id="plain"),
    pytest.param("'L''an'", "L'an", ["L", "''", "a", "n"], id="doubled in single quotes"),
    pytest.param('"\\u00e9t\\xe9"', "été", ["\\u00e9", "t", "\\xe9"], id="escapes"),
    pytest.param(">\n  Un\n  an", "Un an", ["U", "n", "\n", "a", "n"], id="folded"),
    pytest.param("|\n  Un\n  an", "Un\nan", ["U", "n", "\n", "a", "n"], id="lines kept"),
    pytest.param('"a\\\n  b"', "ab", ["a", "b"], id="a line end escaped"),
]


@pytest.mark.parametrize(("value", "text", "signs"), CASES)
def test_each_sign_is_where_yaml_writes_it(value: str, text: str, signs: list[str]) -> None:
    places = written(f"k: {value}", 3, 3 + len(value), text)
    assert places is not None
    assert [f"k: {value}"[start:end] for start, end in places] == signs


@pytest.mark.parametrize("text", ["Une", "Un", "n U"], ids=["another word", "a sign left out", "another order"])
def test_what_a_value_does_not_write_has_no_place(text: str) -> None:
    assert written("k: U\\n", 3, 6, text) is None


TEXTS = st.text(st.sampled_from("ab'\"\\é’ :\u00a0🙂\n"), min_size=1, max_size=30).filter(lambda text: text.strip())


@given(text=TEXTS, style=st.sampled_from([None, "'", '"', "|", ">"]), is_unicode=st.booleans())
def test_every_word_of_a_text_is_found_in_whatever_yaml_writes(text: str, style: str | None, is_unicode: bool) -> None:
    whole = yaml.dump({"k": text}, default_style=style, allow_unicode=is_unicode, width=20)
    node = yaml.compose(whole)
    assert isinstance(node, yaml.MappingNode)
    value = node.value[0][1]
    start, end = value.start_mark.index, value.end_mark.index
    places = written(whole, start, end, text)
    assert places is not None
    assert places == sorted(places)
    for sign, (first, last) in zip(text, places, strict=True):
        assert start <= first <= last <= end
        if not sign.isspace():
            assert _read(whole[first:last], style) == sign


def _read(sign: str, style: str | None) -> str:
    if len(sign) == 1:
        return sign
    return "'" if sign == "''" else str(yaml.safe_load(f'"{sign}"'))
