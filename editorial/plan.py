"""The plan at one instant: which pieces are live on which channel, which editions exist, and why not the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from editorial.finding import Finding, Level, Phrase
from editorial.piece import SOCIAL, Kind, Piece, Status
from editorial.schedule import Booking, Schedule, Slot
from editorial.site import Site

OUTBOX = timedelta(days=90)
"""How far back social editions stand in the outbox."""
HORIZON = timedelta(days=120)
"""How far ahead the plan looks."""


class State(StrEnum):
    """Where a piece stands on a channel."""

    LIVE = "live"
    SCHEDULED = "scheduled"
    EMBARGOED = "embargoed"
    HELD = "held"
    UNAPPROVED = "unapproved"
    UNPLANNED = "unplanned"
    UNPUBLISHED = "unpublished"
    EXPIRED = "expired"
    SKIPPED = "skipped"
    OPEN = "open"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Standing:
    """A piece's state on one channel, from which instant on, and the reason in words."""

    state: State
    instant: datetime | None
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Appearance:
    """A piece live on the blog, in the version to show, since an instant (UTC)."""

    piece: Piece
    instant: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """What one channel publishes at one instant (UTC)."""

    id: str
    channel: str
    instant: datetime
    pieces: tuple[Piece, ...]
    frame: Piece | None = None
    lang: str = "fr"
    number: int | None = None
    """Rank of a newsletter edition among its cadence's, from 1."""

    @property
    def folder(self) -> str:
        """The edition's id as it stands in a path."""
        return self.id.replace("/", "_")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda: a slot or an edition, past or to come."""

    instant: datetime
    channel: str
    state: State
    slot: str = ""
    edition: str = ""
    pieces: tuple[str, ...] = ()
    note: Phrase = field(default_factory=lambda: Phrase("", ""))


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

    def live_piece(self, piece_id: str) -> Appearance | None:
        """Give a piece's appearance on the blog if it is live."""
        return next((appearance for appearance in self.live if appearance.piece.id == piece_id), None)


def make_plan(
    site: Site, schedule: Schedule, at: datetime, *, held: Mapping[str, Phrase], versions: Mapping[str, Piece]
) -> Plan:
    """Give the plan of a site at an instant.

    `held` says by path why a piece is stopped; `versions` gives by path the last right version of a live piece whose
    text now has an error (DESIGN.md §3).
    """
    desk = _Desk(site, schedule, at, held, versions)
    standings = {piece.id: desk.standing(piece) for piece in desk.pieces}
    live = [
        Appearance(piece, standing.instant)
        for piece in desk.pieces
        if piece.kind is Kind.PIECE and (standing := desk.standing(piece)).state is State.LIVE and standing.instant
    ]
    live.sort(key=lambda a: (-a.instant.timestamp(), -a.piece.newsletter.weight, a.piece.id))
    pages = tuple(p for p in desk.pieces if p.kind is Kind.PAGE and desk.standing(p).state is State.LIVE)
    editions, items, findings = desk.editions(live)
    return Plan(at, tuple(live), pages, tuple(editions), standings, tuple(items), tuple(findings))


