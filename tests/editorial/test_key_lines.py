"""Front matter of `key: value` lines is read as the YAML parser reads it, or left to it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from editorial.key_lines import values_of
from editorial.source import Unreadable, load_yaml

SIGNS = st.text("abcéœ’ .-_+:#~&*!?,'[]{}%@`|><=019TZ½\u00a0\u2028\x85\ufeff\t", max_size=8)
CALM = st.text("abé’ -.1", max_size=6)
SAID = st.sampled_from(
    ["true", "false", "null", "True", "yes", "no", "~", "", "12", "-3", "1.10", "10:30", "café noir"]
)
DATES = st.sampled_from(["2026-11-23", "2026-11-23T09:00+01:00", "2026-02-30", "2026-11-23 09:00"])
QUOTED = st.one_of(CALM, SIGNS, st.text(max_size=6)).map('"{}"'.format)
PLAIN = st.one_of(QUOTED, CALM, SAID, DATES, SIGNS)
LISTS = st.lists(PLAIN, min_size=1, max_size=3).map(", ".join).map("[{}]".format)
LINES = st.builds("{}{}{}".format, st.sampled_from("abcdefgh"), st.just(": "), st.one_of(QUOTED, PLAIN, LISTS))
ODD_LINES = st.sampled_from(
    ["true: a", "titre-x: a", "T: a", ": a", "k" * 60 + ": a", "a : b", "a:b", "a:  b", "- a", ""]
)
TEXTS = st.lists(st.one_of(LINES, LINES, LINES, LINES, ODD_LINES), max_size=3).map("\n".join)


@settings(max_examples=400)
@given(TEXTS)
@example('title: "a\u2028b"')
@example("title: a\u2028b")
@example('title: ""\ntags: [null, "true", true]')
def test_what_is_read_is_what_the_parser_reads(text: str) -> None:
    found = values_of(text)
    if found is not None:
        assert (found, [*found]) == (load_yaml(text), [*load_yaml(text)])  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(
            'title: "Un titre : deux points"\nslug: "a-b"\nstatus: approved\ndate: 2026-11-23T09:00+01:00\n',
            {"title": "Un titre : deux points", "slug": "a-b", "status": "approved", "date": "2026-11-23T09:00+01:00"},
            id="texts-and-a-date",
        ),
        pytest.param('tags: ["a, b", mot clé, true]', {"tags": ["a, b", "mot clé", True]}, id="a-list"),
        pytest.param("evergreen: true\nseries: null", {"evergreen": True, "series": None}, id="not-texts"),
    ],
)
def test_lines_of_plain_values_are_read(text: str, values: dict[str, object]) -> None:
    assert values_of(text) == values == load_yaml(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("title: a # b", id="a-comment"),
        pytest.param('title: "a\\tb"', id="an-escape"),
        pytest.param("image:\n  src: a.jpg", id="a-group"),
        pytest.param("title: a: b", id="two-colons"),
        pytest.param("title: 'a'", id="single-quotes"),
        pytest.param("title: *a", id="an-alias"),
    ],
)
def test_anything_else_is_left_to_the_parser(text: str) -> None:
    assert values_of(text) is None


def test_a_key_written_twice_is_refused_as_ever() -> None:
    text = 'title: "a"\ntitle: "b"'
    assert values_of(text) is None
    with pytest.raises(Unreadable, match="title"):
        load_yaml(text)
