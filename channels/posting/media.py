"""Sends an image to a Mastodon instance, with its words and its focal point, and waits until it has been taken in."""

from __future__ import annotations

import time
from hashlib import sha256

from channels.exchange import Door
from channels.posting.post import Image

_PROCESSING = 206
_MAX_WAIT_S = 60.0


def upload(at: Door, image: Image) -> str:
    """Give the id of an image the instance has taken in, "" where it has not: then it shows nowhere."""
    boundary = f"ligne-{sha256(image.content).hexdigest()[:32]}"
    fields = {"description": image.alt, "focus": focus_of(image)}
    head = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
        if value
    )
    head += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="image"\r\n'
    head += f"Content-Type: {image.media_type}\r\n\r\n"
    body = head.encode() + image.content + f"\r\n--{boundary}--\r\n".encode()
    form = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = at.ask("POST", "/api/v2/media", body, form)
    number = str(answer.find("id") or "")
    if not answer.is_done or not number:
        return ""
    until = time.monotonic() + _MAX_WAIT_S
    while answer.code in (202, _PROCESSING) and time.monotonic() < until:
        time.sleep(0.2)
        answer = at.ask("GET", f"/api/v1/media/{number}")
    return number if answer.code == 200 else ""


def focus_of(image: Image) -> str:
    """Give the focal point as Mastodon counts: from -1 to 1, from the left and from below."""
    if image.focus is None:
        return ""
    x, y = image.focus
    return f"{x / 50 - 1:.2f},{1 - y / 50:.2f}"
