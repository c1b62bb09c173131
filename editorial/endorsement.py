"""An approval being given: who gives it, as what, of which words, and what is signed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from editorial.approval import OneOf
from editorial.approvals import Verdict
from editorial.charter import PATH as CHARTER_PATH
from editorial.charter import Charter
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.history import configured
from editorial.masthead import Holder, Masthead, masthead_of
from editorial.record import Record, folder_of, instant_text
from editorial.signature import fingerprint_in, pin, signed, signer
from editorial.slug import slugified
from editorial.trust import Link, Trust, chained, fork_of, is_successor, read_links, rivals_after, root_of, signer_of


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves: somebody of the masthead, and the key they sign with, None where nothing is signed."""

    holder: Holder
    key: Path | None


def approver_of(root: Path, charter: Charter, masthead: Masthead, person: str, key: Path | None) -> Approver:
    """Give who approves: the one named, else the one whose key it is, else the one whom git knows; EditorialError."""
    known = ", ".join(holder.id for holder in masthead.people)
    key = key or (_key_of_git(root) if masthead.approval.is_signed or pin() else None)
    fingerprint = _fingerprint(key) if key else ""
    if person:
        holder = masthead.holder(person)
        if holder is None:
            raise EditorialError(_NO_PERSON.fill(found=person, known=known))
        if fingerprint and fingerprint not in holder.keys:
            raise EditorialError(_NOT_THEIR_KEY.fill(person=person, key=fingerprint))
    elif fingerprint:
        holder = masthead.holder_of(fingerprint)
        if holder is None:
            raise EditorialError(_NOBODYS_KEY.fill(key=fingerprint))
    else:
        holder = masthead.holder(_known_to_git(root, charter))
        if holder is None:
            raise EditorialError(_WHO.fill(known=known))
    return Approver(holder, key)


def role_of(approver: Approver, role: str, verdict: Verdict) -> str:
    """Give the role somebody approves in: the one named, else the first they hold of what is missing, then asked.

    Raises EditorialError where they hold none that is asked.
    """
    holder = approver.holder
    if role:
        if role not in holder.roles:
            raise EditorialError(_NOT_HELD.fill(person=holder.id, role=role, held=", ".join(holder.roles) or "-"))
        return role
    for one_of in (*verdict.missing, *verdict.asked):
        held = next((asked for asked in one_of if asked in holder.roles), None)
        if held is not None:
            return held
    if not verdict.asked and holder.roles:
        return holder.roles[0]
    asked = ", ".join(dict.fromkeys(asked for one_of in verdict.asked for asked in one_of))
    raise EditorialError(_HOLDS_NONE.fill(person=holder.id, asked=asked or "-"))


def endorsed(
    name: str,
    verdict: Verdict,
    approver: Approver,
    role: str,
    charter: Charter,
    trust: Trust,
    at: datetime,
    *,
    authors: Iterable[str] = (),
    channel: str = "",
) -> Record:
    """Give the record of an approval, signed where there is a key; raises EditorialError where it would not count."""
    if approver.holder.id in authors:
        raise EditorialError(_AUTHOR.fill(person=approver.holder.id))
    if approver.key is None and (trust.is_pinned or charter.approval.is_signed):
        raise EditorialError(_NEEDS_KEY)
    record = Record(
        id=name,
        hash=verdict.hash,
        role=role,
        by=approver.holder.id,
        charter=charter.version,
        at=instant_text(at),
        repository=trust.now.approval.repository,
        channel=channel,
    )
    if approver.key is None:
        return record
    return replace(record, signature=_signed(record.statement(), approver.key))


def names_of(record: Record, asked: tuple[OneOf, ...]) -> tuple[str, ...]:
    """Give the paths a record may have, the first that is free to be taken.

    What is asked for first is `<hash>.yaml`; other roles add their name, so that approvals given on two branches merge.
    """
    folder, digest = folder_of(record.id), record.hash.partition(":")[2]
    role, by = slugified(record.role) or "role", slugified(record.by) or "by"
    plain = [f"{folder}/{digest}.yaml"] if not asked or record.role in asked[0] else []
    return (*plain, f"{folder}/{digest}.{role}.yaml", f"{folder}/{digest}.{role}.{by}.yaml")


