"""A newsroom that approves: a small site, a masthead whose people have SSH keys, and approvals as they give them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from editorial.amend import write_approval, write_masthead
from editorial.endorsement import approver_of, endorsed, names_of, next_link, role_of
from editorial.line import read_line
from editorial.record import Record
from editorial.semantic import picture_digests, said_hash
from editorial.signature import fingerprint_of, signed
from editorial.site import Site
from tests.builder import AT, CHARTER, SiteBuilder

ROLES = ("auteur", "chef", "direction", "gerance")
REPOSITORY = "banc.example"


class Newsroom(SiteBuilder):
    """A site whose texts need the approval of a `chef`: camille is one, dana is direction, redaction writes."""

    def __init__(self, root: Path, keys: Path, **approval: Any):
        self.keys = keys
        self.approval = {"required": ["chef"], "repository": REPOSITORY, **approval}
        self.people: dict[str, list[str]] = {"redaction": ["auteur"], "camille": ["chef"], "dana": ["direction"]}
        self.holders: dict[str, list[str]] = {}
        super().__init__(root)
        self.write_charter()

    def key(self, name: str) -> Path:
        """Give the private key of somebody, made the first time."""
        path = self.keys / name
        if not path.exists():
            self.keys.mkdir(exist_ok=True)
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)]
            subprocess.run(command, check=True, capture_output=True)
        return path

    def public(self, name: str) -> str:
        """Give somebody's public key."""
        return self.key(name).with_suffix(".pub").read_text("ascii").strip()

    def fingerprint(self, name: str) -> str:
        """Give the fingerprint of somebody's key."""
        found = fingerprint_of(self.public(name))
        assert found
        return found

    def write_charter(self, *, keyed: Iterable[str] = (), **changes: Any) -> Newsroom:
        """Write the charter with the masthead as it is; those `keyed` get their key."""
        for name in keyed:
            self.holders[name] = [self.public(name)]
        people = [
            {"id": name, "name": name.title(), "roles": roles, "email": f"{name}@banc.example"}
            | ({"keys": self.holders[name]} if name in self.holders else {})
            for name, roles in self.people.items()
        ]
        masthead = {"people": people, "roles": [{"id": role, "name": role.title()} for role in ROLES]}
        self.charter(CHARTER, masthead=masthead, approval=self.approval, **changes)
        return self

    def seal(self, name: str, at: datetime = AT) -> str:
        """Have somebody sign the masthead of the charter, and give its path."""
        return write_masthead(self.root, next_link(self.root, read_line(self.root).charter, "", self.key(name), at))

    def approve(self, piece_id: str, person: str, *, role: str = "", is_signed: bool = False, at: datetime = AT) -> str:
        """Have somebody approve a piece as it stands, and give the record's path."""
        site = self.site()
        verdict = verdict_of(site, piece_id)
        assert site.approvals
        key = self.key(person) if is_signed else None
        approver = approver_of(site.root, site.charter, site.approvals.trust.now, person, key)
        role = role_of(approver, role, verdict)
        record = endorsed(piece_id, verdict, approver, role, site.charter, site.approvals.trust, at)
        return write_approval(self.root, record, names_of(record, verdict.asked))

    def forge(self, record: Record, signer: str = "", **changes: Any) -> str:
        """Write a record as nobody here would, signed by any key or none, and give its path."""
        record = replace(record, **changes)
        if signer:
            record = replace(record, signature=signed(record.statement(), self.key(signer)))
        return write_approval(self.root, record, [f"editorial/approvals/{record.id}/forged-{record.by}.yaml"])


def verdict_of(site: Site, piece_id: str) -> Any:
    """Give the verdict on a piece as it stands."""
    piece = site.piece(piece_id)
    assert piece
    assert site.approvals
    return site.approvals.of_piece(piece, said_hash(piece, picture_digests(site.locate_image)))
