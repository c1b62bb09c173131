"""What leaves with an edition: the digest of its bytes, and which editions stay because nobody approved those."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from channels.channel import Artifact, Audience, Brief, Channel
from editorial.approval import OneOf
from editorial.approvals import Approvals, Verdict, missing_words
from editorial.calendar import PATH as CALENDAR_PATH
from editorial.channel_ids import is_social
from editorial.charter import Charter
from editorial.edition import Edition, Item, State
from editorial.finding import Finding, Level, Phrase, Span, in_order
from editorial.plan import Plan

LATENESS = timedelta(days=1)
"""How long after its slot an edition may still leave, where the calendar does not say."""
VERSION = "out1"
"""Names what is hashed and how: the files of an edition, by path and digest."""


@dataclass(frozen=True)
class Withheld:
    """An edition that stays, and whose approval it waits for."""

    edition: Edition
    reason: Phrase
    finding: Finding


def leaving_hash(artifacts: Iterable[Artifact], edition: Edition) -> str:
    """Give the digest of every file that an edition shows its readers, as `out1:` and 64 hexadecimal digits."""
    made = hashlib.sha256()
    for artifact in sorted(artifacts, key=lambda artifact: artifact.path):
        is_its = artifact.channel == edition.channel and artifact.edition == edition.id
        if is_its and artifact.audience is Audience.PUBLIC:
            made.update(f"{artifact.path}\0{hashlib.sha256(artifact.make()).hexdigest()}\n".encode())
    return f"{VERSION}:{made.hexdigest()}"


def verdict_on(brief: Brief, channels: Mapping[str, Channel], approvals: Approvals, edition: Edition) -> Verdict:
    """Give the verdict on an edition that is out, as its bytes are at the plan's instant."""
    family = channels["social" if is_social(edition.channel) else edition.channel]
    alone = replace(brief, plan=replace(brief.plan, editions=(edition,)), _kept={})
    hash_ = leaving_hash(family.render(alone), edition)
    return approvals.of_edition(edition.id, edition.channel, hash_, authors_of(edition))


def authors_of(edition: Edition) -> tuple[str, ...]:
    """Give who wrote an edition: its frame's authors, or those of the piece that a post shows."""
    if edition.frame is not None:
        return edition.frame.authors
    return tuple(name for piece in edition.pieces for name in piece.authors) if is_social(edition.channel) else ()


def withheld(brief: Brief, channels: Mapping[str, Channel]) -> Iterator[Withheld]:
    """Give the editions that are out by the calendar and lack an approval.

    As long as an edition may still leave, its very bytes must be approved; later, that it ever was is enough. What was
    out before its channel's first approval (where there is none: before the charter took effect) stays as it is.
    """
    approvals = brief.site.approvals
    if approvals is None or not approvals.asks:
        return
    at, calendar = brief.plan.at, brief.site.calendar
    for edition in brief.plan.editions:
        asked = approvals.trust.now.approval.asked_on(edition.channel)
        if not asked:
            continue
        if edition.instant + calendar.max_lateness.get(edition.channel, LATENESS) < at:
            since = approvals.first_on(edition.channel) or _in_force_from(brief)
            is_old = since is not None and edition.instant < since
            if not is_old and not approvals.were_given(edition.id, edition.channel, authors_of(edition)):
                yield _never(brief, edition, asked)
            continue
        verdict = verdict_on(brief, channels, approvals, edition)
        if not verdict.is_approved:
            yield waiting(brief.site.charter, edition, verdict)


def _in_force_from(brief: Brief) -> datetime | None:
    day = brief.site.charter.effective
    return datetime.combine(day, time(), brief.site.calendar.zone) if day else None


def without(plan: Plan, stay: Iterable[Withheld]) -> Plan:
    """Give the plan without some editions, which its agenda says are to be approved."""
    why = {(one.edition.channel, one.edition.id): one.reason for one in stay}
    editions = tuple(edition for edition in plan.editions if (edition.channel, edition.id) not in why)
    return replace(plan, editions=editions, agenda=tuple(_said(item, why) for item in plan.agenda))


def to_come(plan: Plan, approvals: Approvals) -> Plan:
    """Give the plan whose agenda says which editions to come nobody has approved yet."""
    why = {
        (item.channel, item.edition): _NOT_YET
        for item in plan.agenda
        if item.state is State.SCHEDULED
        and item.edition
        and approvals.asks
        and approvals.trust.now.approval.asked_on(item.channel)
        and not approvals.were_given(item.edition, item.channel)
    }
    return replace(plan, agenda=tuple(_said(item, why) for item in plan.agenda)) if why else plan


def findings_of(stay: Iterable[Withheld]) -> list[Finding]:
    """Give what there is to say of the editions that stay."""
    return in_order(one.finding for one in stay)


def _said(item: Item, why: Mapping[tuple[str, str], Phrase]) -> Item:
    reason = why.get((item.channel, item.edition))
    return item._replace(state=State.UNAPPROVED, note=reason) if reason else item


def waiting(charter: Charter, edition: Edition, verdict: Verdict) -> Withheld:
    """Give an edition that may still leave, and whose bytes lack an approval."""
    roles = missing_words(verdict.missing, charter)
    voided = [record for record in verdict.before if any(record.role in one_of for one_of in verdict.missing)]
    if voided:
        message = _VOID.fill(edition=edition.id, channel=edition.channel, roles=roles, by=voided[-1].by)
        return Withheld(edition, message, _finding("approval.void", Level.ERROR, edition, message, verdict.missing))
    message = _MISSING.fill(edition=edition.id, channel=edition.channel, roles=roles)
    return Withheld(edition, message, _finding("approval.missing", Level.ERROR, edition, message, verdict.missing))


def _never(brief: Brief, edition: Edition, missing: tuple[OneOf, ...]) -> Withheld:
    """Give an edition that can leave no more, and that nobody approved while it could."""
    roles = missing_words(missing, brief.site.charter)
    message = _NEVER.fill(edition=edition.id, channel=edition.channel, roles=roles)
    return Withheld(edition, message, _finding("approval.missing", Level.WARNING, edition, message, missing))


def _finding(rule: str, level: Level, edition: Edition, message: Phrase, missing: tuple[OneOf, ...]) -> Finding:
    path = edition.frame.path if edition.frame else CALENDAR_PATH
    way = "" if edition.channel == "newsletter" else f" --channel {edition.channel}"
    fix = _FIX.fill(edition=edition.id, way=way, role=missing[0][0])
    return Finding(rule, level, path, Span(1, 1, 2), message, None, f"approval.channels.{edition.channel}", fix)


_MISSING = Phrase(
    "l’édition {edition} ({channel}) ne part pas : il manque l’approbation : {roles}",
    "the edition {edition} ({channel}) does not leave: an approval is missing: {roles}",
)
_VOID = Phrase(
    "l’édition {edition} ({channel}) ne part pas : ce que « {by} » a approuvé a changé, il manque : {roles}",
    "the edition {edition} ({channel}) does not leave: what “{by}” approved has changed, still missing: {roles}",
)
_NEVER = Phrase(
    "l’édition {edition} ({channel}) ne paraît pas : personne ne l’a approuvée à temps ({roles})",
    "the edition {edition} ({channel}) does not appear: nobody approved it in time ({roles})",
)
_FIX = Phrase(
    "relisez-la (ligne preview {edition}), puis : ligne approve {edition}{way} --role {role}",
    "read it again (ligne preview {edition}), then: ligne approve {edition}{way} --role {role}",
)
_NOT_YET = Phrase("en attente d’approbation", "waiting for approval")
