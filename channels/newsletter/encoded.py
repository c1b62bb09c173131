"""A text as encoded words (RFC 2047), however plain it is: beside another one of a header it stands without a space."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

FOLD = "\r\n "
_MAX_BYTES = 36
"""Of a word: 60 characters, so that the first line of a header has room for its name (RFC 2047, 2: 76)."""


def encoded_words(text: str) -> str:
    """Give a text as encoded words in UTF-8, a line each; a sign that UTF-8 does not have is a question mark."""
    return FOLD.join(f"=?utf-8?b?{b64encode(part).decode('ascii')}?=" for part in _parts(text))


def _parts(text: str) -> Iterator[bytes]:
    """Give a text in UTF-8, no character in two parts (RFC 2047, 5)."""
    part = b""
    for sign in text:
        encoded = sign.encode("utf-8", "replace")
        if len(part) + len(encoded) > _MAX_BYTES:
            yield part
            part = b""
        part += encoded
    yield part
