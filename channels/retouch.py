"""A retouch: some texts were rewritten and tell others what they told, so that only what shows them in full is made.

It stands on the last build: the plan and every file but theirs are as that one left them. Where texts came, went or
tell something else, the site is decided anew, and the pages that this cannot reach are left alone. Where anything else
has changed, or a template of the site's own could show a text anywhere, all of it is laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from channels.addresses import read_addresses
from channels.blog import ripple
from channels.blog.render import in_full
from channels.built import Built
from channels.channel import Brief
from channels.colophon import colophon
from channels.press import distinct, press_beside
from channels.standstill import Inputs, Last, has_same_history, remember
from channels.templates import read_look
from editorial.edition import Appearance, Edition
from editorial.finding import Finding
from editorial.gist import KeptText
from editorial.memory import Memory
from editorial.packed import Unpackable, packed, unpacked
from editorial.piece import Piece
from editorial.plan import Plan
from editorial.site import Site

if TYPE_CHECKING:
    from editorial.desk import Decision

_MOST = 20
"""How many texts are retouched at most: with more of them a build costs little more."""


class Shown(NamedTuple):
    """What a build showed, its pieces by path: of its plan all that is rendered, and what each text told others."""

    live: tuple[tuple[str, datetime], ...]
    pages: tuple[str, ...]
    editions: tuple[tuple[Edition, tuple[str, ...], str], ...]
    """Each without its pieces and frame, then those."""
    told: Mapping[str, str]
    bound: frozenset[str]
    """The texts that no retouch may touch: a word of theirs voids an approval, or has another charter judge them."""
    around: ripple.Around


def remembered(decision: Decision, brief: Brief) -> bytes:
    """Give what a build showed as it is kept; its plan shows no text in another version than today's."""
    plan, site = decision.plan, decision.site
    approved = [piece.path for piece in site.pieces if site.approvals is not None and site.approvals.hold(piece)]
    shown = Shown(
        tuple((appearance.piece.path, appearance.instant) for appearance in plan.live),
        tuple(page.path for page in plan.pages),
        tuple(_apart(edition) for edition in plan.editions),
        {piece.path: _told(piece) for piece in site.pieces},
        decision.judging.movable.union(approved),
        ripple.around(brief),
    )
    return packed(shown)


def retouch(
    site: Site, at: datetime, output: Path, last: Last, inputs: Inputs, on_progress: Callable[[int, int], None]
) -> Built | None:
    """Give the last build retouched for an instant, if that is all there is to do; else None, with nothing touched."""
    pieces = _rewritten(site, at, last, inputs)
    shown = _shown(last) if pieces else None
    if not pieces or shown is None or not has_same_history(site.root, last):
        return None
    if any(piece.path in shown.bound or _told(piece) != shown.told.get(piece.path) for piece in pieces):
        return None
    addresses = read_addresses(site.root, site.charter)
    look = read_look(site.root, [pillar.id for pillar in site.charter.pillars])
    if not (look.is_shipped("newsletter") and look.is_shipped("social")):
        return None
    plan, day = _plan(shown, site, at), site.calendar.local(at).date()
    artifacts = in_full(Brief(site, plan, look, addresses), [piece.as_of(day) for piece in pieces])
    if artifacts is None:
        return None
    signed, memory = colophon(site.root, last.charter, at, last.built.proof), Memory(site.root, output.name)
    printed = press_beside(distinct(artifacts), output, signed, on_progress=on_progress, memory=memory)
    if printed is None:
        return None
    made = replace(
        last.built,
        at=at,
        folder=output,
        made=len(printed.made),
        kept=printed.kept,
        pruned=0,
        is_reindexed=False,
    )
    remember(site.root, last._replace(inputs=inputs.stamps, outputs=printed.stamps, built=made))
    return made


def left_alone(brief: Brief, last: Last, inputs: Inputs) -> frozenset[str]:
    """Give the paths of the blog's pages that are those of the last build whatever changed; none where it may be all.

    The plan of the brief shows no text in another version than today's.
    """
    changed = {path for path, _ in inputs.stamps.items() ^ last.inputs.items()}
    shown = _shown(last) if 0 < len(changed) <= _MOST else None
    if shown is None or not has_same_history(brief.site.root, last):
        return frozenset()
    if any(brief.site.by_path(path) is None and path not in shown.told for path in changed):
        return frozenset()
    before, now = dict(shown.live), {appearance.piece.path: appearance.instant for appearance in brief.plan.live}
    touched = changed | {path for path, _ in before.items() ^ now.items()}
    if len(touched) > _MOST:
        return frozenset()
    instants = {live[path] for live in (before, now) for path in touched if path in live}
    return ripple.left_alone(brief, shown.around, touched, instants)


def _rewritten(site: Site, at: datetime, last: Last, inputs: Inputs) -> Sequence[Piece]:
    """Give the pieces whose files alone changed since the last build, if no finding of it can have moved; else none."""
    if inputs.stamps.keys() != last.inputs.keys() or not last.built.at <= at < last.until or site.is_reindexed:
        return ()
    changed = [path for path, stamp in inputs.stamps.items() if stamp != last.inputs[path]]
    pieces = [site.by_path(path) for path in changed[: _MOST + 1]]
    found = [piece for piece in pieces if piece is not None]
    moved = {finding.path for finding in last.built.findings if not _stays(finding, site)}.intersection(changed)
    return found if len(found) == len(pieces) <= _MOST and not moved else ()


def _stays(finding: Finding, site: Site) -> bool:
    """Say whether a finding stands in the front matter, or is of a text by itself: those are part of what it tells."""
    piece = site.by_path(finding.path)
    own = {(judged.finding.rule, judged.finding.span) for judged in site.verdicts.get(finding.path, ())}
    is_in_front = piece is not None and finding.span.line < piece.source.body_line
    return is_in_front or (finding.rule, finding.span) in own


def _told(piece: Piece) -> str:
    return piece.source.told if isinstance(piece.source, KeptText) else ""


def _shown(last: Last) -> Shown | None:
    try:
        shown = unpacked(last.shown)
    except Unpackable:
        return None
    return shown if isinstance(shown, Shown) else None


def _apart(edition: Edition) -> tuple[Edition, tuple[str, ...], str]:
    paths = tuple(piece.path for piece in edition.pieces)
    return replace(edition, pieces=(), frame=None), paths, edition.frame.path if edition.frame else ""


def _plan(shown: Shown, site: Site, at: datetime) -> Plan:
    """Give the plan that was shown, without its agenda; each of its texts still stands where it stood."""
    day = site.calendar.local(at).date()
    piece = {piece.path: piece.as_of(day) for piece in site.pieces}
    editions = (
        replace(edition, pieces=tuple(piece[path] for path in paths), frame=piece.get(frame))
        for edition, paths, frame in shown.editions
    )
    return Plan(
        at=at,
        live=tuple(Appearance(piece[path], instant) for path, instant in shown.live),
        pages=tuple(piece[path] for path in shown.pages),
        editions=tuple(editions),
        standings={},
        agenda=(),
        findings=(),
    )
