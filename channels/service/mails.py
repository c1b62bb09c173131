"""The two mails of the service: one asks somebody to confirm, one tells a member where to choose or to leave."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from channels.service.pages import Pages
from channels.subscribers.membership import PENDING_FOR
from channels.subscribers.token import Keys, Purpose

# Folded by the standard library, a subject that is not ASCII loses spaces; RFC 5322 (2.1.1) allows 998 characters.
_UNFOLDED = SMTP.clone(max_line_length=998)


@dataclass(frozen=True)
class Mails:
    """What writes the mails: the service's templates, and the keys that seal their links."""

    pages: Pages
    keys: Keys

    def to_confirm(self, address: str, mask: str, lang: str, now: datetime) -> bytes:
        """Give the message that asks the owner of an address to confirm."""
        url = self._url(Purpose.CONFIRM, mask, lang, now)
        return self._message("confirm", address, lang, now, url, "")

    def to_member(self, address: str, mask: str, lang: str, now: datetime) -> bytes:
        """Give the message that brings a member the links to choose and to leave."""
        leave = f"{self.pages.settings.url}/u/{self.keys.seal(Purpose.LEAVE, mask)}?lang={lang}"
        return self._message("member", address, lang, now, self._url(Purpose.PREFER, mask, lang, now), leave)

    def _url(self, purpose: Purpose, mask: str, lang: str, now: datetime) -> str:
        return f"{self.pages.settings.url}/{purpose}/{self.keys.seal(purpose, mask, now + PENDING_FOR)}?lang={lang}"

    def _message(self, kind: str, address: str, lang: str, now: datetime, url: str, leave: str) -> bytes:
        settings, words = self.pages.settings, self.pages.words(lang)
        said = {
            "subject": words[f"mail_{kind}_subject"],
            "text": words[f"mail_{kind}"],
            "button": words[f"mail_{kind}_button"],
            "more": words[f"mail_{kind}_else"],
            "url": url,
            "leave": leave,
        }
        message = EmailMessage(SMTP)
        message["From"] = Address(settings.sender.name, addr_spec=settings.sender.address)
        message["To"] = Address(addr_spec=address)
        if settings.reply_to:
            message["Reply-To"] = Address(addr_spec=settings.reply_to)
        message["Subject"] = said["subject"]
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{secrets.token_hex(16)}@{settings.sender.address.rpartition('@')[2]}>"
        # RFC 3834: no holiday reply answers it.
        message["Auto-Submitted"] = "auto-replied"
        message.set_content(self.pages.text("mail.txt.j2", lang, **said), cte="quoted-printable")
        message.add_alternative(self.pages.text("mail.html.j2", lang, **said), "html", cte="quoted-printable")
        message["Content-Language"] = lang
        return message.as_bytes(policy=_UNFOLDED)
