"""Reads editorial/calendar.yaml and editorial/calendar/*.yaml as one calendar; every problem of a file said at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrule, rrulestr

from editorial.calendar import OUTBOX, PATH, Blackout, Cadence, Calendar, Doubt, Entry, Place, instant_of
from editorial.datafile import close_datafile, open_datafile
from editorial.errors import EditorialError
from editorial.fields import Fields
from editorial.finding import Phrase
from editorial.piece import CHANNELS


def read_calendar(files: Mapping[str, str]) -> Calendar:
    """Give the calendar its files hold (path → text, calendar.yaml first); raises EditorialError a file."""
    zone, parts, sources = ZoneInfo("Europe/Paris"), [], {}
    for path, text in files.items():
        f, source = open_datafile(text, path)
        sources[path] = source
        if path == PATH:
            zone = _zone(f)
        parts.append(_part(f, path, zone))
        close_datafile(f, source, path)
    first = parts[0] if parts else _Part()
    calendar = Calendar(
        zone=zone,
        cadences=tuple(cadence for part in parts for cadence in part.cadences),
        entries=tuple(entry for part in parts for entry in part.entries),
        offsets=first.offsets,
        max_lateness=first.max_lateness,
        blackouts=tuple(blackout for part in parts for blackout in part.blackouts),
        holidays=first.holidays,
        outbox=first.outbox,
        doubts=tuple(doubt for part in parts for doubt in part.doubts),
        sources=sources,
    )
    _refuse_twins(calendar)
    return calendar


@dataclass(frozen=True, slots=True)
class _Part:
    cadences: tuple[Cadence, ...] = ()
    entries: tuple[Entry, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    offsets: Mapping[str, int] = field(default_factory=dict)
    max_lateness: Mapping[str, timedelta] = field(default_factory=dict)
    holidays: str = ""
    outbox: timedelta = OUTBOX
    doubts: tuple[Doubt, ...] = ()


def _zone(f: Fields) -> ZoneInfo:
    name = f.text("timezone", "Europe/Paris")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        f.complain("timezone", "calendar.zone", _NO_SUCH_ZONE.fill(found=name))
        return ZoneInfo("Europe/Paris")


def _part(f: Fields, path: str, zone: ZoneInfo) -> _Part:
    doubts: list[Doubt] = []
    cadences = tuple(_cadence(c, path) for c in f.each("cadences"))
    entries = tuple(_entry(e, path, zone, doubts) for e in f.each("entries"))
    blackouts = tuple(_blackout(b) for b in f.each("blackouts"))
    if path != PATH:
        return _Part(tuple(c for c in cadences if c), entries, blackouts, doubts=tuple(doubts))
    offsets_group, lateness_group, holidays = f.group("offsets"), f.group("max_lateness"), f.group("holidays")
    offsets = {channel: offsets_group.whole(channel) or 0 for channel in CHANNELS[1:] if offsets_group.has(channel)}
    lateness = {channel: _duration(lateness_group, channel) for channel in CHANNELS if lateness_group.has(channel)}
    country = holidays.text("country")
    days = f.whole("outbox_days")
    outbox = OUTBOX if days is None else timedelta(days=max(0, min(days, 3650)))
    for group in (offsets_group, lateness_group, holidays):
        group.finish()
    return _Part(tuple(c for c in cadences if c), entries, blackouts, offsets, lateness, country, outbox, tuple(doubts))


def _cadence(f: Fields, path: str) -> Cadence | None:
    f.require("id", "channel", "rrule", "from")
    start, until, clock = f.day("from"), f.day("until"), f.clock("time", time(9))
    written = f.text("rrule")
    rule = _rule(f, written, datetime.combine(start, clock), until) if start and written else None
    if "/" in f.text("id"):
        f.complain("id", "calendar.id", _SLASH.fill(found=f.text("id")))
    channel = f.choice("channel", CHANNELS, "blog")
    collects = f.choice("collects", ("", *CHANNELS), "")
    pillars = (*f.words("pillar", one_is_a_list=True), *f.words("pillars"))
    most = f.whole("max_pieces")
    f.finish()
    if rule is None or start is None:
        return None
    return Cadence(f.text("id"), channel, rule, start, clock, pillars, collects, most, Place(path, f.keys))


def _rule(f: Fields, written: str, start: datetime, until: date | None) -> rrule | None:
    parts = dict(part.partition("=")[::2] for part in written.upper().removeprefix("RRULE:").split(";"))
    if parts.get("FREQ") in ("SECONDLY", "MINUTELY", "HOURLY") or {"BYHOUR", "BYMINUTE", "BYSECOND"} & set(parts):
        f.complain("rrule", "calendar.rrule", _TOO_OFTEN.fill(found=written))
        return None
    try:
        rule = rrulestr(written, dtstart=start)
        if not isinstance(rule, rrule):
            raise ValueError(written)
        return rule.replace(until=datetime.combine(until, time.max)) if until else rule
    except (ValueError, TypeError, KeyError, AttributeError):
        f.complain("rrule", "calendar.rrule", _BAD_RULE.fill(found=written), fix=_RULE_FIX)
        return None


def _entry(f: Fields, path: str, zone: ZoneInfo, doubts: list[Doubt]) -> Entry:
    slot, piece = f.text("slot"), f.text("piece")
    at, moved_to = (_instant(f, key, path, zone, doubts) for key in ("at", "moved_to"))
    channel = f.choice("channel", CHANNELS, "blog") if f.has("channel") else ""
    skipped = f.flag("skipped")
    if not slot and not (f.has("at") and channel and piece):
        f.complain("slot", "calendar.entry", _NO_SLOT)
    if slot and f.has("at"):
        f.complain("at", "calendar.entry", _SLOT_AND_AT)
    entry = Entry(slot, piece, at, channel, moved_to, skipped, f.text("why"), Place(path, f.keys))
    f.finish()
    return entry


def _instant(f: Fields, key: str, path: str, zone: ZoneInfo, doubts: list[Doubt]) -> datetime | None:
    local = f.local(key)
    if local is None:
        return None
    try:
        instant, doubt = instant_of(local, zone)
    except OverflowError:
        f.complain(key, "date", _FAR.fill(found=f.text(key)))
        return None
    if doubt:
        doubts.append(Doubt(Place(path, (*f.keys, key)), doubt))
    return instant


def _blackout(f: Fields) -> Blackout:
    f.require("from", "to")
    start, end = f.day("from"), f.day("to")
    if start and end and end < start:
        f.complain("to", "calendar.blackout", _ENDS_FIRST)
    blackout = Blackout(start or date.max, end or date.min, f.text("why"), f.words("channels"))
    f.finish()
    return blackout


def _duration(f: Fields, key: str) -> timedelta:
    written = f.text(key)
    units = {"m": "minutes", "h": "hours", "d": "days", "j": "days"}
    if written[:-1].isdigit() and written[-1:] in units and len(written) < 8:
        return timedelta(**{units[written[-1]]: int(written[:-1])})
    f.complain(key, "duration", _BAD_DURATION.fill(found=written))
    return timedelta.max


def _refuse_twins(calendar: Calendar) -> None:
    """Two cadences of one id, or two entries for one slot, leave nothing to decide by."""
    seen: dict[str, Place] = {}
    named: Sequence[tuple[str, Place]] = [
        *((cadence.id, cadence.place) for cadence in calendar.cadences),
        *((entry.slot, entry.place) for entry in calendar.entries if entry.slot),
    ]
    for name, place in named:
        if name in seen:
            first = seen[name]
            where = f"{first.path}:{calendar.span(first).line}"
            raise EditorialError(_TWICE.fill(name=name, where=where), place.path, calendar.span(place))
        seen[name] = place


_NO_SUCH_ZONE = Phrase(
    "le fuseau « {found} » n’existe pas : écrivez par exemple Europe/Paris",
    "the time zone “{found}” does not exist: write for instance Europe/Paris",
)
_SLASH = Phrase("l’identifiant « {found} » ne peut pas contenir de /", "the id “{found}” cannot hold a /")
_BAD_RULE = Phrase("« {found} » n’est pas une règle de répétition", "“{found}” is not a recurrence rule")
_RULE_FIX = Phrase("écrivez par exemple FREQ=WEEKLY;BYDAY=TU", "write for instance FREQ=WEEKLY;BYDAY=TU")
_TOO_OFTEN = Phrase(
    "« {found} » : une cadence revient au plus une fois par jour ; l’heure va dans « time »",
    "“{found}”: a cadence comes at most once a day; the hour goes into “time”",
)
_NO_SLOT = Phrase(
    "une entrée nomme un créneau (slot), ou bien at, channel et piece",
    "an entry names a slot, or else at, channel and piece",
)
_SLOT_AND_AT = Phrase(
    "slot et at ensemble : pour déplacer un créneau, écrivez moved_to",
    "slot and at together: to move a slot, write moved_to",
)
_FAR = Phrase("« {found} » est hors du calendrier", "“{found}” is out of the calendar")
_ENDS_FIRST = Phrase("cette période se termine avant de commencer", "this period ends before it begins")
_BAD_DURATION = Phrase(
    "« {found} » n’est pas une durée : écrivez 30m, 12h ou 2d", "“{found}” is not a duration: write 30m, 12h or 2d"
)
_TWICE = Phrase("« {name} » est déjà écrit en {where}", "“{name}” is already written at {where}")
