"""Says approvals: those just given, and all there is to say of a piece's, as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from channels.report import Reporter
from editorial.approvals import missing_words
from editorial.finding import Phrase
from editorial.piece import Status
from editorial.vouching import Proof, Vouching

if TYPE_CHECKING:
    from channels.approve import Given, Sealed
    from editorial.charter import Charter
    from editorial.record import Record


def answer_approve(reporter: Reporter, given: Sequence[Given], charter: Charter) -> int:
    """Say which approvals were written, and whose are still missing."""
    if reporter.format == "json":
        reporter.dump({"approvals": [_given_json(one) for one in given]})
        return 0
    for one in given:
        record = one.record
        words = {"id": record.id, "by": record.by, "role": record.role, "path": one.path}
        reporter.say((_APPROVED if one.is_new else _APPROVED_BEFORE).fill(**words))
        if one.status is not Status.APPROVED:
            reporter.say(_NOT_YET_APPROVED.fill(status=one.status))
        if one.missing:
            reporter.say(_STILL_MISSING.fill(roles=missing_words(one.missing, charter)))
    if not all(one.is_verified for one in given):
        reporter.say(_UNVERIFIED_NOTE)
    if any(one.is_new for one in given):
        reporter.say(_COMMIT_APPROVALS)
    return 0


def answer_seal(reporter: Reporter, sealed: Sealed) -> int:
    """Say which masthead was signed, and what to pin where it is the first."""
    link = sealed.link
    if reporter.format == "json":
        reporter.dump(
            {"path": sealed.path, "hash": link.hash, "number": link.number, "by": link.by, "new": sealed.is_new}
        )
        return 0
    reporter.say((_SEALED if sealed.is_new else _SEALED_BEFORE).fill(number=link.number, path=sealed.path))
    if sealed.root:
        reporter.say(_PIN_THIS.fill(key=sealed.root))
    return 0


def _given_json(one: Given) -> dict[str, object]:
    record = one.record
    return {
        "path": one.path,
        "id": record.id,
        "channel": record.channel or None,
        "hash": record.hash,
        "role": record.role,
        "by": record.by,
        "charter": record.charter,
        "at": record.at,
        "signed": bool(record.signature),
        "new": one.is_new,
        "missing": [list(one_of) for one_of in one.missing],
    }


def say_vouching(reporter: Reporter, vouching: Vouching, charter: Charter) -> None:
    """Say who approved a piece, what that rests on, who must look again, and what changed since."""
    verdict = vouching.verdict
    names = {role.id: role.name or role.id for role in charter.roles}
    proof = PROOFS[vouching.proof]
    if vouching.proof is Proof.STATUS:
        reporter.say(_BY_STATUS.fill(proof=proof, roles=missing_words(verdict.asked, charter)))
        return
    for record in verdict.counted:
        role = names.get(record.role, record.role)
        reporter.say(_GIVEN.fill(by=record.by, role=role, day=record.day, proof=proof))
    for refused in verdict.refused:
        reporter.say(_NOT_COUNTED.fill(by=refused.record.by, why=refused.why, path=refused.record.path))
    if verdict.missing:
        reporter.say(_MISSING.fill(roles=missing_words(verdict.missing, charter)))
        reporter.say(_READERS.fill(people=", ".join(vouching.readers)) if vouching.readers else _NOBODY)
    if vouching.since is None:
        return
    reporter.say(_SINCE.fill(by=vouching.since.by, day=vouching.since.day))
    if vouching.changes is None:
        reporter.say(_NOT_IN_HISTORY)
    for line in vouching.changes or ():
        reporter.say(Phrase(f"  {line}", f"  {line}"))


def vouching_json(vouching: Vouching | None, lang: str) -> dict[str, object] | None:
    """Give the same as plain values."""
    if vouching is None:
        return None
    verdict = vouching.verdict
    return {
        "proof": vouching.proof.value,
        "hash": verdict.hash or None,
        "asked": [list(one_of) for one_of in verdict.asked],
        "given": [_record_json(record) for record in verdict.counted],
        "refused": [
            {**_record_json(refused.record), "rule": refused.rule, "why": refused.why.read(lang)}
            for refused in verdict.refused
        ],
        "missing": [list(one_of) for one_of in verdict.missing],
        "readers": list(vouching.readers),
        "since": _record_json(vouching.since) if vouching.since else None,
        "changes": None if vouching.changes is None else list(vouching.changes),
    }


def _record_json(record: Record) -> dict[str, object]:
    return {"by": record.by, "role": record.role, "at": record.at, "charter": record.charter, "path": record.path}


_APPROVED = Phrase("Approuvé : {id}, par {by} ({role}) → {path}", "Approved: {id}, by {by} ({role}) → {path}")
_APPROVED_BEFORE = Phrase(
    "Déjà approuvé : {id}, par {by} ({role}) → {path}", "Approved already: {id}, by {by} ({role}) → {path}"
)
_STILL_MISSING = Phrase("  il manque encore : {roles}", "  still missing: {roles}")
_NOT_YET_APPROVED = Phrase(
    "  il paraîtra avec status: approved (status: {status})", "  it appears with status: approved (status: {status})"
)
_UNVERIFIED_NOTE = Phrase(
    "Non vérifié : aucune racine de confiance n’est fixée (LIGNE_TRUST_ROOT).",
    "Unverified: no root of trust is pinned (LIGNE_TRUST_ROOT).",
)
_COMMIT_APPROVALS = Phrase(
    "Ensuite : git add editorial/approvals, et commit avec le texte.",
    "Next: git add editorial/approvals, and commit with the piece.",
)
_SEALED = Phrase("Ours signé (n° {number}) → {path}", "Masthead signed (no. {number}) → {path}")
_SEALED_BEFORE = Phrase(
    "Cet ours est déjà signé (n° {number}) → {path}", "This masthead is signed already (no. {number}) → {path}"
)
_PIN_THIS = Phrase(
    "Donnez à la CI, hors du dépôt : LIGNE_TRUST_ROOT={key}", "Give CI, outside the repository: LIGNE_TRUST_ROOT={key}"
)
PROOFS = {
    Proof.VERIFIED: Phrase("vérifiée", "verified"),
    Proof.SIGNED: Phrase("signée, non vérifiée", "signed, unverified"),
    Proof.UNSIGNED: Phrase("non vérifiée", "unverified"),
    Proof.STATUS: Phrase("non vérifiée", "unverified"),
}
"""What stands behind an approval, in words."""
_BY_STATUS = Phrase(
    "approbation : par le statut seul, {proof} (la charte nomme : {roles})",
    "approval: by status only, {proof} (the charter names: {roles})",
)
_GIVEN = Phrase(
    "approuvé par {by} ({role}) le {day}, approbation {proof}", "approved by {by} ({role}) on {day}, {proof}"
)
_NOT_COUNTED = Phrase(
    "l’approbation de {by} ne compte pas : {why} ({path})", "the approval of {by} does not count: {why} ({path})"
)
_MISSING = Phrase("il manque l’approbation : {roles}", "an approval is missing: {roles}")
_READERS = Phrase("  à relire par : {people}", "  to be read again by: {people}")
_NOBODY = Phrase(
    "  personne ne peut la donner : l’ours n’a que l’auteur dans ce rôle, ou personne",
    "  nobody can give it: the masthead has only the author in that role, or nobody",
)
_SINCE = Phrase("depuis l’approbation de {by} le {day} :", "since {by} approved it on {day}:")
_NOT_IN_HISTORY = Phrase(
    "  ce qui fut approuvé n’est pas dans l’historique qui est là (d’un clone superficiel : git fetch --unshallow)",
    "  what was approved is not in the history that is here (of a shallow clone: git fetch --unshallow)",
)
