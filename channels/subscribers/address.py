"""Whether a mail address can be written to, and how it is written: one way for each, ASCII from end to end."""

from __future__ import annotations

import re
from enum import StrEnum

import idna

MAX_LOCAL_CHARS = 64
"""RFC 5321, 4.5.3.1.1."""
MAX_CHARS = 254
"""A path of 256 octets with its brackets (RFC 5321, 4.5.3.1.3; RFC 3696, erratum 1690)."""

ROLES = frozenset(
    # RFC 2142: what every domain has, for its keepers and not for a reader.
    "abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp info marketing sales support "
    # Robots: a letter to them is answered by nobody, or by a complaint.
    "mailer-daemon noreply no-reply no_reply donotreply do-not-reply ne-pas-repondre nepasrepondre bounce bounces "
    "root admin administrator spam devnull null".split()
)
"""Local parts that are a function's, not a person's; written to all the same, but worth a look."""


class Unfit(StrEnum):
    """Why an address cannot be written to."""

    EMPTY = "empty"
    SYNTAX = "syntax"
    LOCAL = "local-part"
    """Signs outside ASCII before the @: they need a road on which every server speaks SMTPUTF8 (RFC 6531)."""
    DOMAIN = "domain"
    LENGTH = "length"


def normalised(text: str) -> str | None:
    """Give an address as it is written to: the domain in ASCII and small letters, the rest as it is; None if unfit."""
    found = judged(text)
    return None if isinstance(found, Unfit) else found


def judged(text: str) -> str | Unfit:
    """Give an address as `normalised` does, or why it cannot be written to.

    The local part is a dot-atom (RFC 5322, 3.2.3): what may stand there in quotes is nobody's address, but a way into
    headers. The domain has two labels or more (RFC 5321, 2.3.5), those outside ASCII by IDNA 2008 (RFC 5891).
    """
    address = text.strip(_INVISIBLE)
    if not _PLAIN.fullmatch(address):
        return _less_plain(address)
    local, _, domain = address.rpartition("@")
    if len(local) > MAX_LOCAL_CHARS or len(address) > MAX_CHARS:
        return Unfit.LENGTH
    return f"{local}@{domain.lower()}"


def is_role(address: str) -> bool:
    """Say whether an address is a function's (`postmaster@`), not a person's."""
    return address.partition("@")[0].partition("+")[0].lower() in ROLES


def _less_plain(address: str) -> str | Unfit:
    """Judge an address that is not in ASCII, or none."""
    if not address:
        return Unfit.EMPTY
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        return Unfit.SYNTAX
    if not local.isascii():
        return Unfit.LOCAL if _LOCAL_BEYOND_ASCII.fullmatch(local) else Unfit.SYNTAX
    if not _LOCAL.fullmatch(local):
        return Unfit.SYNTAX
    if domain.isascii() or len(domain) > MAX_CHARS:
        return Unfit.DOMAIN
    try:
        written = f"{local}@{idna.encode(domain, uts46=True).decode('ascii')}"
    except UnicodeError:
        return Unfit.DOMAIN
    return judged(written) if written.isascii() and _PLAIN.fullmatch(written) else Unfit.DOMAIN


_INVISIBLE = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff"
"""What copying leaves around an address."""
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LOCAL_BEYOND_ASCII = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f-\x9f]+")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_TOP = r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_TOP}")