def next_link(root: Path, charter: Charter, person: str, key: Path | None, at: datetime) -> Link:
    """Give the charter's masthead, signed to follow the last one; raises EditorialError where that would not count."""
    if not charter.approval.repository:
        raise EditorialError(_NO_REPOSITORY, CHARTER_PATH, charter.source.span(("approval",), on_key=True))
    key = key or _key_of_git(root)
    if key is None:
        raise EditorialError(_NEEDS_KEY)
    fingerprint = _fingerprint(key)
    links, _ = read_links(root)
    pinned = pin()
    first = next((link for link in links if not link.previous), None)
    anchor = root_of(pinned) if pinned else (signer_of(first) if first else None) or fingerprint
    line = chained(links, anchor)
    if rivals := rivals_after(line, links, anchor):
        raise fork_of(rivals)
    written = masthead_of(charter)
    if line and line[-1].masthead.plain() == written.plain():
        return line[-1]
    before = line[-1].masthead if line else written
    holder = before.holder(person) if person else before.holder_of(fingerprint) or written.holder_of(fingerprint)
    by = person or (holder.id if holder else "")
    number, previous = (line[-1].number + 1, line[-1].hash) if line else (1, "")
    link = Link(written, number, previous, by, instant_text(at))
    link = replace(link, signature=_signed(link.statement(), key))
    is_right = is_successor(link, line[-1], anchor) if line else fingerprint == anchor
    if not by or not is_right:
        keepers = ", ".join(before.approval.keepers) or "-"
        raise EditorialError(_NOT_A_KEEPER.fill(key=fingerprint, keepers=keepers))
    return link


def _signed(statement: bytes, key: Path) -> str:
    """Give a signature that is good, by the key whose public part was read."""
    signature = signed(statement, key)
    if signer(statement, signature) != _fingerprint(key):
        raise EditorialError(_BAD_KEY.fill(key=key))
    return signature


def _fingerprint(key: Path) -> str:
    if not key.exists():
        raise EditorialError(_NO_KEY.fill(key=key))
    found = fingerprint_in(key)
    if found is None:
        raise EditorialError(_BAD_KEY.fill(key=key))
    return found


def _key_of_git(root: Path) -> Path | None:
    """Give the SSH key with which git signs, where it is a file."""
    key = Path(os.path.expanduser(configured(root, "user.signingkey") or os.devnull))
    return key if key.is_file() else None


def _known_to_git(root: Path, charter: Charter) -> str:
    name, email = configured(root, "user.name").casefold(), configured(root, "user.email").casefold()
    for person in charter.people:
        if (email and email == person.email.casefold()) or (name and name in (person.name.casefold(), person.id)):
            return person.id
    return ""


_NO_PERSON = Phrase("l’ours n’a pas « {found} » ; il a : {known}", "the masthead has no “{found}”; it has: {known}")
_NOT_THEIR_KEY = Phrase(
    "la clé {key} n’est pas celle de « {person} » dans l’ours",
    "the key {key} is not that of “{person}” in the masthead",
)
_NOBODYS_KEY = Phrase(
    "la clé {key} n’est à personne dans l’ours : ajoutez-la à « keys: » d’une signature, et faites signer l’ours",
    "the key {key} is nobody’s in the masthead: add it to somebody’s “keys:”, and have the masthead signed",
)
_WHO = Phrase(
    "qui approuve ? git ne nomme personne de l’ours : ajoutez --as PERSONNE ({known})",
    "who approves? git names nobody of the masthead: add --as PERSON ({known})",
)
_NOT_HELD = Phrase(
    "« {person} » n’a pas le rôle « {role} » ; il ou elle a : {held}",
    "“{person}” does not hold the role “{role}”; they hold: {held}",
)
_HOLDS_NONE = Phrase(
    "« {person} » n’a aucun des rôles demandés : {asked}", "“{person}” holds none of the roles asked for: {asked}"
)
_AUTHOR = Phrase(
    "« {person} » a écrit ce texte : l’approbation de l’auteur ne compte pas, demandez à quelqu’un d’autre",
    "“{person}” wrote this piece: an author’s approval does not count, ask somebody else",
)
_NEEDS_KEY = Phrase(
    "ce site demande des approbations signées : ajoutez --key ~/.ssh/id_ed25519",
    "this site asks for signed approvals: add --key ~/.ssh/id_ed25519",
)
_NO_KEY = Phrase("la clé {key} n’existe pas", "the key {key} does not exist")
_BAD_KEY = Phrase(
    "{key} n’est pas une clé SSH dont on puisse lire la partie publique (le fichier .pub est-il à côté ?)",
    "{key} is no SSH key whose public part can be read (is the .pub file beside it?)",
)
_NO_REPOSITORY = Phrase(
    "donnez d’abord un nom à ce site, qui entre dans chaque signature : approval.repository: mon-site.example",
    "first give this site a name, which is part of each signature: approval.repository: my-site.example",
)
_NOT_A_KEEPER = Phrase(
    "la clé {key} ne peut pas changer l’ours : il faut celle d’un titulaire de {keepers}, dans le dernier ours signé, "
    "ou la racine de confiance",
    "the key {key} may not change the masthead: it takes that of a holder of {keepers}, in the last signed masthead, "
    "or the root of trust",
)
