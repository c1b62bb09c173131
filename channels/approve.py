"""Has texts, editions and the masthead approved: finds what is meant, says what it says, and has the record written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from channels.build import look_over
from channels.leaving import authors_of, verdict_on, waiting
from channels.registry import channels_of
from editorial.amend import write_approval, write_masthead
from editorial.approval import OneOf
from editorial.approvals import Approvals, Verdict, read_approvals
from editorial.charter import PATH as CHARTER_PATH
from editorial.desk import Decision
from editorial.edition import Edition, Item, State
from editorial.endorsement import approver_of, endorsed, names_of, next_link, role_of
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.inquiry import found_piece
from editorial.line import read_line
from editorial.piece import Piece, Status
from editorial.record import Record
from editorial.site import Site
from editorial.trust import Link, signer_of


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line: what to approve, in which role, on which channel, by whom, with which key."""

    names: tuple[str, ...]
    role: str = ""
    channel: str = ""
    person: str = ""
    key: Path | None = None


@dataclass(frozen=True)
class Given:
    """An approval given: the record, the files it may be, whether it is new, and whose approval is still missing."""

    record: Record
    paths: tuple[str, ...]
    is_new: bool
    missing: tuple[OneOf, ...]
    is_verified: bool
    status: Status = Status.APPROVED
    """The status of the piece, without which no approval lets it appear."""

    @property
    def path(self) -> str:
        """The file it is in."""
        return self.paths[0]


@dataclass(frozen=True)
class Sealed:
    """A masthead signed: its file, and whether it was signed already."""

    link: Link
    path: str
    is_new: bool
    root: str
    """The fingerprint of the key, where it is the first one."""


def seal_masthead(root: Path, asked: Asked, at: datetime) -> Sealed:
    """Sign the masthead of the charter as it stands; raises EditorialError where the key may not."""
    link = next_link(root, read_line(root).charter, asked.person, asked.key, at)
    first = (signer_of(link) or "") if not link.previous else ""
    if link.path:
        return Sealed(link, link.path, False, first)
    return Sealed(link, write_masthead(root, link), True, first)


def approve(site: Site, asked: Asked, at: datetime) -> list[Given]:
    """Write a record for each text or edition named; raises EditorialError, with nothing written, where one fails."""
    seen = look_over(site, at)
    approvals = site.approvals or read_approvals(site.root, site.charter)
    given = []
    for name in asked.names:
        if asked.channel or not _is_piece(seen.decision, name):
            edition, verdict = _edition(site, approvals, _item(seen.decision, name, asked.channel), at)
            given.append(_given(site, asked, at, _Said(edition.id, verdict, authors_of(edition), edition.channel)))
            continue
        for piece in _pieces(seen.decision, name):
            verdict = approvals.of_piece(piece, approvals.say(piece, site.locate_todays))
            given.append(_given(site, asked, at, _Said(piece.id, verdict, piece.authors, status=piece.status)))
    return [_written(site, one) for one in given]


@dataclass(frozen=True)
class _Said:
    """What is approved: an id, what the records say of it so far, who wrote it, and the channel of an edition."""

    id: str
    verdict: Verdict
    authors: tuple[str, ...]
    channel: str = ""
    status: Status = Status.APPROVED


def _given(site: Site, asked: Asked, at: datetime, said: _Said) -> Given:
    """Give an approval, signed but not written yet."""
    charter, verdict = site.charter, said.verdict
    trust = site.approvals.trust if site.approvals else read_approvals(site.root, charter).trust
    approver = approver_of(site.root, charter, trust.now, asked.person, asked.key)
    role = role_of(approver, asked.role, verdict)
    same = [r for r in verdict.counted if (r.by, r.role) == (approver.holder.id, role)]
    if same:
        return Given(same[0], (same[0].path,), False, verdict.missing, trust.is_pinned)
    record = endorsed(said.id, verdict, approver, role, charter, trust, at, authors=said.authors, channel=said.channel)
    missing = tuple(one_of for one_of in verdict.missing if role not in one_of)
    return Given(record, names_of(record, verdict.asked), True, missing, trust.is_pinned, said.status)


