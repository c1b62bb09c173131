"""Questions about a site: which piece is meant, where it stands on every channel, what a preview of it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from editorial.desk import Decision
from editorial.edition import Edition, Item, Standing, State
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.piece import Kind, Piece, Status
from editorial.plan import make_plan
from editorial.portfolio import Move, move_of, outings
from editorial.segment import Segment


@dataclass(frozen=True)
class Shown:
    """What a preview is made of."""

    decision: Decision
    target: Piece | Edition


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a piece stands on one channel: the edition that shows it there, and the campaign that belongs to."""

    channel: str
    edition: str
    standing: Standing
    campaign: str = ""


def found_piece(decision: Decision, where: str) -> Piece | None:
    """Give the piece of a path or an id; raises EditorialError when there is no such thing."""
    piece = decision.site.by_path(where) or decision.site.piece(where)
    if piece is None and where not in decision.site.unreadable:
        raise EditorialError(_NO_PIECE.fill(found=where))
    return piece


def editions_named(decision: Decision, name: str) -> list[Item]:
    """Give what the agenda says of an edition of that name that is no piece's own."""
    named = [item for item in decision.plan.agenda if name and item.edition == name]
    return named if decision.site.piece(name) is None else []


def whereabouts_of(decision: Decision, piece: Piece) -> list[Whereabouts]:
    """Give where a piece stands on every channel, once for each of its editions there."""
    site = decision.site
    shown = decision.versions.get(piece.path, piece)
    if piece.path in decision.held and any(p.id == piece.id and p is not piece for p in site.pieces):
        held = Standing(State.HELD, None, decision.held[piece.path])
        return [Whereabouts(channel, "", held) for channel in site.charter.channels]
    items = [item for item in decision.plan.agenda if shown.id in item.pieces]
    return [where for channel in site.channels for where in _on(decision, shown, channel, items)]


def _on(decision: Decision, piece: Piece, channel: str, items: Iterable[Item]) -> Iterator[Whereabouts]:
    """Give where a piece stands on one channel; `items` are its lines of the agenda."""
    its = [item for item in items if item.channel == channel]
    if channel not in decision.site.charter.channels:
        yield Whereabouts(channel, "", Standing(State.UNPLANNED, None, _NOT_IN_CHARTER))
    elif channel == "blog" and piece.kind is not Kind.EDITION:
        campaign = next((item.campaign for item in its), "")
        yield Whereabouts(channel, piece.id, decision.plan.standings[piece.id], campaign)
    elif its:
        for item in its:
            standing = Standing(item.state, item.instant, _said(item.note, item.state))
            yield Whereabouts(channel, item.edition, standing, item.campaign)
    else:
        yield Whereabouts(channel, "", Standing(State.UNPLANNED, None, _why_not(decision, piece, channel)))


def move_of_piece(decision: Decision, piece: Piece) -> Move | None:
    """Give what publishing a piece does to its pillar's share; None where the charter does not ask."""
    site, plan = decision.site, decision.plan
    pieces = {known.id: known for known in site.pieces}
    return move_of(piece, site.charter, outings(plan.agenda, pieces, plan.at), plan.at)


def to_preview(decision: Decision, where: str) -> Shown:
    """Give what a preview of a path, an id or an edition shows, as if it were approved."""
    site = decision.site
    if where in site.unreadable:
        problem = site.unreadable[where]
        raise EditorialError(problem.message, where, problem.span)
    piece = site.by_path(where) or site.piece(where)
    # An edition of one piece stands in a slot that others share.
    of_each = next((item.slot for item in decision.plan.agenda if item.edition == where and item.slot), "")
    slot = next(
        (
            s
            for s in decision.schedule.slots
            if s.cadence.channel == "newsletter"
            and (s.id in (where, of_each) or (piece and piece.kind is Kind.EDITION and s.piece == piece.id))
        ),
        None,
    )
    if slot is not None:
        frame = site.piece(slot.piece) if slot.piece else None
        versions_ = dict(decision.versions)
        if frame is not None:
            versions_[frame.path] = _as_if_approved(frame)
        at = max(slot.instant, decision.plan.at)
        held = {path: why for path, why in decision.held.items() if frame is None or path != frame.path}
        plan = make_plan(site, decision.schedule, at, held=held, versions=versions_)
        edition = next((e for e in plan.editions if e.id == (where if of_each else slot.id)), None)
        if edition is None:
            raise EditorialError(_EMPTY_EDITION.fill(found=where))
        return Shown(replace(decision, plan=plan), edition)
    if piece is None:
        raise EditorialError(_NO_PIECE.fill(found=where))
    if piece.kind is Kind.EDITION:
        booking = decision.schedule.booking(piece.id, "newsletter")
        if booking is None:
            raise EditorialError(_NO_SLOT.fill(found=piece.id), piece.path)
        frame, segment = _as_if_approved(piece), Segment(lang=piece.lang)
        made = Edition(booking.edition, "newsletter", booking.instant, (), frame, piece.lang, segment=segment)
        return Shown(decision, made)
    return Shown(decision, _as_if_approved(piece))


def _as_if_approved(piece: Piece) -> Piece:
    return replace(piece, status=Status.APPROVED, embargo=None, expires=None)


def _said(note: Phrase, state: State) -> Phrase:
    if note.en:
        return note
    return _OUT if state is State.LIVE else _PLANNED


def _why_not(decision: Decision, piece: Piece, channel: str) -> Phrase:
    if piece.kind is Kind.PAGE:
        return _PAGES_STAY
    if piece.kind is Kind.EDITION:
        return _FRAMES_STAY
    standing = decision.plan.standings[piece.id]
    if standing.instant is None:
        return standing.reason
    if channel == "newsletter":
        return _SKIPS if piece.newsletter.skip else _NO_EDITION
    note = piece.social.get(channel)
    if note is not None and note.skip:
        return _SKIPS
    is_announced = channel in decision.site.calendar.offsets
    return _ONE_LANGUAGE if is_announced and piece.lang != decision.site.charter.lang else _NO_ENTRY


_NO_PIECE = Phrase("aucun texte ni édition « {found} »", "no piece or edition “{found}”")
_NO_SLOT = Phrase(
    "le calendrier ne donne aucun créneau à « {found} » : ajoutez une entrée slot/piece",
    "the calendar gives “{found}” no slot: add an entry slot/piece",
)
_EMPTY_EDITION = Phrase(
    "l’édition « {found} » est vide à cet instant", "the edition “{found}” is empty at that instant"
)
_NOT_IN_CHARTER = Phrase("la charte ne parle pas de ce canal", "the charter does not speak of this channel")
_OUT = Phrase("paru", "out")
_PLANNED = Phrase("prévu", "planned")
_PAGES_STAY = Phrase("une page ne paraît que sur le blog", "a page appears on the blog only")
_SKIPS = Phrase("le texte demande à ne pas y paraître (skip)", "the piece asks not to appear there (skip)")
_NO_EDITION = Phrase("aucune édition ne le réunit dans la période connue", "no edition collects it in the known period")
_FRAMES_STAY = Phrase(
    "un cadre d’édition ne paraît que dans la lettre", "the frame of an edition appears in the letter only"
)
_ONE_LANGUAGE = Phrase(
    "seule la première langue de la charte y est annoncée : ajoutez une entrée au calendrier",
    "only the charter’s first language is announced there: add an entry to the calendar",
)
_NO_ENTRY = Phrase("ni décalage (offsets) ni entrée au calendrier", "no offset and no entry in the calendar")
