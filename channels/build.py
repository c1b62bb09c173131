"""Builds a site: has every channel check and render what the plan shows, and hands the artifacts to the press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from channels.addresses import read_addresses
from channels.channel import Brief
from channels.colophon import colophon
from channels.press import Printed, press
from channels.registry import CHANNELS
from channels.templates import read_look
from editorial.desk import Decision, decide
from editorial.finding import Finding, in_order, is_error
from editorial.site import Site

OUTPUT = "output"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LookedOver:
    """A site at an instant, decided and checked by every channel, ready to be rendered."""

    decision: Decision
    brief: Brief
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Built:
    """What a build made, and everything its channels had to say."""

    folder: Path
    printed: Printed
    findings: tuple[Finding, ...]


def look_over(site: Site, at: datetime) -> LookedOver:
    """Give what was decided of a site at an instant, with what every channel's own check finds.

    What the blog cannot show (a broken picture) is an error of the piece like any other, so that the desk decides
    again with it; what a network cannot take holds that post only. Raises EditorialError when the theme or
    channels/blog.yaml cannot be read.
    """
    addresses = read_addresses(site.root, site.charter)
    look = read_look(site.root, [pillar.id for pillar in site.charter.pillars])

    decide_with = partial(decide, site, at, address=addresses.piece, taken=addresses.own())
    decision = decide_with()
    of_the_blog = list(CHANNELS["blog"].check(Brief(site, decision.plan, look, addresses)))
    if any(is_error(finding) for finding in of_the_blog):
        decision = decide_with(also=of_the_blog)
    brief = Brief(site, decision.plan, look, addresses)
    others = [f for name, channel in CHANNELS.items() if name != "blog" for f in channel.check(brief)]
    return LookedOver(decision, brief, tuple(in_order([*decision.findings, *of_the_blog, *others])))


def build(seen: LookedOver, on_progress: Progress) -> Built:
    """Write the whole output of a site at the plan's instant; raises EditorialError with the output untouched."""
    artifacts = [artifact for channel in CHANNELS.values() for artifact in channel.render(seen.brief)]
    folder = seen.decision.site.root / OUTPUT
    printed = press(artifacts, folder, colophon(seen.decision), on_progress=on_progress)
    return Built(folder, printed, seen.findings)
