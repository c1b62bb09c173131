"""Builds a site: has every channel check and render what the plan shows, and hands the artifacts to the press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from channels.addresses import read_addresses
from channels.blog.render import has_shipped_settings
from channels.built import Built, built
from channels.channel import Artifact, Brief
from channels.colophon import colophon
from channels.press import distinct, press
from channels.registry import channels_of
from channels.retouch import remembered, retouch
from channels.stage import Made, Task, make_here
from channels.standstill import NAME as LAST
from channels.standstill import Inputs, Last, remember
from channels.templates import read_look
from editorial.crew import Crew
from editorial.desk import Decision, decide
from editorial.finding import Finding, in_order, is_error
from editorial.memory import Memory, forget
from editorial.plan import next_turn
from editorial.site import Site, read_site

OUTPUT = "output"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LookedOver:
    """A site at an instant, decided and checked by every channel, ready to be rendered."""

    decision: Decision
    brief: Brief
    findings: tuple[Finding, ...]


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


def look_over(site: Site, at: datetime) -> LookedOver:
    """Give what was decided of a site at an instant, with what every channel's own check finds.

    What a network cannot take holds that post only. Raises EditorialError when the theme or channels/blog.yaml cannot
    be read.
    """
    seen = look_over_the_plan(site, at)
    channels = channels_of(site.charter).items()
    others = [f for name, channel in channels if name != "blog" for f in channel.check(seen.brief)]
    return replace(seen, findings=tuple(in_order([*seen.findings, *others])))


def look_over_the_plan(site: Site, at: datetime) -> LookedOver:
    """Give what was decided of a site at an instant, which no letter and no post can change.

    What the blog cannot show (a broken picture) is an error of the piece like any other, so that the desk decides
    again with it. Raises EditorialError when the theme or channels/blog.yaml cannot be read.
    """
    addresses = read_addresses(site.root, site.charter)
    look = read_look(site.root, [pillar.id for pillar in site.charter.pillars])

    decide_with = partial(decide, site, at, address=addresses.piece, taken=addresses.own())
    decision = decide_with()
    blog = channels_of(site.charter)["blog"]
    of_the_blog = list(blog.check(Brief(site, decision.plan, look, addresses)))
    if any(is_error(finding) for finding in of_the_blog):
        decision = decide_with(also=of_the_blog)
    brief = Brief(site, decision.plan, look, addresses)
    return LookedOver(decision, brief, tuple(in_order([*decision.findings, *of_the_blog])))


def build(job: Job, on_progress: Progress, inputs: Inputs | None = None, last: Last | None = None) -> Built:
    """Write the whole output of a site at an instant; raises EditorialError with the output untouched.

    `inputs` is all there was to read when the build began: with it, the next build can tell a standstill. `last` is
    the one before, which may only need a retouch.
    """
    forget(job.root, LAST)
    site, output = read_site(job.root, Crew(job.jobs), inputs.content if inputs else None), job.root / OUTPUT
    if last is not None and inputs is not None:
        retouched = retouch(site, job.at, output, last, inputs, on_progress)
        if retouched is not None:
            return retouched
    _UNDER_WAY.clear()
    laid_out = _UNDER_WAY[job] = _lay_out(site, job.at)
    decision = laid_out.seen.decision
    charter = decision.site.charter
    printed = press(
        laid_out.artifacts,
        output,
        colophon(job.root, charter.version, job.at),
        on_progress=on_progress,
        memory=Memory(job.root, OUTPUT),
        crew=Crew(job.jobs),
        work=partial(_make, job),
    )
    is_reindexed = decision.site.is_reindexed
    made = built(decision.plan, output, printed, laid_out.seen.findings, is_reindexed=is_reindexed)
    is_sure = not decision.held and not decision.versions and has_shipped_settings(decision.site)
    if inputs is not None and is_sure:
        zone = decision.site.calendar.zone.key
        until = next_turn(decision.plan, decision.site)
        shown = remembered(decision.plan, site)
        remember(job.root, Last(until, charter.lang, charter.version, zone, inputs.stamps, printed.stamps, made, shown))
    return made


def _lay_out(site: Site, at: datetime) -> LaidOut:
    """Give a build laid out."""
    seen = look_over(site, at)
    channels = channels_of(seen.decision.site.charter).values()
    return LaidOut(seen, distinct(artifact for channel in channels for artifact in channel.render(seen.brief)))


def _make(job: Job, tasks: Sequence[Task]) -> list[Made]:
    """Make some artifacts of a build, in whatever process this is."""
    if job not in _UNDER_WAY:
        _UNDER_WAY[job] = _lay_out(read_site(job.root, Crew(job.jobs)), job.at)
    return make_here(_UNDER_WAY[job].artifacts, tasks)
