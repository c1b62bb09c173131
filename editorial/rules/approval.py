"""Rule kind `approval`: a text appears once everybody whom the charter names has approved it as it stands.

What it does: looks in `editorial/approvals/` whether each text with `status: approved` has an approval of what it says
now, by a holder of each role that the charter asks for. The author never counts. Records that do not count are said at
their file.
Why: a status is a word that anybody can type; an approval is given by somebody, for these words and no others.
Options: the charter's `approval`: `required`, `pillars`, `tags`, `channels`, `records`, `signed`, `trust`,
`repository`, `revoked`. With `records: none`, `status: approved` is enough.
Example: a title changed after the approval → « approuvé par « camille » le 2026-11-23, modifié depuis : il manque
l’approbation : Rédaction en chef ».
Passes: the same text after its lines were wrapped anew: it says what was approved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from editorial.approval import OneOf
from editorial.approvals import Approvals, Verdict, missing_words, refusal_of
from editorial.charter import PATH as CHARTER_PATH
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece, Status
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_front

SCOPE = Scope.SITE
IS_BINDING = True
CLAUSE = "approval"


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give what is missing for a text to appear, and the records of it that do not count."""
    approvals = context.approvals
    if approvals is None or not approvals.asks or piece.status is not Status.APPROVED:
        return
    verdict = verdict_on(piece, approvals, context)
    if verdict is None:
        return
    for one_of in verdict.missing:
        yield _missing(piece, one_of, verdict, context)
    yield from map(refusal_of, verdict.refused)


def check_site(context: Context) -> Iterator[Finding]:
    """Give what is wrong with the records as a whole, and that nothing vouches for the signatures."""
    approvals = context.approvals
    if approvals is None:
        return
    yield from approvals.findings
    if approvals.asks and approvals.trust.now.approval.is_signed and not approvals.is_verified:
        span = context.charter.source.span(("approval", "signed"), on_key=True)
        message = _NO_ROOT
        yield Finding("approval.unverified", Level.SUGGESTION, CHARTER_PATH, span, message, None, CLAUSE, _NO_ROOT_FIX)


def verdict_on(piece: Piece, approvals: Approvals, context: Context) -> Verdict | None:
    """Give the verdict on a piece as it stands; None where the charter asks nobody about it."""
    if not approvals.trust.now.approval.asked_of(piece.pillar, piece.tags):
        return None
    return approvals.of_piece(piece, approvals.say(piece, context.locate_image))


def _missing(piece: Piece, one_of: OneOf, verdict: Verdict, context: Context) -> Finding:
    voided = [record for record in verdict.before if record.role in one_of]
    roles = missing_words((one_of,), context.charter)
    fix = _FIX.fill(path=piece.path, role=one_of[0])
    span = in_front(piece, "status")
    if not voided:
        message = _MISSING.fill(roles=roles)
        return Finding("approval.missing", Level.ERROR, piece.path, span, message, None, CLAUSE, fix)
    last = voided[-1]
    message = _VOID.fill(by=last.by, day=last.day, roles=roles)
    return Finding("approval.void", Level.ERROR, piece.path, span, message, _VOID_WHY, CLAUSE, fix)


_MISSING = Phrase("il manque l’approbation : {roles}", "an approval is missing: {roles}")
_VOID = Phrase(
    "approuvé par « {by} » le {day}, modifié depuis : il manque l’approbation : {roles}",
    "approved by “{by}” on {day}, changed since: an approval is missing: {roles}",
)
_VOID_WHY = Phrase("une approbation vaut pour les mots qu’elle a lus", "an approval holds for the words it has read")
_FIX = Phrase(
    "relisez, puis : ligne approve {path} --role {role}", "read it again, then: ligne approve {path} --role {role}"
)
_NO_ROOT = Phrase(
    "les signatures ne sont pas vérifiées : aucune racine de confiance n’est fixée",
    "the signatures are not verified: no root of trust is pinned",
)
_NO_ROOT_FIX = Phrase(
    "donnez à la CI LIGNE_TRUST_ROOT, l’empreinte de la première clé (docs/approval.md)",
    "give CI LIGNE_TRUST_ROOT, the fingerprint of the first key (docs/approval.md)",
)
