"""Makes letters with the standard library's EmailMessage and signs them by dkimpy, in an environment of its own."""

from __future__ import annotations

import html
import sys
from email.message import EmailMessage
from email.policy import SMTP

from benchmark.mail import content
from benchmark.mail.gauge import gauged

_RELAXED = (b"relaxed", b"relaxed")
_POLICY = SMTP.clone(max_line_length=998)
_SIGNED = "from to subject date message-id list-id list-unsubscribe list-unsubscribe-post mime-version content-type"


def main(key: str, count: int) -> None:
    """Make and sign so many letters."""
    import dkim

    with open(key, "rb") as file:
        secret = file.read()
    headers, name = _SIGNED.encode().split(), (content.SELECTOR.encode(), content.DOMAIN.encode())
    with gauged():
        for number, reader in enumerate(content.readers(count)):
            message = _message(number, *reader)
            dkim.sign(message, *name, secret, canonicalize=_RELAXED, include_headers=headers)


def _message(number: int, address: str, name: str, leave: str, preferences: str) -> bytes:
    message = EmailMessage(_POLICY)
    message["From"], message["To"], message["Subject"], message["Date"] = (
        content.SENDER,
        address,
        content.SUBJECT,
        content.DATE,
    )
    message["Message-ID"], message["List-Id"] = f"<{number}@{content.LIST_ID}>", f"<{content.LIST_ID}>"
    message["List-Unsubscribe"], message["List-Unsubscribe-Post"] = f"<{content.SERVICE}/u/{leave}>", content.ONE_CLICK
    tokens = {"leave": leave, "preferences": preferences}
    message.set_content(_said(content.TEXT, {"first_name": name, **tokens}), cte="quoted-printable")
    page = _said(content.HTML, {"first_name": html.escape(name), **tokens})
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def _said(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
