"""The calendars: for the team all that is planned, a file a channel and one for all; for readers what is out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime, time, timedelta
from functools import partial

from channels.almanac import MEDIA_TYPE, Event, written
from channels.channel import ENGINE, Artifact, Audience, Brief
from channels.states import STATES
from channels.team.links import public_url
from editorial.edition import Edition, Item, State
from editorial.finding import Phrase
from editorial.memory import Memory
from editorial.piece import Piece, digest_of
from editorial.revisions import NAME, Revised, piece_name, read_revisions, revised

FOLDER = "team/calendar"
ALL = "all"
PUBLIC = "site/calendar.ics"
"""Where `Addresses.calendar` leads."""
LAID = "theme/site-root/calendar.ics"
"""A file of the site's own that takes the place of the public one, as any there does."""
CHANNEL = "team"
_FIELDS = tuple(field.name for field in fields(Event))
_Told = tuple[Event, str]
"""An event, and all that it says."""
_SINCE = {FOLDER: timedelta(days=90), PUBLIC: timedelta(days=365)}
"""How far back each looks."""
_STATUS = {State.LIVE: "CONFIRMED", State.SCHEDULED: "CONFIRMED", State.SKIPPED: "CANCELLED",
           State.UNPUBLISHED: "CANCELLED", State.EXPIRED: "CANCELLED"}  # fmt: skip


def artifacts(brief: Brief) -> Iterator[Artifact]:
    """Give the team's calendars, then the one of the site, which names nothing but what is live.

    Manifests are not the team's alone: no artifact of theirs says which pieces it holds.
    """
    revisions = read_revisions(brief.site.root, Memory(brief.site.root, NAME))
    lang, name = brief.site.charter.lang, brief.addresses.name
    by_channel: dict[str, list[_Told]] = {channel: [] for channel in ("blog", *brief.site.charter.channels)}
    everything = [(channel, (event, _said(event))) for channel, event in _planned(brief, revisions)]
    for channel, told in everything:
        by_channel.setdefault(channel, []).append(told)
    calendars = {ALL: [told for _, told in everything], **by_channel}
    for channel, events in calendars.items():
        title = (_ALL if channel == ALL else _ONE).fill(name=name, channel=channel).read(lang)
        yield _artifact(brief, f"{FOLDER}/{channel}.ics", title, events, Audience.TEAM)
    if not (brief.site.root / LAID).is_file():
        yield _public(brief, revisions)


def public(brief: Brief) -> bytes:
    """Give the calendar of the site as a plain run of Pelican writes it too: the site's own, or what is out."""
    laid = brief.site.root / LAID
    if laid.is_file():
        return laid.read_bytes()
    return _public(brief, read_revisions(brief.site.root, Memory(brief.site.root, NAME))).make()


def _public(brief: Brief, revisions: Mapping[str, Revised]) -> Artifact:
    out = [(event, _said(event)) for event in _out(brief, revisions)]
    return _artifact(brief, PUBLIC, brief.addresses.name, out, Audience.PUBLIC)


def _said(event: Event) -> str:
    """Give all that an event says, for its calendar's key."""
    return repr([getattr(event, name) for name in _FIELDS])


def _artifact(brief: Brief, path: str, name: str, told: Sequence[_Told], audience: Audience) -> Artifact:
    zone, lang = brief.site.calendar.zone, brief.site.charter.lang
    make: Callable[[], bytes] = partial(written, name, [event for event, _ in told], zone, lang)
    inputs = digest_of(ENGINE, name, zone.key, lang, *(said for _, said in told))
    return Artifact(path, MEDIA_TYPE, CHANNEL, inputs, make, audience=audience)


def _planned(brief: Brief, revisions: Mapping[str, Revised]) -> Iterator[tuple[str, Event]]:
    """Give each line of the agenda with its channel, once."""
    lang, since = brief.site.charter.lang, _since(brief, FOLDER)
    pieces = {piece.id: piece for piece in brief.site.pieces}
    seen = set()
    for item in brief.plan.agenda[bisect_left(brief.plan.agenda, since, key=lambda item: item.instant) :]:
        uid = _uid(brief, item.channel, item.edition or item.slot)
        if uid in seen:
            continue
        seen.add(uid)
        known = [pieces[name] for name in item.pieces if name in pieces]
        what = known[0].title if known else item.edition or item.slot
        summary = _SUMMARY.fill(channel=item.channel, what=what, state=STATES[item.state].read(lang))
        last = _revised(revisions, _names(brief, item), item.instant)
        yield (
            item.channel,
            Event(
                uid=uid,
                instant=item.instant,
                summary=summary.read(lang),
                description="\n".join(_told(item, known, lang)),
                url=public_url(brief, item),
                categories=_pillars(brief, known, lang),
                status=_STATUS.get(item.state, "TENTATIVE"),
                sequence=last.changes,
                stamp=last.last,
            ),
        )


