"""Builds a site: has every channel check and render what the plan shows, and hands the artifacts to the press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from channels.addresses import read_addresses
from channels.channel import Brief
from channels.press import Printed, press
from channels.registry import CHANNELS
from channels.templates import read_look
from editorial.desk import Decision
from editorial.finding import Finding, in_order
from editorial.history import head

OUTPUT = "output"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Built:
    """What a build made, and everything its channels had to say."""

    folder: Path
    printed: Printed
    findings: tuple[Finding, ...]


def brief_of(decision: Decision, *, is_preview: bool = False) -> Brief:
    """Give what the channels work on; raises EditorialError when the theme or channels/blog.yaml cannot be read."""
    site = decision.site
    look = read_look(site.root, [pillar.id for pillar in site.charter.pillars])
    return Brief(site, decision.plan, look, read_addresses(site.root, site.charter), is_preview)


def channel_findings(brief: Brief) -> list[Finding]:
    """Give what the channels' own checks find: pixels, templates, a network's counting."""
    return in_order(finding for channel in CHANNELS.values() for finding in channel.check(brief))


def build(decision: Decision, on_progress: Progress) -> Built:
    """Write the whole output of a site at the decision's instant; raises EditorialError with the output untouched."""
    brief = brief_of(decision)
    findings = in_order([*decision.findings, *channel_findings(brief)])
    artifacts = [artifact for channel in CHANNELS.values() for artifact in channel.render(brief)]
    folder = decision.site.root / OUTPUT
    printed = press(artifacts, folder, colophon(decision), on_progress=on_progress)
    return Built(folder, printed, tuple(findings))


def colophon(decision: Decision) -> dict[str, object]:
    """Give what build.json says of where a build comes from."""
    at = head(decision.site.root)
    return {
        "ligne": engine_version(),
        "commit": at.commit,
        "dirty": at.is_dirty,
        "charter": decision.site.charter.version,
        "at": decision.plan.at.isoformat(),
        "ledger": None,
    }


def engine_version() -> str:
    """Give the version of Ligne that is installed."""
    try:
        return version("ligne")
    except PackageNotFoundError:
        return "0"
