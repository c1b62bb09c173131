"""The desk: has the site reviewed, holds what is wrong, keeps what was right, and plans; every verb starts here.

An error stops a piece from appearing and never takes it down: a piece already live whose text now has an error, or
waits for approval again, is shown as it last was right, read from git.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from editorial.charter import PATH as CHARTER_PATH
from editorial.charter import Charter, read_charter
from editorial.edition import Edition, Standing, State
from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase, Span, in_order, is_error
from editorial.history import Version, at_commits, is_shallow, versions
from editorial.piece import CHANNELS, Kind, Piece, Status
from editorial.plan import HORIZON, Plan, make_plan
from editorial.review import OWN, context_of, review, review_one
from editorial.rules.kind import Context
from editorial.schedule import Schedule, lay_out, planned_order
from editorial.site import Site, piece_of
from editorial.source import Unreadable, decode


@dataclass(frozen=True)
class Decision:
    """What was decided of a site at one instant: the plan, and everything found on the way."""

    site: Site
    schedule: Schedule
    plan: Plan
    findings: tuple[Finding, ...]
    held: Mapping[str, Phrase]
    versions: Mapping[str, Piece]

    @property
    def plan_findings(self) -> tuple[Finding, ...]:
        """What the calendar itself gets wrong."""
        return (*self.schedule.findings, *self.plan.findings)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The version of a live piece to show, the commit it comes from, and whether its text is still today's."""

    piece: Piece
    version: Version
    is_todays: bool


@dataclass(frozen=True)
class Shown:
    """What a preview is made of."""

    decision: Decision
    target: Piece | Edition


def decide(
    site: Site,
    at: datetime,
    *,
    address: Callable[[Piece], str] | None = None,
    taken: Iterable[str] = (),
    also: Iterable[Finding] = (),
) -> Decision:
    """Give the decision for a site at an instant; raises EditorialError where history is needed and cut short.

    `address` gives a piece's path on the web and `taken` the paths of the site's own pages, so that clashes are found;
    `also` is what a channel found that only it can judge (the pixels of a picture).
    """
    schedule = lay_out(site, at + HORIZON)
    context = context_of(site, at, order=planned_order(site, schedule), address=address, taken=taken)
    reviewed = review(context)
    clashes = {finding.path for finding in reviewed if finding.rule.startswith("identity.")}
    if clashes:
        context = replace(context, order=_settled(site, schedule, context, clashes))
        reviewed = review(context)
        clashes = {finding.path for finding in reviewed if finding.rule.startswith("identity.")}
    findings = [*reviewed, *also]
    wrong: dict[str, int] = {}
    for finding in findings:
        wrong[finding.path] = wrong.get(finding.path, 0) + is_error(finding)
    held: dict[str, Phrase] = {}
    shown: dict[str, Piece] = {}
    for path in sorted({*(path for path, count in wrong.items() if count), *_waiting(site, schedule, at)}):
        if path not in site.unreadable and site.by_path(path) is None:
            continue
        # Of two that clash, the later is shown nowhere: not even as it was, since the first has its place.
        kept = None if path in clashes else _last_right(site, schedule, path, context)
        if kept is None:
            if wrong.get(path):
                held[path] = _HELD.fill(count=wrong[path])
        elif kept.is_todays:
            own = _own(kept.piece, context)
            findings = [_softened(f) if is_error(f) and f in own else f for f in findings]
        else:
            shown[path] = kept.piece
            findings.append(_kept_finding(site, path, kept))
    plan = make_plan(site, schedule, at, held=held, versions=shown)
    return Decision(site, schedule, plan, tuple(in_order([*findings, *schedule.findings, *plan.findings])), held, shown)


def found_piece(decision: Decision, where: str) -> Piece | None:
    """Give the piece of a path or an id; raises EditorialError when there is no such thing."""
    piece = decision.site.by_path(where) or decision.site.piece(where)
    if piece is None and where not in decision.site.unreadable:
        raise EditorialError(_NO_PIECE.fill(found=where))
    return piece


def standings_of(decision: Decision, piece: Piece) -> list[tuple[str, str, Standing]]:
    """Give where a piece stands on every channel of the charter: the channel, its edition there, and the standing."""
    site, plan = decision.site, decision.plan
    shown = decision.versions.get(piece.path, piece)
    rows = []
    for channel in CHANNELS:
        if channel not in site.charter.channels:
            rows.append((channel, "", Standing(State.UNPLANNED, None, _NOT_IN_CHARTER)))
        elif channel == "blog" and shown.kind is not Kind.EDITION:
            rows.append((channel, shown.id, plan.standings[shown.id]))
        else:
            items = [item for item in plan.agenda if item.channel == channel and shown.id in item.pieces]
            rows += [
                (channel, item.edition, Standing(item.state, item.instant, _said(item.note, item.state)))
                for item in items
            ]
            if not items:
                rows.append((channel, "", Standing(State.UNPLANNED, None, _why_not(decision, shown, channel))))
    return rows


