"""The board (*chemin de fer*) of a plan: months, weeks and channels, what stands in each, and each pillar's share."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from editorial.calendar import Campaign, Period
from editorial.channel_ids import told_in_order
from editorial.days_off import Off, Unknown, days_off
from editorial.edition import Item, State
from editorial.finding import Phrase
from editorial.piece import Piece
from editorial.plan import Plan
from editorial.portfolio import outings, share
from editorial.site import Site

_GAPS = (State.OPEN, State.EMPTY)
_WAITS = (State.HELD, State.UNAPPROVED)


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the agenda as it stands on the board; `local` is in the calendar's zone.

    `title` is that of its first piece, "" where nothing fills it; `more` says how many pieces stand behind that one.
    """

    item: Item
    local: datetime
    piece: Piece | None
    more: int
    others: tuple[Piece, ...]
    """The pieces behind the first one."""
    is_gap: bool
    """Whether nothing fills a slot that is still to come."""
    is_waiting: bool
    """Whether something stands in the way of what is still to come."""

    @property
    def title(self) -> str:
        """Give the title of what stands here."""
        return self.piece.title if self.piece else ""

    @property
    def pillar(self) -> str:
        """Give the pillar of what stands here."""
        return self.piece.pillar if self.piece else ""


@dataclass(frozen=True, slots=True)
class Week:
    """The days of one ISO week that are in a month, both ends included, and what is apart about them."""

    number: int
    start: date
    end: date
    is_now: bool
    silences: tuple[Period, ...]
    """Blackouts and quiet periods."""
    campaigns: tuple[Campaign, ...]
    holidays: tuple[tuple[date, Phrase], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A channel's month: for each week the cards in it, in order."""

    channel: str
    cells: tuple[tuple[Card, ...], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many pieces of a pillar the blog has in a month, out or planned, and the share in percent of all of them."""

    pillar: str
    count: int
    percent: float
    target: int


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the board; `shares` is empty where the blog has nothing."""

    first: date
    weeks: tuple[Week, ...]
    rows: tuple[Row, ...]
    shares: tuple[Share, ...]
    gaps: int


def window(plan: Plan, site: Site) -> tuple[datetime, datetime]:
    """Give what a board shows unless it is told: from the month before to the end of what the plan looks ahead."""
    today = site.calendar.local(plan.at).date()
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    until = max(plan.agenda[-1].instant if plan.agenda else plan.at, plan.at)
    last = site.calendar.local(until).date() + timedelta(days=1)
    most = (today + timedelta(days=120)).replace(day=28) + timedelta(days=4)
    return _midnight(first, site), _midnight(min(last, most.replace(day=1)), site)


def months(site: Site, plan: Plan, start: datetime, end: datetime, channel: str = "") -> tuple[Month, ...]:
    """Give the board from an instant (included) to another (excluded), of one channel or all that the charter has."""
    pieces = {piece.id: piece for piece in site.pieces}
    # The agenda is in order, and may hold years.
    begin, past = (bisect_left(plan.agenda, at.astimezone(UTC), key=lambda item: item.instant) for at in (start, end))
    between = plan.agenda[begin:past]
    items = [item for item in between if channel in ("", item.channel)]
    cards: dict[date, list[Card]] = {}
    for card in (_card(item, plan, site, pieces) for item in items):
        cards.setdefault(card.local.date().replace(day=1), []).append(card)
    out = outings(between, pieces, plan.at)
    counts: dict[date, Counter[str]] = {}
    for outing in out:
        counts.setdefault(site.calendar.local(outing.instant).date().replace(day=1), Counter())[
            outing.piece.pillar
        ] += 1
    off = _holidays(site, {first.year for first in cards})
    return tuple(
        _month(site, plan, first, found, counts.get(first, Counter()), off) for first, found in sorted(cards.items())
    )


def _holidays(site: Site, years: set[int]) -> Mapping[date, Off]:
    """Give the holidays of some years; those of a country that nobody knows are none, and a finding says so."""
    try:
        return days_off(site.calendar.holidays, years) if site.calendar.holidays.country else {}
    except Unknown:
        return {}


def _card(item: Item, plan: Plan, site: Site, pieces: Mapping[str, Piece]) -> Card:
    known = [pieces[name] for name in item.pieces if name in pieces]
    is_ahead = item.instant > plan.at
    return Card(
        item,
        site.calendar.local(item.instant),
        known[0] if known else None,
        max(0, len(item.pieces) - 1),
        tuple(known[1:]),
        is_gap=is_ahead and item.state in _GAPS,
        is_waiting=is_ahead and item.state in _WAITS,
    )


def _month(
    site: Site, plan: Plan, first: date, cards: Sequence[Card], counts: Counter[str], off: Mapping[date, Off]
) -> Month:
    today = site.calendar.local(plan.at).date()
    weeks = tuple(_weeks(first, today, site, off))
    ends = [week.end for week in weeks]
    by_channel: dict[str, list[list[Card]]] = {}
    for card in cards:
        cells = by_channel.setdefault(card.item.channel, [[] for _ in weeks])
        cells[bisect_left(ends, card.local.date())].append(card)
    rows = [Row(channel, tuple(map(tuple, by_channel[channel]))) for channel in told_in_order(by_channel)]
    shares = tuple(
        Share(pillar.id, counts[pillar.id], share(counts, pillar.id), pillar.share) for pillar in site.charter.pillars
    )
    return Month(first, weeks, tuple(rows), shares if counts else (), sum(card.is_gap for card in cards))


def _weeks(first: date, today: date, site: Site, off: Mapping[date, Off]) -> Iterator[Week]:
    calendar, following = site.calendar, (first + timedelta(days=31)).replace(day=1)
    start = first
    while start < following:
        end = min(start + timedelta(days=6 - start.weekday()), following - timedelta(days=1))
        yield Week(
            start.isocalendar().week,
            start,
            end,
            start <= today <= end,
            tuple(p for p in (*calendar.blackouts, *calendar.quiet) if p.start <= end and start <= p.end),
            tuple(c for c in calendar.campaigns if c.period.start <= end and start <= c.period.end),
            tuple((day, off[day].name) for day in sorted(off) if start <= day <= end and not off[day].is_school),
        )
        start = end + timedelta(days=1)


def _midnight(day: date, site: Site) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=site.calendar.zone)
