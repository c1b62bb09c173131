"""Which version of the charter judges each piece, and why.

It is the one its approval names, else its key `charter`, else the one in force at its first slot; and it stays so until
the piece says something else after a newer version took effect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from editorial.charter import Charter
from editorial.edited import edited_since
from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase, Span
from editorial.history import commit_before, commit_named, is_shallow
from editorial.memory import Memory
from editorial.piece import Piece, Status
from editorial.schedule import Schedule
from editorial.site import Site
from editorial.versions import NAME, CharterVersion, Versions, read_versions


@dataclass(frozen=True)
class Judging:
    """What judges the pieces that today's charter does not: the version by path, and why; and what was found amiss."""

    todays: str
    charters: Mapping[str, Charter] = field(default_factory=dict)
    grounds: Mapping[str, Phrase] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    movable: frozenset[str] = frozenset()
    """The paths of pieces that another version may judge as soon as they say something else."""
    is_by_history: bool = False
    """Whether there is more than one version, so that git's history decides."""

    def version(self, path: str) -> str:
        """Give the name of the version that judges a piece."""
        return self.charters[path].version if path in self.charters else self.todays


@dataclass(frozen=True)
class _Named:
    """The version a piece starts from, and what names it."""

    version: CharterVersion
    ground: Phrase
    is_final: bool = False


def judged_by(
    site: Site,
    schedule: Schedule,
    at: datetime,
    *,
    approved: Mapping[str, str] | None = None,
    against: Charter | None = None,
    is_remembered: bool = False,
) -> Judging:
    """Give the version that judges each piece at an instant; raises EditorialError where a clone is cut too short.

    `approved` gives, by piece id, the version that a valid approval of today's text names; `against` judges all pieces,
    whatever they name.
    """
    if against is not None:
        grounds = {piece.path: _AGAINST for piece in site.pieces}
        return Judging(against.version, dict.fromkeys(grounds, against), grounds)
    memory = Memory(site.root, NAME) if is_remembered else None
    versions = read_versions(site.root, site.charter, site.calendar.zone, memory)
    found = [*versions.findings, *_unknown(site, versions, approved or {})]
    lacking = [change.version for change in site.charter.changes if versions.named(change.version) is None]
    _demand_named(site, versions, approved or {})
    if len(versions.every) == 1 and not lacking:
        return Judging(site.charter.version, findings=tuple(found))
    first = _first_slots(schedule)
    _demand_history(site, versions, lacking, first)
    if len(versions.every) == 1:
        return Judging(site.charter.version, findings=tuple(found))
    now = versions.in_force(at)
    named = {p.path: _named(p, versions, first.get(p.id), now, approved or {}) for p in site.pieces}
    moved = _moved_on(site, versions, now, named)
    charters, grounds = {}, {}
    for path, start in named.items():
        version, ground = moved.get(path, (start.version, start.ground))
        if version is not versions.todays:
            charters[path], grounds[path] = version.charter, ground
    last = versions.rank(now)
    movable = frozenset(path for path, start in named.items() if versions.rank(start.version) < last)
    return Judging(site.charter.version, charters, grounds, tuple(found), movable, is_by_history=True)


def _named(
    piece: Piece, versions: Versions, slot: datetime | None, now: CharterVersion, approved: Mapping[str, str]
) -> _Named:
    by_approval = versions.named(approved.get(piece.id, ""))
    if by_approval is not None:
        return _Named(by_approval, _APPROVED.fill(version=by_approval.name), is_final=True)
    by_key = versions.named(piece.charter) if piece.charter else None
    if by_key is not None:
        return _Named(by_key, _KEYED.fill(version=by_key.name))
    instant = _planned(piece, slot)
    version = versions.in_force(instant) if instant is not None else now
    return _Named(version, _SLOTTED.fill(version=version.name))


def _planned(piece: Piece, slot: datetime | None) -> datetime | None:
    """Give the instant of a piece's first slot: its date overrides the calendar, its embargo holds both back."""
    instant = piece.date or slot
    return max(instant, piece.embargo) if instant and piece.embargo else instant


def _first_slots(schedule: Schedule) -> dict[str, datetime]:
    """Give, by piece id, the first instant the calendar gives a piece on the blog, else on any channel."""
    first: dict[str, datetime] = {}
    for slot in reversed(schedule.slots):
        if slot.piece and not slot.is_skipped:
            first[slot.piece] = slot.instant
    for (piece_id, _), bookings in schedule.bookings.items():
        first[piece_id] = min(first.get(piece_id, bookings[0].instant), bookings[0].instant)
    for (piece_id, channel), bookings in schedule.bookings.items():
        if channel == "blog":
            first[piece_id] = bookings[0].instant
    return first