class _Desk:
    """What is known while one plan is made."""

    def __init__(
        self, site: Site, schedule: Schedule, at: datetime, held: Mapping[str, Phrase], versions: Mapping[str, Piece]
    ):
        self.site, self.schedule, self.at, self.held = site, schedule, at, held
        readable = [versions.get(piece.path, piece) for piece in site.pieces]
        known = {piece.path for piece in site.pieces}
        self.pieces = [*readable, *(piece for path, piece in sorted(versions.items()) if path not in known)]
        self.by_id = {piece.id: piece for piece in reversed(self.pieces)}

    def standing(self, piece: Piece) -> Standing:
        """Give a piece's state on the blog; for a page or an edition's frame, whether it may be shown."""
        booking = self.schedule.booking(piece.id)
        instant = piece.date or (booking.instant if booking else None)
        if instant and piece.embargo:
            instant = max(instant, piece.embargo)
        if piece.kind is not Kind.PIECE and instant is None:
            instant = piece.embargo or datetime.min.replace(tzinfo=self.at.tzinfo)
        return self._state(piece, instant)

    def _state(self, piece: Piece, instant: datetime | None) -> Standing:
        if piece.status is Status.UNPUBLISHED:
            return Standing(State.UNPUBLISHED, instant, _UNPUBLISHED)
        if piece.expires and piece.expires <= self.at:
            return Standing(State.EXPIRED, instant, _EXPIRED.fill(day=self._day(piece.expires)))
        if piece.path in self.held:
            return Standing(State.HELD, instant, self.held[piece.path])
        if piece.status is not Status.APPROVED:
            return Standing(State.UNAPPROVED, instant, _UNAPPROVED.fill(status=piece.status))
        if instant is None:
            return Standing(State.UNPLANNED, None, _UNPLANNED)
        if piece.embargo and piece.embargo > self.at and instant == piece.embargo:
            return Standing(State.EMBARGOED, instant, _EMBARGOED.fill(day=self._day(piece.embargo)))
        if instant > self.at:
            return Standing(State.SCHEDULED, instant, _SCHEDULED.fill(day=self._day(instant)))
        return Standing(State.LIVE, instant, _LIVE)

    def editions(self, live: list[Appearance]) -> tuple[list[Edition], list[Item], list[Finding]]:
        """Give the editions that are out, the agenda around the instant, and what the calendar gets wrong."""
        out: list[Edition] = []
        items: list[Item] = []
        findings: list[Finding] = []
        for edition, item, finding in (*self._letters(live), *self._social(live), *self._blog()):
            if edition is not None:
                out.append(edition)
            if item is not None:
                items.append(item)
            if finding is not None:
                findings.append(finding)
        out.sort(key=lambda e: (e.instant, e.channel, e.id))
        items.sort(key=lambda i: (i.instant, i.channel, i.slot, i.edition))
        return out, items, findings

    def _blog(self) -> Iterator[_Line]:
        booked = set()
        for slot in self.schedule.slots:
            if slot.cadence.channel == "newsletter":
                continue
            if slot.is_skipped or not slot.piece:
                state = State.SKIPPED if slot.is_skipped else State.OPEN
                note = Phrase(slot.why, slot.why)
                yield None, Item(slot.instant, slot.cadence.channel, state, slot.id, note=note), None
                continue
            piece = self.by_id.get(slot.piece)
            if piece is not None and slot.cadence.channel == "blog":
                booked.add(piece.id)
                yield None, self._blog_item(piece, slot), None
        for piece in self.pieces:
            if piece.kind is Kind.PIECE and piece.id not in booked and self.standing(piece).instant:
                yield None, self._blog_item(piece, None), None

    def _blog_item(self, piece: Piece, slot: Slot | None) -> Item:
        standing = self.standing(piece)
        instant = standing.instant or (slot.instant if slot else self.at)
        return Item(instant, "blog", standing.state, slot.id if slot else "", piece.id, (piece.id,), standing.reason)

    def _letters(self, live: list[Appearance]) -> Iterator[_Line]:
        if "newsletter" not in self.site.charter.channels:
            return
        previous: dict[str, datetime] = {}
        waiting: dict[str, list[Appearance]] = {}
        for slot in self.schedule.slots:
            if slot.cadence.channel != "newsletter":
                continue
            if slot.is_skipped:
                item = Item(slot.instant, "newsletter", State.SKIPPED, slot.id, note=Phrase(slot.why, slot.why))
                yield None, item, None
                continue
            cadence = slot.cadence
            since = previous.get(cadence.id) or slot.instant - _period(slot)
            previous[cadence.id] = slot.instant
            pool = live if slot.instant <= self.at else self._to_come(slot.instant)
            collected = self._collected(slot, since, pool, waiting.get(cadence.id, []))
            # What an edition has no room for waits for the next one.
            most = cadence.max_pieces if cadence.max_pieces is not None else len(collected)
            waiting[cadence.id] = collected[most:]
            frame = self.by_id.get(slot.piece) if slot.piece else None
            pieces = tuple(appearance.piece for appearance in collected[:most])
            yield self._letter(slot.id, slot.id, slot.instant, pieces, frame, slot.number)
        for (piece_id, channel), bookings in self.schedule.bookings.items():
            piece = self.by_id.get(piece_id)
            if channel == "newsletter" and piece is not None:
                for booking in bookings:
                    yield self._single(piece, booking)

    def _single(self, piece: Piece, booking: Booking) -> _Line:
        """Give the edition of a one-off slot: a frame alone, or one piece."""
        if piece.kind is Kind.EDITION:
            return self._letter("", booking.edition, booking.instant, (), piece, None)
        standing = self.standing(piece)
        if standing.instant is None or standing.state not in (State.LIVE, State.SCHEDULED, State.EMBARGOED):
            item = Item(
                booking.instant, "newsletter", standing.state, "", booking.edition, (piece.id,), standing.reason
            )
            return None, item, None
        if booking.instant < standing.instant:
            return self._too_early(piece, booking)
        return self._letter("", booking.edition, booking.instant, (piece,), None, None)

    def _letter(
        self,
        slot: str,
        edition: str,
        instant: datetime,
        pieces: tuple[Piece, ...],
        frame: Piece | None,
        number: int | None,
    ) -> _Line:
        is_out = instant <= self.at
        ids = (*((frame.id,) if frame else ()), *(piece.id for piece in pieces))
        if frame is not None:
            standing = self._state(frame, frame.date or instant)
            if standing.state not in (State.LIVE, State.SCHEDULED):
                item = Item(instant, "newsletter", State.HELD, slot, edition, ids, standing.reason)
                level = Level.ERROR if is_out else Level.WARNING
                span = frame.source.front.span(("status",))
                message = _FRAME_NOT_READY.fill(edition=edition, reason=standing.reason)
                return None, item, Finding("edition.frame", level, frame.path, span, message)
        if not ids:
            return None, Item(instant, "newsletter", State.EMPTY, slot, edition), None
        if not is_out:
            return None, Item(instant, "newsletter", State.SCHEDULED, slot, edition, ids), None
        out = Edition(edition, "newsletter", instant, pieces, frame, self.site.charter.lang, number)
        return out, Item(instant, "newsletter", State.LIVE, slot, edition, ids), None

    def _to_come(self, until: datetime) -> list[Appearance]:
        """Give what will be live by a later instant if nothing changes."""
        coming = []
        for piece in self.pieces:
            standing = self.standing(piece)
            is_coming = standing.state in (State.LIVE, State.SCHEDULED, State.EMBARGOED)
            if piece.kind is Kind.PIECE and is_coming and standing.instant and standing.instant <= until:
                coming.append(Appearance(piece, standing.instant))
        return coming

    def _collected(
        self, slot: Slot, since: datetime, pool: Iterable[Appearance], waiting: Iterable[Appearance]
    ) -> list[Appearance]:
        """Give what went live since the previous planned edition and what waited, weightiest first, then oldest."""
        cadence = slot.cadence
        fresh = (
            appearance
            for appearance in pool
            if cadence.collects == "blog"
            and since < appearance.instant <= slot.instant
            and appearance.piece.lang == self.site.charter.lang
            and not appearance.piece.newsletter.skip
            and (not cadence.pillars or appearance.piece.pillar in cadence.pillars)
        )
        chosen = [a for a in (*waiting, *fresh) if not (a.piece.expires and a.piece.expires <= slot.instant)]
        return sorted(chosen, key=lambda a: (-a.piece.newsletter.weight, a.instant, a.piece.id))

    def _social(self, live: list[Appearance]) -> Iterator[_Line]:
        live_at = {appearance.piece.id: appearance.instant for appearance in live}
        for channel in (c for c in SOCIAL if c in self.site.charter.channels):
            for piece in self.pieces:
                if piece.kind is not Kind.PIECE:
                    continue
                note = piece.social.get(channel)
                for booking in self._appearances(piece, channel):
                    if note is not None and note.skip:
                        continue
                    yield self._post(piece, booking, live_at.get(piece.id))

    def _appearances(self, piece: Piece, channel: str) -> Iterator[Booking]:
        offset = self.site.calendar.offsets.get(channel)
        standing = self.standing(piece)
        if offset is not None and standing.instant and piece.lang == self.site.charter.lang:
            yield Booking(piece.id, channel, standing.instant + timedelta(minutes=offset), piece.id)
        yield from self.schedule.bookings.get((piece.id, channel), ())

    def _post(self, piece: Piece, booking: Booking, live_at: datetime | None) -> _Line:
        edition_id, slot = booking.edition, booking.slot
        standing = self.standing(piece)
        if standing.state in (State.UNPUBLISHED, State.EXPIRED, State.HELD, State.UNAPPROVED, State.UNPLANNED):
            item = Item(
                booking.instant, booking.channel, standing.state, slot, edition_id, (piece.id,), standing.reason
            )
            return None, item, None
        if standing.instant and booking.instant < standing.instant:
            return self._too_early(piece, booking)
        is_out = booking.instant <= self.at and live_at is not None
        item = Item(
            booking.instant, booking.channel, State.LIVE if is_out else State.SCHEDULED, slot, edition_id, (piece.id,)
        )
        if not is_out or booking.instant < self.at - OUTBOX:
            return None, item, None
        return Edition(edition_id, booking.channel, booking.instant, (piece,), lang=piece.lang), item, None

    def _too_early(self, piece: Piece, booking: Booking) -> _Line:
        """Say that a post or letter is planned before its piece is live: it would link to nothing."""
        item = Item(
            booking.instant, booking.channel, State.HELD, booking.slot, booking.edition, (piece.id,), _BEFORE_BLOG
        )
        if booking.place is None:
            return None, item, None
        span = self.site.calendar.span(booking.place)
        message = _BEFORE_BLOG_FINDING.fill(piece=piece.id, channel=booking.channel)
        return None, item, Finding("calendar.before-blog", Level.WARNING, booking.place.path, span, message)

    def _day(self, instant: datetime) -> str:
        local = self.site.calendar.local(instant)
        return local.strftime("%d/%m/%Y %H:%M" if self.site.charter.lang == "fr" else "%Y-%m-%d %H:%M")