def _told(item: Item, pieces: Sequence[Piece], lang: str) -> Iterator[str]:
    if item.note.read(lang):
        yield item.note.read(lang)
    yield from (f"{piece.title} ({piece.path})" for piece in pieces)
    if item.slot:
        yield item.slot


def _out(brief: Brief, revisions: Mapping[str, Revised]) -> Iterator[Event]:
    """Give what is live on the blog and the letters that are out, the newest first."""
    lang, since, addresses = brief.site.charter.lang, _since(brief, PUBLIC), brief.addresses
    for appearance in brief.plan.live:
        piece, instant = appearance.piece, appearance.instant
        if instant >= since:
            last = _revised(revisions, (piece_name(piece.id, ""), piece_name(piece.id, "blog")), instant)
            yield Event(
                uid=_uid(brief, "blog", piece.id),
                instant=instant,
                summary=piece.title,
                description=piece.standfirst,
                url=addresses.absolute(addresses.piece(piece)),
                categories=_pillars(brief, [piece], piece.lang),
                sequence=last.changes,
                stamp=last.last,
            )
    for edition in reversed(brief.plan.editions):
        # What is one piece alone is in there as that piece.
        if edition.channel == "newsletter" and edition.instant >= since and not edition.is_alone:
            last = _revised(revisions, (f"slot {edition.id}",), edition.instant)
            yield Event(
                uid=_uid(brief, edition.channel, edition.id),
                instant=edition.instant,
                summary=_letter(brief, edition).read(lang),
                url=addresses.absolute(addresses.edition(edition)),
                sequence=last.changes,
                stamp=last.last,
            )


def _letter(brief: Brief, edition: Edition) -> Phrase:
    if edition.frame is not None:
        return Phrase(edition.frame.title, edition.frame.title)
    return _LETTER.fill(name=brief.addresses.name, number=edition.number or edition.id)


def _since(brief: Brief, which: str) -> datetime:
    """Give from when on a calendar holds things: the beginning of a day, so that it changes once a day."""
    calendar = brief.site.calendar
    day = calendar.local(brief.plan.at).date() - _SINCE[which]
    return datetime.combine(day, time(), calendar.zone).astimezone(UTC)


def _uid(brief: Brief, channel: str, name: str) -> str:
    return f"{channel}/{name}@{brief.addresses.base_url.partition('://')[2]}"


def _names(brief: Brief, item: Item) -> Iterator[str]:
    """Give the names of all in the calendar that decides when something happens."""
    if item.slot:
        yield f"slot {item.slot}"
        yield f"cadence {item.slot.rpartition('/')[0]}"
    for name in item.pieces[:1] if item.channel != "newsletter" else ():
        channels = {"", item.channel, "blog"} if item.channel in brief.site.calendar.offsets else {"", item.channel}
        yield from (piece_name(name, channel) for channel in sorted(channels))


def _revised(revisions: Mapping[str, Revised], names: Iterable[str], instant: datetime) -> Revised:
    """Give how often something was changed and when; where git does not know it, never, and at its own instant."""
    return revised(revisions, names) or Revised(0, instant)


def _pillars(brief: Brief, pieces: Sequence[Piece], lang: str) -> tuple[str, ...]:
    found = dict.fromkeys(piece.pillar for piece in pieces if piece.pillar)
    known = [(name, brief.site.charter.pillar(name)) for name in found]
    return tuple(pillar.name(lang) if pillar else name for name, pillar in known)


_ALL = Phrase("{name} : tout ce qui est prévu", "{name}: all that is planned")
_ONE = Phrase("{name} : {channel}", "{name}: {channel}")
_SUMMARY = Phrase("{channel} : {what} ({state})", "{channel}: {what} ({state})")
_LETTER = Phrase("{name} : la lettre n° {number}", "{name}: letter no. {number}")
