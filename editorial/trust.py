"""The chain of trust: which masthead counts, from a key pinned outside the tree to the last change rightly signed.

Without a pin, the charter's masthead counts as it stands, and nothing that rests on it is verified.
"""

from __future__ import annotations

import hashlib
import os.path
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from editorial.charter import PATH as CHARTER_PATH
from editorial.charter import Charter
from editorial.datafile import close_datafile, open_datafile
from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase, Span
from editorial.masthead import Masthead, masthead_of, read_masthead
from editorial.record import (
    FOLDER,
    MASTHEAD,
    file_text,
    files_in,
    instant_of,
    stated,
    unread_for,
)
from editorial.signature import fingerprint_in, fingerprint_of, pin, signer

VERSION = "masthead1"
CHAIN = f"{FOLDER}/{MASTHEAD}"


@dataclass(frozen=True, slots=True)
class Link:
    """One masthead as somebody signed it, and the hash of the one before."""

    masthead: Masthead
    number: int
    previous: str
    by: str
    at: str
    signature: str = ""
    path: str = ""

    def statement(self) -> bytes:
        """Give what is signed."""
        return stated("masthead", self._values())

    @property
    def hash(self) -> str:
        """The digest of what is signed."""
        return f"{VERSION}:{hashlib.sha256(self.statement()).hexdigest()}"

    def text(self) -> str:
        """Give the file that holds it."""
        return file_text({"format": 1, "hash": self.hash, **self._values()}, self.signature)

    def _values(self) -> Mapping[str, object]:
        return {
            "number": self.number,
            "previous": self.previous,
            "by": self.by,
            "at": self.at,
            "masthead": self.masthead.plain(),
        }


@dataclass(frozen=True)
class Trust:
    """Whose approval counts: `line` is every masthead that was rightly signed, oldest first; none without a pin."""

    now: Masthead
    is_pinned: bool = False
    line: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()

    def masthead_at(self, instant: str) -> Masthead:
        """Give the masthead that was in force at an instant."""
        for link in reversed(self.line):
            if link.at <= instant:
                return link.masthead
        return self.line[0].masthead if self.line else self.now


def read_trust(root: Path, charter: Charter) -> Trust:
    """Give whose approval counts in a site; raises EditorialError where a root is pinned and nothing stands on it."""
    pinned, written = pin(), masthead_of(charter)
    if not pinned:
        return Trust(written)
    links, findings = read_links(root)
    line = chained(links, root_of(pinned))
    rivals = rivals_after(line, links, root_of(pinned))
    if not line:
        raise fork_of(rivals) if rivals else EditorialError(_NO_ROOT.fill(pin=pinned[:60]), CHAIN)
    last = line[-1]
    findings += [Finding("trust.fork", Level.ERROR, r.path, Span(1, 1, 2), _FORK, fix=_FORK_FIX) for r in rivals]
    if last.masthead.plain() != written.plain():
        span = charter.source.span(("masthead",), on_key=True)
        message = _CHANGED.fill(what=_difference(last.masthead, written))
        findings.append(Finding("trust.masthead", Level.ERROR, CHARTER_PATH, span, message, fix=_CHANGED_FIX))
    return Trust(last.masthead, True, line, tuple(findings))


def read_links(root: Path) -> tuple[list[Link], list[Finding]]:
    """Give every signed masthead there is, believed or not, and what cannot be read."""
    links: list[Link] = []
    findings: list[Finding] = []
    for path, text in files_in(root, CHAIN):
        if isinstance(text, Finding):
            findings.append(text)
            continue
        try:
            links.append(_link(text, path))
        except EditorialError as error:
            findings.append(unread_for(path, error))
    return links, findings


def chained(links: Iterable[Link], root: str) -> tuple[Link, ...]:
    """Give the mastheads that follow from the root, oldest first, up to the last or to where two follow from one."""
    known = sorted(links, key=lambda link: (link.number, link.path))
    first = [link for link in known if root in (link.hash, signer_of(link) if not link.previous else "")]
    if len(first) != 1:
        return ()
    line = [*_before(first[0], {link.hash: link for link in known}), first[0]]
    while True:
        last = line[-1]
        following = [link for link in known if link.previous == last.hash and is_successor(link, last, root)]
        if len({link.hash for link in following}) != 1:
            return tuple(line)
        line.append(following[0])


