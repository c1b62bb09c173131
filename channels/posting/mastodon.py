"""Mastodon: a status for each part, its images sent before it, each answering the one before.

Sources: docs.joinmastodon.org, methods statuses, media and instance. An instance keeps an `Idempotency-Key` for an
hour; other servers of the same API keep none (snac, measured): what is not answered is in doubt, and never asked again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

from channels.exchange import Answer, Door
from channels.ledger.entry import What
from channels.ledger.store import Outcome
from channels.posting.post import Image, Post

_PROCESSING = 206
_MAX_WAIT_S = 60.0
_NOT_NOW = (0, 401, 403, 404, 408, 410, 429, 503)
"""The token, the pace or the network: nothing left."""


class Mastodon:
    """Statuses on one instance, by one account."""

    def __init__(self, at: Door, announce: Callable[[str], None] = lambda step: None):
        self._at = at
        self._announce = announce

    def post(self, key: str, post: Post) -> Outcome:
        """Post one edition and give what became of it: with its URL, where it is there."""
        self._announce("limits")
        limits = self._at.ask("GET", "/api/v2/instance")
        if not limits.is_done:
            return Outcome(What.FAILED)
        if self._is_too_much(limits, post):
            return Outcome(What.REFUSED)
        most = limits.find("configuration", "statuses", "max_media_attachments") or 4
        media: list[list[str]] = []
        for number in range(len(post.parts)):
            media.append([])
            for image in post.images_of(number)[:most]:
                self._announce("media")
                found = self._upload(image)
                if not found:
                    return Outcome(What.FAILED)
                media[-1].append(found)
        first = before = ""
        for number, part in enumerate(post.parts):
            asked: dict[str, object] = {"status": part.text, "language": post.lang.split("-")[0]}
            asked.update({"spoiler_text": post.warning, "sensitive": True} if post.warning else {})
            asked.update({"media_ids": media[number]} if media[number] else {})
            asked.update({"in_reply_to_id": before} if before else {})
            self._announce("status")
            answer = self._at.ask("POST", "/api/v1/statuses", asked, {"Idempotency-Key": idempotency_key(key, number)})
            self._announce("posted")
            before = str(answer.find("id") or "")
            if not answer.is_done or not before:
                return Outcome(_what(answer, is_begun=bool(first)), first)
            first = first or _address(answer)
        return Outcome(What.SENT, first)

    def _upload(self, image: Image) -> str:
        """Give the id of an image the instance has taken in, "" where it has not: then it shows nowhere."""
        boundary = f"ligne-{sha256(image.content).hexdigest()[:32]}"
        fields = {"description": image.alt, "focus": _focus(image)}
        head = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
            if value
        )
        head += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="image"\r\n'
        head += f"Content-Type: {image.media_type}\r\n\r\n"
        body = head.encode() + image.content + f"\r\n--{boundary}--\r\n".encode()
        form = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        answer = self._at.ask("POST", "/api/v2/media", body, form)
        number = str(answer.find("id") or "")
        if not answer.is_done or not number:
            return ""
        until = time.monotonic() + _MAX_WAIT_S
        while answer.code in (202, _PROCESSING) and time.monotonic() < until:
            time.sleep(0.2)
            answer = self._at.ask("GET", f"/api/v1/media/{number}")
        return number if answer.code == 200 else ""

    @staticmethod
    def _is_too_much(limits: Answer, post: Post) -> bool:
        """Say whether an image is heavier than the instance takes."""
        most = limits.find("configuration", "media_attachments", "image_size_limit")
        return isinstance(most, int) and any(len(image.content) > most for image in post.all_images)


def idempotency_key(key: str, number: int) -> str:
    """Give the key of one part of a delivery: the same for ever, as a UUID, which every server takes."""
    return str(UUID(bytes=sha256(f"{key} {number}".encode()).digest()[:16]))


def _what(answer: Answer, *, is_begun: bool) -> What:
    if answer.may_have_acted or (answer.code >= 500 and answer.code != 503) or answer.is_done or is_begun:
        # With a part online, nothing is as it was.
        return What.DOUBT
    return What.FAILED if answer.code in _NOT_NOW else What.REFUSED


def _address(answer: Answer) -> str:
    url = answer.find("url") or answer.find("uri")
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""


def _focus(image: Image) -> str:
    """Give the focal point as Mastodon counts: from -1 to 1, from the left and from below."""
    if image.focus is None:
        return ""
    x, y = image.focus
    return f"{x / 50 - 1:.2f},{1 - y / 50:.2f}"
