"""Builds a site: has every channel check and render what the plan shows, and hands the artifacts to the press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from channels.addresses import read_addresses
from channels.blog import channel as blog
from channels.built import Built, built
from channels.channel import Artifact, Brief
from channels.colophon import colophon
from channels.leaving import findings_of, to_come, withheld, without
from channels.press import Printed, distinct, press, press_beside
from channels.registry import channels_of
from channels.stage import Made, Task, make_here
from channels.standstill import NAME as LAST
from channels.standstill import Inputs, Last, history_gone_by, remember
from channels.templates import read_look
from editorial.baseline import Baseline
from editorial.charter import Charter
from editorial.crew import Crew
from editorial.finding import Finding, in_order, is_error
from editorial.memory import Memory, forget
from editorial.plan import next_turn
from editorial.review import context_of
from editorial.revisions import calendar_commit
from editorial.scan import Stamp
from editorial.site import Site, read_site
from editorial.verdict import idle_on_channels, is_exempt
from editorial.vouching import proof_on

if TYPE_CHECKING:
    from editorial.desk import Decision

OUTPUT = "output"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LookedOver:
    """A site at an instant, decided and checked by every channel, ready to be rendered."""

    decision: Decision
    brief: Brief
    findings: tuple[Finding, ...]
    is_whole: bool = True
    """Whether no edition stays for want of an approval."""


@dataclass(frozen=True)
class Job:
    """A build, by what any process can begin it with."""

    root: Path
    at: datetime
    jobs: int = 1


@dataclass(frozen=True)
class LaidOut:
    """A build before anything is made: what was decided, and every artifact by its path."""

    seen: LookedOver
    artifacts: Mapping[str, Artifact]


_UNDER_WAY: dict[Job, LaidOut] = {}
"""The build under way: a process that is forked begins with what its parent laid out, another lays it out again."""


def look_over(
    site: Site,
    at: datetime,
    *,
    against: Charter | None = None,
    baseline: Baseline | None = None,
    crew: Crew | None = None,
    is_withholding: bool = True,
) -> LookedOver:
    """Give what was decided of a site at an instant, with what every channel's own check finds.

    What a network cannot take holds that post only. `against` judges every piece by another charter, `baseline` stands
    in for the site's own. An edition that lacks an approval is taken out of the plan, unless `is_withholding` is False.
    Raises EditorialError when the theme or channels/blog.yaml cannot be read.
    """
    seen = _decided(site, at, against=against, baseline=baseline, crew=crew)
    others = _found_elsewhere(seen.brief)
    if is_withholding:
        seen = _withholding(seen)
    return replace(seen, findings=tuple(in_order([*seen.findings, *others])))


def look_over_the_plan(
    site: Site, at: datetime, *, crew: Crew | None = None, back: timedelta | None = None
) -> LookedOver:
    """Give what was decided of a site at an instant, without the letters' and the posts' own checks.

    None of those changes a plan. `back` is how far back its agenda is looked at, None for all of it. Raises
    EditorialError when the theme or channels/blog.yaml cannot be read.
    """
    return _withholding(_decided(site, at, crew=crew, back=back))


def look_over_what_leaves(site: Site, at: datetime, *, crew: Crew | None = None) -> LookedOver:
    """Give what was decided of all that is out at an instant: nothing is said of the plan, whose agenda is not whole.

    Raises EditorialError when the theme or channels/blog.yaml cannot be read.
    """
    return _withholding(_decided(site, at, crew=crew, since=at))


def found_under(seen: LookedOver, charter: Charter) -> list[Finding]:
    """Give what the letter's and the networks' checks find in the same plan when a charter judges every piece."""
    charters = dict.fromkeys((piece.path for piece in seen.brief.site.pieces), charter)
    return _found_elsewhere(replace(seen.brief, charters=charters, _kept={}))


def _decided(
    site: Site,
    at: datetime,
    *,
    against: Charter | None = None,
    baseline: Baseline | None = None,
    crew: Crew | None = None,
    since: datetime | None = None,
    back: timedelta | None = None,
) -> LookedOver:
    """Give a site decided: what the blog cannot show (a broken picture) is an error of the piece like any other."""
    # Loaded where a site is decided: a retouch stands on what was.
    from editorial.desk import decide

    addresses = read_addresses(site.root, site.charter)
    look = read_look(site.root, [pillar.id for pillar in site.charter.pillars])

    decide_with = partial(
        decide,
        site,
        at,
        address=addresses.piece,
        taken=addresses.own(),
        against=against,
        baseline=baseline,
        crew=crew,
        since=since,
        back=back,
    )
    decision = decide_with()
    of_the_blog = list(blog.check(Brief(site, decision.plan, look, addresses)))
    if any(is_error(finding) for finding in of_the_blog):
        decision = decide_with(also=of_the_blog)
    doubts = decision.plan_findings
    brief = Brief(decision.site, decision.plan, look, addresses, charters=decision.judging.charters, doubts=doubts)
    return LookedOver(decision, brief, tuple(in_order([*decision.findings, *of_the_blog])))


def _found_elsewhere(brief: Brief) -> list[Finding]:
    """Give what the letter's and the networks' checks find, but what pieces are exempt from; errors stand."""
    site = brief.site
    channels = channels_of(site.charter).items()
    found = [finding for name, channel in channels if name != "blog" for finding in channel.check(brief)]
    exempt = {piece.path: piece for piece in site.pieces if piece.exemptions}
    if not exempt:
        return found
    context = context_of(site, brief.plan.at)
    stand = [f for f in found if is_error(f) or f.path not in exempt or not is_exempt(f, exempt[f.path], context)]
    for piece in exempt.values():
        stand += idle_on_channels(found, piece, context)
    return stand


def _withholding(seen: LookedOver) -> LookedOver:
    """Give the same without the editions that lack an approval, of which the plan says so."""
    decision, brief, approvals = seen.decision, seen.brief, seen.decision.site.approvals
    if approvals is None or not approvals.asks:
        return seen
    stay = tuple(withheld(brief, channels_of(brief.site.charter)))
    plan = to_come(without(decision.plan, stay), approvals)
    if plan != decision.plan:
        decision, brief = replace(decision, plan=plan), replace(brief, plan=plan, _kept={})
    return LookedOver(decision, brief, tuple(in_order([*seen.findings, *findings_of(stay)])), is_whole=not stay)


def build(job: Job, on_progress: Progress, inputs: Inputs | None = None, last: Last | None = None) -> Built:
    """Write the whole output of a site at an instant; raises EditorialError with the output untouched.

    `inputs` is all there was to read when the build began: with it, the next build can tell a standstill. `last` is
    the one before, which may only need a retouch, or of whose pages many are left alone.
    """
    # What only makes files is loaded here: a check looks over the site without it.
    from channels.blog.render import has_shipped_settings
    from channels.retouch import left_alone, remembered, retouch

    forget(job.root, LAST)
    site, output = read_site(job.root, Crew(job.jobs), inputs.content if inputs else None), job.root / OUTPUT
    if last is not None and inputs is not None:
        retouched = retouch(site, job.at, output, last, inputs, on_progress)
        if retouched is not None:
            return retouched
    seen = look_over(site, job.at, crew=Crew(job.jobs))
    decision, site = seen.decision, seen.decision.site
    is_sure = not decision.held and not decision.versions and seen.is_whole and has_shipped_settings(site)
    if last is not None and inputs is not None and is_sure:
        alone = left_alone(seen.brief, last, inputs)
        printed = _printed(job, replace(seen, brief=replace(seen.brief, alone=alone)), on_progress, last.outputs)
    else:
        printed = _printed(job, seen, on_progress)
    proof = str(proof_on(site) or "")
    made = built(decision.plan, output, printed, seen.findings, is_reindexed=site.is_reindexed, proof=proof)
    if inputs is not None and is_sure:
        until, charter, zone = next_turn(decision.plan, decision.schedule, site), site.charter, site.calendar.zone.key
        head = history_gone_by(job.root, decision.is_by_history)
        shown, stamps = remembered(decision, seen.brief), printed.stamps
        version, calendar = charter.version, calendar_commit(job.root)
        remember(job.root, Last(until, charter.lang, version, zone, inputs.stamps, stamps, made, shown, head, calendar))
    return made


def _printed(job: Job, seen: LookedOver, on_progress: Progress, left: Mapping[str, Stamp] | None = None) -> Printed:
    """Lay a build out and print it, beside the pages that are left alone where these stand as they were `left`."""
    output, memory = job.root / OUTPUT, Memory(job.root, OUTPUT)
    signed = colophon(job.root, seen.brief.site.charter.version, job.at, str(proof_on(seen.decision.site) or ""))
    crew, work = Crew(job.jobs), partial(_make, job)
    _UNDER_WAY.clear()
    artifacts = _lay_out(job, seen).artifacts
    if not seen.brief.alone:
        return press(artifacts, output, signed, on_progress=on_progress, memory=memory, crew=crew, work=work)
    from channels.blog.routes import file_of

    files = (f"site/{file_of(path)}" for path in seen.brief.alone)
    kept = {file: (left or {}).get(file) for file in files}
    printed = press_beside(
        artifacts, output, signed, kept=kept, on_progress=on_progress, memory=memory, crew=crew, work=work
    )
    return printed or _printed(job, replace(seen, brief=replace(seen.brief, alone=frozenset())), on_progress)


def _lay_out(job: Job, seen: LookedOver) -> LaidOut:
    """Give a build laid out, for this process and those that are forked from it."""
    channels = channels_of(seen.decision.site.charter).values()
    artifacts = distinct(artifact for channel in channels for artifact in channel.render(seen.brief))
    _UNDER_WAY[job] = LaidOut(seen, artifacts)
    return _UNDER_WAY[job]


def _make(job: Job, tasks: Sequence[Task]) -> list[Made]:
    """Make some artifacts of a build, in whatever process this is."""
    if job not in _UNDER_WAY:
        site = read_site(job.root, Crew(job.jobs))
        _lay_out(job, look_over(site, job.at, crew=Crew(job.jobs)))
    return make_here(_UNDER_WAY[job].artifacts, tasks)
