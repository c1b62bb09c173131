"""The schedule: every slot of the calendar laid out in time, and which piece is booked where, whatever its state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

from editorial.calendar import Cadence, Calendar, Entry, Period, instant_of
from editorial.channel_ids import is_social
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind
from editorial.recurrence import MAX_OCCURRENCES, occurrences
from editorial.site import Site
from editorial.slot import Booking as Booking
from editorial.slot import Schedule as Schedule
from editorial.slot import Slot as Slot
from editorial.source import Keys

_FRONT = "front matter"
"""Stands for a slot's id where a piece names its own date."""


def lay_out(site: Site, until: datetime) -> Schedule:
    """Give the schedule of a site from its cadences' beginning up to `until`."""
    findings = [
        Finding("calendar.time", Level.WARNING, d.place.path, site.calendar.span(d.place), d.message)
        for d in site.calendar.doubts
    ]
    entries = {entry.slot: entry for entry in site.calendar.entries if entry.slot}
    slots = [s for cadence in site.calendar.cadences for s in _slots(site.calendar, cadence, entries, until, findings)]
    slots.sort(key=attrgetter("instant", "id"))
    booked = sorted(_booked(site, slots), key=attrgetter("instant", "edition"))
    bookings: dict[tuple[str, str], list[Booking]] = {}
    for booking in booked:
        bookings.setdefault((booking.piece, booking.channel), []).append(booking)
    findings += [*_unknown(site, {slot.id for slot in slots}, until), *_nobody(site)]
    named = {key: tuple(_named(_once_a_day(list_, site, findings), site)) for key, list_ in bookings.items()}
    unheard = [b for (_, channel), list_ in bookings.items() if channel == "blog" for b in _unheard(list_)]
    return Schedule(tuple(slots), named, tuple(findings), tuple(unheard))


def _slots(
    calendar: Calendar, cadence: Cadence, entries: Mapping[str, Entry], until: datetime, findings: list[Finding]
) -> Iterator[Slot]:
    last = until.astimezone(calendar.zone).replace(tzinfo=None)
    blackouts = _blacked_out(calendar, cadence, last.date())
    number = 0
    for count, local in enumerate(occurrences(cadence.rule, last)):
        if count >= MAX_OCCURRENCES:
            message = _TOO_MANY.fill(id=cadence.id, most=MAX_OCCURRENCES, last=local.date())
            span = calendar.span(cadence.place, "from")
            findings.append(Finding("calendar.endless", Level.ERROR, cadence.place.path, span, message, fix=_LATER))
            return
        instant, doubt = instant_of(local, calendar.zone)
        slot_id = f"{cadence.id}/{local.isoformat()[:10]}"
        if doubt:
            span = calendar.span(cadence.place)
            findings.append(Finding("calendar.time", Level.WARNING, cadence.place.path, span, doubt))
        entry = entries.get(slot_id)
        if entry is not None:
            number += not entry.is_skipped
            yield Slot(
                slot_id,
                cadence,
                entry.moved_to or instant,
                0 if entry.is_skipped else number,
                entry.piece,
                entry.is_skipped,
                entry.why,
                bool(entry.moved_to),
                entry.place,
                entry.campaign,
                entry.pinned,
            )
            continue
        # An entry decides, and where there is none a blackout does.
        blackout = blackouts.get(local.date())
        number += blackout is None
        yield Slot(
            slot_id, cadence, instant, 0 if blackout else number, "", bool(blackout), blackout.why if blackout else ""
        )


def _blacked_out(calendar: Calendar, cadence: Cadence, last: date) -> Mapping[date, Period]:
    """Give the days up to `last` on which blackouts skip a cadence's slots; of two blackouts, the first."""
    found: dict[date, Period] = {}
    for blackout in calendar.blackouts:
        if cadence.channel in (blackout.channels or (cadence.channel,)):
            first, end = max(blackout.start, cadence.start), min(blackout.end, last)
            for number in range((end - first).days + 1):
                found.setdefault(first + timedelta(days=number), blackout)
    return found


