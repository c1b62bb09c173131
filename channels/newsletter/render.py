"""The newsletter as a channel: checks what the plan gives it and makes each edition's files."""

from __future__ import annotations

from collections.abc import Iterator

from channels.channel import Artifact, Brief
from channels.newsletter.feed import feeds
from channels.newsletter.kit import CHANNEL, Kit
from channels.newsletter.letter import compose, shown_pieces
from channels.newsletter.links import routed
from channels.newsletter.markup import FOLDER
from channels.newsletter.ready import ready
from channels.newsletter.review import review_frame, review_photo, review_settings, review_weight
from channels.newsletter.review_mentions import review_mentions, review_sentences
from channels.newsletter.review_opening import limits_of, review_opening, review_subject
from channels.newsletter.settings import Settings, read_settings
from channels.newsletter.words import read_words, words_in
from editorial.calendar import OUTBOX
from editorial.finding import Finding
from editorial.piece import Kind, Status


def check(brief: Brief) -> Iterator[Finding]:
    """Give what is missing to send a letter, and what is wrong with those to come and those that have just left."""
    if CHANNEL not in brief.site.charter.channels:
        return
    settings = read_settings(brief.site.root, brief.site.charter.lang)
    yield from review_settings(settings)
    yield from review_sentences(brief.look, settings) if settings else ()
    limits = limits_of(settings, brief.site.charter)
    # What left long ago cannot be mended.
    recent = brief.plan.at - OUTBOX
    editions = [edition for edition in brief.plan.editions if edition.channel == CHANNEL]
    gone = {edition.frame.path for edition in editions if edition.frame and edition.instant < recent}
    for piece in brief.site.pieces:
        if piece.kind is Kind.EDITION and piece.status is not Status.UNPUBLISHED and piece.path not in gone:
            yield from review_frame(piece)
            yield from review_opening(piece, limits, settings.defaults(piece.lang) if settings else {})
            yield from review_mentions(piece, settings) if settings else ()
    for kit in _kits(brief, settings):
        edition = kit.edition
        shown = edition.frame or next(iter(edition.pieces), None)
        if edition.instant < recent or shown is None:
            continue
        if edition.frame is None:
            yield from review_subject(kit.letter, shown, limits)
        yield from review_weight(kit.letter, kit.mail, shown.path)
        yield from review_photo(kit.letter)


def render(brief: Brief) -> Iterator[Artifact]:
    """Give every file of every edition, and the feeds of editions; nothing without a sender."""
    kits = _kits(brief, read_settings(brief.site.root, brief.site.charter.lang))
    for kit in kits:
        yield from kit.artifacts()
    yield from feeds(kits, brief.addresses)


def _kits(brief: Brief, settings: Settings | None) -> list[Kit]:
    """Give every letter that is out with what it takes to set it; made once for the check and for the rendering."""
    return brief.once("newsletter", lambda: list(_gathered(brief, settings)))


def _gathered(brief: Brief, settings: Settings | None) -> Iterator[Kit]:
    editions = [edition for edition in brief.plan.editions if edition.channel == CHANNEL]
    if settings is None or settings.sender is None or not editions:
        return
    texts, look_digest, shown = read_words(brief.look), brief.look.digest(FOLDER), shown_pieces(brief.plan)
    may_leave = {edition.id for edition in ready(brief, settings)}
    for edition in editions:
        letter = compose(brief, edition, settings, shown)
        sent, stubs = routed(letter, brief.addresses)
        yield Kit(
            edition=edition,
            letter=letter,
            sent=sent,
            stubs=stubs,
            sender=settings.sender,
            look=brief.look,
            look_digest=look_digest,
            words=words_in(texts, edition.lang, settings.defaults(edition.lang)),
            page_path=brief.addresses.file(brief.addresses.edition(edition)),
            may_leave=edition.id in may_leave,
        )
