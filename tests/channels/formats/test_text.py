"""A finding as text: the contract's line first, then the source underlined, and all a writer needs to go on."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis.strategies as st
import pytest
import regex
from hypothesis import given

from channels.formats import text
from channels.formats.brief import coloured
from channels.formats.text import ROOM, in_full, underlined
from editorial.finding import Span
from tests.channels.formats.samples import finding, offered, setting


def test_a_finding_says_its_line_its_source_the_why_the_clause_and_the_next_step(tmp_path: Path) -> None:
    assert list(in_full(offered(), setting(tmp_path))) == [
        "content/écouter/le mail.md:4:10: warning words.preferred: "
        "« mail » : la charte dit « courriel » [vocabulary.preferred]",
        "     4 | Un 👩‍👩‍👧 mail, deux mails.",
        "       |       ^^^^",
        "    pourquoi : un mot pour une chose",
        "    charte : editorial/charter.yaml:7:5 (https://site.example/charte/#clause-vocabulary-preferred)",
        "    → écrivez plutôt : courriel (ligne check --fix --unsafe l’écrit)",
    ]


def test_a_file_that_cannot_be_read_shows_no_source(tmp_path: Path) -> None:
    lines = list(in_full(finding(path="content/parti.md"), setting(tmp_path, "en")))
    assert [line[:9] for line in lines[1:]] == ["    why: ", "    chart", "    → wri"]


def test_what_is_no_file_shows_no_source_and_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content/tuyau.md")
    (tmp_path / "content/boucle.md").symlink_to("boucle.md")
    around = setting(tmp_path)
    for path in ("content/tuyau.md", "content/boucle.md"):
        assert not any(" | " in line for line in in_full(finding(path=path), around))


def test_a_path_out_of_the_site_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("a\nb\nc\nmot de passe\n")
    around = setting(tmp_path / "site")
    assert not any("passe" in line for line in in_full(finding(path="../secret.md"), around))


def test_colours_are_of_the_level_and_the_underline_only(tmp_path: Path) -> None:
    lines = list(in_full(finding(), setting(tmp_path), coloured))
    assert "\x1b[33mwarning\x1b[0m words.preferred" in lines[0]
    assert lines[2] == "       |       \x1b[33m^^^^\x1b[0m"


@pytest.mark.parametrize(
    ("line", "span", "shown", "marks"),
    [
        pytest.param("un mail", (4, 8), "un mail", "   ^^^^", id="plain"),
        pytest.param("\tun\tmail", (5, 9), "    un  mail", "        ^^^^", id="tabs"),
        pytest.param("une\t.", (4, 5), "une .", "   ^", id="a tab itself"),
        pytest.param("漢字 mail", (4, 8), "漢字 mail", "     ^^^^", id="wide"),
        pytest.param("漢字", (2, 3), "漢字", "  ^^", id="a wide sign itself"),
        pytest.param("e\u0301te\u0301 mail", (7, 11), "e\u0301te\u0301 mail", "    ^^^^", id="combining"),
        pytest.param("👩‍👩‍👧 mail", (7, 11), "👩‍👩‍👧 mail", "   ^^^^", id="joined emoji"),
        pytest.param("❤️ mail", (4, 8), "❤️ mail", "   ^^^^", id="emoji by selector"),
        pytest.param("a\x1b[31mb mail", (9, 13), "a [31mb mail", "        ^^^^", id="control characters"),
        pytest.param("a\u202eb mail", (5, 9), "a b mail", "    ^^^^", id="bidi override"),
        pytest.param("mail", (5, 5), "mail", "    ^", id="behind the end"),
        pytest.param("mail", (90, 95), "mail", "    ^", id="far behind the end"),
        pytest.param("mail", (3, 3), "mail", "  ^", id="between two signs"),
        pytest.param("   ", (1, 2), "", "^", id="blank"),
    ],
)
def test_the_span_is_underlined_where_a_terminal_shows_it(
    line: str, span: tuple[int, int], shown: str, marks: str
) -> None:
    assert underlined(line, Span(1, *span)) == (shown, marks)


@pytest.mark.parametrize("at", [1, 400, 795], ids=["start", "middle", "end"])
def test_a_long_line_is_cut_around_the_span(at: int) -> None:
    line = "x" * (at - 1) + "mail!" + "y" * (800 - at)
    shown, marks = underlined(line, Span(1, at, at + 4))
    assert len(shown) <= ROOM + 2
    start = marks.index("^")
    assert (shown[start : start + 4], marks.strip()) == ("mail", "^^^^")
    assert (shown[0] == "…", shown[-1] == "…") == (at > 1, at < 795)


def test_a_span_longer_than_the_room_shows_its_beginning() -> None:
    shown, marks = underlined("a" * 50 + "b" * 5_000_000 + "c", Span(1, 51, 5_000_051))
    assert shown.startswith(("…b", "b"))
    assert len(marks) <= ROOM + 1


@given(
    line=st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=250),
    start=st.integers(1, 260),
    length=st.integers(0, 120),
)
def test_a_plain_line_is_shown_as_any_other(line: str, start: int, length: int) -> None:
    span = Span(1, start, start + length)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_PLAIN", regex.compile("(?!)"))
        slow = underlined(line, span)
    assert underlined(line, span) == slow
