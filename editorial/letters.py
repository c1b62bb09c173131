"""The newsletter's editions: what each slot collects, and the frame around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from editorial.calendar_letters import EACH
from editorial.collecting import COMING, Collection
from editorial.edition import Edition, Erratum, Item, Planned, State
from editorial.errata import Errata, proposed
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind, Piece
from editorial.schedule import Booking, Slot
from editorial.segment import Segment
from editorial.standing import Roster

CHANNEL = "newsletter"


class _Letter(NamedTuple):
    """An edition before it is known whether it is out."""

    id: str
    slot: str
    instant: datetime
    pieces: tuple[Piece, ...]
    frame: Piece | None
    segment: Segment
    list_id: str = ""
    layout: str = ""
    number: int | None = None
    is_alone: bool = False
    errata: tuple[Erratum, ...] = ()
    doubts: tuple[Finding, ...] = ()


def letters(roster: Roster) -> Iterator[Planned]:
    """Give every edition of every cadence, then those of one-off slots; nothing where the charter has no newsletter.

    What an edition collects is told by `Collection`, what it corrects by `Errata`. A cadence that collects `each` has
    an edition for each piece, and none for a slot without any.
    """
    if CHANNEL not in roster.site.charter.channels:
        return
    collection, errata = Collection(roster), Errata()
    for slot in roster.schedule.slots:
        if slot.cadence.channel != CHANNEL:
            continue
        is_each = slot.cadence.collects == EACH
        if slot.is_skipped and (slot.entry or not is_each):
            yield Planned(Item(slot.instant, CHANNEL, State.SKIPPED, slot.id, note=Phrase(slot.why, slot.why)))
        elif not slot.is_skipped:
            for letter in _of_slot(roster, slot, collection):
                yield _corrected(roster, slot.cadence.id, letter, errata)
    for (piece_id, channel), bookings in roster.schedule.bookings.items():
        piece = roster.by_id.get(piece_id)
        if channel == CHANNEL and piece is not None:
            yield from (_one_off(roster, piece, booking) for booking in bookings)


def _of_slot(roster: Roster, slot: Slot, collection: Collection) -> Iterator[_Letter]:
    """Give the edition of a slot, or one for each of its pieces."""
    cadence, segment = slot.cadence, slot.cadence.segment
    if not segment.lang:
        segment = replace(segment, lang=roster.site.charter.lang)
    pieces = collection.take(slot, segment.lang)
    frame = roster.by_id.get(slot.piece) if slot.piece else None
    doubts = tuple(_not_pinned(roster, slot, pieces, segment.lang)) if slot.instant > roster.at else ()
    goes = (segment, cadence.list_id, cadence.layout)
    whole = _Letter(slot.id, slot.id, slot.instant, pieces, frame, *goes, slot.number, doubts=doubts)
    if cadence.collects != EACH:
        yield whole
        return
    for piece in pieces:
        # Who chose sections is not sent the pieces of others; a digest has no choice, these editions have.
        own = segment if segment.pillars else replace(segment, pillars=(piece.pillar,))
        yield whole._replace(id=f"{cadence.id}/{piece.id}", pieces=(piece,), segment=own, number=None, is_alone=True)


def _corrected(roster: Roster, cadence: str, letter: _Letter, errata: Errata) -> Planned:
    """Plan an edition of a cadence with its errata; one that does not leave leaves them to the next."""
    day = roster.site.calendar.local(letter.instant).date()
    is_asked = letter.frame is None or letter.frame.newsletter.errata
    due = errata.due(cadence, day) if is_asked else ()
    planned = _planned(roster, letter._replace(errata=due) if due else letter)
    if planned.item.state in (State.LIVE, State.SCHEDULED):
        errata.sent(cadence, day, letter.pieces)
    if planned.item.state is State.SCHEDULED and due:
        return planned._replace(findings=(*planned.findings, *proposed(letter.id, due, roster.by_id)))
    return planned


def _one_off(roster: Roster, piece: Piece, booking: Booking) -> Planned:
    """Give the edition of a one-off slot: a frame alone, or one piece."""
    instant, edition, segment = booking.instant, booking.edition, Segment(lang=piece.lang)
    if piece.kind is Kind.EDITION:
        return _planned(roster, _Letter(edition, "", instant, (), piece, segment))
    standing = roster.standing(piece)
    if standing.instant is None or standing.state not in COMING:
        return Planned(Item(instant, CHANNEL, standing.state, "", edition, (piece.id,), standing.reason))
    if instant < standing.instant:
        return roster.too_early(piece, booking)
    return _planned(roster, _Letter(edition, "", instant, (piece,), None, segment))


def _planned(roster: Roster, letter: _Letter) -> Planned:
    frame, is_out = letter.frame, letter.instant <= roster.at
    ids = (*((frame.id,) if frame else ()), *(piece.id for piece in letter.pieces))
    item = Item(letter.instant, CHANNEL, State.EMPTY, letter.slot, letter.id)
    findings = letter.doubts
    if frame is not None:
        standing = roster.standing_from(frame, frame.date or letter.instant)
        if standing.state not in (State.LIVE, State.SCHEDULED):
            held = item._replace(state=State.HELD, pieces=ids, note=standing.reason)
            level = Level.ERROR if is_out else Level.WARNING
            span = frame.source.front.span(("status",))
            message = _FRAME_NOT_READY.fill(edition=letter.id, reason=standing.reason)
            return Planned(held, findings=(*findings, Finding("edition.frame", level, frame.path, span, message)))
        findings = (*findings, *_of_another_language(letter, frame))
    if not ids:
        return Planned(item, findings=findings)
    item = item._replace(state=State.LIVE if is_out else State.SCHEDULED, pieces=ids, errata=letter.errata)
    if not is_out:
        return Planned(item, findings=findings)
    edition = Edition(
        id=letter.id,
        channel=CHANNEL,
        instant=letter.instant,
        pieces=letter.pieces,
        frame=frame,
        lang=letter.segment.lang,
        number=letter.number,
        segment=letter.segment,
        list_id=letter.list_id,
        layout=(frame.newsletter.layout if frame else "") or letter.layout,
        is_alone=letter.is_alone,
        errata=letter.errata,
    )
    return Planned(item, edition, findings)


def _not_pinned(roster: Roster, slot: Slot, pieces: tuple[Piece, ...], lang: str) -> Iterator[Finding]:
    """Say which pinned pieces an edition to come cannot show; one that nobody wrote is the schedule's to say."""
    shown, calendar = {piece.id for piece in pieces}, roster.site.calendar
    for number, name in enumerate(slot.pinned):
        piece = roster.by_id.get(name)
        if piece is not None and name not in shown:
            why = _NOT_THERE if piece.lang == lang else _NOT_IN.fill(lang=lang)
            message = _NOT_PINNED.fill(piece=name, edition=slot.id, why=why)
            span = calendar.span(slot.place, "pinned", number)
            yield Finding("calendar.pinned", Level.WARNING, slot.place.path, span, message, fix=_PIN_FIX)