def _written(site: Site, given: Given) -> Given:
    return replace(given, paths=(write_approval(site.root, given.record, given.paths),)) if given.is_new else given


def _is_piece(decision: Decision, name: str) -> bool:
    site = decision.site
    return bool(site.by_path(name) or site.piece(name) or name in site.unreadable or (site.root / name).is_dir())


def _pieces(decision: Decision, name: str) -> Iterator[Piece]:
    """Give the piece of a path or an id, or every approved one below a folder."""
    site = decision.site
    if (site.root / name).is_dir():
        below = [p for p in site.pieces if p.path.startswith(f"{name}/") and p.status is Status.APPROVED]
        if not below:
            raise EditorialError(_EMPTY_FOLDER.fill(found=name))
        yield from below
        return
    piece = found_piece(decision, name)
    if piece is None:
        problem = site.unreadable[name]
        raise EditorialError(problem.message, name, problem.span)
    yield piece


def _item(decision: Decision, name: str, channel: str) -> Item:
    """Give the line of the agenda of an edition, by its id."""
    channel = channel or "newsletter"
    items = [item for item in decision.plan.agenda if item.edition == name and item.channel == channel]
    if not items and name.endswith(".md"):
        raise EditorialError(_NO_FILE, name)
    if not items:
        known = sorted({i.edition for i in decision.plan.agenda if i.channel == channel and i.edition})
        raise EditorialError(_NO_EDITION.fill(found=name, channel=channel, known=_few(known)))
    return items[0]


def _edition(site: Site, approvals: Approvals, item: Item, at: datetime) -> tuple[Edition, Verdict]:
    """Give an edition and the verdict on its bytes: those of its slot, or of now where that has passed."""
    seen = look_over(site, max(at, item.instant), is_withholding=False)
    plan = seen.decision.plan
    edition = next((e for e in plan.editions if (e.id, e.channel) == (item.edition, item.channel)), None)
    if edition is None:
        then = next(i for i in plan.agenda if (i.edition, i.channel) == (item.edition, item.channel))
        raise EditorialError((_NOT_OUT if then.note.en else _EMPTY).fill(edition=item.edition, why=then.note))
    return edition, verdict_on(seen.brief, channels_of(site.charter), approvals, edition)


def foreseen(site: Site, items: Sequence[Item], at: datetime) -> list[Item]:
    """Give the lines of an edition's agenda; one whose approval is of other bytes than its slot will send says so."""
    found = []
    for item in items:
        approvals = site.approvals
        is_asked = approvals and approvals.asks and approvals.trust.now.approval.asked_on(item.channel)
        if not approvals or not is_asked or item.state is not State.SCHEDULED:
            found.append(item)
            continue
        try:
            edition, verdict = _edition(site, approvals, item, at)
        except EditorialError as error:  # nothing to show, or nothing that can be made: that is what there is to say
            found.append(item._replace(note=error.problems[0].message))
            continue
        reason = None if verdict.is_approved else waiting(site.charter, edition, verdict).reason
        found.append(item._replace(state=State.UNAPPROVED, note=reason) if reason else item)
    return found


def _few(known: Sequence[str]) -> str:
    return ", ".join(known[-5:]) or "-"


def is_charter(name: str) -> bool:
    """Say whether the charter itself is to be signed."""
    return name == CHARTER_PATH


_EMPTY_FOLDER = Phrase(
    "aucun texte sous « {found} » n’a status: approved", "no piece under “{found}” has status: approved"
)
_NO_EDITION = Phrase(
    "aucun texte ni édition « {found} » sur {channel} ; dernières éditions : {known}",
    "no piece or edition “{found}” on {channel}; last editions: {known}",
)
_NO_FILE = Phrase("ce texte n’existe pas", "there is no such piece")
_EMPTY = Phrase(
    "l’édition {edition} ne réunit aucun texte à son créneau : il n’y a rien à approuver",
    "the edition {edition} collects no piece at its slot: there is nothing to approve",
)
_NOT_OUT = Phrase(
    "l’édition {edition} n’a rien à montrer à son créneau : {why}",
    "the edition {edition} has nothing to show at its slot: {why}",
)