def rivals_after(line: Sequence[Link], links: Iterable[Link], root: str) -> list[Link]:
    """Give the mastheads between which nobody chose: all follow the last that counts, or, without one, all begin."""
    if line:
        return [link for link in links if link.previous == line[-1].hash and is_successor(link, line[-1], root)]
    return [link for link in links if not link.previous and signer_of(link) == root]


def fork_of(rivals: Iterable[Link]) -> EditorialError:
    """Give the error that says which mastheads somebody has to choose between."""
    return EditorialError(_FORKED.fill(paths=", ".join(link.path for link in rivals)), CHAIN)


def _before(link: Link, by_hash: Mapping[str, Link]) -> list[Link]:
    """Give the mastheads before a pinned one, oldest first: its hash vouches for them, as far as they are there."""
    found: list[Link] = []
    before = by_hash.get(link.previous)
    while before is not None:
        found.insert(0, before)
        before = by_hash.get(before.previous)
    return found


def signer_of(link: Link) -> str | None:
    """Give the fingerprint of the key that signed a masthead."""
    return signer(link.statement(), link.signature)


def root_of(pinned: str) -> str:
    """Give the fingerprint (or the masthead's hash) that a pin names; raises EditorialError."""
    if pinned.startswith(("SHA256:", f"{VERSION}:")):
        return pinned
    found = fingerprint_of(pinned) or fingerprint_in(Path(os.path.expanduser(pinned)))
    if found is None:
        raise EditorialError(_BAD_PIN.fill(pin=pinned[:60]))
    return found


def is_successor(link: Link, last: Link, root: str) -> bool:
    """Say whether a masthead was signed by who could change the one before."""
    if link.number != last.number + 1 or link.at < last.at:
        return False
    key = signer_of(link)
    if key is None or key in last.masthead.approval.revoked:
        return False
    holder = last.masthead.holder(link.by)
    return key == root or (holder is not None and key in holder.keys and last.masthead.is_keeper(holder))


def _link(text: str, path: str) -> Link:
    f, source = open_datafile(text, path)
    f.require("number", "by", "at", "masthead")
    f.text("hash")
    masthead = read_masthead(f.group("masthead"))
    link = Link(
        masthead, f.whole("number") or 0, f.text("previous"), f.text("by"), instant_of(f), f.text("signature"), path
    )
    close_datafile(f, source, path)
    return link


def _difference(was: Masthead, now: Masthead) -> str:
    """Give the ids and keys of the charter that another masthead was signed for."""
    before, after = ({h.id: (set(h.roles), set(h.keys)) for h in m.people} for m in (was, now))
    people = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    old, new = was.approval.plain(), now.approval.plain()
    return ", ".join([*people, *(f"approval.{key}" for key in old if old[key] != new[key])])


_NO_ROOT = Phrase(
    "une racine de confiance est fixée ({pin}), et aucun ours signé n’en descend : "
    "ligne approve editorial/charter.yaml --key CLÉ, avec cette clé",
    "a root of trust is pinned ({pin}), and no signed masthead descends from it: "
    "ligne approve editorial/charter.yaml --key KEY, with that key",
)
_BAD_PIN = Phrase(
    "« {pin} » n’est ni une empreinte SHA256:…, ni une clé SSH publique, ni son fichier, ni un ours masthead1:…",
    "“{pin}” is neither a fingerprint SHA256:…, nor a public SSH key, nor its file, nor a masthead masthead1:…",
)
_CHANGED = Phrase(
    "l’ours a changé sans signature ({what}) : le dernier signé compte, celui-ci non",
    "the masthead changed without a signature ({what}): the last signed one counts, this one does not",
)
_CHANGED_FIX = Phrase(
    "faites signer par qui le peut déjà : ligne approve editorial/charter.yaml --key CLÉ",
    "have it signed by somebody who may already: ligne approve editorial/charter.yaml --key KEY",
)
_FORK = Phrase(
    "deux ours signés suivent le même : aucun des deux ne compte",
    "two signed mastheads follow the same one: neither counts",
)
_FORKED = Phrase(
    "plusieurs ours signés veulent la même place : gardez celui que l’équipe a voulu, supprimez les autres ({paths})",
    "several signed mastheads claim the same place: keep the one the team meant, delete the others ({paths})",
)
_FORK_FIX = Phrase(
    "gardez celui que l’équipe a voulu, supprimez l’autre", "keep the one the team meant, delete the other"
)
