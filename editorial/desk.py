"""The desk: has the site reviewed, holds what is wrong, keeps what was right, and plans; every verb starts here.

An error stops a piece from appearing and never takes it down: a piece already live whose text now has an error, or
waits for approval again, is shown as it last was right, read from git.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from editorial.finding import Finding, Level, Phrase, Span, in_order, is_error
from editorial.kept import Kept, last_right, own_findings, planned_instant, settled
from editorial.piece import Piece, Status
from editorial.plan import Plan, horizon, make_plan
from editorial.review import context_of, review, review_plan
from editorial.schedule import Schedule, lay_out, planned_order
from editorial.site import Site


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
    schedule = lay_out(site, horizon(at))
    context = context_of(site, at, order=planned_order(site, schedule), address=address, taken=taken)
    reviewed = review(context)
    clashes = {finding.path for finding in reviewed if finding.rule.startswith("identity.")}
    if clashes:
        context = replace(context, order=settled(site, schedule, context, clashes))
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
        kept = None if path in clashes else last_right(site, schedule, path, context)
        if kept is None:
            if wrong.get(path):
                held[path] = _HELD.fill(count=wrong[path])
        elif kept.is_todays:
            own = own_findings(kept.piece, context)
            findings = [_softened(f) if is_error(f) and f in own else f for f in findings]
        else:
            shown[path] = kept.piece
            findings.append(_kept_finding(site, path, kept))
    plan = make_plan(site, schedule, at, held=held, versions=shown)
    plan = replace(plan, findings=(*plan.findings, *review_plan(context, plan.agenda, site.calendar, schedule)))
    return Decision(site, schedule, plan, tuple(in_order([*findings, *schedule.findings, *plan.findings])), held, shown)


def _waiting(site: Site, schedule: Schedule, at: datetime) -> Iterable[str]:
    """Give the paths of pieces planned to be live whose status says they are being worked on again."""
    for piece in site.pieces:
        if piece.status in (Status.APPROVED, Status.UNPUBLISHED):
            continue
        instant = planned_instant(piece, schedule)
        if instant is not None and instant <= at:
            yield piece.path


def _softened(finding: Finding) -> Finding:
    """Give a live piece's finding as a warning: the text passed when it went live, and has not changed."""
    return replace(finding, level=Level.WARNING)


def _kept_finding(site: Site, path: str, kept: Kept) -> Finding:
    day = site.calendar.local(kept.version.instant).strftime("%Y-%m-%d")
    message = _KEPT.fill(commit=kept.version.commit[:10], day=day)
    return Finding("live.kept", Level.WARNING, path, Span(1, 1, 2), message, fix=_KEPT_FIX)


_HELD = Phrase("retenu : {count} erreur(s) à corriger", "held: {count} error(s) to mend")
_KEPT = Phrase(
    "ce texte est en ligne : le site montre sa dernière version juste, celle du {day} (commit {commit})",
    "this piece is live: the site shows its last right version, that of {day} (commit {commit})",
)
_KEPT_FIX = Phrase(
    "corrigez les erreurs et approuvez le texte pour montrer la nouvelle version",
    "mend the errors and approve the piece to show the new version",
)
