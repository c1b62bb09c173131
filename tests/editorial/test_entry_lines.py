"""What is read without a YAML parser is what the parser reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.entry_lines import month_of
from editorial.source import Unreadable, load_yaml

MONTH = """\
# Mars : « tout »
format: 1
entries:
  # un
  - {slot: articles/2026-03-10, piece: a, why: "Un deux-points : et #1, {là}."}

  - {at: 2026-03-10T09:30+01:00, channel: x, piece: "12", skipped: true, campaign: 12}
  # fin
"""


def test_a_month_of_one_line_entries_is_read_without_a_parser() -> None:
    assert month_of(MONTH) == load_yaml(MONTH)
    assert month_of(MONTH.replace("format: 1\n", "")) == load_yaml(MONTH.replace("format: 1\n", ""))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("format: 1", "format: 2", id="another-format"),
        pytest.param("# un", "\t# un", id="a-tab"),
        pytest.param("piece: a,", "piece: a, piece: b,", id="a-key-twice"),
        pytest.param("piece: a,", "piece: a, {b: c},", id="a-group"),
        pytest.param("piece: a,", "piece: [a],", id="a-list"),
        pytest.param("piece: a,", "piece: 'a',", id="other-quotes"),
        pytest.param("#1", "\\x41", id="an-escape"),
        pytest.param("piece: a,", "piece: a # b,", id="a-comment"),
        pytest.param("  - {at", " - {at", id="another-indent"),
        pytest.param("  - {at", "blackouts: []\n  - {at", id="another-key"),
        pytest.param("  # fin", "  fin", id="a-word"),
        pytest.param("piece: a,", "piece: *a,", id="an-alias"),
    ],
)
def test_what_is_more_than_that_is_left_to_the_parser(old: str, new: str) -> None:
    assert month_of(MONTH.replace(old, new)) is None


SIGNS = st.text(st.sampled_from("ab01:/-+._T ,#\"'{}[]é~&*!|>%@`?\\\t"), max_size=8)
VALUE = st.one_of(
    SIGNS, SIGNS.map(lambda text: f'"{text}"'), st.sampled_from(["true", "null", "1.10", "010", "0x1", "-1"])
)
LINE = st.builds(lambda pairs: "  - {" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}", st.lists(
    st.tuples(st.sampled_from(["slot", "piece", "why", "at", "null"]), VALUE), min_size=1, max_size=3
))  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(LINE, st.sampled_from(["", "# a", "  # b: {c}", "format: 1"])), min_size=1, max_size=4))
def test_whatever_is_written_both_read_the_same_or_only_the_parser_does(lines: list[str]) -> None:
    text = "\n".join(["entries:", *lines, ""])

    values = month_of(text)

    if values is not None:
        assert values == read(text)


def read(text: str) -> object:
    try:
        return load_yaml(text)
    except Unreadable as problem:
        return problem.message.en
