"""What was right: the last version of a live piece that had no fault, read from git, and who came first.

Live is decided by commits: a version was live when it had reached its slot before the next one was committed.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from editorial.approvals import approvals_then
from editorial.baseline import EMPTY, Baseline, has_new_error
from editorial.charter import PATH as CHARTER_PATH
from editorial.charter import Charter
from editorial.charter_file import read_past_charter
from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase
from editorial.gist import images_in_text, leads_of
from editorial.history import Version, at_commits, commits_of, is_shallow, versions
from editorial.house_then import styles_at
from editorial.index import piece_of
from editorial.past import brought_back, picture_at, pictures_at, places
from editorial.piece import Kind, Piece, Status
from editorial.review import OWN, review_one
from editorial.rules.kind import Context
from editorial.rules.texts import sources
from editorial.scan import CONTENT
from editorial.schedule import Schedule
from editorial.semantic import said_hash
from editorial.site import Site
from editorial.source import Unreadable, decode


@dataclass(frozen=True, slots=True)
class Kept:
    """The version of a live piece to show, the commit it comes from, and whether its text is still today's.

    `pictures` gives the files of those that were approved with it and are others today, by what it calls them.
    """

    piece: Piece
    version: Version
    is_todays: bool
    pictures: Mapping[str, Path]


def last_right(
    site: Site,
    schedule: Schedule,
    path: str,
    context: Context,
    baseline: Baseline = EMPTY,
    errors: Container[str] = (),
) -> Kept | None:
    """Give the last committed version of a file that was approved, live, and without error of its own.

    What the baseline allows is none. `errors` are the rules that today's text breaks: where one of them is about files
    that the text leans on, a version for which these never were any better was not right either.
    """
    at = context.at
    today = site.by_path(path)
    if today is not None and (today.status is Status.UNPUBLISHED or (today.expires and today.expires <= at)):
        return None
    charters: dict[tuple[bytes, str], Charter | None] = {}
    past = list(versions(site.root, path))
    commits = [version.commit for version in past]
    lines = zip(past, at_commits(site.root, commits, CHARTER_PATH), styles_at(site.root, commits), strict=True)
    for version, charter_raw, styles_tree in lines:
        charter = _charter_then(charter_raw, styles_tree, charters)
        if charter is None:
            continue
        try:
            piece, complaints = piece_of(path, version.raw, charter, site.calendar)
        except Unreadable:
            continue
        if any(c.level is Level.ERROR for c in complaints) or piece.status is not Status.APPROVED:
            continue
        instant = planned_instant(piece, schedule) if piece.kind is Kind.PIECE else (piece.date or version.instant)
        if instant is None or instant > at or (version.until is not None and version.until < instant):
            continue
        # As it stood on its own day: an exemption that has ended since was still one.
        then = replace(context.under(charter), at=min(at, max(version.instant, instant)))
        if has_new_error(own_findings(piece, then), baseline):
            continue
        if _never_was_better(site, piece, errors):
            continue
        pictures = _approved_pictures(site, piece, version, charter, context)
        if pictures is None:
            continue
        is_todays = today is not None and piece.digest == today.digest and not pictures
        return Kept(piece, version, is_todays, pictures)
    planned = planned_instant(today, schedule) if today else at
    never = today is not None and context.approvals is not None and context.approvals.never_had(today)
    if planned is not None and planned <= at and not never and is_shallow(site.root):
        raise EditorialError(_SHALLOW.fill(path=path), path)
    return None


def settled(
    site: Site, schedule: Schedule, context: Context, clashes: set[str], baseline: Baseline = EMPTY
) -> Mapping[str, float]:
    """Give the order in which pieces claim an id or an address: those already live first, so that no copy wins."""
    contested = {name for path in clashes if (piece := site.by_path(path)) for name in _names(piece, context)}
    order = dict(context.order)
    for piece in site.pieces:
        if contested & _names(piece, context) and last_right(site, schedule, piece.path, context, baseline):
            first = list(versions(site.root, piece.path))[-1]
            order[piece.path] = first.instant.timestamp() - _LONG_AGO
    return order


def own_findings(piece: Piece, context: Context) -> frozenset[Finding]:
    """Give the findings that come of a text and the charter alone, not of the rest of the site."""
    return frozenset(review_one(piece, context, scopes=OWN))


def _never_was_better(site: Site, piece: Piece, errors: Container[str]) -> bool:
    """Say whether git never had a text that a piece links to, a picture it names, or any other bytes of its pictures.

    Where git cannot tell, it may have been better: what is live stays up.
    """
    if "links.missing-piece" in errors:
        missing = [lead.path for lead in leads_of(piece) if lead.path and not (site.root / lead.path).exists()]
        if any(not path.startswith(f"{CONTENT}/") or not commits_of(site.root, path) for path in missing):
            return True
    if not ("image.missing" in errors or "image.unusable" in errors):
        return False
    named = [source.src for source in sources(piece, images_in_text(piece)) if places(piece, source.src)]
    there = {src: site.locate_todays(piece, src) for src in named}
    if any(not any(commits_of(site.root, path) for path in places(piece, src)) for src in named if there[src] is None):
        return True
    return "image.unusable" in errors and all(
        sum(len(commits_of(site.root, path)) for path in places(piece, src)) == 1
        and picture_at(site.root, "HEAD", piece, src) == file.read_bytes()
        for src, file in there.items()
        if file is not None
    )


def _approved_pictures(
    site: Site, piece: Piece, version: Version, charter: Charter, context: Context
) -> Mapping[str, Path] | None:
    """Give the pictures to bring back for a version with each approval its day asked for; None where it lacks one.

    Where a root is pinned, the signed mastheads say what was in force, not the history of the charter.
    """
    approvals = context.approvals
    if approvals is None:
        return {}
    masthead = approvals_then(approvals, charter)
    if not (masthead or approvals.trust.now).approval.asks:
        return {}
    if approvals.of_piece(piece, approvals.say(piece, context.locate_image), masthead).is_approved:
        return {}
    if not approvals.of_piece(piece, said_hash(piece, pictures_at(site.root, version.commit)), masthead).is_approved:
        return None
    return {
        source.src: brought_back(site.root, source.src, raw)
        for source in sources(piece, images_in_text(piece))
        if (raw := picture_at(site.root, version.commit, piece, source.src)) is not None
    }


def planned_instant(piece: Piece, schedule: Schedule) -> datetime | None:
    """Give the instant from which a piece is to be on the blog, its embargo counted; None where it has none."""
    booking = schedule.booking(piece.id)
    instant = piece.date or (booking.instant if booking else None)
    return max(instant, piece.embargo) if instant and piece.embargo else instant


def _names(piece: Piece, context: Context) -> set[str]:
    return {name.casefold() for name in (piece.id, piece.slug, context.address_of(piece), *piece.aliases) if name}


def _charter_then(
    raw: bytes | None, styles_tree: str, known: dict[tuple[bytes, str], Charter | None]
) -> Charter | None:
    """Give the charter some bytes of the past hold, None where there was none that reads today."""
    if raw is None:
        return None
    key = (raw, styles_tree)
    if key not in known:
        try:
            known[key] = replace(read_past_charter(decode(raw)), styles_tree=styles_tree)
        except (EditorialError, Unreadable):
            known[key] = None
    return known[key]


_LONG_AGO = 1e12
"""Seconds: puts a piece before any that is not live yet."""
_SHALLOW = Phrase(
    "il faut l’historique de {path} pour montrer sa dernière version juste, et ce clone est superficiel : "
    "git fetch --unshallow (en CI : fetch-depth: 0)",
    "the history of {path} is needed to show its last right version, and this clone is shallow: "
    "git fetch --unshallow (in CI: fetch-depth: 0)",
)
