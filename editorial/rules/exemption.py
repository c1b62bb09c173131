"""Rule kind `exemption`: an exemption says who answers for it, has not ended, and is of use.

What it does: looks up the owner of each exemption in the masthead, and reports one whose day has passed and one that
lifts nothing. One that has ended only warns about a piece that is live, since time alone takes nothing down. What has
no `rule`, `why` or `owner` is a key that is missing.
Why: an exemption is a debt: without a name, a reason and an end nobody ever pays it back.
Options: `exemptions` of the front matter, `masthead.people` of the charter.
Example: `until: 2026-06-30` on 1 July → « l’exemption de « words » a pris fin le 2026-06-30 ».
Passes: the same exemption on 30 June, its owner in the masthead and the rule still finding something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from editorial.finding import Finding, Level, Phrase
from editorial.piece import Exemption, Piece, Status
from editorial.rules.kind import Context, Judged, Scope
from editorial.rules.place import in_front, nearest, nearest_name

SCOPE: Final = Scope.DAY
IS_BINDING: Final = True

_OF_CHANNELS: Final = ("newsletter", "social")
_OWNER = Phrase(
    "« {found} », qui répond de cette exemption, n’est pas dans l’ours",
    "“{found}”, who answers for this exemption, is not in the masthead",
)
_EXPIRED = Phrase("l’exemption de « {rule} » a pris fin le {day}", "the exemption from “{rule}” ended on {day}")
_EXPIRED_FIX = Phrase(
    "corrigez le texte et retirez l’exemption, ou convenez d’une nouvelle date avec {owner}",
    "mend the text and remove the exemption, or agree on a new day with {owner}",
)
_UNUSED = Phrase(
    "l’exemption de « {rule} » ne sert à rien : cette règle ne trouve rien à redire ici",
    "the exemption from “{rule}” is of no use: that rule finds nothing here",
)
_UNUSED_FIX = Phrase(
    "retirez-la, ou corrigez le nom de la règle (ligne check le donne)",
    "remove it, or correct the name of the rule (ligne check gives it)",
)
_MEANT = Phrase(
    "retirez-la, ou écrivez « {near} » si c’est cette règle-là", "remove it, or write “{near}” if that is the rule"
)


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each exemption that nobody of the masthead answers for, or that has ended."""
    for number, exemption in enumerate(piece.exemptions):
        if exemption.owner and context.charter.person(exemption.owner) is None:
            yield Finding(
                "exemption.owner",
                Level.ERROR,
                piece.path,
                in_front(piece, "exemptions", number, "owner"),
                _OWNER.fill(found=exemption.owner),
                clause="masthead.people",
                fix=nearest(exemption.owner, (person.id for person in context.charter.people)),
            )
        if has_ended(exemption, today(context)):
            yield Finding(
                "exemption.expired",
                Level.WARNING if _is_eased(piece, context) else Level.ERROR,
                piece.path,
                in_front(piece, "exemptions", number, "until"),
                _EXPIRED.fill(rule=exemption.rule, day=exemption.until),
                fix=_EXPIRED_FIX.fill(owner=exemption.owner),
            )


def unused(
    piece: Piece, found: Iterable[Judged], context: Context, *, is_still_to_judge: Callable[[str], bool]
) -> Iterable[Finding]:
    """Give a finding for each exemption in force that lifts nothing of all that was found in a piece.

    What `is_still_to_judge`, a rule or all those of a kind, may be found yet.
    """
    liftable = [finding for finding, is_binding in found if not is_binding]
    for number, exemption in enumerate(piece.exemptions):
        if is_still_to_judge(exemption.rule):
            continue
        if not has_ended(exemption, today(context)) and not any(names(exemption, finding) for finding in liftable):
            span = in_front(piece, "exemptions", number, "rule")
            message = _UNUSED.fill(rule=exemption.rule)
            near = nearest_name(exemption.rule, {finding.rule for finding in liftable})
            fix = _MEANT.fill(near=near) if near else _UNUSED_FIX
            yield Finding("exemption.unused", Level.WARNING, piece.path, span, message, fix=fix)


def names(exemption: Exemption, finding: Finding) -> bool:
    """Say whether an exemption is from the rule of a finding, or from all rules of its kind."""
    return exemption.rule in (finding.rule, finding.rule.partition(".")[0])


def is_of_a_channel(rule: str) -> bool:
    """Say whether a rule, or the rules of a kind, are of what channels find by themselves."""
    return rule.partition(".")[0] in _OF_CHANNELS


def has_ended(exemption: Exemption, day: date) -> bool:
    """Say whether an exemption ended before a day."""
    return exemption.until is not None and exemption.until < day


def today(context: Context) -> date:
    """Give the team's day."""
    return context.at.astimezone(context.zone).date()


def _is_eased(piece: Piece, context: Context) -> bool:
    """Say whether a piece is live by the calendar, or not finished."""
    planned = context.order.get(piece.path)
    is_live = piece.status is Status.APPROVED and planned is not None and planned <= context.at.timestamp()
    return is_live or piece.status in (Status.PITCH, Status.DRAFT)
