"""The letter as a mail message: both parts, and the headers that mailboxes judge a list by.

The lines are put together here, since the standard library's EmailMessage (measured on Python 3.11) lets an encoded
word in a title add a header of its own, loses a space where it folds a long subject, and turns a long
List-Unsubscribe into encoded words that no mailbox follows.
"""

from __future__ import annotations

import binascii
from email.header import Header
from email.utils import format_datetime, formataddr

from channels.newsletter.letter import Letter
from channels.newsletter.settings import Sender
from channels.newsletter.words import Words
from editorial.piece import digest_of, slugified

MAX_LINE_CHARS = 76


def to_message(letter: Letter, sender: Sender, html: str, text: str, words: Words) -> bytes:
    """Give the whole message, with `\\r\\n` line ends: the same bytes for the same letter."""
    settings = letter.settings
    subject = words["preview_subject"].format(subject=letter.subject) if letter.is_preview else letter.subject
    # In quoted-printable a `=` stands before two digits or a line end: no line of a part can be this one.
    boundary = f"=_{digest_of(text, html)}"
    headers = {
        "From": _mailbox("From", sender.name, sender.address),
        "Reply-To": settings.reply_to,
        # Delivery puts each reader's address here; a message that names nobody must be valid too (RFC 5322, 3.4).
        "To": "undisclosed-recipients:;",
        "Subject": _encoded("Subject", subject),
        "Date": format_datetime(letter.moment),
        "Message-ID": message_id(letter, sender),
        "List-Id": f"<{settings.list_id}>" if settings.list_id else "",
        # On one line however long: RFC 5322 asks for 78 characters and allows 998.
        "List-Unsubscribe": ", ".join(f"<{way}>" for way in settings.unsubscribe),
        "Content-Language": letter.lang,
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    head = [f"{name}: {value}" for name, value in headers.items() if value]
    parts = [line for kind, body in (("plain", text), ("html", html)) for line in (f"--{boundary}", *_part(kind, body))]
    return "\r\n".join([*head, "", *parts, f"--{boundary}--", ""]).encode("ascii")


def message_id(letter: Letter, sender: Sender) -> str:
    """Give the identity of the edition's message, the same for ever."""
    domain = letter.settings.list_id or sender.address.rpartition("@")[2]
    name = slugified(letter.id) or "edition"
    return f"<{name[:40]}.{digest_of(letter.id, letter.settings.list_id)[:16]}@{domain}>"


def _part(kind: str, text: str) -> tuple[str, ...]:
    body = binascii.b2a_qp(text.encode()).decode("ascii").replace("\n", "\r\n")
    return f'Content-Type: text/{kind}; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable", "", body


def _mailbox(header: str, name: str, address: str) -> str:
    return formataddr((name, address)) if _is_plain(name) else f"{_encoded(header, name)} <{address}>"


def _encoded(header: str, text: str) -> str:
    """Give a text as RFC 2047 lets it stand in a header, folded."""
    charset = "us-ascii" if _is_plain(text) else "utf-8"
    return Header(text, charset, MAX_LINE_CHARS, header).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    """Say whether a text may stand as it is; one that looks like an encoded word would be read as one."""
    return text.isascii() and text.isprintable() and "=?" not in text
