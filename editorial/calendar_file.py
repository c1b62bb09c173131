"""Reads editorial/calendar.yaml and editorial/calendar/*.yaml as one calendar; every problem of a file said at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrule

from editorial.calendar import (
    NO_CALENDAR,
    OUTBOX,
    PATH,
    Cadence,
    Calendar,
    Campaign,
    Doubt,
    Entry,
    Period,
    Place,
    instant_of,
)
from editorial.calendar_letters import EACH, ORDERS, list_of, refuse_elsewhere, segment_of
from editorial.calendar_terms import campaign_of, holidays_of, lasting_of, lateness_of, notice_of, offsets_of, period_of
from editorial.channel_ids import SHIPPED
from editorial.contradictions import refuse_contradictions
from editorial.datafile import close_datafile, open_datafile
from editorial.demands_file import counted
from editorial.fields import Fields
from editorial.finding import Phrase
from editorial.piece import LAYOUTS
from editorial.recurrence import NoRule, read_rule

_YEARS = range(1900, 3000)
"""The years a calendar knows: in the first and the last ones that Python has, some zones have no time."""


def read_calendar(files: Mapping[str, str], channels: tuple[str, ...] = SHIPPED) -> Calendar:
    """Give the calendar its files hold (path → text, calendar.yaml first); raises EditorialError a file.

    `channels` are all those that it may name.
    """
    zone, terms, parts, sources = ZoneInfo("Europe/Paris"), NO_CALENDAR, [], {}
    for path, text in files.items():
        f, source = open_datafile(text, path)
        sources[path] = source
        if path == PATH:
            zone = _zone(f)
            terms = _terms(f, channels)
        parts.append(_part(f, path, zone, channels))
        close_datafile(f, source, path)
    calendar = replace(
        terms,
        zone=zone,
        cadences=tuple(cadence for part in parts for cadence in part.cadences),
        entries=tuple(entry for part in parts for entry in part.entries),
        blackouts=tuple(period for part in parts for period in part.blackouts),
        quiet=tuple(period for part in parts for period in part.quiet),
        campaigns=tuple(campaign for part in parts for campaign in part.campaigns),
        doubts=tuple(doubt for part in parts for doubt in part.doubts),
        sources=sources,
        channels=channels,
    )
    refuse_contradictions(calendar)
    return calendar


@dataclass(frozen=True, slots=True)
class _Part:
    """What any file of the calendar may hold."""

    cadences: tuple[Cadence, ...]
    entries: tuple[Entry, ...]
    blackouts: tuple[Period, ...]
    quiet: tuple[Period, ...]
    campaigns: tuple[Campaign, ...]
    doubts: tuple[Doubt, ...]


def _zone(f: Fields) -> ZoneInfo:
    name = f.text("timezone", "Europe/Paris")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        f.complain("timezone", "calendar.zone", _NO_SUCH_ZONE.fill(found=name))
        return ZoneInfo("Europe/Paris")


def _terms(f: Fields, channels: tuple[str, ...]) -> Calendar:
    """Give what calendar.yaml alone says."""
    days = f.whole("outbox_days")
    return replace(
        NO_CALENDAR,
        offsets=offsets_of(f.group("offsets"), channels),
        max_lateness=lateness_of(f.group("max_lateness"), channels),
        holidays=holidays_of(f.group("holidays")),
        notice=notice_of(f.group("notice")),
        lasting=lasting_of(f.group("evergreen")),
        outbox=OUTBOX if days is None else timedelta(days=max(0, min(days, 3650))),
    )


def _part(f: Fields, path: str, zone: ZoneInfo, channels: tuple[str, ...]) -> _Part:
    doubts: list[Doubt] = []
    return _Part(
        tuple(cadence for c in f.each("cadences") if (cadence := _cadence(c, path, channels))),
        tuple([_entry(e, path, zone, doubts, channels) for e in f.each("entries")]),
        tuple(period_of(b, path, channels) for b in f.each("blackouts")),
        tuple(period_of(q, path, channels) for q in f.each("quiet")),
        tuple(campaign_of(c, path, channels) for c in f.each("campaigns")),
        tuple(doubts),
    )


def _cadence(f: Fields, path: str, channels: tuple[str, ...]) -> Cadence | None:
    f.require("id", "channel", "rrule", "from")
    start, until, clock = f.day("from"), f.day("until"), f.clock("time", time(9))
    written, rule = f.text("rrule"), None
    if start and start.year not in _YEARS:
        f.complain("from", "date", _FAR.fill(found=start))
    elif start and until and until < start:
        f.complain("until", "calendar.period", _ENDS_FIRST)
    elif start and written:
        rule = _rule(f, written, datetime.combine(start, clock), until)
    if "/" in f.text("id"):
        f.complain("id", "calendar.id", _SLASH.fill(found=f.text("id")))
    channel = f.choice("channel", channels, "blog") if f.text("channel") else "blog"
    collects = f.choice("collects", ("", *channels, EACH), "")
    pillars = (*f.words("pillar", one_is_a_list=True), *f.words("pillars"))
    most, order = counted(f, "max_pieces"), f.choice("order", ORDERS, ORDERS[0])
    segment = segment_of(f.group("segment"), pillars, is_each=collects == EACH)
    list_id, layout = list_of(f), f.choice("layout", ("", *LAYOUTS), "")
    refuse_elsewhere(f, channel, is_each=collects == EACH)
    f.finish()
    if rule is None or start is None:
        return None
    place = Place(path, f.keys)
    name, goes = f.text("id"), (segment, list_id, layout)
    return Cadence(name, channel, rule, start, clock, pillars, collects, most, place, order, *goes)


def _rule(f: Fields, written: str, start: datetime, until: date | None) -> rrule | None:
    try:
        return read_rule(written, start, until)
    except NoRule as problem:
        f.complain("rrule", "calendar.rrule", problem.message)
        return None


def _entry(f: Fields, path: str, zone: ZoneInfo, doubts: list[Doubt], channels: tuple[str, ...]) -> Entry:
    slot, piece = f.text("slot"), f.text("piece")
    at, moved_to = _instant(f, "at", path, zone, doubts), _instant(f, "moved_to", path, zone, doubts)
    channel = f.choice("channel", channels, "blog") if f.has("channel") else ""
    skipped = f.flag("skipped")
    if not slot and not (f.has("at") and channel and piece):
        f.complain("slot", "calendar.entry", _NO_SLOT)
    if slot and f.has("at"):
        f.complain("at", "calendar.entry", _SLOT_AND_AT)
    if skipped and (piece or f.has("moved_to")) and slot:
        key = "piece" if piece else "moved_to"
        f.complain(key, "calendar.entry", _SKIPPED_AND.fill(key=key), on_key=True)
    pinned = tuple(dict.fromkeys(f.words("pinned", one_is_a_list=True)))
    if pinned and (skipped or not slot):
        f.complain("pinned", "calendar.entry", _PINNED_NOWHERE, on_key=True)
    why, place = f.text("why"), Place(path, f.keys)
    entry = Entry(slot, piece, at, channel, moved_to, skipped, why, place, f.text("campaign"), pinned)
    f.finish()
    return entry


def _instant(f: Fields, key: str, path: str, zone: ZoneInfo, doubts: list[Doubt]) -> datetime | None:
    if key not in f.values:
        f.has(key)
        return None
    local = f.local(key)
    if local is None:
        return None
    if local.year not in _YEARS:
        f.complain(key, "date", _FAR.fill(found=f.text(key)))
        return None
    instant, doubt = instant_of(local, zone)
    if doubt:
        doubts.append(Doubt(Place(path, (*f.keys, key)), doubt))
    return instant


_NO_SUCH_ZONE = Phrase(
    "le fuseau « {found} » n’existe pas : écrivez par exemple Europe/Paris",
    "the time zone “{found}” does not exist: write for instance Europe/Paris",
)
_SLASH = Phrase("l’identifiant « {found} » ne peut pas contenir de /", "the id “{found}” cannot hold a /")
_NO_SLOT = Phrase(
    "une entrée nomme un créneau (slot), ou bien at, channel et piece",
    "an entry names a slot, or else at, channel and piece",
)
_SLOT_AND_AT = Phrase(
    "slot et at ensemble : pour déplacer un créneau, écrivez moved_to",
    "slot and at together: to move a slot, write moved_to",
)
_FAR = Phrase("« {found} » est hors du calendrier", "“{found}” is out of the calendar")
_ENDS_FIRST = Phrase("cette cadence se termine avant de commencer", "this cadence ends before it begins")
_PINNED_NOWHERE = Phrase(
    "pinned épingle des textes dans l’édition d’un créneau de la lettre (slot), qui n’est pas sauté",
    "pinned pins pieces in the edition of a newsletter’s slot (slot), which is not skipped",
)
_SKIPPED_AND = Phrase(
    "skipped et {key} ensemble : un créneau sauté ne reçoit rien, retirez l’un des deux",
    "skipped and {key} together: a skipped slot takes nothing, remove one of them",
)