def _moved_on(
    site: Site, versions: Versions, now: CharterVersion, named: Mapping[str, _Named]
) -> Mapping[str, tuple[CharterVersion, Phrase]]:
    """Give, by path, the newest version under which a piece was edited, where that is newer than the one it names."""
    last = versions.rank(now)
    waiting = {
        path: versions.rank(start.version)
        for path, start in named.items()
        if not start.is_final and versions.rank(start.version) < last
    }
    moved: dict[str, tuple[CharterVersion, Phrase]] = {}
    for rank in range(last, 0, -1):
        pieces = [p for p in site.pieces if waiting.get(p.path, rank) < rank and p.path not in moved]
        version = versions.every[rank]
        commit = _in_effect_at(site, version) if pieces else None
        if commit is not None:
            ground = _EDITED.fill(version=version.name)
            moved.update(dict.fromkeys(edited_since(site, commit, pieces), (version, ground)))
    return moved


def _in_effect_at(site: Site, version: CharterVersion) -> str | None:
    """Give the commit at which a version took effect: the last one before its day, and not before it was written."""
    if not version.begun or version.begun_at is None:
        return commit_named(site.root, "HEAD")
    return version.begun if version.begun_at >= version.since else commit_before(site.root, version.since)


def _unknown(site: Site, versions: Versions, approved: Mapping[str, str]) -> Iterator[Finding]:
    """Say which pieces name a version that is not there, by their key or by their approval."""
    known = ", ".join(version.name for version in versions.every)
    for piece in site.pieces:
        by_approval = approved.get(piece.id, "")
        if by_approval and versions.named(by_approval) is None:
            message = _APPROVED_LOST.fill(found=by_approval, known=known)
            yield Finding("version.unknown", Level.WARNING, piece.path, Span(1, 1, 2), message, fix=_APPROVED_LOST_FIX)
        if piece.charter and versions.named(piece.charter) is None:
            is_on_paper = any(change.version == piece.charter for change in site.charter.changes)
            message = (_ON_PAPER if is_on_paper else _NO_VERSION).fill(found=piece.charter, known=known)
            is_unfinished = piece.status in (Status.PITCH, Status.DRAFT)
            level = Level.WARNING if is_on_paper or is_unfinished else Level.ERROR
            span = piece.source.front.span(("charter",))
            yield Finding("version.unknown", level, piece.path, span, message, fix=_NO_VERSION_FIX)


def _demand_named(site: Site, versions: Versions, approved: Mapping[str, str]) -> None:
    """Raise EditorialError where a piece or its approval names a version that a shallow clone lacks."""
    for piece in site.pieces:
        for name in (approved.get(piece.id, ""), piece.charter):
            if name and versions.named(name) is None and is_shallow(site.root):
                raise EditorialError(_SHALLOW.fill(path=piece.path, versions=name), piece.path, Span())


def _demand_history(site: Site, versions: Versions, lacking: Sequence[str], first: Mapping[str, datetime]) -> None:
    """Raise EditorialError where a piece needs a version that a shallow clone lacks."""
    oldest = versions.every[0]
    if not lacking or not versions.todays.begun:
        return
    for piece in site.pieces:
        instant = _planned(piece, first.get(piece.id))
        if piece.charter in lacking or (instant is not None and instant < oldest.since):
            if is_shallow(site.root):
                raise EditorialError(_SHALLOW.fill(path=piece.path, versions=", ".join(lacking)), piece.path, Span())
            return


_AGAINST = Phrase("demandée sur la ligne de commande", "asked for on the command line")
_APPROVED = Phrase("son approbation nomme la version {version}", "its approval names version {version}")
_KEYED = Phrase("sa clé charter nomme la version {version}", "its key charter names version {version}")
_SLOTTED = Phrase(
    "la version {version} était en vigueur à son premier créneau",
    "version {version} was in force at its first slot",
)
_EDITED = Phrase(
    "il a été modifié après l’entrée en vigueur de la version {version}",
    "it was edited after version {version} took effect",
)
_NO_VERSION = Phrase(
    "la charte n’a pas de version « {found} » ; elle a : {known}",
    "the charter has no version “{found}”; it has: {known}",
)
_ON_PAPER = Phrase(
    "git n’a pas le texte de la charte {found}, que « changes » cite : une autre juge cet article ({known})",
    "git does not have the charter {found}, which “changes” names: another judges this piece ({known})",
)
_APPROVED_LOST = Phrase(
    "son approbation nomme la charte {found}, que git n’a pas : une autre juge ce texte ({known})",
    "its approval names the charter {found}, which git does not have: another judges this piece ({known})",
)
_APPROVED_LOST_FIX = Phrase(
    "retrouvez l’historique de la charte (git fetch), ou faites approuver le texte de nouveau",
    "bring the charter’s history back (git fetch), or have the piece approved again",
)
_NO_VERSION_FIX = Phrase(
    "nommez l’une de ces versions, ou retirez la clé charter", "name one of those versions, or remove the key charter"
)
_SHALLOW = Phrase(
    "il faut la charte {versions} pour juger {path}, et ce clone est superficiel : "
    "git fetch --unshallow (en CI : fetch-depth: 0)",
    "the charter {versions} is needed to judge {path}, and this clone is shallow: "
    "git fetch --unshallow (in CI: fetch-depth: 0)",
)
