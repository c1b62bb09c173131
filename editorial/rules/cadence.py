"""Rule kind `cadence`: each channel speaks as often as the charter says, and is never silent for too long.

What it does: counts what each channel published in the last weeks (4; 7 days or 3 months where the frequency is by
day or month) and what it plans for the next one; the one that runs can still be filled. Too many are looked for in
all that is planned. Periods are days, weeks from Monday and months, in the calendar's zone, from the channel's first
publication on (from the site's, where the channel never spoke). A period in which the calendar skips a slot of the
channel is never too quiet. Pieces that wait for approval count as planned, free slots do not; letters of one piece, for
who asked for every piece, count for nothing.
Why: a channel that goes silent loses its readers, and one that speaks too much loses them faster.
Options: `channels.<channel>.frequency`: `min`, `max`, `per` (`day`, `week`, `month`), `max_silence_days`.
Example: nothing planned where `{min: 1, per: week}` → « blog : trop peu de publications la semaine du 2026-11-30 (0)
; la charte en veut 1 au moins par semaine ».
Passes: one piece on the Tuesday of each week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from editorial.charter import PATH, Frequency
from editorial.edition import Item, State
from editorial.finding import Finding, Level, Phrase
from editorial.periods import named, next_period, period_of, periods_between
from editorial.rules.kind import Context

_BACK: Final = {"day": 7, "week": 4, "month": 3}
"""How many past periods are looked at."""
_LONG: Final = timedelta(days=200)
_NAMED = 3
_OUT = (State.LIVE, State.EXPIRED)
_COMING = (State.LIVE, State.SCHEDULED, State.EMBARGOED, State.UNAPPROVED, State.HELD)

_PER: Final = {
    "day": Phrase("par jour", "a day"),
    "week": Phrase("par semaine", "a week"),
    "month": Phrase("par mois", "a month"),
}
_FEW = Phrase(
    "{channel} : trop peu de publications {periods} ; la charte en veut {limit} au moins {per}",
    "{channel}: too few publications {periods}; the charter wants at least {limit} {per}",
)
_FEW_FIX = Phrase(
    "donnez un texte à un créneau libre : ligne plan les montre", "give a free slot a piece: ligne plan shows them"
)
_MANY = Phrase(
    "{channel} : trop de publications {periods} ; la charte en veut {limit} au plus {per}",
    "{channel}: too many publications {periods}; the charter wants at most {limit} {per}",
)
_MANY_FIX = Phrase("déplacez-en dans le calendrier", "move some of them in the calendar")
_COUNT = Phrase("{period} ({count})", "{period} ({count})")
_MORE = Phrase("{said} et {count} autre{count:|s} fois", "{said} and {count} more time{count:|s}")
_SILENT = Phrase(
    "{channel} : rien depuis le {since}, {days} jour{days:|s} ; la charte en admet {limit}",
    "{channel}: nothing since {since}, {days} day{days:|s}; the charter admits {limit}",
)
_WILL_BE_SILENT = Phrase(
    "{channel} : rien du {since} au {until}, {days} jour{days:|s} ; la charte en admet {limit}",
    "{channel}: nothing from {since} to {until}, {days} day{days:|s}; the charter admits {limit}",
)


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about channels that speak too little, too much or not at all."""
    channels = context.charter.channels
    by_channel: dict[str, list[Item]] = {name: [] for name, told in channels.items() if is_asked(told.frequency)}
    if not by_channel:
        return
    for item in context.agenda:
        if item.channel in by_channel and item.instant.year > 1 and not _is_of_each(item):
            by_channel[item.channel].append(item)
    opened = [item.instant for item in context.agenda if item.state in _OUT and item.instant.year > 1]
    for name, items in by_channel.items():
        told = [item.instant for item in items if item.state in (_OUT if item.instant <= context.at else _COMING)]
        if told or opened:
            # An archive is long, and only its beginning and its end say anything here.
            near = [min(told or opened), *(instant for instant in told if instant > context.at - _LONG)]
            skipped = [_day(item.instant, context) for item in items if item.state is State.SKIPPED]
            yield from _often(context, name, sorted(_day(instant, context) for instant in near[1:]), skipped, near[0])
            yield from _silent(context, name, sorted(_day(instant, context) for instant in (near if told else ())))


