"""What comes back when a letter was sent: reports of servers (DSN, RFC 3464) and complaints of readers (ARF, RFC 5965).

A reader is known by the mask in the address the report came to, or in what is left of the letter, else by address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from enum import StrEnum

from channels.subscribers.address import normalised
from channels.subscribers.diagnosis import Diagnosis, diagnosed

MAX_PARTS = 50


class What(StrEnum):
    """What a message says of a reader."""

    BOUNCED = "bounced"
    """The address is no good (hard bounce)."""
    COMPLAINED = "complained"
    LEFT = "unsubscribed"
    PASSING = "passing"
    """Not delivered, for now or given up after a time."""
    INNOCENT = "innocent"
    """Refused for good, through no fault of the address."""
    FINE = "fine"
    """Delivered, delayed or relayed; or a report that is not about a complaint."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message says of one reader: known by a mask, else by address; by neither where it does not tell."""

    what: What
    mask: str = ""
    address: str = field(default="", repr=False)


class NotAReport(Exception):
    """A message that is not a report, or cannot be read as one."""


def notices_in(raw: bytes) -> list[Notice]:
    """Give what a message says of readers; raises NotAReport."""
    try:
        message = BytesParser(policy=compat32).parsebytes(raw)
        kind = _report_type(message)
        payload = message.get_payload()
        parts = [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
        if kind is None or len(parts) > MAX_PARTS:
            raise NotAReport
        found = list(_status(message, parts) if kind == "delivery-status" else _feedback(message, parts))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # Python's parser raises each of these on some broken message.
        raise NotAReport from None
    if not found:
        raise NotAReport
    return found


def _report_type(message: Message) -> str | None:
    """Give `delivery-status` or `feedback-report`, by what the parts are where the header does not say."""
    if not message.is_multipart():
        return None
    named = str(message.get_param("report-type", "")).lower()
    kinds = [part.get_content_type() for part in message.get_payload() if isinstance(part, Message)]
    for kind in ("delivery-status", "feedback-report"):
        if named == kind or f"message/{kind}" in kinds:
            return kind
    return None


def _status(message: Message, parts: list[Message]) -> Iterator[Notice]:
    """Give a notice for each recipient of a delivery report."""
    blocks = _blocks(parts, ("message/delivery-status", "message/global-delivery-status"))
    recipients = [block for block in blocks if block.get("Action") or block.get("Final-Recipient")]
    # A mask is one reader's: it says nothing where a report is about several.
    mask = _mask_in(message, parts) if len(recipients) == 1 else ""
    for block in recipients:
        action = _value(block, "Action").lower()
        what = What.FINE
        if action == "failed":
            diagnosis = diagnosed(_value(block, "Status"), _value(block, "Diagnostic-Code"))
            if diagnosis is None:
                raise NotAReport
            what = _OF_DIAGNOSIS[diagnosis]
        elif action not in _ACTIONS:
            raise NotAReport
        named = (_address(block, name) for name in ("Original-Recipient", "Final-Recipient"))
        yield Notice(what, mask, next(filter(None, named), ""))


def _feedback(message: Message, parts: list[Message]) -> Iterator[Notice]:
    """Give the notice of a feedback report; one that hides the address still has the letter it is about."""
    for block in _blocks(parts, ("message/feedback-report",)):
        what = _OF_FEEDBACK.get(_value(block, "Feedback-Type").lower())
        if what is None:
            raise NotAReport
        mask = _mask_in(message, parts) or _verp(_value(block, "Original-Mail-From"))
        named = _address(block, "Original-Rcpt-To") or _address(block, "Removal-Recipient")
        yield Notice(what, mask, named or next((_address(part, "To") for part in _letters(parts)), ""))


def _blocks(parts: list[Message], kinds: tuple[str, ...]) -> list[Message]:
    """Give the groups of fields in the machine's part of a report."""
    found: list[Message] = []
    for part in parts:
        if part.get_content_type() in kinds:
            inner = part.get_payload()
            if isinstance(inner, list):
                found += [one for one in inner if isinstance(one, Message)]
            else:
                text = part.get_payload(decode=True)
                found += _groups(text if isinstance(text, bytes) else b"")
    return found


def _groups(text: bytes) -> list[Message]:
    parser = BytesParser(policy=compat32)
    blocks = re.split(rb"(?:\r?\n){2,}", text.strip())
    return [parser.parsebytes(block + b"\n\n", headersonly=True) for block in blocks if block]


def _letters(parts: list[Message]) -> Iterator[Message]:
    """Give what a report holds of the letter it is about."""
    for part in parts:
        if part.get_content_type() in ("message/rfc822", "message/global"):
            inner = part.get_payload()
            yield from (one for one in inner if isinstance(one, Message)) if isinstance(inner, list) else ()
        elif part.get_content_type() in ("text/rfc822-headers", "message/global-headers"):
            text = part.get_payload(decode=True)
            yield from _groups(text)[:1] if isinstance(text, bytes) else ()


def _mask_in(message: Message, parts: list[Message]) -> str:
    """Give the mask in the address a report came to, else in the letter's return path or link to leave."""
    came_to = [str(value) for name in _CAME_TO for value in message.get_all(name, [])]
    letters = list(_letters(parts))
    returned = [str(value) for letter in letters for value in letter.get_all("Return-Path", [])]
    for text in (*came_to, *returned):
        if found := _verp(text):
            return found
    links = [str(value) for letter in letters for value in letter.get_all("List-Unsubscribe", [])]
    tokens = [token[1] for link in links if (token := _TOKEN.search("".join(link.split())))]
    return tokens[0] if tokens else ""


def _verp(text: str) -> str:
    found = _VERP.search(text)
    return found[1].lower() if found else ""


def _value(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _address(block: Message, name: str) -> str:
    """Give the address of a field, without its type (`rfc822;`) and brackets; empty where it is none."""
    text = _value(block, name)
    bracketed = re.search(r"<([^<>]*)>", text)
    return normalised(bracketed[1] if bracketed else text.rpartition(";")[2]) or ""


_CAME_TO = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To", "To")
_ACTIONS = {"delayed", "delivered", "relayed", "expanded"}
_OF_DIAGNOSIS = {
    Diagnosis.GONE: What.BOUNCED,
    Diagnosis.INNOCENT: What.INNOCENT,
    Diagnosis.PASSING: What.PASSING,
}
_OF_FEEDBACK = {
    "abuse": What.COMPLAINED,
    "fraud": What.COMPLAINED,
    # Not in RFC 5965, but sent: the reader asked to be left alone.
    "opt-out": What.LEFT,
    "opt-out-list": What.LEFT,
    "unsubscribe": What.LEFT,
    "not-spam": What.FINE,
    "virus": What.FINE,
    "other": What.FINE,
    "auth-failure": What.FINE,
}
_VERP = re.compile(r"\+([0-9A-Fa-f]{32})@")
_TOKEN = re.compile(r"/v1\.[A-Za-z0-9_-]{1,16}\.[a-z]\.([0-9a-f]{32})\.")
