"""What is due: all that should have left by an instant and has not, as a pure function of the plan and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from channels.channel import Audience, Brief, Channel
from channels.leaving import LATENESS
from channels.ledger.entry import Key
from channels.ledger.ledger import Ledger, State, state_after
from editorial.channel_ids import BLOG as BLOG
from editorial.channel_ids import NEWSLETTER as NEWSLETTER
from editorial.channel_ids import told_in_order
from editorial.edition import Edition

MAX_ATTEMPTS = 5
"""How often an edition that was refused, or failed, is claimed again; the site is put online as often as it takes."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one channel is to publish: where it stands in the output, what it shows, and where it stands in the ledger.

    `path` is a folder of the outbox, or the page of a piece on the blog; `pages` are the pages that must be online
    first; `lateness` is how long ago its slot was.
    """

    key: Key
    instant: datetime
    pieces: tuple[str, ...]
    path: str
    pages: tuple[str, ...]
    lateness: timedelta
    state: State
    attempt: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A delivery in doubt: since when, and at which attempt."""

    key: Key
    since: datetime
    attempt: int


@dataclass(frozen=True, slots=True)
class Due:
    """What is due at an instant, in the order in which it leaves; what is too late, given up, or in doubt, apart."""

    at: datetime
    due: tuple[Delivery, ...]
    late: tuple[Delivery, ...]
    """To be recorded as skipped: later than its channel's `max_lateness`."""
    given_up: tuple[Delivery, ...]
    """Tried MAX_ATTEMPTS times; it ends as too late, unless somebody sees to it before."""
    in_doubt: tuple[Doubt, ...]


def find_due(brief: Brief, families: Mapping[str, Channel], ledger: Ledger) -> Due:
    """Give what is due at the instant of the plan; `families` are the channels that render, by name.

    An edition that nobody could render (a post with an error, a letter without a sender) is not due. Raises
    EditorialError where the ledger holds what is none of ours.
    """
    at, lateness = brief.plan.at, brief.site.calendar.max_lateness
    due, late, given_up = [], [], []
    for delivery in _open(brief, ledger):
        channel = delivery.key.channel
        # A page stands as long as it stands: it is late only where the calendar says so.
        most = lateness.get(channel, None if channel == BLOG else LATENESS)
        if most is not None and delivery.lateness > most:
            late.append(delivery)
        elif delivery.attempt >= MAX_ATTEMPTS and channel != BLOG and delivery.state is not State.OPEN:
            given_up.append(delivery)
        else:
            due.append(delivery)
    made = _rendered(brief, families, due)
    whole = (one for one in due if one.key.channel == BLOG or one.key in made)
    return Due(at, _in_order(whole), _in_order(late), _in_order(given_up), tuple(_doubts(ledger)))


def _in_order(deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """The blog comes first, for all else leads to it; the newsletter last."""
    found = list(deliveries)
    order = told_in_order(one.key.channel for one in found)
    ranks = {channel: (channel == NEWSLETTER, rank) for rank, channel in enumerate(order)}
    return tuple(sorted(found, key=lambda one: (ranks[one.key.channel], one.instant, one.key.id)))


def _open(brief: Brief, ledger: Ledger) -> Iterator[Delivery]:
    """Give all that is out by the plan and may be claimed."""
    at, addresses = brief.plan.at, brief.addresses
    shown = [Edition(a.piece.id, BLOG, a.instant, (a.piece,)) for a in brief.plan.live]
    for edition in (*shown, *brief.plan.editions):
        key = Key(edition.channel, edition.id)
        if ledger.is_unfinished(key):
            last = ledger.last(key)
            ids = (*((edition.frame.id,) if edition.frame else ()), *(piece.id for piece in edition.pieces))
            path = _path(brief, edition)
            first = () if edition.channel == BLOG else edition.pieces
            pages = tuple(addresses.file(addresses.piece(piece)) for piece in first)
            attempt = last.attempt if last else 0
            yield Delivery(key, edition.instant, ids, path, pages, at - edition.instant, state_after(last), attempt)


def _path(brief: Brief, edition: Edition) -> str:
    if edition.channel == BLOG:
        return brief.addresses.file(brief.addresses.piece(edition.pieces[0]))
    if edition.channel == NEWSLETTER:
        return f"outbox/newsletter/{edition.folder}"
    return f"outbox/social/{edition.folder}/{edition.channel}"


def _rendered(brief: Brief, families: Mapping[str, Channel], due: Iterable[Delivery]) -> set[Key]:
    """Give the editions that have files to send; none of these is made."""
    keys = {one.key for one in due}
    wanted = tuple(e for e in brief.plan.editions if Key(e.channel, e.id) in keys)
    if not wanted:
        return set()
    alone = replace(brief, plan=replace(brief.plan, editions=wanted), _kept={})
    return {
        Key(artifact.channel, artifact.edition)
        for name, family in families.items()
        if name not in (BLOG, "team")  # neither has an edition in the outbox
        for artifact in family.render(alone)
        if artifact.edition and artifact.audience is Audience.PUBLIC and artifact.path.startswith("outbox/")
    }


def _doubts(ledger: Ledger) -> Iterator[Doubt]:
    for key in ledger.in_doubt():
        last = ledger.last(key)
        if last is not None:
            yield Doubt(key, last.at, last.attempt)
