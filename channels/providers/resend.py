"""Resend as a transport: a message to a reader of our own list, with a key under which it leaves at most once.

Its API (`POST /emails`) keeps an `Idempotency-Key` for 24 hours: within a run, what was not answered is asked again
under the same key, so that a lost answer leaves no doubt.
"""

from __future__ import annotations

from hashlib import sha256

from channels.exchange import Answer, Door, door
from channels.mailing.transport import Fate, Reply
from channels.providers.parts import Parts, taken_apart

ADDRESS = "https://api.resend.com"
MAX_TRIES = 3
_ABOUT_THE_READER = (400, 422)


class Resend:
    """Messages through Resend."""

    def __init__(self, at: Door):
        self._at = at

    def send(self, sender: str, recipient: str, message: bytes) -> Reply:
        """Hand over one message; the envelope's sender is Resend's own."""
        parts = taken_apart(message)
        key = sha256(parts.message_id.encode()).hexdigest()
        asked = request_of(parts, recipient)
        answer = Answer(0)
        for _ in range(MAX_TRIES):
            answer = self._at.ask("POST", "/emails", asked, {"Idempotency-Key": key})
            if not answer.may_have_acted and answer.code < 500:
                break
        return reply_to(answer)

    def close(self) -> None:
        """End nothing: each message has a connection of its own."""


def request_of(parts: Parts, recipient: str) -> dict[str, object]:
    """Give what Resend's API is told of a message."""
    asked: dict[str, object] = {
        "from": str(parts.sender),
        "to": [recipient],
        "subject": parts.subject,
        "html": parts.html,
        "text": parts.text,
        "headers": dict(parts.headers),
    }
    if parts.reply_to:
        asked["reply_to"] = [str(parts.reply_to)]
    if parts.pictures:
        asked["attachments"] = [
            {"filename": one.cid, "content": one.content, "content_id": one.cid, "content_type": one.media_type}
            for one in parts.pictures
        ]
    return asked


def reply_to(answer: Answer) -> Reply:
    """Give what became of a message by Resend's answer."""
    if answer.is_done:
        return Reply(Fate.DELIVERED, answer.code, queue_id=str(answer.find("id") or ""))
    if answer.may_have_acted or answer.code >= 500 or answer.code == 409:
        # 409: the same key with another body, or the first is still being worked on.
        return Reply(Fate.DOUBT, answer.code, said=answer.said)
    if answer.code in _ABOUT_THE_READER:
        return Reply(Fate.REFUSED, answer.code, said=answer.said)
    return Reply(Fate.DEFERRED, answer.code, said=answer.said)


def resend(url: str, token: str) -> Resend:
    """Give the transport for an account; raises EditorialError."""
    return Resend(door(url or ADDRESS, {"Authorization": f"Bearer {token}"}))
