"""A message taken apart: what a provider that builds its own mail must be told of ours."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formataddr

KEPT_HEADERS = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence", "Feedback-ID")
"""Headers of ours that a provider may not know of."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, which may be empty, and an address."""

    name: str
    address: str = field(repr=False)

    def __str__(self) -> str:
        return formataddr((self.name, self.address))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a letter carries: its content id, media type and bytes in base64."""

    cid: str
    media_type: str
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message says."""

    sender: Mailbox
    reply_to: Mailbox | None
    subject: str
    text: str
    html: str
    message_id: str
    headers: Mapping[str, str]
    pictures: tuple[Picture, ...]


def taken_apart(message: bytes) -> Parts:
    """Give the parts of a message that Ligne built."""
    found = message_from_bytes(message, policy=policy.SMTP)
    text, html, pictures = "", "", []
    for part in found.walk():
        if part.get_content_type() == "text/plain" and not text:
            text = part.get_content()
        elif part.get_content_type() == "text/html" and not html:
            html = part.get_content()
        elif part.get_content_maintype() == "image":
            cid = str(part.get("Content-ID", "")).strip("<> ")
            pictures.append(Picture(cid, part.get_content_type(), base64.b64encode(part.get_content()).decode()))
    return Parts(
        sender=_mailboxes(found, "From")[0],
        reply_to=next(iter(_mailboxes(found, "Reply-To")), None),
        subject=str(found["Subject"]),
        text=text.replace("\r\n", "\n"),
        html=html.replace("\r\n", "\n"),
        message_id=str(found["Message-ID"]).strip("<> "),
        headers={name: str(found[name]) for name in KEPT_HEADERS if found[name]},
        pictures=tuple(pictures),
    )


def _mailboxes(found: EmailMessage, name: str) -> list[Mailbox]:
    header = found[name]
    return [Mailbox(one.display_name, one.addr_spec) for one in header.addresses] if header else []
