"""Who vouches for a piece: the approvals given, those that do not count, what is missing, and what changed since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from editorial.approval import OneOf
from editorial.approvals import Approvals, Verdict
from editorial.finding import Phrase
from editorial.history import versions
from editorial.index import piece_of
from editorial.past import pictures_at
from editorial.piece import Piece
from editorial.record import Record
from editorial.semantic import picture_digests, said, said_hash
from editorial.site import Site
from editorial.source import Unreadable
from editorial.wording import Said

if TYPE_CHECKING:
    from editorial.desk import Decision


class Proof(StrEnum):
    """What stands behind an approval: a signature under a pinned root, one under none, a name, or the status alone."""

    VERIFIED = "verified"
    SIGNED = "unverified-signed"
    UNSIGNED = "unverified-unsigned"
    STATUS = "unverified-status"


@dataclass(frozen=True)
class Vouching:
    """All there is to say of a piece's approvals; `changes` are lines that begin with `- ` or `+ `."""

    verdict: Verdict
    proof: Proof
    readers: tuple[str, ...]
    """Who can give what is missing."""
    since: Record | None = None
    """The last approval of other words than today's."""
    changes: tuple[str, ...] | None = None
    """What is said otherwise since then; None where history does not hold what was approved."""


def vouching_for(decision: Decision, piece: Piece) -> Vouching | None:
    """Give all there is to say of a piece's approvals; None where the charter asks nobody about it."""
    site, approvals = decision.site, decision.site.approvals
    if approvals is None:
        return None
    asked = approvals.trust.now.approval.asked_of(piece.pillar, piece.tags)
    if not asked:
        return None
    if not approvals.asks:
        return Vouching(Verdict("", asked), Proof.STATUS, ())
    verdict = approvals.of_piece(piece, approvals.say(piece, site.locate_todays))
    readers = _readers(approvals, verdict.missing, piece)
    since = verdict.before[-1] if verdict.before and verdict.missing else None
    changes = _changes(decision, piece, since) if since else None
    return Vouching(verdict, proof_of(approvals, verdict.counted), readers, since, changes)


def proof_of(approvals: Approvals, counted: tuple[Record, ...]) -> Proof:
    """Give what stands behind some approvals that count."""
    if approvals.is_verified:
        return Proof.VERIFIED
    return Proof.SIGNED if counted and all(record.signature for record in counted) else Proof.UNSIGNED


def proof_on(site: Site) -> Proof | None:
    """Give what stands behind the approvals of a site; None where its charter asks for none."""
    approvals = site.approvals
    if approvals is None:
        return None
    asked = approvals.trust.now.approval
    if not approvals.asks:
        return Proof.STATUS if any((asked.required, asked.pillars, asked.tags, asked.channels)) else None
    if approvals.is_verified:
        return Proof.VERIFIED
    return Proof.SIGNED if asked.is_signed else Proof.UNSIGNED


def _readers(approvals: Approvals, missing: tuple[OneOf, ...], piece: Piece) -> tuple[str, ...]:
    holders = (name for one_of in missing for role in one_of for name in approvals.trust.now.holders(role))
    return tuple(dict.fromkeys(name for name in holders if name not in piece.authors))


def _changes(decision: Decision, piece: Piece, since: Record) -> tuple[str, ...] | None:
    """Give what is said otherwise than in the version that was approved, which is looked for in history by its hash."""
    site = decision.site
    today = picture_digests(site.locate_todays)
    now = _sentences(said(piece, today))
    for version in versions(site.root, piece.path):
        try:
            then, _ = piece_of(piece.path, version.raw, site.charter, site.calendar)
        except Unreadable:
            continue
        for pictures in (today, pictures_at(site.root, version.commit)):
            if said_hash(then, pictures) == since.hash:
                return _differences(_sentences(said(then, pictures)), now)
    return None


def _differences(before: list[str], now: list[str]) -> tuple[str, ...]:
    changed = islice(unified_diff(before, now, n=0, lineterm=""), 2, None)
    return tuple(f"{line[0]} {line[1:]}" for line in changed if line[0] in "-+")


def _sentences(lines: Iterable[Said]) -> list[str]:
    """Give all that is said a sentence a line, so that a word changed in a long paragraph is soon seen."""
    return [f"{one.part}: {sentence}" for one in lines for sentence in _SENTENCE_END.split(one.text)]


_SENTENCE_END = re.compile(r"(?<=[.!?…]) |\n")
UNVERIFIED: Mapping[str, Phrase] = {
    Proof.STATUS: Phrase("Approbations : par le statut seul, non vérifiées.", "Approvals: by status only, unverified."),
    Proof.UNSIGNED: Phrase("Approbations : non signées, non vérifiées.", "Approvals: unsigned, unverified."),
    Proof.SIGNED: Phrase(
        "Approbations : signées, non vérifiées (LIGNE_TRUST_ROOT n’est pas donné).",
        "Approvals: signed, unverified (LIGNE_TRUST_ROOT is not given).",
    ),
}
"""What there is to say of approvals that nothing vouches for."""
