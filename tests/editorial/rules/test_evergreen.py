from __future__ import annotations

import pytest

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import said

YEARLY = {"evergreen": {"review_after": "365d"}}


@pytest.mark.parametrize(
    ("front", "day"),
    [
        pytest.param({"evergreen": True}, "2026-01-15", id="a-year-after"),
        pytest.param({"evergreen": True, "updated": "2025-03-10"}, "2026-03-10", id="a-year-after-its-update"),
        pytest.param({"evergreen": "2026-03-10"}, "2026-03-10", id="on-its-day"),
        pytest.param({"evergreen": "2026-02-01", "updated": "2026-01-01"}, "2026-02-01", id="updated-too-early"),
    ],
)
def test_a_lasting_piece_is_read_again_when_its_day_has_come(tmp_path, front, day) -> None:
    builder = SiteBuilder(tmp_path).calendar(**YEARLY).piece("a", date="2025-01-15T09:00+01:00", **front)

    (one,) = said(builder, "evergreen")

    assert one.startswith("suggestion evergreen.review content/ecouter/a.md “")
    assert one.endswith(f"this lasting piece is to be read again since {day}")


@pytest.mark.parametrize(
    ("calendar", "front"),
    [
        pytest.param(YEARLY, {}, id="does-not-last"),
        pytest.param(YEARLY, {"evergreen": True, "updated": "2026-01-01"}, id="updated-since"),
        pytest.param(YEARLY, {"evergreen": "2026-03-11"}, id="tomorrow"),
        pytest.param(YEARLY, {"evergreen": "2026-02-01", "updated": "2026-02-01"}, id="done"),
        pytest.param({}, {"evergreen": True}, id="no-delay"),
        pytest.param(YEARLY, {"evergreen": True, "status": "unpublished"}, id="taken-down"),
    ],
)
def test_a_piece_whose_day_has_not_come_is_left_alone(tmp_path, calendar, front) -> None:
    builder = SiteBuilder(tmp_path).calendar(**calendar).piece("a", date="2025-01-15T09:00+01:00", **front)

    assert said(builder, "evergreen") == []
