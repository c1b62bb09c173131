"""The token of a link in a letter: it says whom it is about and for what, to whoever has the keys alone.

`v1.<key>.<purpose>.<mask>[.<until>].<seal>`: the id of the key, one letter, a mask, seconds since 1970 where it
expires, and 128 bits of HMAC-SHA256 over all that stands before. It stands in a URL as it is.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

_FORMAT = "v1"
_SEAL_CHARS = 32


class Purpose(StrEnum):
    """What a token is good for."""

    LEAVE = "l"
    """To unsubscribe: never expires, and may be used again."""
    CONFIRM = "c"
    PREFER = "p"
    FORM = "f"
    """To show that the service itself made a form; about nobody."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that seal tokens, by id: `signing` seals new ones, the others only open what they once sealed."""

    signing: str
    secrets: Mapping[str, bytes] = field(repr=False)

    def seal(self, purpose: Purpose, mask: str, until: datetime | None = None) -> str:
        """Give a token about the address of a mask; without `until` it never expires."""
        head = [_FORMAT, self.signing, str(purpose), mask]
        said = ".".join([*head, str(int(until.timestamp()))] if until else head)
        return f"{said}.{_seal(self.secrets[self.signing], said)}"

    def open(self, token: str, purpose: Purpose, now: datetime) -> str | None:
        """Give the mask a token is about; None where it is not ours, for something else, or has expired."""
        found = _TOKEN.fullmatch(token)
        secret = self.secrets.get(found["key"]) if found else None
        if found is None or secret is None or found["purpose"] != purpose:
            return None
        if not hmac.compare_digest(_seal(secret, token[: found.start("seal") - 1]), found["seal"]):
            return None
        # Whoever sealed it, a token that is for ever is to leave, and for nothing else.
        is_good = now < datetime.fromtimestamp(int(found["until"]), UTC) if found["until"] else purpose is Purpose.LEAVE
        return found["mask"] if is_good else None


def _seal(secret: bytes, said: str) -> str:
    return hmac.new(secret, said.encode(), sha256).hexdigest()[:_SEAL_CHARS]


_TOKEN = re.compile(
    rf"{_FORMAT}\.(?P<key>[A-Za-z0-9_-]{{1,16}})\.(?P<purpose>[a-z])\.(?P<mask>[0-9a-f]{{32}})"
    rf"(?:\.(?P<until>[0-9]{{1,11}}))?\.(?P<seal>[0-9a-f]{{{_SEAL_CHARS}}})"
)
