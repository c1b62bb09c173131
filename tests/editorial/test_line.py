"""The editorial line is read whole, and its digest changes with what texts are judged by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from editorial.errors import EditorialError
from editorial.line import calendar_paths, read_line
from tests.builder import SiteBuilder

MONTH = {"format": 1, "entries": [{"slot": "articles/2026-03-17", "piece": "a"}]}


def test_the_files_of_the_calendar_stand_in_order_the_main_one_first(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("editorial/calendar/notes.txt", "x")
    for month in ("2026-04", "2026-03"):
        builder.data(f"editorial/calendar/{month}.yaml", MONTH)

    assert calendar_paths(tmp_path) == [
        "editorial/calendar.yaml", "editorial/calendar/2026-03.yaml", "editorial/calendar/2026-04.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("act", "is_another"),
    [
        pytest.param(lambda b: b, False, id="nothing"),
        pytest.param(lambda b: b.charter(version="2.0.0"), True, id="the-charter"),
        pytest.param(lambda b: b.calendar(timezone="America/Martinique"), True, id="the-zone"),
        pytest.param(lambda b: b.calendar(outbox_days=3), False, id="the-calendar"),
        pytest.param(lambda b: b.data("editorial/calendar/2026-03.yaml", MONTH), False, id="a-month"),
    ],
)
def test_the_digest_is_of_what_a_text_is_judged_by(
    tmp_path: Path, act: Callable[[SiteBuilder], object], is_another: bool
) -> None:
    builder = SiteBuilder(tmp_path)
    before = read_line(tmp_path).digest
    act(builder)

    assert (read_line(tmp_path).digest != before) is is_another


def test_a_line_that_changed_is_read_again(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)
    before = read_line(tmp_path).charter.version
    builder.charter(version="2.0.0")

    assert (before, read_line(tmp_path).charter.version) == ("1.0.0", "2.0.0")


@pytest.mark.parametrize("path", ["editorial/charter.yaml", "editorial/calendar.yaml"])
@pytest.mark.parametrize("way", ["missing", "a-folder", "not-utf-8"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, path: str, way: str) -> None:
    file = SiteBuilder(tmp_path).root / path
    file.unlink()
    if way == "a-folder":
        file.mkdir()
    elif way == "not-utf-8":
        file.write_bytes(b"\xff")

    with pytest.raises(EditorialError) as raised:
        read_line(tmp_path)

    assert [problem.path for problem in raised.value.problems] == [path]


def test_the_words_a_site_adds_are_read_and_make_another_line(tmp_path: Path) -> None:
    SiteBuilder(tmp_path)
    before = read_line(tmp_path)
    SiteBuilder(tmp_path).file("editorial/dictionary.txt", "# la maison\nchapô\n\n")
    after = read_line(tmp_path)
    assert (before.lexicon.words, after.lexicon.words) == (frozenset(), frozenset({"chapô"}))
    assert before.digest != after.digest


def test_a_dictionary_the_site_brings_makes_another_line(tmp_path: Path) -> None:
    SiteBuilder(tmp_path)
    before = read_line(tmp_path).digest
    (tmp_path / "editorial/dictionaries").mkdir()
    (tmp_path / "editorial/dictionaries/de.dic").write_text("1\nWort\n", "utf-8")
    assert read_line(tmp_path).digest != before