def _booked(site: Site, slots: Iterable[Slot]) -> Iterator[Booking]:
    """Give each booking the calendar and the pieces make, before first appearances get their ids."""
    for slot in slots:
        if slot.piece and not slot.is_skipped and slot.cadence.channel != "newsletter":
            channel = slot.cadence.channel
            edition = slot.piece if channel == "blog" else slot.id.rpartition("/")[2]
            yield Booking(slot.piece, channel, slot.instant, edition, slot.id, slot.place, slot.why, slot.campaign)
    for entry in site.calendar.entries:
        if entry.at and not entry.slot and entry.piece and not entry.is_skipped:
            day = site.calendar.local(entry.at).date().isoformat()
            instant, place = entry.moved_to or entry.at, entry.place
            yield Booking(entry.piece, entry.channel, instant, day, "", place, entry.why, entry.campaign)
    for piece in site.pieces:
        if piece.date is not None and piece.kind is not Kind.EDITION:
            yield Booking(piece.id, "blog", piece.date, piece.id, _FRONT)


def _named(bookings: list[Booking], site: Site) -> list[Booking]:
    """Name a piece's appearances on one channel: the first is the piece's id, a re-run the id and its day.

    A date in the front matter overrides the calendar; where the calendar has an offset for the channel, the first
    appearance is that one, so that what an entry adds is a re-run.
    """
    first = bookings[0]
    if first.channel == "blog":
        chosen = first if len(bookings) == 1 else next((b for b in bookings if b.slot == _FRONT), first)
        return [chosen if chosen.edition == first.piece else chosen._replace(edition=first.piece)]
    piece = site.piece(first.piece)
    follows = (
        is_social(first.channel)
        and first.channel in site.calendar.offsets
        and piece is not None
        and piece.lang == site.charter.lang
    )
    # By its first day, moved or not: a move that changed their order would change their names.
    earliest = min(bookings, key=lambda booking: booking.edition)
    return [
        b._replace(edition=b.piece if b is earliest and not follows else f"{b.piece}--{b.edition}") for b in bookings
    ]


def _once_a_day(bookings: list[Booking], site: Site, findings: list[Finding]) -> list[Booking]:
    """Leave out what would give a piece two editions of one name: one channel, one day."""
    if len(bookings) == 1 or bookings[0].channel == "blog":
        return bookings
    kept: dict[str, Booking] = {}
    for booking in bookings:
        if kept.setdefault(booking.edition, booking) is not booking and booking.place is not None:
            said = {"piece": booking.piece, "channel": booking.channel, "day": booking.edition}
            span = site.calendar.span(booking.place, "piece")
            message = _TWICE_A_DAY.fill(**said)
            findings.append(Finding("calendar.twice", Level.ERROR, booking.place.path, span, message, fix=_ANOTHER_DAY))
    return list(kept.values())


def _unheard(bookings: Sequence[Booking]) -> Sequence[Booking]:
    """Give which of a piece's bookings on the blog count for nothing: it has a first one, and no date of its own."""
    if len(bookings) == 1 or any(booking.slot == _FRONT for booking in bookings):
        return ()
    return bookings[1:]


def _unknown(site: Site, slot_ids: set[str], until: datetime) -> Iterator[Finding]:
    """Say which entries name a piece, a cadence or a day that does not exist."""
    unreadable = set(site.unreadable)
    cadences = {cadence.id: cadence for cadence in site.calendar.cadences}
    for entry in site.calendar.entries:
        place = entry.place
        if entry.piece and site.piece(entry.piece) is None:
            span = site.calendar.span(place, "piece")
            hint = _MAYBE_UNREADABLE.fill(count=len(unreadable)) if unreadable else _PIECE_FIX
            yield Finding("calendar.piece", Level.ERROR, place.path, span, _NO_PIECE.fill(found=entry.piece), fix=hint)
        for number, name in enumerate(entry.pinned):
            if site.piece(name) is None:
                span = site.calendar.span(place, "pinned", number)
                fix = _MAYBE_UNREADABLE.fill(count=len(unreadable)) if unreadable else _PIECE_FIX
                yield Finding("calendar.piece", Level.ERROR, place.path, span, _NO_PIECE.fill(found=name), fix=fix)
        cadence_id, _, _ = entry.slot.partition("/")
        if entry.slot and entry.slot not in slot_ids and not (cadence_id in cadences and _is_later(entry.slot, until)):
            span = site.calendar.span(place, "slot")
            known = ", ".join(cadences)
            message = _NO_SLOT if cadence_id in cadences else _NO_CADENCE
            yield Finding("calendar.slot", Level.ERROR, place.path, span, message.fill(found=entry.slot, known=known))