def to_preview(decision: Decision, where: str) -> Shown:
    """Give what a preview of a path, an id or an edition shows, as if it were approved."""
    site = decision.site
    if where in site.unreadable:
        problem = site.unreadable[where]
        raise EditorialError(problem.message, where, problem.span)
    piece = site.by_path(where) or site.piece(where)
    slot = next(
        (
            s
            for s in decision.schedule.slots
            if s.cadence.channel == "newsletter"
            and (s.id == where or (piece and piece.kind is Kind.EDITION and s.piece == piece.id))
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
        edition = next((e for e in plan.editions if e.id == slot.id), None)
        if edition is None:
            raise EditorialError(_EMPTY_EDITION.fill(found=where))
        return Shown(replace(decision, plan=plan), edition)
    if piece is None:
        raise EditorialError(_NO_PIECE.fill(found=where))
    if piece.kind is Kind.EDITION:
        raise EditorialError(_NO_SLOT.fill(found=piece.id), piece.path)
    return Shown(decision, _as_if_approved(piece))


def _as_if_approved(piece: Piece) -> Piece:
    return replace(piece, status=Status.APPROVED, embargo=None, expires=None)


def _waiting(site: Site, schedule: Schedule, at: datetime) -> Iterable[str]:
    """Give the paths of pieces planned to be live whose status says they are being worked on again."""
    for piece in site.pieces:
        if piece.status in (Status.APPROVED, Status.UNPUBLISHED):
            continue
        instant = _planned(piece, schedule)
        if instant is not None and instant <= at:
            yield piece.path


def _planned(piece: Piece, schedule: Schedule) -> datetime | None:
    booking = schedule.booking(piece.id)
    instant = piece.date or (booking.instant if booking else None)
    return max(instant, piece.embargo) if instant and piece.embargo else instant


def _last_right(site: Site, schedule: Schedule, path: str, context: Context) -> _Kept | None:
    """Give the last committed version of a file that was approved, without error of its own, and live."""
    at = context.at
    today = site.by_path(path)
    if today is not None and (today.status is Status.UNPUBLISHED or (today.expires and today.expires <= at)):
        return None
    charters: dict[str, Charter | None] = {}
    past = list(versions(site.root, path))
    texts = at_commits(site.root, [version.commit for version in past], CHARTER_PATH)
    for version, charter_raw in zip(past, texts, strict=True):
        charter = _charter_then(charter_raw, charters)
        if charter is None:
            continue
        try:
            piece, complaints = piece_of(path, version.raw, charter, site.calendar)
        except Unreadable:
            continue
        if any(c.level is Level.ERROR for c in complaints) or piece.status is not Status.APPROVED:
            continue
        instant = _planned(piece, schedule) if piece.kind is Kind.PIECE else (piece.date or version.instant)
        if instant is None or instant > at or (version.until is not None and version.until < instant):
            continue
        if any(is_error(f) for f in _own(piece, context.under(charter))):
            continue
        return _Kept(piece, version, today is not None and piece.digest == today.digest)
    planned = _planned(today, schedule) if today else at
    if planned is not None and planned <= at and is_shallow(site.root):
        raise EditorialError(_SHALLOW.fill(path=path), path)
    return None


def _settled(site: Site, schedule: Schedule, context: Context, clashes: set[str]) -> Mapping[str, float]:
    """Give the order in which pieces claim an id or an address: those already live first: no copy takes over."""
    contested = {name for path in clashes if (piece := site.by_path(path)) for name in _names(piece, context)}
    order = dict(context.order)
    for piece in site.pieces:
        if contested & _names(piece, context) and _last_right(site, schedule, piece.path, context):
            first = list(versions(site.root, piece.path))[-1]
            order[piece.path] = first.instant.timestamp() - _LONG_AGO
    return order


def _names(piece: Piece, context: Context) -> set[str]:
    return {name.casefold() for name in (piece.id, piece.slug, context.address_of(piece), *piece.aliases) if name}


def _charter_then(raw: bytes | None, known: dict[str, Charter | None]) -> Charter | None:
    """Give the charter some bytes of the past hold, None where there was none that reads today."""
    if raw is None:
        return None
    key = str(hash(raw))
    if key not in known:
        try:
            known[key] = read_charter(decode(raw))
        except (EditorialError, Unreadable):
            known[key] = None
    return known[key]


def _own(piece: Piece, context: Context) -> frozenset[Finding]:
    """Give the findings that come of a text and the charter alone, not of the rest of the site."""
    return frozenset(review_one(piece, context, scopes=OWN))


def _softened(finding: Finding) -> Finding:
    """Give a live piece's finding as a warning: the text passed when it went live, and has not changed."""
    return replace(finding, level=Level.WARNING)


def _kept_finding(site: Site, path: str, kept: _Kept) -> Finding:
    day = site.calendar.local(kept.version.instant).strftime("%Y-%m-%d")
    message = _KEPT.fill(commit=kept.version.commit[:10], day=day)
    return Finding("live.kept", Level.WARNING, path, Span(1, 1, 2), message, fix=_KEPT_FIX)


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


_LONG_AGO = 1e12
"""Seconds: puts a piece before any that is not live yet."""
_HELD = Phrase("retenu : {count} erreur(s) à corriger", "held: {count} error(s) to mend")
_KEPT = Phrase(
    "ce texte est en ligne : le site montre sa dernière version juste, celle du {day} (commit {commit})",
    "this piece is live: the site shows its last right version, that of {day} (commit {commit})",
)
_KEPT_FIX = Phrase(
    "corrigez les erreurs et approuvez le texte pour montrer la nouvelle version",
    "mend the errors and approve the piece to show the new version",
)
_SHALLOW = Phrase(
    "il faut l’historique de {path} pour montrer sa dernière version juste, et ce clone est superficiel : "
    "git fetch --unshallow (en CI : fetch-depth: 0)",
    "the history of {path} is needed to show its last right version, and this clone is shallow: "
    "git fetch --unshallow (in CI: fetch-depth: 0)",
)
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
