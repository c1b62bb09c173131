"""A table says what is posted, whatever it is, in the form that its tool takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.exports.cells import Told, on_the_mark
from channels.exports.table import FORMULA, Refused, rows_of, tables
from channels.exports.tabled import tabled
from channels.exports.tool import Tool, read_tool, read_tools
from tests.channels.exports.exported import rows

PUBLER, HOOTSUITE, GENERIC = map(read_tool, ("publer", "hootsuite", "generic"))
TOLD = Told(
    instant=datetime(2026, 4, 7, 7, 32, tzinfo=UTC),
    zone=ZoneInfo("Europe/Paris"),
    channel="linkedin",
    campaign="",
    edition="un",
    piece="un",
    title="Un",
    lang="fr",
    parts=("Un texte.",),
    link="https://banc.example/un/",
    is_link_said=False,
    image_url="",
    image_file="images/a.jpg",
    alt="Un banc.",
)
WORDS = st.text(
    st.one_of(
        st.sampled_from(",;\"'\n\t=+-@|«»\u00a0\u202f\u200f\u200e😀👩🏽‍🚒שלוםمرحبا日本"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    min_size=1,
    max_size=120,
)


def only(tool: Tool, told: Told) -> list[str]:
    found = rows_of(tool, told)
    assert not isinstance(found, Refused)
    assert len(found) == 1
    return found[0]


def refused(tool: Tool, told: Told) -> Refused:
    found = rows_of(tool, told)
    assert isinstance(found, Refused)
    return found


@pytest.mark.parametrize("tool", read_tools(), ids=lambda tool: tool.id)
@given(texts=st.lists(WORDS, min_size=1, max_size=3), alt=WORDS)
def test_what_is_read_back_is_what_was_written(tool: Tool, texts: list[str], alt: str) -> None:
    posts = [TOLD._replace(parts=(text,), alt=alt, image_url="https://banc.example/a.jpg") for text in texts]
    given_rows = [found for one in posts if not isinstance(found := rows_of(tool, one), Refused)]
    wanted = [row for found in given_rows for row in found]

    files = list(tables(tool, wanted))

    encoding = "utf-8-sig" if tool.has_bom else "utf-8"
    read = [row for made in files for row in rows(made, encoding=encoding)[int(tool.has_header) :]]
    assert read == wanted
    assert all(len(row) == len(tool.columns) for row in read)


@pytest.mark.parametrize("tool", [PUBLER, HOOTSUITE], ids=lambda tool: tool.id)
@given(text=WORDS)
def test_what_a_tool_imports_is_what_is_posted(tool: Tool, text: str) -> None:
    told = TOLD._replace(parts=(text,))
    if "||" not in text:
        assert only(tool, told)[1] == (f" {text}" if text.startswith(FORMULA) else text)


@pytest.mark.parametrize("sign", FORMULA, ids=repr)
@pytest.mark.parametrize(
    ("tool", "guard"), [(GENERIC, "'"), (PUBLER, " "), (HOOTSUITE, " ")], ids=["generic", "publer", "hootsuite"]
)
def test_no_cell_is_a_formula(tool: Tool, guard: str, sign: str) -> None:
    told = TOLD._replace(parts=(f"{sign}1+2",), alt=f"{sign}cmd", title=f"{sign}x")

    row = only(tool, told)

    assert not [value for value in row if value.startswith(FORMULA)]
    assert f"{guard}{sign}1+2" in row


def test_a_table_is_rfc_4180_in_utf_8() -> None:
    made = next(iter(tables(GENERIC, [only(GENERIC, TOLD._replace(parts=('Il dit : "oui",\npuis non.',)))])))

    assert made.startswith("\ufeffinstant,".encode())
    assert b'"Il dit : ""oui"",\npuis non."' in made
    assert made.endswith(b"\r\n")
    assert made.count(b"\r\n") == 2


def test_publer_has_twelve_columns_in_its_order() -> None:
    told = TOLD._replace(parts=("Un.", "Deux.", "Trois."), image_url="https://banc.example/a.jpg", is_link_said=True)

    found = dict(zip([name.partition(" - ")[0] for name, _ in PUBLER.columns], only(PUBLER, told), strict=True))

    filled = {name: value for name, value in found.items() if value}
    assert len(PUBLER.columns) == 12
    assert filled == {
        "Date": "2026-04-07 09:32",
        "Text": "Un.",
        "Media URL(s)": "https://banc.example/a.jpg",
        "Alt text(s)": "Un banc.",
        "Comment(s)": "Deux. || Trois.",
    }


@pytest.mark.parametrize(
    ("image_url", "is_link_said", "link"),
    [
        pytest.param("", False, TOLD.link, id="the-card-and-nothing-in-the-text"),
        pytest.param("", True, TOLD.link, id="the-card"),
        pytest.param("https://banc.example/a.jpg", True, "", id="a-picture-and-the-link-in-the-text"),
        pytest.param("https://banc.example/a.jpg", False, TOLD.link, id="a-picture-and-no-link-in-the-text"),
    ],
)
def test_publer_gets_the_link_where_nothing_else_shows_it(image_url: str, is_link_said: bool, link: str) -> None:
    assert only(PUBLER, TOLD._replace(image_url=image_url, is_link_said=is_link_said))[2] == link


def test_hootsuite_has_three_columns_no_header_and_rounded_times() -> None:
    made = next(iter(tables(HOOTSUITE, [only(HOOTSUITE, TOLD)])))

    assert made == b"2026/04/07 09:35,Un texte.,https://banc.example/un/\r\n"


def test_hootsuite_is_not_told_a_link_twice() -> None:
    assert only(HOOTSUITE, TOLD._replace(is_link_said=True))[2] == ""


def test_the_351st_post_is_in_another_file() -> None:
    posts = [TOLD._replace(parts=(f"Texte {number}.",)) for number in range(351)]

    made = tabled(posts)

    sizes = {path: len(rows(data)) for path, data in made.files.items() if path.startswith("hootsuite")}
    assert sizes == {"hootsuite/linkedin.csv": 350, "hootsuite/linkedin-2.csv": 1}
    assert made.counts["hootsuite/linkedin.csv"] == 351


def test_a_thread_is_a_row_a_part_for_people_and_none_for_hootsuite() -> None:
    told = TOLD._replace(parts=("Un.", "Deux."))

    found = rows_of(GENERIC, told)

    assert not isinstance(found, Refused)
    assert [(row[9], row[10], row[11]) for row in found] == [("1", "2", "Un."), ("2", "2", "Deux.")]
    assert "2 parties" in refused(HOOTSUITE, told).why.fr


@pytest.mark.parametrize("told", [TOLD._replace(parts=("a || b",)), TOLD._replace(alt="a||b")], ids=["text", "alt"])
def test_a_text_that_holds_the_separator_is_refused(told: Told) -> None:
    assert "||" in refused(PUBLER, told).why.en
    assert only(HOOTSUITE, told)


def test_a_cell_too_long_is_refused_with_by_how_much() -> None:
    tool = replace(HOOTSUITE, max_chars=5)

    found = refused(tool, TOLD._replace(link="", is_link_said=True, instant=TOLD.instant, parts=("x" * 40,)))

    assert "5" in found.why.fr
    assert "35" in found.fix.fr


@pytest.mark.parametrize(
    ("minute", "second", "rounded"),
    [(30, 0, 30), (31, 0, 35), (30, 1, 35), (34, 59, 35), (59, 0, 60)],
    ids=["on-it", "past-it", "a-second-past", "just-before", "the-next-hour"],
)
def test_a_post_is_never_before_its_instant(minute: int, second: int, rounded: int) -> None:
    hour = datetime(2026, 4, 7, 7, tzinfo=UTC)

    assert on_the_mark(hour.replace(minute=minute, second=second), 5) == hour + timedelta(minutes=rounded)


def test_times_are_local_in_winter_and_in_summer() -> None:
    winter, summer = datetime(2026, 3, 28, 8, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC)

    assert only(PUBLER, TOLD._replace(instant=winter))[0] == "2026-03-28 09:00"
    assert only(PUBLER, TOLD._replace(instant=summer))[0] == "2026-03-30 10:00"


@pytest.mark.parametrize("tool", read_tools(), ids=lambda tool: tool.id)
def test_a_tool_says_where_and_when_it_was_read_and_how_it_is_used(tool: Tool) -> None:
    assert tool.sources
    assert all(source.startswith(("https://", "http://")) for source in tool.sources)
    assert tool.checked < tool.expires
    assert tool.how.fr
    assert tool.how.en


def test_no_table_is_written_of_nothing() -> None:
    assert tabled([]).files == {}
