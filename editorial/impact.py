"""What another charter would change for what is live and planned: which pieces would newly fail, which be freed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from editorial.baseline import set_apart
from editorial.charter import Charter
from editorial.crew import Crew
from editorial.desk import Decision
from editorial.edition import State
from editorial.finding import Finding, Level
from editorial.piece import Piece, Status
from editorial.rejudged import verdicts_under
from editorial.review import context_of, review
from editorial.schedule import planned_order

Checks = Callable[[Charter], Iterable[Finding]]
"""Gives what the channels find of the site under a charter."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A piece that another charter changes something for: whether it is live, and its first finding of that rule."""

    piece: Piece
    is_live: bool
    finding: Finding
    count: int


@dataclass(frozen=True, slots=True)
class OfRule:
    """The pieces that one rule newly fails, or frees."""

    rule: str
    level: Level
    pieces: tuple[Touched, ...]


@dataclass(frozen=True)
class Impact:
    """How many pieces were looked at, which would newly fail and which be freed, by rule, the gravest first."""

    live: int
    planned: int
    failing: tuple[OfRule, ...]
    freed: tuple[OfRule, ...]


def impact(decision: Decision, before: Charter, after: Charter, checks: Checks, crew: Crew | None = None) -> Impact:
    """Give what going from one charter to another changes for the pieces that are live or planned.

    Each is judged in full by both, as if it were approved and whatever version judges it now; what the baseline allows
    is left out, and suggestions are.
    """
    standing = dict(_live_and_planned(decision))
    found = [_by_rule(_found(decision, charter, checks, crew), standing) for charter in (before, after)]
    pieces = {piece.path: piece for piece in decision.site.pieces}
    live = sum(standing.values())
    gained, lost = ({k: v for k, v in one.items() if k not in other} for one, other in (found[::-1], found))
    return Impact(live, len(standing) - live, _rows(gained, pieces, standing), _rows(lost, pieces, standing))


def _live_and_planned(decision: Decision) -> Iterable[tuple[str, bool]]:
    """Give the path of each piece that is out or to come, and whether it is out."""
    for piece in decision.site.pieces:
        shown = decision.versions.get(piece.path, piece)
        standing = decision.plan.standings.get(shown.id)
        if standing is None or standing.instant is None:
            continue
        if standing.state is State.LIVE:
            yield piece.path, True
        elif standing.state in (State.SCHEDULED, State.EMBARGOED, State.HELD, State.UNAPPROVED):
            yield piece.path, False


def _found(decision: Decision, charter: Charter, checks: Checks, crew: Crew | None) -> tuple[Finding, ...]:
    site = decision.site
    every = dict.fromkeys((piece.path for piece in site.pieces), charter)
    pieces = tuple(replace(piece, status=_as_approved(piece.status)) for piece in site.pieces)
    context = context_of(site, decision.plan.at, order=planned_order(site, decision.schedule))
    context = replace(
        context, charters=every, pieces=pieces, verdicts={**site.verdicts, **verdicts_under(site, every, crew)}
    )
    reviewed = [finding for finding in review(context) if not finding.rule.startswith("exemption.")]
    apart = set_apart(reviewed, decision.baseline, lambda finding: not finding.is_binding)
    return (*apart.stand, *checks(charter))


def _as_approved(status: Status) -> Status:
    return status if status is Status.UNPUBLISHED else Status.APPROVED


def _by_rule(
    findings: Iterable[Finding], standing: Mapping[str, bool]
) -> dict[tuple[Level, str, str], tuple[Finding, int]]:
    found: dict[tuple[Level, str, str], tuple[Finding, int]] = {}
    for finding in findings:
        if finding.path in standing and finding.level is not Level.SUGGESTION:
            key = (finding.level, finding.rule, finding.path)
            first, count = found.get(key, (finding, 0))
            found[key] = first, count + 1
    return found


def _rows(
    found: Mapping[tuple[Level, str, str], tuple[Finding, int]],
    pieces: Mapping[str, Piece],
    standing: Mapping[str, bool],
) -> tuple[OfRule, ...]:
    rows: dict[tuple[Level, str], list[Touched]] = {}
    for (level, rule, path), (finding, count) in sorted(found.items(), key=lambda item: item[0][1:]):
        rows.setdefault((level, rule), []).append(Touched(pieces[path], standing[path], finding, count))
    weights = list(Level)
    order = sorted(rows.items(), key=lambda item: (weights.index(item[0][0]), -len(item[1]), item[0][1]))
    return tuple(OfRule(rule, level, tuple(touched)) for (level, rule), touched in order)


def pieces_in(rows: Iterable[OfRule], level: Level = Level.ERROR) -> Mapping[str, bool]:
    """Give the paths of the pieces in some rows of a level, each once, and whether it is live."""
    return {one.piece.path: one.is_live for row in rows if row.level is level for one in row.pieces}
