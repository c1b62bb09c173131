"""What stands for an address wherever an address may not stand: a keyed digest, the same for each way of writing it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

MASK_CHARS = 32
"""128 bits: two addresses of one list never share a mask."""
MIN_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Masks:
    """Masks under one key (RFC 2104), which comes from the environment and is written down nowhere else."""

    key: bytes = field(repr=False)

    def mask(self, address: str) -> str:
        """Give the mask of an address: 32 hexadecimal digits."""
        return hmac.digest(self.key, folded(address).encode(), "sha256").hex()[:MASK_CHARS]


def folded(address: str) -> str:
    """Give the address by which two ways of writing it are known as one: in small letters.

    RFC 5321 lets a local part tell capitals apart; no provider in use does, and a reader who left as `A@x` has left.
    """
    return address.strip().lower()
