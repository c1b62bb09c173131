"""The review: what the rules find in the pieces of a site, before anything is planned or rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from editorial.fields import Complaint
from editorial.finding import Finding, Level, in_order
from editorial.piece import Piece, Status
from editorial.rules.kind import Context, Kind, Scope
from editorial.rules.registry import KINDS, SITE_KINDS
from editorial.site import Site, locate_image
from editorial.source import Unreadable

ALL: frozenset[Scope] = frozenset(Scope)
SITE_PAGES = ("/charte/", "/lettre/", "/archives/")
"""Where the site's own pages stand when nothing says otherwise."""
OWN: frozenset[Scope] = frozenset({Scope.OWN})
_UNFINISHED = (Status.PITCH, Status.DRAFT)


def context_of(
    site: Site,
    at: datetime,
    *,
    order: Mapping[str, float] | None = None,
    address: Callable[[Piece], str] | None = None,
    taken: Iterable[str] = SITE_PAGES,
) -> Context:
    """Give what the pieces of a site are judged by at an instant.

    `order` gives, by path, what puts a piece before another (its planned instant as a timestamp, say): of two that
    claim one id or address, the later has the error. `address` gives a piece's path on the site, `taken` the paths of
    the site's own pages, to which each further language adds its front page.
    """
    return Context(
        charter=site.charter,
        at=at,
        zone=site.calendar.zone,
        locate_image=partial(locate_image, site.root),
        pieces=site.pieces,
        complaints=site.complaints,
        unreadable=site.unreadable,
        order=order or {},
        address=address,
        taken=frozenset((*taken, *(f"/{lang}/" for lang in site.charter.languages[1:]))),
    )


def review(context: Context) -> tuple[Finding, ...]:
    """Give the findings about all pieces of a context, each alone and together, in order of place."""
    findings: list[Finding] = []
    for path, problem in context.unreadable.items():
        findings.append(finding_of(path, problem))
    for piece in context.pieces:
        findings.extend(review_one(piece, context))
    for kind in SITE_KINDS.values():
        findings.extend(kind.check_site(context))
    return tuple(in_order(findings))


def review_one(
    piece: Piece,
    context: Context,
    *,
    scopes: frozenset[Scope] = ALL,
    complaints: tuple[Complaint, ...] | None = None,
) -> tuple[Finding, ...]:
    """Give the findings about one piece.

    An older version of a piece is judged by its own text alone: `scopes=OWN`, with the `complaints` that reading it
    gave. Those of the context are about today's version, and never count for another.
    """
    todays = context.by_path.get(piece.path)
    if complaints is None and (todays is None or todays.digest != piece.digest):
        complaints = ()
    if complaints is not None:
        context = replace(context, complaints={piece.path: complaints})
    findings: list[Finding] = []
    for kind in KINDS.values():
        if kind.SCOPE in scopes:
            findings.extend(_weighed(kind, piece, context))
    return tuple(in_order(findings))


def finding_of(path: str, problem: Unreadable) -> Finding:
    """Give the finding that a file cannot be read."""
    return Finding(problem.rule, Level.ERROR, path, problem.span, problem.message, fix=problem.fix)


def _weighed(kind: Kind, piece: Piece, context: Context) -> Iterator[Finding]:
    """Give a kind's findings: what the charter wishes only warns in a draft, and a dated exemption lifts it."""
    for finding in kind.check(piece, context):
        if kind.IS_BINDING:
            yield finding
        elif not _is_exempt(finding, piece, context):
            is_eased = finding.level is Level.ERROR and piece.status in _UNFINISHED
            yield replace(finding, level=Level.WARNING) if is_eased else finding


def _is_exempt(finding: Finding, piece: Piece, context: Context) -> bool:
    today = context.at.astimezone(context.zone).date()
    return any(
        exemption.rule in (finding.rule, finding.rule.partition(".")[0])
        and (exemption.until is None or exemption.until >= today)
        for exemption in piece.exemptions
    )
