"""The approvals of a site: which records there are, which of them count for what is said now, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from editorial.approval import OneOf, named
from editorial.charter import Charter
from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase, Span
from editorial.masthead import Masthead, masthead_of
from editorial.notary import Notary
from editorial.piece import Piece
from editorial.record import Record, files_in, folder_of, read_record, unread_for
from editorial.semantic import picture_digests, said_hash
from editorial.trust import CHAIN, Trust, read_trust


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that does not count, by which rule and why."""

    record: Record
    rule: str
    why: Phrase


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the records say of one text or edition, as it stands now."""

    hash: str
    asked: tuple[OneOf, ...] = ()
    counted: tuple[Record, ...] = ()
    missing: tuple[OneOf, ...] = ()
    refused: tuple[Refused, ...] = ()
    before: tuple[Record, ...] = ()
    """Where something is missing: the approvals of what it said before that count, the latest last."""

    @property
    def is_approved(self) -> bool:
        """Whether nobody's approval is missing."""
        return not self.missing


@dataclass(frozen=True)
class Approvals:
    """Every record of a site by the id it is of, and whose approval counts."""

    trust: Trust
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notary: Notary = field(default_factory=Notary, repr=False, compare=False)

    def say(self, piece: Piece, locate: Callable[[Piece, str], Path | None]) -> str:
        """Give the hash of what a piece says, with the pictures that `locate` finds."""
        return said_hash(piece, picture_digests(locate, self.notary.picture))

    @property
    def asks(self) -> bool:
        """Whether anything at all must be approved by record."""
        return self.trust.now.approval.asks

    @property
    def is_verified(self) -> bool:
        """Whether what counts was signed under a masthead that follows from a pinned root."""
        return self.trust.is_pinned

    def of_piece(self, piece: Piece, said: str, masthead: Masthead | None = None) -> Verdict:
        """Give the verdict on a piece that says what `said` is the hash of, under a masthead or today's."""
        return self._judged(
            piece.id, "", said, piece.authors, lambda m: m.approval.asked_of(piece.pillar, piece.tags), masthead
        )

    def of_edition(self, name: str, channel: str, leaving: str, authors: Iterable[str] = ()) -> Verdict:
        """Give the verdict on an edition whose bytes `leaving` is the hash of."""
        return self._judged(name, channel, leaving, tuple(authors), lambda m: m.approval.asked_on(channel), None)

    def were_given(self, name: str, channel: str, authors: Iterable[str] = ()) -> bool:
        """Say whether an edition was ever rightly approved, whatever its bytes are now."""
        hashes = {record.hash for record in self.records.get(name, ()) if record.channel == channel}
        return any(self.of_edition(name, channel, hash_, authors).is_approved for hash_ in hashes)

    def charters_of(self, pieces: Iterable[Piece], locate: Callable[[Piece, str], Path | None]) -> Mapping[str, str]:
        """Give by id the version of the charter that the last approval of a piece names, where it has all it needs."""
        found: dict[str, str] = {}
        for piece in pieces:
            if self.records.get(piece.id):
                verdict = self.of_piece(piece, self.say(piece, locate))
                if verdict.is_approved and verdict.counted:
                    found[piece.id] = verdict.counted[-1].charter
        return found

    def hold(self, piece: Piece) -> bool:
        """Say whether another word in a piece may void an approval: one is asked for, or one was given."""
        if not self.asks:
            return False
        return piece.id in self.records or bool(self.trust.now.approval.asked_of(piece.pillar, piece.tags))

    def never_had(self, piece: Piece) -> bool:
        """Say whether a piece was surely never approved, whatever history holds: under a root, without any record."""
        if not self.is_verified or piece.id in self.records:
            return False
        return self.asks and bool(self.trust.now.approval.asked_of(piece.pillar, piece.tags))

    def first_on(self, channel: str) -> datetime | None:
        """Give the instant of a channel's first approval, None where it has none."""
        instants = [record.at for records in self.records.values() for record in records if record.channel == channel]
        return datetime.fromisoformat(min(instants)) if instants else None

    def _judged(
        self,
        name: str,
        channel: str,
        said: str,
        authors: Sequence[str],
        asks: Callable[[Masthead], tuple[OneOf, ...]],
        masthead: Masthead | None,
    ) -> Verdict:
        mine = [record for record in self.records.get(name, ()) if record.channel == channel]
        counted: list[Record] = []
        refused: list[Refused] = []
        for record in mine:
            if record.hash != said:
                continue
            found = self._refusal(record, authors, masthead)
            if found is None:
                counted.append(record)
            else:
                refused.append(found)
        under = masthead or self._in_force(counted)
        asked = asks(under)
        roles = {record.role for record in counted}
        missing = tuple(one_of for one_of in asked if not roles & set(one_of))
        # Nobody's forged record may pass for the last approval, from which a difference is shown.
        others = [record for record in mine if record.hash != said] if missing else []
        before = tuple(record for record in others if self._refusal(record, authors, masthead) is None)
        return Verdict(said, asked, tuple(counted), missing, tuple(refused), before)

    def _in_force(self, counted: Sequence[Record]) -> Masthead:
        """Give the masthead by which approvals are enough: the one that was in force when the last was given."""
        return self.trust.masthead_at(max(record.at for record in counted)) if counted else self.trust.now

    def _refusal(self, record: Record, authors: Sequence[str], then: Masthead | None) -> Refused | None:
        """Give why a record does not count; None for one that does."""
        now = self.trust.now
        masthead = then or self.trust.masthead_at(record.at)
        holder = masthead.holder(record.by)
        if record.path and not record.path.startswith(f"{folder_of(record.id)}/"):
            return Refused(record, "approval.copied", _COPIED.fill(id=record.id))
        key = self.notary.signer(record.statement(), record.signature) if record.signature else None
        if record.signature and key is None:
            return Refused(record, "approval.edited", _EDITED)
        if key is None and (self.trust.is_pinned or masthead.approval.is_signed):
            return Refused(record, "approval.unverified", _UNSIGNED)
        if record.signature and record.repository != now.approval.repository:
            return Refused(
                record,
                "approval.repository",
                _OTHER_SITE.fill(found=record.repository, expected=now.approval.repository),
            )
        if holder is None:
            unknown = _UNSEALED if self.trust.is_pinned else _UNKNOWN
            return Refused(record, "approval.stranger", unknown.fill(by=record.by))
        if key in now.approval.revoked:
            return Refused(record, "approval.stranger", _REVOKED.fill(by=record.by, key=key or "-"))
        if key is not None and key not in holder.keys:
            return Refused(record, "approval.stranger", _STRANGER.fill(by=record.by, key=key or "-"))
        if record.role not in holder.roles:
            return Refused(record, "approval.role", _NO_ROLE.fill(by=record.by, role=record.role))
        if record.by in authors:
            return Refused(record, "approval.author", _AUTHOR.fill(by=record.by))
        return None


