"""The board shows each line of the agenda once, in its month, its week and its channel."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from editorial.board import Month, Share, months, window
from tests.builder import AT, SiteBuilder

START, END = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)


def board(builder: SiteBuilder, channel: str = "") -> tuple[Month, ...]:
    decision = builder.decide()
    return months(decision.site, decision.plan, START, END, channel)


def test_each_line_of_the_agenda_stands_once_in_its_week(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("deux", date="2026-04-01T00:30+02:00")

    made = board(builder)

    decision = builder.decide()
    cards = [
        (card.item, month.first, week.start <= card.local.date() <= week.end, row.channel)
        for month in made
        for row in month.rows
        for week, cell in zip(month.weeks, row.cells, strict=True)
        for card in cell
    ]
    wanted = [item for item in decision.plan.agenda if START <= item.instant < END]
    assert sorted(map(repr, (card[0] for card in cards))) == sorted(map(repr, wanted))
    assert all(is_in and item.channel == channel for item, _, is_in, channel in cards)
    # 00:30 in Paris is still March in UTC: the board goes by the team's own clock.
    assert {first for item, first, _, _ in cards if item.pieces == ("deux",)} == {date(2026, 4, 1)}


def test_weeks_cover_their_month_and_the_present_one_is_marked(tmp_path: Path) -> None:
    march = next(month for month in board(SiteBuilder(tmp_path)) if month.first == date(2026, 3, 1))

    assert [(week.number, week.start.day, week.end.day) for week in march.weeks] == [
        (9, 1, 1), (10, 2, 8), (11, 9, 15), (12, 16, 22), (13, 23, 29), (14, 30, 31),
    ]  # fmt: skip
    assert [week.number for week in march.weeks if week.is_now] == [11]


def test_a_gap_is_what_nothing_fills_and_is_still_to_come(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).calendar(entries=[{"slot": "articles/2026-03-24", "skipped": True}])

    gaps = [
        card.item.slot for month in board(builder, "blog") for row in month.rows for cell in row.cells for card in cell
        if card.is_gap
    ]  # fmt: skip

    assert gaps == [f"articles/2026-{day}" for day in ("03-17", "03-31", "04-07", "04-14", "04-21", "04-28")]


def test_what_stops_a_piece_to_come_is_told(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", date="2026-03-20T09:00+01:00", status="draft")

    cards = [c for month in board(builder, "blog") for row in month.rows for cell in row.cells for c in cell]

    assert [card.title for card in cards if card.is_waiting] == ["Le titre de un"]


def test_shares_count_what_is_out_and_what_is_planned_by_month(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("deux", date="2026-03-12T09:00+01:00", pillar="publier")
    builder.piece("trois", date="2026-03-20T09:00+01:00").piece("quatre", date="2026-04-02T09:00+02:00")

    made = {month.first.month: month.shares for month in board(builder)}

    assert made[3] == (Share("ecouter", 2, 100 * 2 / 3, 50), Share("publier", 1, 100 / 3, 50))
    assert made[4] == (Share("ecouter", 1, 100.0, 50), Share("publier", 0, 0.0, 50))
    assert made[2] == ()


def test_blackouts_quiet_days_campaigns_and_holidays_stand_in_their_weeks(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).calendar(
        blackouts=[{"from": "2026-03-28", "to": "2026-04-02", "why": "Trêve"}],
        quiet=[{"from": "2026-04-08", "to": "2026-04-08", "why": "Deuil"}],
        campaigns=[{"id": "foire", "name": "La foire", "from": "2026-04-20", "to": "2026-04-21"}],
        holidays={"country": "FR"},
    )

    weeks = {week.start: week for month in board(builder) for week in month.weeks}

    assert [str(day) for day, week in weeks.items() if any(p.why == "Trêve" for p in week.silences)] == [
        "2026-03-23", "2026-03-30", "2026-04-01",
    ]  # fmt: skip
    assert [p.why for p in weeks[date(2026, 4, 6)].silences] == ["Deuil"]
    assert [c.name for c in weeks[date(2026, 4, 20)].campaigns] == ["La foire"]
    assert [(day.day, name.fr) for day, name in weeks[date(2026, 4, 6)].holidays] == [(6, "Lundi de Pâques")]


def test_by_default_it_begins_with_the_month_before(tmp_path: Path) -> None:
    decision = SiteBuilder(tmp_path).piece("un").decide()

    start, end = window(decision.plan, decision.site)

    assert (start.isoformat(), start < AT < end) == ("2026-02-01T00:00:00+01:00", True)