def is_asked(frequency: Frequency) -> bool:
    """Say whether a charter asks of a channel how often it speaks."""
    return bool(frequency.minimum or frequency.max_silence_days) or frequency.maximum is not None


def _is_of_each(item: Item) -> bool:
    """Say whether an item is a letter of one piece: it stands in a slot, under another name."""
    return item.channel == "newsletter" and bool(item.slot and item.edition) and item.edition != item.slot


def _day(instant: datetime, context: Context) -> date:
    return instant.astimezone(context.zone).date()


def _often(
    context: Context, channel: str, told: Sequence[date], skipped: Sequence[date], begun: datetime
) -> Iterator[Finding]:
    frequency = context.charter.channels[channel].frequency
    counts = Counter(period_of(day, frequency.per) for day in told)
    excused = {period_of(day, frequency.per) for day in skipped}
    watched = list(_watched(frequency, _day(begun, context), _day(context.at, context)))
    since = _oldest(frequency, _day(context.at, context))
    least, most = frequency.minimum or 0, frequency.maximum
    few = [first for first in watched if counts[first] < least and first not in excused]
    if few:
        message = _said(_FEW, channel, few, counts, frequency, least)
        yield _finding(context, channel, "cadence.few", "min", message, _FEW_FIX)
    many = sorted(first for first, count in counts.items() if most is not None and count > most and first >= since)
    if many:
        message = _said(_MANY, channel, many, counts, frequency, most or 0)
        yield _finding(context, channel, "cadence.many", "max", message, _MANY_FIX)


def _watched(frequency: Frequency, begin: date, today: date) -> Iterator[date]:
    """Give the periods that must be full: the last ones since the channel began, and the next."""
    per = frequency.per
    last, back = next_period(today, per), _oldest(frequency, today)
    # The period in which a channel begins is rarely a whole one.
    start = min(max(back, next_period(begin, per)), last)
    yield from (first for first in periods_between(start, last, per) if first != period_of(today, per))


def _oldest(frequency: Frequency, today: date) -> date:
    """Give the first day of the oldest period that is looked at."""
    per = frequency.per
    days = {"day": 1, "week": 7, "month": 28}[per] * _BACK[per]
    return period_of(period_of(today, per) - timedelta(days=days), per)


def _said(
    phrase: Phrase, channel: str, firsts: Sequence[date], counts: Counter[date], frequency: Frequency, limit: int
) -> Phrase:
    # The nearest ones are those one can still do something about.
    shown = firsts[-_NAMED:]
    told = [_COUNT.fill(period=named(first, frequency.per), count=counts[first]) for first in shown]
    periods = Phrase(", ".join(one.fr for one in told), ", ".join(one.en for one in told))
    if len(firsts) > len(shown):
        periods = _MORE.fill(said=periods, count=len(firsts) - len(shown))
    return phrase.fill(channel=channel, periods=periods, limit=limit, per=_PER[frequency.per])


def _silent(context: Context, channel: str, told: Sequence[date]) -> Iterator[Finding]:
    """Give the first silence that is too long: the one that lasts, or the first that is planned."""
    limit, today = context.charter.channels[channel].frequency.max_silence_days, _day(context.at, context)
    if limit is None:
        return
    past, coming = [day for day in told if day <= today], [day for day in told if day > today]
    days = [*past[-1:], *coming]
    for since, until in pairwise(days):
        if (until - since).days > limit:
            message = _WILL_BE_SILENT.fill(
                channel=channel, since=since, until=until, days=(until - since).days, limit=limit
            )
            yield _finding(context, channel, "cadence.silence", "max_silence_days", message, _FEW_FIX)
            return
    if past and not coming and (today - past[-1]).days > limit:
        message = _SILENT.fill(channel=channel, since=past[-1], days=(today - past[-1]).days, limit=limit)
        yield _finding(context, channel, "cadence.silence", "max_silence_days", message, _FEW_FIX)


def _finding(context: Context, channel: str, rule: str, key: str, message: Phrase, fix: Phrase) -> Finding:
    span = context.charter.source.span(("channels", channel, "frequency", key))
    clause = f"channels.{channel}.frequency.{key}"
    return Finding(rule, Level.WARNING, PATH, span, message, clause=clause, fix=fix)
