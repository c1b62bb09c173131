"""Mastodon: a status for each part, its images sent before it, each answering the one before.

Sources: docs.joinmastodon.org, methods statuses, media and instance. An instance keeps an `Idempotency-Key` for an
hour; other servers of the same API keep none (snac, measured): what is not answered is in doubt, and never asked again.
An edit or a deletion asked twice is one: those are asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain, islice
from uuid import UUID

from channels.exchange import Answer, Door
from channels.ledger.entry import What
from channels.ledger.store import Outcome
from channels.posting.left import NO_NUMBERS, Left, are_kept
from channels.posting.limits import why_too_much
from channels.posting.media import focus_of, upload
from channels.posting.post import Image, Part, Post
from channels.posting.refusal import why_not
from editorial.finding import Phrase

MAX_TRIES = 3
_NOT_NOW = (0, 401, 403, 404, 408, 410, 429, 503)
"""The token, the pace or the network: nothing left."""
_GONE = (404, 410)


class Mastodon:
    """Statuses on one instance, by one account."""

    def __init__(self, at: Door, announce: Callable[[str], None] = lambda step: None):
        self._at = at
        self._announce = announce

    def name(self, said: str) -> str:
        """Give what the site calls the account, and the instance: only that one knows whose token it is."""
        return f"{said} ({self._at.host})" if said else self._at.host

    def post(self, key: str, post: Post) -> Outcome:
        """Post one edition and give what became of it: with its URL, where it is there."""
        media = self._admitted(post)
        if isinstance(media, Outcome):
            return media
        first, parts = "", list[str]()
        for number, part in enumerate(post.parts):
            asked = _asked(post, part)
            asked.update({"media_ids": media[number]} if media[number] else {})
            asked.update({"in_reply_to_id": parts[-1]} if parts else {})
            self._announce("status")
            answer = self._at.ask("POST", "/api/v1/statuses", asked, {"Idempotency-Key": idempotency_key(key, number)})
            self._announce("posted")
            found = str(answer.find("id") or "")
            if not answer.is_done or not found:
                what, left = _what(answer, is_begun=bool(parts)), _left(post, parts, media)
                return Outcome(what, first, left, self._why(answer, what))
            parts.append(found)
            first = first or _address(answer)
        return Outcome(What.SENT, first, _left(post, parts, media))

    def why_not_edited(self, left: Left, post: Post) -> Phrase | None:
        """Say why what stands cannot be edited into a post, None where it can."""
        if not left.parts:
            return NO_NUMBERS
        return None if len(left.parts) == len(post.parts) else _OTHER_PARTS

    def edit(self, left: Left, post: Post, url: str) -> Outcome:
        """Edit what stands into a post of as many parts: its images stay where they are the same."""
        is_same = left.pictures == post.left.pictures and len(left.media) == len(post.all_images)
        media = self._admitted(post, left.media if is_same else None)
        if isinstance(media, Outcome):
            return media
        for place, (number, part) in enumerate(zip(left.parts, post.parts, strict=True)):
            asked = {**_asked(post, part), "spoiler_text": post.warning, "sensitive": bool(post.warning)}
            said = [_described(*one) for one in zip(media[place], post.images_of(place), strict=True) if is_same]
            asked.update({"media_ids": media[place], **({"media_attributes": said} if said else {})})
            self._announce("edit")
            answer = self._again("PUT", number, asked)
            self._announce("edited")
            if not answer.is_done:
                gone = _NO_LONGER_THERE if answer.code in _GONE else None
                what = What.REFUSED if gone else _what(answer, is_begun=False)
                return Outcome(what, url, _left(post, left.parts, media), gone or self._why(answer, what))
        return Outcome(What.SENT, url, _left(post, left.parts, media))

    def withdraw(self, left: Left, url: str) -> Outcome:
        """Delete what stands, the last part first; what is not there any more is deleted already."""
        for number in reversed(left.parts):
            self._announce("delete")
            answer = self._again("DELETE", number)
            self._announce("deleted")
            if not answer.is_done and answer.code not in _GONE:
                what = _what(answer, is_begun=False)
                return Outcome(what, url, said=self._why(answer, what))
        return Outcome(What.SENT, url)

    def _why(self, answer: Answer, what: What) -> Phrase | None:
        """Say why nothing left; of a doubt there is nothing to say but that somebody must look."""
        token = self._at.headers.get("Authorization", "").partition(" ")[2]
        return None if what is What.DOUBT else why_not(answer, "LIGNE_MASTODON_TOKEN", token)

    def _again(self, method: str, number: str, asked: object = None) -> Answer:
        answer = Answer(0)
        for _ in range(MAX_TRIES):
            answer = self._at.ask(method, f"/api/v1/statuses/{number}", asked)
            if not answer.may_have_acted and answer.code < 500:
                break
        return answer

    def _admitted(self, post: Post, kept: Sequence[str] | None = None) -> list[list[str]] | Outcome:
        """Give the numbers of each part's images, sent unless `kept`; else what became of it, with nothing said.

        Nothing is sent where the instance does not take all of the post.
        """
        self._announce("limits")
        limits = self._at.ask("GET", "/api/v2/instance")
        if not limits.is_done:
            return Outcome(What.FAILED, said=self._why(limits, What.FAILED))
        if (excess := why_too_much(limits, post)) is not None:
            return Outcome(What.REFUSED, said=excess)
        numbers = list(kept or ())
        for image in post.all_images if kept is None else ():
            self._announce("media")
            found = upload(self._at, image)
            if not found:
                return Outcome(What.FAILED, said=_NO_IMAGE)
            numbers.append(found)
        left = iter(numbers)
        return [list(islice(left, len(post.images_of(place)))) for place in range(len(post.parts))]


def idempotency_key(key: str, number: int) -> str:
    """Give the key of one part of a delivery: the same for ever, as a UUID, which every server takes."""
    return str(UUID(bytes=sha256(f"{key} {number}".encode()).digest()[:16]))


def _asked(post: Post, part: Part) -> dict[str, object]:
    asked: dict[str, object] = {"status": part.text, "language": post.lang.split("-")[0]}
    return {**asked, "spoiler_text": post.warning, "sensitive": True} if post.warning else asked


def _left(post: Post, parts: Sequence[str], media: Sequence[Sequence[str]]) -> str:
    """Give what the ledger keeps; of a server with numbers of another kind, the digests alone."""
    images = tuple(chain.from_iterable(media))
    return (replace(post.left, parts=tuple(parts), media=images) if are_kept((*parts, *images)) else post.left).text


def _described(number: str, image: Image) -> dict[str, object]:
    focus = focus_of(image)
    return {"id": number, "description": image.alt, **({"focus": focus} if focus else {})}


def _what(answer: Answer, *, is_begun: bool) -> What:
    if answer.may_have_acted or (answer.code >= 500 and answer.code != 503) or answer.is_done or is_begun:
        # With a part online, nothing is as it was.
        return What.DOUBT
    return What.FAILED if answer.code in _NOT_NOW else What.REFUSED


def _address(answer: Answer) -> str:
    url = answer.find("url") or answer.find("uri")
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""


_OTHER_PARTS = Phrase(
    "le fil n’a plus le même nombre de parties, et un fil ne se corrige que partie par partie : faites-le à la main",
    "the thread has another number of parts, and one is edited part by part only: do it by hand",
)
_NO_IMAGE = Phrase(
    "l’instance n’a pas pris une image : rien n’est parti, le prochain passage recommence",
    "the instance did not take an image: nothing left, the next run tries again",
)
_NO_LONGER_THERE = Phrase(
    "elle n’est plus sur le réseau : quelqu’un l’en a retirée", "it is no longer on the network: somebody took it down"
)
