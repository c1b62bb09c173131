"""The verdict on one text: what the kinds of rules find that need nothing but the text and the charter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from functools import cache

from editorial.charter import Charter
from editorial.dictionary import NO_LEXICON, Lexicon
from editorial.fields import Complaint
from editorial.finding import Finding, Level, is_error
from editorial.house.styles import EMPTY, House
from editorial.piece import Piece, Status
from editorial.rules import exemption
from editorial.rules.kind import Context, Judged, Kind, Scope
from editorial.rules.site_kinds import AROUND_KINDS

_UNFINISHED = (Status.PITCH, Status.DRAFT)
_NEVER = datetime.min.replace(tzinfo=UTC)


class Judge:
    """Judges texts one by one, by themselves, under one charter: the instant and the rest of the site are not known."""

    def __init__(self, charter: Charter, zone: tzinfo, lexicon: Lexicon = NO_LEXICON, house: House = EMPTY):
        self._context = Context(
            charter=charter, at=_NEVER, zone=zone, locate_image=lambda _, __: None, lexicon=lexicon, house=house
        )

    def verdict(self, piece: Piece, complaints: tuple[Complaint, ...]) -> tuple[Judged, ...]:
        """Give what is found in a text; `complaints` is what reading its front matter gave."""
        context = replace(self._context, complaints={piece.path: complaints}) if complaints else self._context
        return tuple(judged(piece, context, frozenset({Scope.OWN})))


def judged(piece: Piece, context: Context, scopes: frozenset[Scope]) -> list[Judged]:
    """Give what the kinds of some scopes find in a piece."""
    return [Judged(finding, kind.IS_BINDING) for kind in _kinds(scopes) for finding in kind.check(piece, context)]


@cache
def _kinds(scopes: frozenset[Scope]) -> tuple[Kind, ...]:
    kinds = AROUND_KINDS
    if Scope.OWN in scopes:
        # Two dozen kinds and all they know of language: loaded where a text is new.
        from editorial.rules.registry import KINDS as kinds
    return tuple(kind for kind in kinds.values() if kind.SCOPE in scopes)


def weighed(found: Iterable[Judged], piece: Piece, context: Context) -> Iterator[Finding]:
    """Give the findings that stand: what the charter wishes only warns in a draft, and a dated exemption lifts it."""
    for finding, is_binding in found:
        if is_binding:
            yield replace(finding, is_binding=True)
        elif not is_exempt(finding, piece, context):
            is_eased = finding.level is Level.ERROR and piece.status in _UNFINISHED
            yield replace(finding, level=Level.WARNING) if is_eased else finding


def idle(found: Iterable[Judged], piece: Piece, context: Context) -> Iterator[Finding]:
    """Give what there is to say of exemptions that lift nothing; `found` is all that was found in the piece."""
    if piece.exemptions:
        for finding in exemption.unused(piece, found, context, is_still_to_judge=_comes_later):
            yield replace(finding, is_binding=True)


def _comes_later(rule: str) -> bool:
    """Say whether a rule, or the rules of a kind, judge a piece once it is planned."""
    from editorial.rules.registry import is_of_a_plan

    return is_of_a_plan(rule) or exemption.is_of_a_channel(rule)


def idle_on_channels(found: Iterable[Finding], piece: Piece, context: Context) -> Iterable[Finding]:
    """Give what there is to say of exemptions that lift nothing of what channels `found`; nothing lifts errors."""
    from editorial.rules.registry import is_of_a_plan

    def is_elsewhere(rule: str) -> bool:
        return is_of_a_plan(rule) or not exemption.is_of_a_channel(rule)

    own = [Judged(finding, is_error(finding)) for finding in found if finding.path == piece.path]
    return exemption.unused(piece, own, context, is_still_to_judge=is_elsewhere)


def is_exempt(finding: Finding, piece: Piece, context: Context) -> bool:
    """Say whether a piece has an exemption from what was found in it."""
    if not piece.exemptions:
        return False
    day = exemption.today(context)
    return any(exemption.names(one, finding) and not exemption.has_ended(one, day) for one in piece.exemptions)
