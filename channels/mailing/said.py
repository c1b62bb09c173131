"""What a mail server said, fit to be kept: without any address, and with the id under which it has the message."""

from __future__ import annotations

import re

MAX_CHARS = 200
_HIDDEN = "…"


def enhanced_status(text: str) -> str:
    """Give the enhanced status an answer begins with (`4.7.1`; RFC 3463), or nothing."""
    found = _STATUS.match(text)
    return found[1] if found else ""


def without_addresses(text: str, *addresses: str) -> str:
    """Give a server's sentence without these addresses, their local parts, and whatever else looks like an address."""
    for address in addresses:
        for part in (address, address.rpartition("@")[0]):
            text = _without(text, part)
    text = _ADDRESS.sub(_HIDDEN, "".join(sign if sign.isprintable() else " " for sign in text))
    return " ".join(text.split())[:MAX_CHARS]


def queue_id(text: str, *addresses: str) -> str:
    """Give the id that a server gave a message it took, as Postfix, Exim, Sendmail, Gmail, SES and their like say it.

    It is what stands before an `@`, where there is one: the name of the server's own machine follows.
    """
    for address in addresses:
        text = _without(text, address)
    found = next((match for pattern in _QUEUED if (match := pattern.search(text))), None)
    return found[1] if found else ""


def _without(text: str, word: str) -> str:
    if not word or word.lower() not in text.lower():
        return text
    return re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", _HIDDEN, text, flags=re.IGNORECASE)


_STATUS = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?!\S)")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+(?:@|%40|=40)[^\s<>()\[\],;:\"]*", re.IGNORECASE)
_ID = r"<?([A-Za-z0-9][A-Za-z0-9_.+/=-]{3,99})"
_QUEUED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"queued (?:mail )?(?:for delivery )?as:? {_ID}",
        rf"\b(?:queue-?id|(?:internal)?id)[=:] ?{_ID}",
        rf"^(?:2\.\d\.\d )?{_ID} message accepted",
        rf"\bok:?\s+\d{{9,}} {_ID}",
        rf"^(?:2\.\d\.\d )?ok:? {_ID}(?:>|$)",
    )
)
