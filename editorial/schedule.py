"""The schedule: every slot of the calendar laid out in time, and which piece is booked where, whatever its state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from editorial.calendar import Blackout, Cadence, Calendar, Entry, Place, instant_of
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind
from editorial.site import Site

MAX_OCCURRENCES = 50_000


@dataclass(frozen=True, slots=True)
class Slot:
    """One occurrence of a cadence: its id is `<cadence id>/<original local date>`, even when it moved."""

    id: str
    cadence: Cadence
    instant: datetime
    number: int
    """Its rank among the cadence's occurrences that were not skipped, from 1; 0 for a skipped one."""
    piece: str = ""
    is_skipped: bool = False
    why: str = ""
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Booking:
    """A piece given an instant on a channel; `edition` is the id it has there, for ever."""

    piece: str
    channel: str
    instant: datetime
    edition: str
    slot: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Schedule:
    """The whole calendar in time: slots by instant, and bookings by piece and channel."""

    slots: tuple[Slot, ...]
    bookings: Mapping[tuple[str, str], tuple[Booking, ...]]
    findings: tuple[Finding, ...]

    def booking(self, piece_id: str, channel: str = "blog") -> Booking | None:
        """Give a piece's first appearance on a channel, or None."""
        found = self.bookings.get((piece_id, channel))
        return found[0] if found else None


def lay_out(site: Site, until: datetime) -> Schedule:
    """Give the schedule of a site from its cadences' beginning up to `until`."""
    findings = [
        Finding("calendar.time", Level.WARNING, d.place.path, site.calendar.span(d.place), d.message)
        for d in site.calendar.doubts
    ]
    slots = [slot for cadence in site.calendar.cadences for slot in _slots(site.calendar, cadence, until, findings)]
    slots.sort(key=lambda slot: (slot.instant, slot.id))
    booked = sorted(_booked(site, slots), key=lambda b: (b.instant, b.edition))
    bookings: dict[tuple[str, str], list[Booking]] = {}
    for booking in booked:
        bookings.setdefault((booking.piece, booking.channel), []).append(booking)
    findings += _unknown(site, {slot.id for slot in slots}, until)
    return Schedule(tuple(slots), {key: tuple(_named(list_, site)) for key, list_ in bookings.items()}, tuple(findings))


def _slots(calendar: Calendar, cadence: Cadence, until: datetime, findings: list[Finding]) -> Iterator[Slot]:
    entries = {entry.slot: entry for entry in calendar.entries if entry.slot}
    last = until.astimezone(calendar.zone).replace(tzinfo=None)
    number = 0
    for count, local in enumerate(cadence.rule):
        if local > last or count >= MAX_OCCURRENCES:
            return
        instant, doubt = instant_of(local, calendar.zone)
        slot_id = f"{cadence.id}/{local.date().isoformat()}"
        if doubt:
            span = calendar.span(cadence.place)
            findings.append(Finding("calendar.time", Level.WARNING, cadence.place.path, span, doubt))
        entry = entries.get(slot_id)
        why, skipped = _fate(entry, _blackout(calendar.blackouts, local.date(), cadence.channel))
        number += not skipped
        yield Slot(
            slot_id,
            cadence,
            (entry and entry.moved_to) or instant,
            0 if skipped else number,
            entry.piece if entry else "",
            skipped,
            why,
            bool(entry and entry.moved_to),
        )


def _fate(entry: Entry | None, blackout: Blackout | None) -> tuple[str, bool]:
    """Say why a slot is skipped, if it is: an entry decides, and without one a blackout does."""
    if entry is not None:
        return entry.why, entry.is_skipped
    return (blackout.why, True) if blackout else ("", False)


def _blackout(blackouts: Iterable[Blackout], day: date, channel: str) -> Blackout | None:
    return next((b for b in blackouts if b.start <= day <= b.end and (not b.channels or channel in b.channels)), None)