def _of_another_language(letter: _Letter, frame: Piece) -> Iterator[Finding]:
    if frame.lang != letter.segment.lang:
        span = frame.source.front.span(("lang",))
        message = _OTHER_LANG.fill(found=frame.lang, edition=letter.id, wanted=letter.segment.lang)
        yield Finding("edition.lang", Level.WARNING, frame.path, span, message, fix=_OTHER_LANG_FIX)


_FRAME_NOT_READY = Phrase(
    "l’édition {edition} est retenue : son cadre est {reason}", "the edition {edition} is held: its frame is {reason}"
)
_NOT_PINNED = Phrase(
    "« {piece} » est épinglé dans {edition} et n’y sera pas : {why}",
    "“{piece}” is pinned in {edition} and will not be there: {why}",
)
_NOT_THERE = Phrase("il n’est pas en ligne à ce moment", "it is not live at that moment")
_NOT_IN = Phrase("il n’est pas écrit en « {lang} »", "it is not written in “{lang}”")
_PIN_FIX = Phrase(
    "faites-le paraître avant l’édition, ou retirez-le de pinned",
    "have it appear before the edition, or take it out of pinned",
)
_OTHER_LANG = Phrase(
    "ce cadre est écrit en « {found} », l’édition {edition} part en « {wanted} »",
    "this frame is written in “{found}”, the edition {edition} leaves in “{wanted}”",
)
_OTHER_LANG_FIX = Phrase(
    "donnez-lui un cadre de sa langue, ou dites celle de la cadence : segment: {lang: …}",
    "give it a frame in its language, or say that of the cadence: segment: {lang: …}",
)
