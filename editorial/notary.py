"""What was found out before about approvals, in the memory of the site: who signed what, and pictures’ digests."""

from __future__ import annotations

import hashlib
from pathlib import Path

from editorial.memory import Memory
from editorial.scan import Scan, stamp_of
from editorial.semantic import digest_of_file
from editorial.signature import signer

NAME = "approvals"


class Notary:
    """Answers from memory where it can, and remembers what it had to look up; without a site, it forgets at the end."""

    def __init__(self, root: Path | None = None):
        self._memory = Memory(root, NAME) if root else None
        self._pictures: dict[str, str] = {}

    def signer(self, statement: bytes, signature: str) -> str | None:
        """Give the fingerprint of the key that signed a statement, None where the signature is not good."""
        if self._memory is None:
            return signer(statement, signature)
        name = "signed " + hashlib.sha256(statement + b"\0" + signature.encode()).hexdigest()
        known = self._memory.entries.get(name)
        if not isinstance(known, str):
            known = signer(statement, signature) or ""
            self._memory.keep({name: known})
        return known or None

    def picture(self, path: Path) -> str:
        """Give the digest of a picture's bytes, read again where its stamp is new or too young; raises OSError."""
        name = f"picture {path}"
        if name in self._pictures:
            return self._pictures[name]
        stamp = stamp_of(path.stat())
        known = self._memory.entries.get(name) if self._memory else None
        if isinstance(known, tuple) and known[0] == stamp:
            found = str(known[1])
        else:
            found = digest_of_file(path)
            if self._memory and Scan().is_settled(stamp):
                self._memory.keep({name: (stamp, found)})
        self._pictures[name] = found
        return found
