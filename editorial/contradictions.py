"""Refuses a calendar whose parts contradict each other: nothing would be left to decide by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from editorial.calendar import Calendar, Place
from editorial.calendar_letters import EACH
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase


def refuse_contradictions(calendar: Calendar) -> None:
    """Raise EditorialError with all that a calendar says twice, or otherwise in two places."""
    problems = [*_twins(calendar), *_strangers(calendar)]
    if problems:
        raise EditorialError(problems)


def _twins(calendar: Calendar) -> Iterator[Problem]:
    """Say what there are two of: cadences or campaigns of one id, entries for one slot, a piece twice in a day."""
    ones = [entry for entry in calendar.entries if entry.at and not entry.slot]
    groups: Sequence[Sequence[tuple[str, Place]]] = [
        [(cadence.id, cadence.place) for cadence in calendar.cadences],
        [(campaign.id, campaign.period.place) for campaign in calendar.campaigns],
        [(entry.slot, entry.place) for entry in calendar.entries if entry.slot],
        [
            (f"{entry.piece}, {entry.channel}, {calendar.local(entry.at).date()}", entry.place)
            for entry in ones
            if entry.at
        ],
    ]
    for named in groups:
        seen: dict[str, Place] = {}
        for name, place in named:
            if name not in seen:
                seen[name] = place
                continue
            first = seen[name]
            where = f"{first.path}:{calendar.span(first).line}"
            yield Problem(_TWICE.fill(name=name, where=where), place.path, calendar.span(place))


def _strangers(calendar: Calendar) -> Iterator[Problem]:
    """Say which entries name a campaign nobody described, another channel than their slot's, or pin to no letter."""
    campaigns = {campaign.id for campaign in calendar.campaigns}
    channels = {cadence.id: cadence.channel for cadence in calendar.cadences}
    collecting = {c.id for c in calendar.cadences if c.channel == "newsletter" and c.collects != EACH}
    for entry in calendar.entries:
        if entry.campaign and entry.campaign not in campaigns:
            message = _NO_CAMPAIGN.fill(found=entry.campaign, known=", ".join(sorted(campaigns)) or "—")
            yield Problem(message, entry.place.path, calendar.span(entry.place, "campaign"))
        if entry.pinned and entry.slot.partition("/")[0] not in collecting:
            message = _NOT_COLLECTING.fill(slot=entry.slot)
            yield Problem(message, entry.place.path, calendar.span(entry.place, "pinned"))
        told = channels.get(entry.slot.partition("/")[0], entry.channel) if entry.slot else entry.channel
        if entry.channel and told != entry.channel:
            message = _OTHER_CHANNEL.fill(found=entry.channel, told=told, slot=entry.slot)
            yield Problem(message, entry.place.path, calendar.span(entry.place, "channel"))


_TWICE = Phrase("« {name} » est déjà écrit en {where}", "“{name}” is already written at {where}")
_NO_CAMPAIGN = Phrase(
    "« {found} » ne nomme aucune campagne du calendrier ({known}) : décrivez-la sous « campaigns »",
    "“{found}” names no campaign of the calendar ({known}): describe it under “campaigns”",
)
_NOT_COLLECTING = Phrase(
    "{slot} n’est pas un créneau de la lettre qui tienne plusieurs textes : on n’y épingle rien, retirez pinned",
    "{slot} is no slot of the newsletter that holds several pieces: nothing is pinned there, remove pinned",
)
_OTHER_CHANNEL = Phrase(
    "« {found} » n’est pas le canal du créneau {slot} ({told}) : retirez channel",
    "“{found}” is not the channel of the slot {slot} ({told}): remove channel",
)