def read_approvals(root: Path, charter: Charter, notary: Notary | None = None) -> Approvals:
    """Give the approvals of a site; raises EditorialError where a root is pinned and no masthead stands on it."""
    trust = read_trust(root, charter)
    records: dict[str, list[Record]] = {}
    findings = list(trust.findings)
    for path, text in files_in(root):
        if path.startswith(f"{CHAIN}/"):
            continue
        if isinstance(text, Finding):
            findings.append(text)
            continue
        try:
            record = read_record(text, path)
        except EditorialError as error:
            findings.append(unread_for(path, error))
            continue
        records.setdefault(record.id, []).append(record)
    in_order = {name: tuple(sorted(found, key=lambda r: (r.at, r.path))) for name, found in records.items()}
    return Approvals(trust, in_order, tuple(findings), notary or Notary())


def approvals_then(approvals: Approvals, charter: Charter) -> Masthead | None:
    """Give the masthead of a past charter; None where signed mastheads say by themselves what was in force."""
    return None if approvals.trust.is_pinned else masthead_of(charter)


def refusal_of(refused: Refused) -> Finding:
    """Give the finding on a record that does not count."""
    message = _REFUSED.fill(role=refused.record.role, by=refused.record.by, why=refused.why)
    return Finding(refused.rule, Level.WARNING, refused.record.path, Span(1, 1, 2), message, fix=_REFUSED_FIX)


def missing_words(missing: Iterable[OneOf], charter: Charter) -> Phrase:
    """Give whose approval is missing, in words."""
    names = {role.id: role.name or role.id for role in charter.roles}
    said = [named(one_of, names) for one_of in missing]
    return Phrase(", ".join(phrase.fr for phrase in said), ", ".join(phrase.en for phrase in said))


_COPIED = Phrase(
    "elle est de « {id} » et se trouve dans un autre dossier", "it is of “{id}” and stands in another folder"
)
_EDITED = Phrase(
    "sa signature n’est pas bonne : elle a été modifiée, ou copiée d’ailleurs",
    "its signature is not good: it was edited, or copied from elsewhere",
)
_UNSIGNED = Phrase("elle n’est pas signée, et la charte le demande", "it is not signed, and the charter asks for that")
_OTHER_SITE = Phrase(
    "elle est du dépôt « {found} », non de « {expected} »", "it is of the repository “{found}”, not “{expected}”"
)
_UNKNOWN = Phrase("l’ours n’a pas « {by} »", "the masthead has no “{by}”")
_UNSEALED = Phrase("l’ours signé d’alors n’a pas « {by} »", "the signed masthead of that day has no “{by}”")
_STRANGER = Phrase(
    "la clé {key} n’est pas celle de « {by} » dans l’ours", "the key {key} is not that of “{by}” in the masthead"
)
_REVOKED = Phrase("la clé {key} de « {by} » est révoquée", "the key {key} of “{by}” is revoked")
_NO_ROLE = Phrase("« {by} » n’a pas le rôle « {role} »", "“{by}” does not hold the role “{role}”")
_AUTHOR = Phrase("« {by} » a écrit ce texte", "“{by}” wrote this text")
_REFUSED = Phrase(
    "l’approbation de « {by} » ({role}) ne compte pas : {why}", "the approval of “{by}” ({role}) does not count: {why}"
)
_REFUSED_FIX = Phrase(
    "supprimez ce fichier, et faites approuver le texte par qui le peut",
    "delete this file, and have the piece approved by somebody who may",
)