def _booked(site: Site, slots: Iterable[Slot]) -> Iterator[Booking]:
    """Give each booking the calendar and the pieces make, before first appearances get their ids."""
    for slot in slots:
        if slot.piece and not slot.is_skipped and slot.cadence.channel != "newsletter":
            day = slot.id.rpartition("/")[2]
            yield Booking(slot.piece, slot.cadence.channel, slot.instant, day, slot.id, slot.cadence.place)
    for entry in site.calendar.entries:
        if entry.at and not entry.slot and entry.piece and not entry.is_skipped:
            day = site.calendar.local(entry.at).date().isoformat()
            yield Booking(entry.piece, entry.channel, entry.moved_to or entry.at, day, "", entry.place)
    for piece in site.pieces:
        if piece.date is not None and piece.kind is not Kind.EDITION:
            yield Booking(piece.id, "blog", piece.date, "", "front matter")


def _named(bookings: list[Booking], site: Site) -> list[Booking]:
    """Name a piece's appearances on one channel: the first is the piece's id, a re-run the id and its day.

    A date in the front matter overrides the calendar; where the calendar has an offset for the channel, the first
    appearance is that one, so that what an entry adds is a re-run.
    """
    first = bookings[0]
    if first.channel == "blog":
        chosen = next((b for b in bookings if b.slot == "front matter"), first)
        return [Booking(first.piece, "blog", chosen.instant, first.piece, chosen.slot, chosen.place)]
    piece = site.piece(first.piece)
    follows = first.channel in site.calendar.offsets and piece is not None and piece.lang == site.charter.lang
    return [
        Booking(
            b.piece,
            b.channel,
            b.instant,
            b.piece if not (rank or follows) else f"{b.piece}--{b.edition}",
            b.slot,
            b.place,
        )
        for rank, b in enumerate(bookings)
    ]


def _unknown(site: Site, slot_ids: set[str], until: datetime) -> Iterator[Finding]:
    """Say which entries name a piece, a cadence or a day that does not exist."""
    unreadable = set(site.unreadable)
    for entry in site.calendar.entries:
        place = entry.place
        if entry.piece and site.piece(entry.piece) is None:
            span = site.calendar.sources[place.path].span((*place.keys, "piece"))
            hint = _MAYBE_UNREADABLE.fill(count=len(unreadable)) if unreadable else _PIECE_FIX
            yield Finding("calendar.piece", Level.ERROR, place.path, span, _NO_PIECE.fill(found=entry.piece), fix=hint)
        if entry.slot and entry.slot not in slot_ids and not _is_later(entry.slot, until):
            span = site.calendar.sources[place.path].span((*place.keys, "slot"))
            cadence_id, _, _ = entry.slot.partition("/")
            known = ", ".join(cadence.id for cadence in site.calendar.cadences)
            message = _NO_SLOT if site.calendar.cadence(cadence_id) else _NO_CADENCE
            yield Finding("calendar.slot", Level.ERROR, place.path, span, message.fill(found=entry.slot, known=known))


def _is_later(slot_id: str, until: datetime) -> bool:
    try:
        day = date.fromisoformat(slot_id.rpartition("/")[2])
    except ValueError:
        return False
    return datetime(day.year, day.month, day.day, tzinfo=UTC) > until - timedelta(days=1)


def planned_order(site: Site, schedule: Schedule) -> Mapping[str, float]:
    """Give, by path, when each piece is first planned on the blog, in seconds: of two that clash the earlier stays."""
    instants = {piece.path: piece.date or _instant(schedule, piece.id) for piece in site.pieces}
    return {path: instant.timestamp() for path, instant in instants.items() if instant is not None}


def _instant(schedule: Schedule, piece_id: str) -> datetime | None:
    booking = schedule.booking(piece_id)
    return booking.instant if booking else None


_NO_PIECE = Phrase("aucun texte n’a l’identifiant « {found} »", "no piece has the id “{found}”")
_PIECE_FIX = Phrase(
    "corrigez l’identifiant, ou créez le texte avec « ligne new »", "correct the id, or make the piece with “ligne new”"
)
_MAYBE_UNREADABLE = Phrase(
    "corrigez l’identifiant ; {count} fichier(s) illisible(s) ci-dessus le portent peut-être",
    "correct the id; {count} unreadable file(s) above may hold it",
)
_NO_SLOT = Phrase(
    "la cadence n’a pas de créneau « {found} » ce jour-là", "the cadence has no slot “{found}” on that day"
)
_NO_CADENCE = Phrase(
    "« {found} » ne nomme aucune cadence du calendrier ({known})",
    "“{found}” names no cadence of the calendar ({known})",
)
