"""Posts as the build leaves them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from PIL import Image

from channels.posting.post import Post, read_post

LINK = "https://la-toile.example/ecrire-le-brief/"
TEXT = "Écrire un brief qui tient. 🎈\n\nla-toile.example/ecrire-le-brief #Brief @lea.example"
KEY = "bluesky:ecrire-le-brief"


def jpeg(size: tuple[int, int] = (120, 80)) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def facets(text: str = TEXT) -> list[dict[str, object]]:
    """Give the live places of the text, in bytes."""
    found = []
    for what, shown, value in (("link", "la-toile.example/ecrire-le-brief", LINK), ("tag", "#Brief", "Brief"),
                               ("mention", "@lea.example", "lea.example")):  # fmt: skip
        if shown in text:
            start = len(text[: text.index(shown)].encode())
            found.append({"start": start, "end": start + len(shown.encode()), "type": what, "value": value})
    return found


def files(*texts: str, **more: Any) -> Mapping[str, bytes]:
    """Give the files of an edition: one part a text."""
    photo = {"file": "photo.jpg", "alt": "Un carnet ouvert.", "width": 120, "height": 80, "media_type": "image/jpeg",
             "focus": {"x": 62.0, "y": 31.0}}  # fmt: skip
    said = {
        "format": 1, "id": "ecrire-le-brief", "channel": "bluesky", "lang": "fr",
        "instant": "2026-11-24T09:30:00+01:00",
        "parts": [{"text": text, "facets": facets(text)} for text in texts or (TEXT,)], "warning": None, "link": LINK,
        "title": "Écrire le brief", "description": "Un bon brief tient en une page.", "images": [photo],
        "card": {**photo, "file": "card.jpg", "focus": None}, **more,
    }  # fmt: skip
    return {"post.json": json.dumps(said).encode(), "photo.jpg": jpeg(), "card.jpg": jpeg((120, 63))}


def a_thread_with_pictures() -> Post:
    """Give a thread of three posts, of which the second has a picture of its own."""
    own = {
        "file": "photo-2.jpg",
        "alt": "Un plan.",
        "width": 60,
        "height": 90,
        "media_type": "image/jpeg",
        "focus": None,
    }
    made = dict(files("Un.", "Deux.", "Trois."))
    said = json.loads(made["post.json"])
    for part, images in zip(said["parts"], (said["images"], [own], []), strict=True):
        part["images"] = images
    made |= {"post.json": json.dumps(said).encode(), "photo-2.jpg": jpeg((60, 90))}
    return read_post(made, "outbox/social/ecrire-le-brief/bluesky")


def a_post(*texts: str, **more: Any) -> Post:
    return read_post(files(*texts, **more), "outbox/social/ecrire-le-brief/bluesky")
