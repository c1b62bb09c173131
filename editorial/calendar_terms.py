"""Reads what the calendar says of days rather than of slots: blackouts, campaigns, holidays, delays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from editorial.calendar import Campaign, DaysOff, Lasting, Notice, Period, Place
from editorial.channel_ids import BLOG
from editorial.demands_file import counted
from editorial.fields import Complaint, Fields
from editorial.finding import Phrase

MAX_OFFSET_MIN = 365 * 24 * 60


def period_of(f: Fields, path: str, known: tuple[str, ...]) -> Period:
    """Give the days one mapping sets apart, with those of the `known` channels it names, and why."""
    period = _period(f, path, known)
    f.finish()
    return period


def campaign_of(f: Fields, path: str, known: tuple[str, ...]) -> Campaign:
    """Give one campaign; its id is its name where nothing else is said."""
    f.require("id")
    name = f.text("id")
    campaign = Campaign(name, f.text("name", name), _period(f, path, known))
    f.finish()
    return campaign


def holidays_of(f: Fields) -> DaysOff:
    """Give whose holidays count."""
    found = DaysOff(f.text("country"), f.text("region"), f.text("school"))
    f.finish()
    return found


def notice_of(f: Fields) -> Notice:
    """Give how long before its day something to do is told."""
    told = {key: found for key in ("gap", "approval", "edition") if (found := _days(f, key)) is not None}
    f.finish()
    return replace(Notice(), **told)


def lasting_of(f: Fields) -> Lasting:
    """Give what becomes of evergreen pieces."""
    lasting = Lasting(_days(f, "review_after"), _days(f, "rerun_distance"))
    f.finish()
    return lasting


def offsets_of(f: Fields, known: tuple[str, ...]) -> Mapping[str, int]:
    """Give the minutes after the blog, by channel, of those that are `known`; a year at most."""
    found = {
        channel: counted(f, channel, MAX_OFFSET_MIN) or 0 for channel in known if channel != BLOG and f.has(channel)
    }
    f.finish()
    return found


def lateness_of(f: Fields, known: tuple[str, ...]) -> Mapping[str, timedelta]:
    """Give how late a delivery may still leave, by channel, of those that are `known`."""
    found = {channel: duration(f, channel) for channel in known if f.has(channel)}
    f.finish()
    return found


def duration(f: Fields, key: str) -> timedelta:
    """Give a length of time written `30m`, `12h` or `2d` (`2j`)."""
    written = f.text(key)
    found = length_of(written)
    if found is None:
        f.complain(key, "duration", BAD_DURATION.fill(found=written))
    return timedelta.max if found is None else found


def length_of(written: str) -> timedelta | None:
    """Give the length of time that `30m`, `12h` or `2d` (`2j`) stands for, None for anything else."""
    units = {"m": "minutes", "h": "hours", "d": "days", "j": "days"}
    if written[:-1].isascii() and written[:-1].isdigit() and written[-1:] in units and len(written) < 8:
        return timedelta(**{units[written[-1]]: int(written[:-1])})
    return None


def _days(f: Fields, key: str) -> timedelta | None:
    return duration(f, key) if f.has(key) else None


def _period(f: Fields, path: str, known: tuple[str, ...]) -> Period:
    f.require("from", "to")
    start, end = f.day("from"), f.day("to")
    if start and end and end < start:
        f.complain("to", "calendar.period", _ENDS_FIRST)
    channels = f.words("channels")
    for number, channel in enumerate(channels):
        if channel not in known:
            message = _NO_CHANNEL.fill(found=channel, known=", ".join(known))
            f.complaints.append(Complaint((*f.keys, "channels", number), "value.unknown", message))
    return Period(start or date.max, end or date.min, f.text("why"), channels, Place(path, f.keys))


_ENDS_FIRST = Phrase("cette période se termine avant de commencer", "this period ends before it begins")
_NO_CHANNEL = Phrase(
    "« {found} » n’est pas un canal ; canaux : {known}", "“{found}” is not a channel; channels: {known}"
)
BAD_DURATION = Phrase(
    "« {found} » n’est pas une durée : écrivez 30m, 12h ou 2d", "“{found}” is not a duration: write 30m, 12h or 2d"
)
