"""DKIM signatures (RFC 6376; Ed25519: RFC 8463), relaxed/relaxed: over whom a letter is from, to, and how to leave.

What is signed does not say when: the same letter to the same reader has the same bytes at every try.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from textwrap import wrap

SIGNED = (
    *("from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type"),
    *("list-id", "list-unsubscribe", "list-unsubscribe-post", "feedback-id"),
)
"""The headers that are signed where they are present (RFC 6376, 5.4.1; RFC 8058, 4)."""
OVERSIGNED = frozenset({"from", "to", "subject", "reply-to", "list-unsubscribe", "list-unsubscribe-post"})
"""Those of which nobody can add a second one in front: named once more than they are there (RFC 6376, 8.15)."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key under the selector and the domain by which its public half is found in the DNS."""

    domain: str
    selector: str
    algorithm: str
    """`rsa-sha256` or `ed25519-sha256`."""
    seal: Callable[[bytes], bytes] = field(repr=False)
    """Gives the signature of the canonical headers: 256 bytes for RSA-2048, 64 for Ed25519."""
    bits: int = 0
    """The length of the key."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How the signatures of a letter begin that one key makes, up to the body's hash."""

    signer: Signer
    header: bytes
    canonical: bytes
    """The same, in relaxed form."""


def opening(signer: Signer, names: Iterable[str]) -> Opening:
    """Give the header of a signature up to where the body's hash goes; `names` are those that `signed_names` gave."""
    lines = wrap(" ".join(names), _FOLDED_CHARS, break_on_hyphens=False)
    listed = f":{_FOLD}".join(line.replace(" ", ":") for line in lines)
    tags = (f"DKIM-Signature: v=1; a={signer.algorithm}; c=relaxed/relaxed;", f"d={signer.domain};")
    header = _FOLD.join((*tags, f"s={signer.selector};", f"h={listed};", "bh=")).encode("ascii")
    return Opening(signer, header, canonical_header(header))


def signature(opened: Opening, headers: bytes, body_hash: bytes) -> bytes:
    """Give a whole DKIM-Signature header, with its line end.

    `headers` are the canonical headers in the order the opening names them, `body_hash` is in base64.
    """
    sealed = b64encode(opened.signer.seal(headers + opened.canonical + body_hash + b"; b="))
    lines = (sealed[at : at + _FOLDED_CHARS] for at in range(0, len(sealed), _FOLDED_CHARS))
    fold = _FOLD.encode()
    return opened.header + body_hash + b";" + fold + b"b=" + fold.join(lines) + b"\r\n"


def signed_names(present: Collection[str]) -> tuple[str, ...]:
    """Give the names a signature lists, of the headers a message has (in small letters), in the order of `SIGNED`."""
    return tuple(name for name in SIGNED if name in present for _ in range(1 + (name in OVERSIGNED)))


def canonical_header(header: bytes) -> bytes:
    """Give one header in relaxed form (RFC 6376, 3.4.2); a line end at its end stays."""
    name, _, value = header.partition(b":")
    end = b"\r\n" if value.endswith(b"\r\n") else b""
    unfolded = _SPACE.sub(b" ", value.replace(b"\r\n", b"")).strip(b" \t")
    return name.strip().lower() + b":" + unfolded + end


def canonical_body(body: bytes) -> bytes:
    """Give lines of a body in relaxed form (RFC 6376, 3.4.4), but for empty lines at its end."""
    return _SPACE.sub(b" ", _BEFORE_END.sub(b"\r\n", body)) if b" " in body or b"\t" in body else body


_FOLD = "\r\n\t"
_FOLDED_CHARS = 70
_SPACE = re.compile(rb"[ \t]+")
_BEFORE_END = re.compile(rb"[ \t]+\r\n")
