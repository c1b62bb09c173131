"""The desk: has the site reviewed, holds what is wrong, keeps what was right, and plans; every verb starts here.

An error stops a piece from appearing and never takes it down: a piece already live whose text now has an error, or
waits for approval again, is shown as it last was right, read from git.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from editorial.baseline import Baseline, Key, read_baseline, set_apart
from editorial.charter import Charter
from editorial.crew import Crew
from editorial.finding import Finding, Level, Phrase, Span, in_order, is_error
from editorial.judging import Judging, judged_by
from editorial.kept import Kept, last_right, own_findings, planned_instant, settled
from editorial.piece import Piece, Status
from editorial.plan import Plan, horizon, make_plan
from editorial.rejudged import verdicts_under
from editorial.review import context_of, counts_old_posts, review, review_plan
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
    waiting: frozenset[str]
    """The paths of those held that miss nothing but an approval."""
    versions: Mapping[str, Piece]
    judging: Judging
    baseline: Baseline = field(default_factory=Baseline)
    counts: Mapping[Key, int] = field(default_factory=dict)
    """By file and rule, what there was of all that a baseline may hold."""
    hidden: int = 0
    """How many findings are not shown because the baseline has them."""

    @property
    def is_by_history(self) -> bool:
        """Whether another commit may change it: the charter has versions, or a text that is shown lacks an approval."""
        return self.judging.is_by_history or any(finding.rule in LACKS for finding in self.findings)

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
    approved: Mapping[str, str] | None = None,
    against: Charter | None = None,
    baseline: Baseline | None = None,
    crew: Crew | None = None,
    since: datetime | None = None,
    back: timedelta | None = None,
) -> Decision:
    """Give the decision for a site at an instant; raises EditorialError where history is needed and cut short.

    `address` gives a piece's path on the web and `taken` the paths of the site's own pages, so that clashes are found;
    `also` is what a channel found that only it can judge (the pixels of a picture). `approved` gives, by piece id, the
    version of the charter that a valid approval names, by default as the records do; `against` judges every piece by
    another charter, whatever judges it otherwise and live or not. `baseline` is the site's own unless another is given.
    With a crew, what older versions find is remembered. With `since`, the plan is that of what leaves from then on: its
    agenda is not whole, and nothing is said of it. `back` is how far back its agenda is looked at: the posts of before
    may be left out of it, and what is found is the same.
    """
    baseline = read_baseline(site.root) if baseline is None else baseline
    schedule = lay_out(site, horizon(at))
    if approved is None and site.approvals is not None and site.approvals.asks:
        approved = site.approvals.charters_of(site.pieces, site.locate_todays)
    judging = judged_by(site, schedule, at, approved=approved, against=against, is_remembered=crew is not None)
    context = context_of(site, at, order=planned_order(site, schedule), address=address, taken=taken)
    if against is not None:
        context = context.under(against)
    if judging.charters:
        verdicts = {**site.verdicts, **verdicts_under(site, judging.charters, crew)}
        context = replace(context, charters=judging.charters, verdicts=verdicts)
    reviewed = review(context)
    clashes = {finding.path for finding in reviewed if finding.rule.startswith("identity.")}
    if clashes:
        context = replace(context, order=settled(site, schedule, context, clashes, baseline))
        reviewed = review(context)
        clashes = {finding.path for finding in reviewed if finding.rule.startswith("identity.")}
    unfinished = {piece.path for piece in site.pieces if piece.status in (Status.PITCH, Status.DRAFT)}
    apart = set_apart(reviewed, baseline, lambda f: not f.is_binding and f.path not in unfinished)
    findings = [*apart.stand, *also, *judging.findings]
    wrong: dict[str, list[str]] = {}
    for finding in filter(is_error, findings):
        wrong.setdefault(finding.path, []).append(finding.rule)
    lacking = _lacking(findings)
    held: dict[str, Phrase] = {}
    shown: dict[str, Piece] = {}
    pictures: dict[tuple[str, str], Path] = {}
    for path in sorted({*wrong, *_waiting(site, schedule, at)}):
        if path not in site.unreadable and site.by_path(path) is None:
            continue
        # Of two that clash, the later is shown nowhere: not even as it was, since the first has its place.
        is_past_asked = path not in clashes and against is None
        errors = wrong.get(path, [])
        kept = last_right(site, schedule, path, context, baseline, errors) if is_past_asked else None
        if kept is None:
            if errors:
                held[path] = _asked(findings, path) if path in lacking else _HELD.fill(count=len(errors))
        elif kept.is_todays:
            own = own_findings(kept.piece, context.over(kept.piece))
            findings = [
                _softened(f) if is_error(f) and (f in own or (f.path == path and f.rule in LACKS)) else f
                for f in findings
            ]
        else:
            shown[path] = kept.piece
            pictures.update({(path, src): file for src, file in kept.pictures.items()})
            findings.append(_kept_finding(site, path, kept))
    waiting = frozenset(lacking & held.keys())
    first = at - back if back is not None and not counts_old_posts(site) else since
    plan = make_plan(site, schedule, at, held=held, versions=shown, waiting=waiting, since=first)
    if since is None:
        # Judged by another charter, nothing is held that is out: how often a channel spoke is what it was.
        agenda = plan.agenda if against is None else make_plan(site, schedule, at, held={}, versions={}).agenda
        plan = replace(plan, findings=(*plan.findings, *review_plan(context, agenda, site.calendar, schedule)))
    every = tuple(in_order([*findings, *schedule.findings, *plan.findings]))
    site = replace(site, past=pictures) if pictures else site
    return Decision(site, schedule, plan, every, held, waiting, shown, judging, baseline, apart.counts, apart.hidden)


def _waiting(site: Site, schedule: Schedule, at: datetime) -> Iterable[str]:
    """Give the paths of pieces planned to be live whose status says they are being worked on again."""
    for piece in site.pieces:
        if piece.status in (Status.APPROVED, Status.UNPUBLISHED):
            continue
        instant = planned_instant(piece, schedule)
        if instant is not None and instant <= at:
            yield piece.path


def _lacking(findings: Iterable[Finding]) -> set[str]:
    """Give the paths of the texts that have no other error than a missing approval."""
    errors = [finding for finding in findings if is_error(finding)]
    lacking = {finding.path for finding in errors if finding.rule in LACKS}
    return lacking - {finding.path for finding in errors if finding.rule not in LACKS}


def _asked(findings: Iterable[Finding], path: str) -> Phrase:
    """Give what a text waits for."""
    return next(f.message for f in findings if f.path == path and f.rule in LACKS)


def _softened(finding: Finding) -> Finding:
    """Give a live piece's finding as a warning: the text passed when it went live, and has not changed."""
    return replace(finding, level=Level.WARNING)


def _kept_finding(site: Site, path: str, kept: Kept) -> Finding:
    day = site.calendar.local(kept.version.instant).strftime("%Y-%m-%d")
    message = _KEPT.fill(commit=kept.version.commit[:10], day=day)
    return Finding("live.kept", Level.WARNING, path, Span(1, 1, 2), message, fix=_KEPT_FIX)


LACKS = ("approval.missing", "approval.void")
"""The rules that say an approval is missing."""
_HELD = Phrase("retenu : {count} erreur{count:|s} à corriger", "held: {count} error{count:|s} to mend")
_KEPT = Phrase(
    "ce texte est en ligne : le site montre sa dernière version juste, celle du {day} (commit {commit})",
    "this piece is live: the site shows its last right version, that of {day} (commit {commit})",
)
_KEPT_FIX = Phrase(
    "corrigez les erreurs et approuvez le texte pour montrer la nouvelle version",
    "mend the errors and approve the piece to show the new version",
)
