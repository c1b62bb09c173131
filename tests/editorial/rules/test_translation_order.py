from __future__ import annotations

import pytest

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import said

EARLY = {"date": "2026-03-17T09:00+01:00", "lang": "en", "translation_of": "a"}


@pytest.mark.parametrize(
    ("original", "why"),
    [
        pytest.param({"date": "2026-03-18T09:00+01:00"}, "before its original (2026-03-18 09:00)", id="later"),
        pytest.param({"date": None}, "and its original “Le titre de a” has no slot and no date", id="unplanned"),
    ],
)
def test_a_translation_planned_before_its_original_is_told(tmp_path, original, why) -> None:
    (one,) = said(SiteBuilder(tmp_path).piece("a", **original).piece("b", **EARLY), "translation")

    assert one.startswith("warning translation.early content/ecouter/b.md “2026-03-17T09:00+01:00”: “Le titre de b”")
    assert one.endswith(why)


@pytest.mark.parametrize(
    "date",
    [
        pytest.param("2026-03-01T09:00+01:00", id="out"),
        pytest.param("2026-03-17T09:00+01:00", id="together"),
    ],
)
def test_a_translation_with_or_after_its_original_is_right(tmp_path, date) -> None:
    assert said(SiteBuilder(tmp_path).piece("a", date=date).piece("b", **EARLY), "translation") == []
