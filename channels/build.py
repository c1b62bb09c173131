"""Builds a site: has every channel check and render what the plan shows, and hands the artifacts to the press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from channels.addresses import read_addresses
from channels.channel import Artifact, Brief
from channels.press import Printed, press
from channels.registry import CHANNELS
from channels.templates import read_look
from editorial.desk import Decision
from editorial.finding import Finding, in_order
from editorial.history import head
from editorial.piece import CHANNELS as CHANNEL_IDS
from editorial.piece import SOCIAL, Piece
from editorial.plan import Appearance, Edition, Plan

OUTPUT = "output"
PREVIEW = ".ligne/preview"
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
    printed = press(artifacts, folder, _colophon(decision), on_progress=on_progress)
    return Built(folder, printed, tuple(findings))


def preview(decision: Decision, target: Piece | Edition, on_progress: Progress) -> Built:
    """Write every channel of one draft, future piece or edition into `.ligne/preview/`, marked as a preview."""
    shown = decision.plan.live
    editions: tuple[Edition, ...]
    if isinstance(target, Edition):
        editions, wanted = (target,), {target.id, *(piece.id for piece in target.pieces)}
    else:
        others = tuple(a for a in shown if a.piece.id != target.id)
        shown = (Appearance(target, decision.plan.at), *others) if target.kind == "piece" else shown
        enabled = [c for c in CHANNEL_IDS if c in decision.site.charter.channels and c != "blog"]
        note_skips = {c for c in SOCIAL if (note := target.social.get(c)) and note.skip}
        editions = tuple(
            Edition(target.id, channel, decision.plan.at, (target,), lang=target.lang)
            for channel in enabled if target.kind == "piece" and channel not in note_skips
        )
        wanted = {target.id}
    pages = (*(p for p in decision.plan.pages if p.id not in wanted), target) if _is_page(target) else decision.plan.pages
    plan = Plan(decision.plan.at, shown, pages, editions, decision.plan.standings, (), ())
    brief = brief_of(replace(decision, plan=plan), is_preview=True)
    findings = in_order([*decision.findings, *channel_findings(brief)])
    artifacts = [a for channel in CHANNELS.values() for a in channel.render(brief) if _is_wanted(a, wanted)]
    folder = decision.site.root / PREVIEW
    _ignore_itself(decision.site.root / ".ligne")
    printed = press(artifacts, folder, {**_colophon(decision), "preview": True}, on_progress=on_progress)
    return Built(folder, printed, tuple(findings))


def _is_page(target: Piece | Edition) -> bool:
    return isinstance(target, Piece) and target.kind == "page"


def _is_wanted(artifact: Artifact, wanted: set[str]) -> bool:
    """Say whether a preview holds an artifact: it is of what is looked at, or what its pages need to be seen."""
    if artifact.edition in wanted or (len(artifact.pieces) <= 1 and wanted & set(artifact.pieces)):
        return True
    return artifact.media_type in ("text/css", "image/svg+xml") and not artifact.pieces


def _colophon(decision: Decision) -> dict[str, object]:
    at = head(decision.site.root)
    return {
        "ligne": engine_version(), "commit": at.commit, "dirty": at.is_dirty,
        "charter": decision.site.charter.version, "at": decision.plan.at.isoformat(), "ledger": None,
    }


def engine_version() -> str:
    """Give the version of Ligne that is installed."""
    try:
        return version("ligne")
    except PackageNotFoundError:
        return "0"


def _ignore_itself(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