def _nobody(site: Site) -> Iterator[Finding]:
    """Say which segments name a pillar or a language that the charter does not have."""
    calendar, charter = site.calendar, site.charter
    pillars = tuple(pillar.id for pillar in charter.pillars)
    for cadence in calendar.cadences:
        segment, place = cadence.segment, cadence.place
        named: list[tuple[Keys, str, tuple[str, ...]]] = []
        if segment.pillars != cadence.pillars:
            named += [(("pillars", number), name, pillars) for number, name in enumerate(segment.pillars)]
        if segment.lang:
            named.append((("lang",), segment.lang, charter.languages))
        for keys, found, known in named:
            if found not in known:
                message = _NO_SEGMENT.fill(found=found, known=", ".join(known))
                span = calendar.span(place, "segment", *keys)
                yield Finding("calendar.segment", Level.ERROR, place.path, span, message, fix=_SEGMENT_FIX)


def _is_later(slot_id: str, until: datetime) -> bool:
    try:
        day = date.fromisoformat(slot_id.rpartition("/")[2])
    except ValueError:
        return False
    return datetime(day.year, day.month, day.day, tzinfo=UTC) > until - timedelta(days=1)


def planned_order(site: Site, schedule: Schedule) -> Mapping[str, float]:
    """Give, by path, when each piece is first planned on the blog, in seconds: of two that clash the earlier stays."""
    found = {}
    for piece in site.pieces:
        instant = piece.date or _instant(schedule, piece.id)
        if instant is not None:
            found[piece.path] = instant.timestamp()
    return found


def _instant(schedule: Schedule, piece_id: str) -> datetime | None:
    booking = schedule.booking(piece_id)
    return booking.instant if booking else None


_TOO_MANY = Phrase(
    "la cadence « {id} » a déjà eu plus de {most} créneaux le {last} : la suite n’est pas lue",
    "the cadence “{id}” has had more than {most} slots by {last}: what follows is not read",
)
_LATER = Phrase("faites-la commencer plus tard (from)", "have it begin later (from)")
_TWICE_A_DAY = Phrase(
    "« {piece} » passe déjà sur {channel} le {day} : deux fois le même jour porteraient le même nom",
    "“{piece}” is on {channel} on {day} already: twice on one day would have one name",
)
_ANOTHER_DAY = Phrase("choisissez un autre jour, ou un autre texte", "choose another day, or another piece")
_NO_PIECE = Phrase("aucun texte n’a l’identifiant « {found} »", "no piece has the id “{found}”")
_PIECE_FIX = Phrase(
    "corrigez l’identifiant, ou créez le texte avec « ligne new »", "correct the id, or make the piece with “ligne new”"
)
_NO_SEGMENT = Phrase(
    "le segment nomme « {found} », que la charte n’a pas ({known}) : personne ne le choisit",
    "the segment names “{found}”, which the charter has not ({known}): nobody chooses it",
)
_SEGMENT_FIX = Phrase("corrigez-le, ou décrivez-le dans la charte", "correct it, or describe it in the charter")
_MAYBE_UNREADABLE = Phrase(
    "corrigez l’identifiant ; {count} fichier{count:|s} illisible{count:|s} ci-dessus {count:le porte|le portent} "
    "peut-être",
    "correct the id; {count} unreadable file{count:|s} above may hold it",
)
_NO_SLOT = Phrase(
    "la cadence n’a pas de créneau « {found} » ce jour-là", "the cadence has no slot “{found}” on that day"
)
_NO_CADENCE = Phrase(
    "« {found} » ne nomme aucune cadence du calendrier ({known})",
    "“{found}” names no cadence of the calendar ({known})",
)
