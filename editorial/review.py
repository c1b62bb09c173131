"""The review: what the rules find in the pieces of a site, before anything is planned or rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from editorial.calendar import Calendar
from editorial.channel_ids import is_social
from editorial.edition import Item
from editorial.fields import Complaint
from editorial.finding import Finding, Level, in_order
from editorial.piece import Piece
from editorial.rules import cadence
from editorial.rules.kind import Context, Scope
from editorial.rules.site_kinds import SITE_KINDS
from editorial.site import Site
from editorial.slot import Schedule
from editorial.source import Unreadable
from editorial.verdict import idle, is_exempt, judged, weighed

ALL: frozenset[Scope] = frozenset(Scope)
SITE_PAGES = ("/charte/", "/lettre/", "/archives/")
"""Where the site's own pages stand when nothing says otherwise."""
OWN: frozenset[Scope] = frozenset({Scope.OWN, Scope.DAY})
"""What a text is judged by on its own, at an instant."""
_AROUND: frozenset[Scope] = frozenset({Scope.DAY, Scope.SITE})


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
        lexicon=site.lexicon,
        locate_image=site.locate_image,
        pieces=site.pieces,
        complaints=site.complaints,
        verdicts=site.verdicts,
        approvals=site.approvals,
        unreadable=site.unreadable,
        order=order or {},
        address=address,
        house=site.house,
        house_of=site.house_under,
        taken=frozenset((*taken, *(f"/{lang}/" for lang in site.charter.languages[1:]))),
    )


def review(context: Context) -> tuple[Finding, ...]:
    """Give the findings about all pieces of a context, each alone and together, in order of place.

    What is found in a text by itself is taken from the index of the site, which judged it when it was read.
    """
    findings: list[Finding] = []
    for path, problem in context.unreadable.items():
        findings.append(finding_of(path, problem))
    for piece in context.pieces:
        alone = context.verdicts.get(piece.path, ())
        judging = context.over(piece)
        found = (*alone, *judged(piece, judging, _AROUND))
        if found:
            findings.extend(weighed(found, piece, judging))
        if piece.exemptions:
            findings.extend(idle(found, piece, judging))
    for kind in SITE_KINDS.values():
        findings.extend(replace(finding, is_binding=True) for finding in kind.check_site(context))
    return tuple(in_order(findings))


def review_plan(
    context: Context, agenda: tuple[Item, ...], calendar: Calendar, schedule: Schedule
) -> tuple[Finding, ...]:
    """Give the findings about what a calendar and its plan made of some pieces, but those a piece is exempt from."""
    # What leaves is found without a word on the plan, and without what there would be to say.
    from editorial.rules.plan_kinds import PLAN_KINDS

    planned = replace(context, agenda=agenda, calendar=calendar, schedule=schedule, _kept={})
    found = [finding for kind in PLAN_KINDS.values() for finding in kind.check_plan(planned)]
    about = ((finding, context.by_path.get(finding.path)) for finding in found)
    return tuple(in_order(f for f, piece in about if piece is None or not is_exempt(f, piece, context)))


def counts_old_posts(site: Site) -> bool:
    """Say whether what is found in a plan depends on old posts: how often a network spoke, what it showed before."""
    asked = (name for name, told in site.charter.channels.items() if cadence.is_asked(told.frequency))
    return site.calendar.lasting.rerun_distance is not None or any(map(is_social, asked))


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
    return tuple(in_order(weighed(judged(piece, context, scopes), piece, context)))


def finding_of(path: str, problem: Unreadable) -> Finding:
    """Give the finding that a file cannot be read."""
    return Finding(problem.rule, Level.ERROR, path, problem.span, problem.message, fix=problem.fix, is_binding=True)
