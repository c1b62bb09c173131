"""The posts to come that another tool may be given: planned, approved, without an error and under no embargo."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from channels.channel import Brief
from channels.leaving import authors_of, verdict_on
from channels.social import render as social
from channels.social.network import Network
from channels.social.outbox import Parcel
from channels.social.settings import read_accounts
from editorial.edition import Edition, Item, State
from editorial.finding import Finding, Phrase, is_error
from editorial.piece import Piece

POSTED_HERE = frozenset({"mastodon", "bluesky"})
"""What `ligne deliver` posts by itself: in a table, it would be posted twice."""
_WAITING = (State.UNAPPROVED, State.HELD, State.EMBARGOED)


@dataclass(frozen=True)
class Ready:
    """One post that tables or a campaign's archive hold."""

    parcel: Parcel
    campaign: str
    is_out: bool

    @property
    def is_exported(self) -> bool:
        """Whether tables hold it: what is out, and what Ligne posts itself, stands in archives only."""
        return not self.is_out and self.parcel.network.id not in POSTED_HERE


@dataclass(frozen=True)
class Left:
    """One post to come that is left out, and why; `errors` are those of the post itself."""

    item: Item
    title: str
    why: Phrase
    piece: Piece | None = None
    errors: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Coming:
    """What there is to export at an instant, in the order in which it leaves."""

    ready: tuple[Ready, ...]
    left: tuple[Left, ...]


def coming(brief: Brief) -> Coming:
    """Give the posts to come on the networks, and those that are left out; made once for the check and the rendering.

    A campaign's posts that are out stand among the first.
    """
    return brief.once("exports", lambda: _coming(brief))


def _coming(brief: Brief) -> Coming:
    networks = social.networks_of(brief)
    accounts = read_accounts(brief.site.root, brief.site.channels) if networks else {}
    agenda = brief.plan.agenda if brief.site.calendar.campaigns else ()
    campaigns = {(item.channel, item.edition): item.campaign for item in agenda if item.campaign}
    ready = [
        Ready(parcel, campaign, is_out=True)
        for parcel in (social.leaving(brief) if campaigns else ())
        if (campaign := campaigns.get((parcel.edition.channel, parcel.edition.id)))
    ]
    left = []
    for item in _planned(brief, networks):
        found = _post(brief, item, networks[item.channel])
        if isinstance(found, Left):
            left.append(found)
        else:
            parcel = replace(found, account=accounts.get(item.channel, ""))
            ready.append(Ready(parcel, item.campaign, is_out=False))
    return Coming(tuple(ready), tuple(left))


def _planned(brief: Brief, networks: Mapping[str, Network]) -> Iterator[Item]:
    """Give the lines of the agenda still to come that tables or archives hold."""
    agenda = brief.plan.agenda
    for item in agenda[bisect_right(agenda, brief.plan.at, key=lambda item: item.instant) :]:
        if item.channel in networks and item.pieces and (item.campaign or item.channel not in POSTED_HERE):
            yield item


def _post(brief: Brief, item: Item, network: Network) -> Parcel | Left:
    """Give the post of a line of the agenda, or why there is none."""
    name = item.pieces[0]
    live = brief.once("exports live", lambda: {shown.piece.id: shown.piece for shown in brief.plan.live})
    claimed = brief.once("exports claims", lambda: Counter(piece.id for piece in brief.site.pieces))
    piece = live.get(name) or brief.site.piece(name)
    title = piece.title if piece else name
    if item.state is not State.SCHEDULED or piece is None:
        return Left(item, title, item.note)
    if name not in live and claimed[name] > 1:
        return Left(item, title, _CLAIMED.fill(piece=name))
    if piece.embargo and piece.embargo > brief.plan.at:
        return Left(item, title, _EMBARGO)
    edition = Edition(item.edition, item.channel, item.instant, (piece,), lang=piece.lang)
    parcel, found = social.composed(brief, edition, piece, network)
    errors = tuple(filter(is_error, found))
    if errors:
        return Left(item, title, errors[0].message, piece, errors)
    if not _is_approved(brief, edition):
        return Left(item, title, _UNAPPROVED)
    return parcel


def _is_approved(brief: Brief, edition: Edition) -> bool:
    """Say whether nobody has to approve an edition's bytes on its channel, or whoever has to did."""
    approvals = brief.site.approvals
    if approvals is None or not approvals.asks or not approvals.trust.now.approval.asked_on(edition.channel):
        return True
    if not approvals.were_given(edition.id, edition.channel, authors_of(edition)):
        return False
    return verdict_on(brief, {"social": social}, approvals, edition).is_approved


def worth_telling(left: Left) -> bool:
    """Say whether somebody can still do something about what is left out."""
    return left.item.state in (*_WAITING, State.SCHEDULED)


_CLAIMED = Phrase("plusieurs textes disent être « {piece} »", "several pieces say they are “{piece}”")
_EMBARGO = Phrase("sous embargo", "under embargo")
_UNAPPROVED = Phrase("ce qui partirait n’est pas approuvé tel quel", "what would leave is not approved as it stands")
