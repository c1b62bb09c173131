"""`ligne init` plants a site that reads without a finding, on any day, and never over anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from editorial.desk import decide
from editorial.errors import EditorialError
from editorial.site import read_site
from editorial.skeleton import LANGUAGES, dated, plant

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("day", [DAY, date(2027, 3, 28), date(2028, 2, 29)], ids=str)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_site_has_nothing_wrong_two_pieces_live_and_one_to_come(tmp_path: Path, lang: str, day: date) -> None:
    plant(tmp_path, day, lang)
    decision = decide(read_site(tmp_path), datetime.combine(day, time(12), UTC))
    later = decide(read_site(tmp_path), datetime.combine(day + timedelta(days=8), time(12), UTC))
    assert (list(decision.findings), len(decision.plan.live), len(later.plan.live)) == ([], 2, 3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_site_holds_no_token(tmp_path: Path, lang: str) -> None:
    assert [path for path in plant(tmp_path, DAY, lang) if "@day" in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [("@day@", "2026-11-23"), ("x/@day-7@", "x/2026-11-16"), ("@day+10@", "2026-12-03"), ("a@day.fr", "a@day.fr")],
)
def test_a_token_stands_for_a_day(written: str, expected: str) -> None:
    assert dated(written, DAY) == expected


def test_a_repository_just_made_is_a_place_to_plant(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert tmp_path / "editorial/charter.yaml" in plant(tmp_path, DAY)


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(EditorialError, match=r"notes\.txt"):
        plant(tmp_path, DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_is_no_place_to_plant(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(EditorialError, match="is a file"):
        plant(tmp_path / "site", DAY)


def test_a_language_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditorialError, match="choose fr or en"):
        plant(tmp_path, DAY, "tlh")
