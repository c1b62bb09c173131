"""Rule kind `holiday`: what is planned on a holiday is meant to be.

What it does: names what leaves on the public holidays of the country and region that the calendar names (a warning),
or in the school holidays of its zone, and the free slots of the coming weeks on any of them (suggestions), one
finding a holiday and cadence. Nothing is moved. A country, region or zone that nobody knows is an error.
Why: on a holiday the readers are away, and so is whoever answers them.
Options: `holidays` in the calendar: `country` (`FR`), `region` (`57`, `6AE`), `school` (`A`, `B`, `C`). An entry with a
`why` knows.
Example: a slot on 25 December → « articles : le 2026-12-25 est férié (Noël) ».
Passes: the same slot with `why: "Le billet de Noël."` in its entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from editorial.calendar import PATH, Place
from editorial.days_off import Off, Unknown, days_off
from editorial.edition import Item, State
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import PLANNED, coming, listed, local_day, named, placed, reason, slot_of, spot
from editorial.rules.kind import Context

_PUBLIC = Phrase("{name} : le {days} est férié ({holiday})", "{name}: {days} is a public holiday ({holiday})")
_SCHOOL = Phrase(
    "{name} : {days}, pendant des vacances scolaires ({holiday})", "{name}: {days}, in the school holidays ({holiday})"
)
_FIX = Phrase(
    "déplacez-le, sautez-le, ou dites dans son entrée pourquoi il reste (why)",
    "move it, skip it, or say in its entry why it stays (why)",
)
_NO_COUNTRY = Phrase(
    "une région et une zone scolaire sont celles d’un pays : écrivez country",
    "a region and a school zone are those of a country: write country",
)
_UNKNOWN = Phrase(
    "« {found} » : aucun jour férié n’est connu sous ce nom ({key}) ; connus : {known}",
    "“{found}”: no holidays are known by that name ({key}); known: {known}",
)


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about what is planned on holidays."""
    whose = context.calendar.holidays
    if not whose.country and (whose.region or whose.school):
        span = context.calendar.span(Place(PATH, ("holidays",)))
        yield Finding("holiday.unknown", Level.ERROR, PATH, span, _NO_COUNTRY)
    if not whose.country:
        return
    items = list(_planned(context))
    days = {local_day(context, item.instant) for item in items}
    years = {day.year for day in days} or {local_day(context, context.at).year}
    try:
        off = days_off(whose, years)
    except Unknown as problem:
        span = context.calendar.span(Place(PATH, ("holidays", problem.key)))
        message = _UNKNOWN.fill(found=problem.found, key=f"holidays.{problem.key}", known=listed(problem.known, 12))
        yield Finding("holiday.unknown", Level.ERROR, PATH, span, message)
        return
    found: dict[tuple[str, Off], list[Item]] = {}
    for item in items:
        holiday = off.get(local_day(context, item.instant))
        if holiday is not None:
            slot = slot_of(context, item)
            found.setdefault((slot.cadence.id if slot else named(context, item), holiday), []).append(item)
    for (name, holiday), on_it in found.items():
        told = listed(list(dict.fromkeys(local_day(context, item.instant) for item in on_it)))
        message = (_SCHOOL if holiday.is_school else _PUBLIC).fill(name=name, days=told, holiday=holiday.name)
        path, span = spot(context, on_it[0])
        is_free = all(item.state in (State.OPEN, State.EMPTY) for item in on_it)
        level = Level.SUGGESTION if holiday.is_school or is_free else Level.WARNING
        rule = "holiday.school" if holiday.is_school else "holiday.public"
        yield Finding(rule, level, path, span, message, fix=_FIX)


def _planned(context: Context) -> Iterator[Item]:
    """Give what leaves by the calendar's word, or the piece's own; a post that follows the blog is told there."""
    free = coming(context, State.OPEN, State.EMPTY, within=context.calendar.notice.gap)
    for item in (*coming(context, *PLANNED), *free):
        if (item.channel in ("blog", "newsletter") or placed(context, item)) and not reason(context, item):
            yield item
