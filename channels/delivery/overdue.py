"""What should long be online or gone: the dead-man check of a site that publishes itself, as a list of alarms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from channels.delivery.due import Delivery, Due
from channels.delivery.marker import Marker
from channels.ledger.entry import Key
from channels.ledger.store import Store
from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing somebody must look at: its kind, the delivery it is about if there is one, and what is the matter."""

    kind: str
    key: Key | None
    why: Phrase


def waiting_too_long(due: Due, limit: timedelta) -> Iterator[Alarm]:
    """Give what has been due, or in doubt, for longer than a limit, and what was given up."""
    for one in sorted((*due.due, *due.late), key=lambda one: one.instant):
        if one.lateness > limit:
            yield Alarm("overdue", one.key, _OVERDUE.fill(key=one.key, much=spoken(one.lateness)))
    yield from (Alarm("given-up", one.key, _GIVEN_UP.fill(key=one.key, count=one.attempt)) for one in due.given_up)
    for doubt in due.in_doubt:
        if due.at - doubt.since > limit:
            why = _DOUBT.fill(key=doubt.key, much=spoken(due.at - doubt.since))
            yield Alarm("in-doubt", doubt.key, why)


def not_alive(online: Marker | None, due: Due, limit: timedelta, store: Store, place: str) -> Iterator[Alarm]:
    """Give what is wrong with the site that is online: none there, too old, or of another ledger."""
    if online is None:
        yield Alarm("offline", None, _NO_MARKER.fill(place=place))
        return
    if due.at - online.at > limit:
        yield Alarm("offline", None, _OLD.fill(place=place, much=spoken(due.at - online.at)))
    if not store.descends(online.ledger):
        yield Alarm("ledger", None, _OTHER_LEDGER.fill(ledger=store.name, tip=online.ledger[:12]))


def on_channel(due: Due, channel: str) -> Due:
    """Give what is due on one channel, on all where it is empty."""

    def kept(deliveries: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
        return tuple(one for one in deliveries if channel in ("", one.key.channel))

    doubts = tuple(doubt for doubt in due.in_doubt if channel in ("", doubt.key.channel))
    return Due(due.at, kept(due.due), kept(due.late), kept(due.given_up), doubts)


def spoken(much: timedelta) -> Phrase:
    """Give a length of time in words: minutes up to two hours, hours up to two days, then days."""
    minutes = int(much.total_seconds()) // 60
    if minutes < 120:
        return Phrase(f"{minutes} min", f"{minutes} min")
    if minutes < 48 * 60:
        return Phrase(f"{minutes // 60} h", f"{minutes // 60} h")
    return _DAYS.fill(count=minutes // 1440)


_DAYS = Phrase("{count} jour{count:|s}", "{count} day{count:|s}")
_OVERDUE = Phrase("{key} devait partir il y a {much} et n’est pas parti", "{key} was due {much} ago and has not left")
_GIVEN_UP = Phrase(
    "{key} a été essayé {count} fois, puis abandonné", "{key} was tried {count} time{count:|s}, then given up"
)
_DOUBT = Phrase(
    "{key} est en doute depuis {much} : regardez, puis ligne ledger resolve",
    "{key} has been in doubt for {much}: look, then ligne ledger resolve",
)
_NO_MARKER = Phrase(
    "{place} n’a pas de marque : rien n’y a été publié par Ligne, ou l’adresse n’est pas la bonne",
    "{place} has no marker: Ligne has published nothing there, or the address is wrong",
)
_OLD = Phrase(
    "{place} montre une fabrication d’il y a {much} : rien n’est publié depuis, regardez pourquoi la tâche "
    "ne tourne plus ou échoue",
    "{place} shows a build of {much} ago: nothing was published since, look why the job runs no more, or fails",
)
_OTHER_LEDGER = Phrase(
    "le registre {ledger} n’a pas ce que le site en ligne en savait ({tip}…)",
    "the ledger {ledger} lacks what the site that is online knew of it ({tip}…)",
)
