"""The social networks as a family of channels: checks what leaves and what is to come, and fills the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from channels.channel import Artifact, Brief
from channels.social import avatar, sheet
from channels.social.card_review import review_cards, review_weight
from channels.social.compose import compose
from channels.social.illustrated import review_following
from channels.social.key_sentences import review_marks
from channels.social.network import Network, read_network, refuse_wrong_profiles
from channels.social.outbox import Parcel, artifacts
from channels.social.review import review_post, review_profile, review_together
from channels.social.review_pictures import review_photo
from channels.social.settings import read_accounts
from editorial.channel_ids import is_social
from editorial.charter import Expression
from editorial.edition import Edition, State
from editorial.finding import Finding, is_error
from editorial.piece import Kind, Piece, Status


def check(brief: Brief) -> Iterator[Finding]:
    """Give the findings of the posts in the outbox, of those that authors prepare, and of the networks' profiles."""
    refuse_wrong_profiles(brief.site.root)
    networks = networks_of(brief)
    for network in networks.values():
        yield from review_profile(network, brief.plan.at.date())
    yield from avatar.review_avatar(brief.site) if networks else ()
    parcels = _parcels(brief, networks)
    for _, found in parcels:
        yield from found
    yield from review_together((one.piece, one.edition.instant, one.network, one.post) for one, _ in parcels)
    for piece in _to_come(brief):
        for channel in (channel for channel in piece.social if channel in networks):
            if piece.social[channel].texts:
                expression = _expression(brief, piece, channel)
                post = compose(piece, networks[channel], expression, brief.addresses)
                yield from review_post(brief.site_for(piece), piece, post, networks[channel], expression)
    for piece in _pictured(brief):
        showing = [network for network in networks.values() if not _skips(piece, network.id)]
        yield from review_photo(brief.site_for(piece), piece, showing)
        yield from review_cards(brief, piece, showing)
        yield from review_marks(piece)


def render(brief: Brief) -> Iterator[Artifact]:
    """Give the files of every edition without an error, and the team's contact sheet."""
    networks = networks_of(brief)
    for parcel in leaving(brief):
        yield from artifacts(brief, parcel)
    yield from avatar.artifacts(brief) if networks else ()
    yield from sheet.artifacts(brief, tuple(networks.values()))


def ready(brief: Brief) -> Iterator[Edition]:
    """Give the editions without an error."""
    return (parcel.edition for parcel in leaving(brief))


def leaving(brief: Brief) -> Iterator[Parcel]:
    """Give every post of the outbox without an error, under its account."""
    networks = networks_of(brief)
    accounts = read_accounts(brief.site.root, brief.site.channels) if networks else {}
    for parcel, found in _parcels(brief, networks):
        if not any(map(is_error, found)):
            account = accounts.get(parcel.edition.channel, "")
            yield replace(parcel, account=account) if account else parcel


def networks_of(brief: Brief) -> Mapping[str, Network]:
    """Give the networks that the charter opens, by channel."""
    opened = filter(is_social, brief.site.charter.channels)
    return {channel: read_network(channel, brief.site.root) for channel in opened}


def _parcels(brief: Brief, networks: Mapping[str, Network]) -> list[tuple[Parcel, tuple[Finding, ...]]]:
    """Give every post of the outbox with what is found in it; made once for the check and for the rendering."""
    return brief.once("social", lambda: list(_composed(brief, networks)))


def _composed(brief: Brief, networks: Mapping[str, Network]) -> Iterator[tuple[Parcel, tuple[Finding, ...]]]:
    for edition in brief.plan.editions:
        network = networks.get(edition.channel)
        if network is None:
            continue
        for piece in edition.pieces:
            yield composed(brief, edition, piece, network)


def composed(brief: Brief, edition: Edition, piece: Piece, network: Network) -> tuple[Parcel, tuple[Finding, ...]]:
    """Give the post of a piece in an edition, out or to come, with what is found in it."""
    expression = _expression(brief, piece, edition.channel)
    post = compose(piece, network, expression, brief.addresses)
    found = review_post(brief.site_for(piece), piece, post, network, expression)
    heavy = (*review_weight(brief, piece, network), *review_following(brief.site, piece, post, network))
    return Parcel(edition, piece, network, post, ""), (*found, *heavy)


def _expression(brief: Brief, piece: Piece, channel: str) -> Expression:
    """Give how a piece speaks on a channel: as the version that judges it says, else as today's does."""
    return brief.site_for(piece).charter.channels.get(channel) or brief.site.charter.channels[channel]


def _to_come(brief: Brief) -> Iterator[Piece]:
    """Give the pieces whose texts can still be mended before they leave."""
    gone = (State.LIVE, State.EXPIRED, State.UNPUBLISHED)
    for piece in brief.site.pieces:
        standing = brief.plan.standings.get(piece.id)
        if piece.kind is Kind.PIECE and not (standing and standing.state in gone):
            yield piece


def _pictured(brief: Brief) -> Iterator[Piece]:
    """Give each piece that stands in the outbox or is to come, once."""
    out = [piece for edition in brief.plan.editions if is_social(edition.channel) for piece in edition.pieces]
    to_come = [piece for piece in _to_come(brief) if piece.status is not Status.PITCH]
    yield from {piece.path: piece for piece in (*out, *to_come)}.values()


def _skips(piece: Piece, channel: str) -> bool:
    note = piece.social.get(channel)
    return note is not None and note.skip
