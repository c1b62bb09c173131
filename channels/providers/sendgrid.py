"""SendGrid as a transport: a message to a reader of our own list, by its v3 Mail Send, with its tracking switched off.

It knows no key by which a message would leave once: an answer that does not come leaves a doubt.
"""

from __future__ import annotations

from channels.exchange import Answer, Door, door
from channels.mailing.transport import Fate, Reply
from channels.providers.parts import Mailbox, Parts, taken_apart

ADDRESS = "https://api.sendgrid.com"
_OFF = {"enable": False}


class SendGrid:
    """Messages through SendGrid."""

    def __init__(self, at: Door):
        self._at = at

    def send(self, sender: str, recipient: str, message: bytes) -> Reply:
        """Hand over one message; the envelope's sender is SendGrid's own."""
        return reply_to(self._at.ask("POST", "/v3/mail/send", request_of(taken_apart(message), recipient)))

    def close(self) -> None:
        """End nothing: each message has a connection of its own."""


def request_of(parts: Parts, recipient: str) -> dict[str, object]:
    """Give what SendGrid's API is told of a message; nobody is followed (CNIL: that would take consent)."""
    asked: dict[str, object] = {
        "personalizations": [{"to": [{"email": recipient}]}],
        "from": _mailbox(parts.sender),
        "subject": parts.subject,
        "content": [{"type": "text/plain", "value": parts.text}, {"type": "text/html", "value": parts.html}],
        "headers": dict(parts.headers),
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": _OFF,
            "subscription_tracking": _OFF,
            "ganalytics": _OFF,
        },
    }
    if parts.reply_to:
        asked["reply_to"] = _mailbox(parts.reply_to)
    if parts.pictures:
        asked["attachments"] = [
            {
                "content": one.content,
                "type": one.media_type,
                "filename": one.cid,
                "disposition": "inline",
                "content_id": one.cid,
            }
            for one in parts.pictures
        ]
    return asked


def _mailbox(one: Mailbox) -> dict[str, str]:
    return {"email": one.address, "name": one.name} if one.name else {"email": one.address}


def reply_to(answer: Answer) -> Reply:
    """Give what became of a message by SendGrid's answer: 202 is yes, 400 says which field is wrong."""
    if answer.is_done:
        return Reply(Fate.DELIVERED, answer.code, queue_id=answer.headers.get("x-message-id", ""))
    if answer.may_have_acted or answer.code >= 500:
        return Reply(Fate.DOUBT, answer.code, said=answer.said)
    errors = answer.find("errors") or []
    fields = [str(one.get("field") or "") for one in errors if isinstance(one, dict)]
    if answer.code == 400 and any(field.startswith("personalizations") for field in fields):
        return Reply(Fate.REFUSED, answer.code, said=answer.said)
    return Reply(Fate.DEFERRED, answer.code, said=answer.said)


def sendgrid(url: str, token: str) -> SendGrid:
    """Give the transport for an account; raises EditorialError."""
    return SendGrid(door(url or ADDRESS, {"Authorization": f"Bearer {token}"}))
