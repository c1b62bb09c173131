"""The plan at one instant: which pieces are live on which channel, which editions exist, and why not the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import chain
from operator import attrgetter

from editorial.calendar import OUTBOX
from editorial.campaigns import in_campaigns
from editorial.edition import Appearance, Edition, Item, Planned, Standing, State
from editorial.finding import Finding, Phrase
from editorial.letters import CHANNEL as NEWSLETTER
from editorial.letters import letters
from editorial.piece import Kind, Piece
from editorial.posts import posts
from editorial.readership import with_earlier
from editorial.schedule import Schedule, Slot
from editorial.site import Site
from editorial.standing import Roster

HORIZON = timedelta(days=120)
"""How far ahead the plan looks."""
_IN_ORDER = attrgetter("instant", "channel", "slot", "edition")


@dataclass(frozen=True)
class Plan:
    """What appears at `at`; nothing else may be rendered outside output/team/."""

    at: datetime
    live: tuple[Appearance, ...]
    """On the blog, newest first, every language."""
    pages: tuple[Piece, ...]
    editions: tuple[Edition, ...]
    """Newsletter and social editions that are out, oldest first."""
    standings: Mapping[str, Standing]
    """Every piece's state on the blog, by id; for the frame of an edition, whether it may be shown."""
    agenda: tuple[Item, ...]
    findings: tuple[Finding, ...]


def make_plan(
    site: Site,
    schedule: Schedule,
    at: datetime,
    *,
    held: Mapping[str, Phrase],
    versions: Mapping[str, Piece],
    waiting: frozenset[str] = frozenset(),
    since: datetime | None = None,
) -> Plan:
    """Give the plan of a site at an instant, with what is held and what is shown in an older version (see Roster).

    With `since`, the agenda leaves out the posts of before that stand in the outbox no more.
    """
    roster = Roster(site, schedule, at, held, versions, waiting)
    # By id they are; of one instant the weightiest stands first.
    live = sorted(roster.appearances(State.LIVE), key=lambda a: -a.piece.newsletter.weight)
    live.sort(key=attrgetter("instant"), reverse=True)
    planned = [*letters(roster), *posts(roster, since), *_blog(roster)]
    out = [p.edition for p in planned if p.edition]
    return Plan(
        at=at,
        live=tuple(live),
        pages=tuple(p for p in roster.pieces if p.kind is Kind.PAGE and roster.standing(p).state is State.LIVE),
        editions=with_earlier(sorted(out, key=lambda e: (e.instant, e.channel, e.id)), site.calendar),
        standings={name: roster.standing(piece) for name, piece in roster.by_id.items()},
        agenda=in_campaigns(
            sorted((p.item for p in planned), key=_IN_ORDER),
            schedule,
            site.calendar,
        ),
        findings=tuple(chain.from_iterable(p.findings for p in planned)),
    )


def _blog(roster: Roster) -> Iterator[Planned]:
    """Give the agenda of the blog, and the free and skipped slots of the other channels than the newsletter."""
    booked = set()
    for slot in roster.schedule.slots:
        if slot.cadence.channel == NEWSLETTER:
            continue
        piece = roster.by_id.get(slot.piece)
        if slot.is_skipped or not slot.piece:
            state = State.SKIPPED if slot.is_skipped else State.OPEN
            yield Planned(Item(slot.instant, slot.cadence.channel, state, slot.id, note=Phrase(slot.why, slot.why)))
        elif piece is not None and slot.cadence.channel == "blog":
            booked.add(piece.id)
            yield Planned(_of_slot(roster, piece, slot))
    for piece in roster.pieces:
        if piece.kind is Kind.PIECE and piece.id not in booked:
            state, instant, reason = roster.standing(piece)
            if instant is not None:
                yield Planned(Item(instant, "blog", state, "", piece.id, (piece.id,), reason))


def _of_slot(roster: Roster, piece: Piece, slot: Slot) -> Item:
    state, instant, reason = roster.standing(piece)
    return Item(instant or slot.instant, "blog", state, slot.id, piece.id, (piece.id,), reason)


def horizon(at: datetime) -> datetime:
    """Give how far ahead the plan of an instant looks: to the end of a day, so that it changes once a day."""
    return datetime.combine(at.astimezone(UTC).date() + HORIZON, time.max, UTC)


def next_turn(plan: Plan, schedule: Schedule, site: Site) -> datetime:
    """Give the first instant from which the plan may be another, as long as nobody writes: at the latest midnight.

    A slot counts that the agenda does not show: what is said of a calendar may be said of that one.
    """
    at, calendar = plan.at, site.calendar
    # A post stands in the outbox up to the last instant of its stay.
    stays = [timedelta(), *(back + timedelta.resolution for back in (calendar.outbox, OUTBOX))]
    recent = {item.instant for item in plan.agenda if at - item.instant < max(stays)}
    told = {instant + stay for instant in recent for stay in stays}
    for piece in site.pieces:
        told.update(instant for instant in (piece.date, piece.embargo, piece.expires) if instant and instant > at)
    told.update(slot.instant for slot in schedule.slots)
    told.update(_midnight(at, zone) for zone in (UTC, calendar.zone))
    return min(instant for instant in told if instant > at)


def _midnight(at: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time(), zone).astimezone(UTC)


def agenda_between(plan: Plan, start: datetime, end: datetime, channel: str = "") -> list[Item]:
    """Give the agenda's items from `start` (included) to `end` (excluded), on one channel or all."""
    return [item for item in plan.agenda if start <= item.instant < end and channel in ("", item.channel)]


def next_open_slot(plan: Plan, schedule: Schedule, pillar: str) -> Slot | None:
    """Give the first slot of the blog still to come that nothing fills and that takes this pillar."""
    return next(
        (
            slot
            for slot in schedule.slots
            if slot.instant > plan.at
            and slot.cadence.channel == "blog"
            and not slot.piece
            and not slot.is_skipped
            and (not slot.cadence.pillars or pillar in slot.cadence.pillars)
        ),
        None,
    )
