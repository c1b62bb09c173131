"""Bluesky: a record for each part, under a key that follows from the delivery, so that it is there once or not at all.

Sources: docs.bsky.app ("Posts", "Images", "Website card embeds", "Links, mentions and rich text"), atproto.com ("Record
keys": TID). `putRecord` on a key that holds the same record changes nothing (measured on a PDS): what is not answered
is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from channels.exchange import Answer, Door
from channels.ledger.entry import What
from channels.ledger.store import Outcome
from channels.posting.left import Left
from channels.posting.post import Image, Live, Part, Post
from channels.posting.refusal import why_not
from editorial.finding import Phrase

MAX_TRIES = 3
_COLLECTION = "app.bsky.feed.post"
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_JITTER_US = 1_000_000
Said = dict[str, Any]


class Bluesky:
    """Records in the repository of one account, on its own server."""

    def __init__(self, at: Door, handle: str, password: str, announce: Callable[[str], None] = lambda step: None):
        self._at = at
        self._handle = handle
        self._password = password
        self._announce = announce

    def name(self, said: str) -> str:
        """Give the handle that opens the account, and the server."""
        return f"@{self._handle} ({self._at.host})"

    def post(self, key: str, post: Post) -> Outcome:
        """Post one edition and give what became of it: with its URL, where it is there."""
        did, access, why = self._opened()
        if not access:
            return Outcome(What.FAILED, said=why)
        self._announce("embed")
        embeds = [self._embed(post, access)]
        embeds += [self._images(part.images, access) for part in post.parts[1:]]
        for embed in embeds:
            if isinstance(embed, Outcome):
                return embed
        root: Said | None = None
        before: Said | None = None
        left = post.left
        for number, part in enumerate(post.parts):
            record = self._record(post, part, access)
            record.update({"embed": embeds[number]} if embeds[number] else {})
            record.update({"reply": {"root": root, "parent": before}} if before else {})
            rkey = record_key(key, post.instant, number)
            asked = {"repo": did, "collection": _COLLECTION, "rkey": rkey, "record": record}
            self._announce("record")
            answer = self._again("com.atproto.repo.putRecord", asked, access)
            self._announce("posted")
            if not answer.is_done:
                what = _what(answer, is_begun=root is not None)
                return Outcome(what, self._address(root), left.text, self._why(answer, what))
            before = {"uri": answer.find("uri"), "cid": answer.find("cid")}
            root = root or before
            left = replace(left, parts=(*left.parts, rkey))
        return Outcome(What.SENT, self._address(root), left.text)

    def why_not_edited(self, left: Left, post: Post) -> Phrase | None:
        """Say that a post stays as it left: a record can be put anew, and those who read it are not shown so."""
        return _NO_EDITS

    def edit(self, left: Left, post: Post, url: str) -> Outcome:
        """Refuse: see `why_not_edited`."""
        return Outcome(What.REFUSED, url, said=_NO_EDITS)

    def withdraw(self, left: Left, url: str) -> Outcome:
        """Delete the records that stand, the last part first; deleting one that is not there changes nothing."""
        did, access, why = self._opened()
        if not access:
            return Outcome(What.FAILED, url, said=why)
        for rkey in reversed(left.parts):
            self._announce("delete")
            asked = {"repo": did, "collection": _COLLECTION, "rkey": rkey}
            answer = self._again("com.atproto.repo.deleteRecord", asked, access)
            self._announce("deleted")
            if not answer.is_done:
                what = _what(answer, is_begun=False)
                return Outcome(what, url, said=self._why(answer, what))
        return Outcome(What.SENT, url)

    def _opened(self) -> tuple[str, dict[str, str], Phrase | None]:
        """Give the account's own identifier, and what opens it; why it stays closed, where it does."""
        self._announce("session")
        session = self._ask("POST", "com.atproto.server.createSession",
                            {"identifier": self._handle, "password": self._password})  # fmt: skip
        token, did = session.find("accessJwt"), session.find("did")
        if not (session.is_done and isinstance(token, str) and isinstance(did, str)):
            return "", {}, self._why(session, What.FAILED)
        return did, {"Authorization": f"Bearer {token}"}, None

    def _why(self, answer: Answer, what: What) -> Phrase | None:
        """Say why nothing left; of a doubt there is nothing to say but that somebody must look."""
        return None if what is What.DOUBT else why_not(answer, "LIGNE_BLUESKY_PASSWORD", self._password)

    def _again(self, what: str, asked: Said, access: dict[str, str]) -> Answer:
        """Ask for what comes to the same asked twice, until it is answered."""
        answer = Answer(0)
        for _ in range(MAX_TRIES):
            answer = self._ask("POST", what, asked, access)
            if not answer.may_have_acted and answer.code < 500:
                break
        return answer

    def _record(self, post: Post, part: Part, access: dict[str, str]) -> Said:
        facets = [facet for one in part.live if (facet := self._facet(one, access))]
        made: Said = {
            "$type": _COLLECTION,
            "text": part.text,
            "createdAt": post.instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "langs": [post.lang],
        }
        return {**made, "facets": facets} if facets else made

    def _facet(self, one: Live, access: dict[str, str]) -> Said | None:
        """Give a facet as the lexicon has it; None for a handle that nobody answers to."""
        feature: Said
        if one.what == "mention":
            found = self._ask("GET", f"com.atproto.identity.resolveHandle?handle={quote(one.value)}", None, access)
            if not isinstance(found.find("did"), str):
                return None
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": found.find("did")}
        elif one.what == "tag":
            feature = {"$type": "app.bsky.richtext.facet#tag", "tag": one.value}
        else:
            feature = {"$type": "app.bsky.richtext.facet#link", "uri": one.value}
        return {"index": {"byteStart": one.start, "byteEnd": one.end}, "features": [feature]}

    def _embed(self, post: Post, access: dict[str, str]) -> Said | Outcome | None:
        """Give what is shown below the text, or what became of the post where the server does not take an image."""
        if post.link and not post.has_link_in_text:
            external: Said = {"uri": post.link, "title": post.title, "description": post.description}
            if post.card:
                blob = self._blob(post.card, access)
                if isinstance(blob, Outcome):
                    return blob
                external["thumb"] = blob
            return {"$type": "app.bsky.embed.external", "external": external}
        return self._images(post.images, access)

    def _images(self, shown: Sequence[Image], access: dict[str, str]) -> Said | Outcome | None:
        images = []
        for image in shown:
            blob = self._blob(image, access)
            if isinstance(blob, Outcome):
                return blob
            ratio = {"width": image.width_px, "height": image.height_px}
            images.append({"image": blob, "alt": image.alt, "aspectRatio": ratio})
        return {"$type": "app.bsky.embed.images", "images": images} if images else None

    def _blob(self, image: Image, access: dict[str, str]) -> Said | Outcome:
        self._announce("blob")
        answer = self._ask("POST", "com.atproto.repo.uploadBlob", image.content,
                           {**access, "Content-Type": image.media_type})  # fmt: skip
        blob = answer.find("blob")
        if answer.is_done and isinstance(blob, dict):
            return blob
        what = What.REFUSED if answer.code in (400, 413) else What.FAILED
        return Outcome(what, said=self._why(answer, what))

    def _address(self, root: Said | None) -> str:
        if root is None:
            return ""
        return f"https://bsky.app/profile/{self._handle}/post/{str(root['uri']).rpartition('/')[2]}"

    def _ask(self, method: str, what: str, body: object = None, headers: dict[str, str] | None = None) -> Answer:
        return self._at.ask(method, f"/xrpc/{what}", body, headers)


def record_key(key: str, instant: datetime, number: int) -> str:
    """Give the record key of one part of a delivery: a TID of its slot, moved by less than a second that the key sets.

    Two deliveries of one instant so have keys of their own (one chance in a thousand million that they do not), and the
    parts of a thread follow each other.
    """
    digest = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
    micros = int(instant.timestamp()) * 1_000_000 + digest % (_JITTER_US - 1_000) + number
    value = (micros << 10) | (digest >> 32) % 1024
    signs = []
    for _ in range(13):
        signs.append(_SORTABLE[value & 31])
        value >>= 5
    return "".join(reversed(signs))


def _what(answer: Answer, *, is_begun: bool) -> What:
    if is_begun or answer.may_have_acted or answer.code >= 500:
        return What.DOUBT
    return What.REFUSED if answer.code == 400 else What.FAILED


_NO_EDITS = Phrase(
    "Bluesky ne corrige pas une publication : ceux qui la lisent verraient l’ancienne ; laissez-la, ou retirez-la à la "
    "main",
    "Bluesky edits no post: those who read it would be shown the old one; leave it, or take it down by hand",
)