_Line = tuple[Edition | None, Item | None, Finding | None]


def _period(slot: Slot) -> timedelta:
    """Give how long a cadence's first edition looks back: one interval of its own rule."""
    occurrences = iter(slot.cadence.rule)
    first, second = next(occurrences, None), next(occurrences, None)
    return second - first if first and second else timedelta(days=7)


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


_UNPUBLISHED = Phrase("retiré (status: unpublished)", "taken down (status: unpublished)")
_EXPIRED = Phrase("expiré le {day}", "expired on {day}")
_UNAPPROVED = Phrase("pas encore approuvé (status: {status})", "not approved yet (status: {status})")
_UNPLANNED = Phrase("aucun créneau du calendrier, aucune date", "no slot of the calendar, no date")
_EMBARGOED = Phrase("sous embargo jusqu’au {day}", "under embargo until {day}")
_SCHEDULED = Phrase("prévu le {day}", "scheduled for {day}")
_LIVE = Phrase("en ligne", "live")
_BEFORE_BLOG = Phrase("prévu avant la mise en ligne sur le blog", "planned before it is live on the blog")
_BEFORE_BLOG_FINDING = Phrase(
    "« {piece} » est prévu sur {channel} avant d’être en ligne sur le blog : il n’y paraîtra pas",
    "“{piece}” is planned on {channel} before it is live on the blog: it will not appear there",
)
_FRAME_NOT_READY = Phrase(
    "l’édition {edition} est retenue : son cadre est {reason}", "the edition {edition} is held: its frame is {reason}"
)
