"""What a Mastodon instance takes, and why a post is too much for it: told before its first part leaves.

Source: docs.joinmastodon.org, entities Instance (`configuration`). A limit that an instance does not name is none.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from channels.exchange import Answer
from channels.posting.post import Image, Part, Post
from editorial.finding import Phrase

COUNTED_URL_CHARS = 23
"""What a link counts in the posts that Ligne makes."""


def why_too_much(limits: Answer, post: Post) -> Phrase | None:
    """Say what an instance does not take of a post, the first thing found; None where it takes all."""
    return next(_excesses(limits, post), None)


def _excesses(limits: Answer, post: Post) -> Iterator[Phrase]:
    most = _number(limits, "statuses", "max_characters")
    of_url = _number(limits, "statuses", "characters_reserved_per_url")
    warning = len(regex.findall(r"\X", post.warning))
    for number, part in enumerate(post.parts, 1):
        count = _length(part, COUNTED_URL_CHARS if of_url is None else of_url) + warning
        if most is not None and count > most:
            yield _TOO_LONG.fill(number=number, parts=len(post.parts), count=count, most=most, over=count - most)
    most = _number(limits, "statuses", "max_media_attachments")
    if most is not None and len(post.images) > most:
        yield _TOO_MANY.fill(count=len(post.images), most=most)
    for image in post.images:
        yield from _excesses_of(limits, image)


def _excesses_of(limits: Answer, image: Image) -> Iterator[Phrase]:
    most = _number(limits, "media_attachments", "image_size_limit")
    if most is not None and len(image.content) > most:
        yield _TOO_HEAVY.fill(size=len(image.content), most=most)
    most, size = _number(limits, "media_attachments", "image_matrix_limit"), image.width_px * image.height_px
    if most is not None and size > most:
        yield _TOO_LARGE.fill(size=f"{image.width_px} × {image.height_px}", most=most)
    most = _number(limits, "media_attachments", "description_limit")
    if most is not None and len(image.alt) > most:
        yield _TOO_WORDY.fill(count=len(image.alt), most=most)
    taken = limits.find("configuration", "media_attachments", "supported_mime_types")
    if isinstance(taken, list) and taken and image.media_type not in taken:
        yield _OTHER_FORM.fill(found=image.media_type)


def _length(part: Part, of_url: int) -> int:
    links = sum(one.what == "link" for one in part.live)
    return part.count + links * (of_url - COUNTED_URL_CHARS)


def _number(limits: Answer, *path: str) -> int | None:
    found = limits.find("configuration", *path)
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else None


_TOO_LONG = Phrase(
    "la partie {number} sur {parts} compte {count} signes, et cette instance en prend {most} : retirez-en {over}, puis "
    "ligne build ; rien n’est parti",
    "part {number} of {parts} counts {count} characters, and this instance takes {most}: take {over} out, then "
    "ligne build; nothing left",
)
_TOO_MANY = Phrase(
    "{count} images, et cette instance en prend {most} par publication ; rien n’est parti",
    "{count} images, and this instance takes {most} a post; nothing left",
)
_TOO_HEAVY = Phrase(
    "une image de {size} octets, et cette instance en prend {most} : choisissez une image plus légère ; rien n’est "
    "parti",
    "an image of {size} bytes, and this instance takes {most}: choose a lighter one; nothing left",
)
_TOO_LARGE = Phrase(
    "une image de {size} pixels, et cette instance en prend {most} en tout ; rien n’est parti",
    "an image of {size} pixels, and this instance takes {most} in all; nothing left",
)
_TOO_WORDY = Phrase(
    "un texte de remplacement de {count} signes, et cette instance en prend {most} : raccourcissez-le ; rien n’est "
    "parti",
    "an alternative text of {count} characters, and this instance takes {most}: shorten it; nothing left",
)
_OTHER_FORM = Phrase(
    "une image en {found}, que cette instance ne prend pas ; rien n’est parti",
    "an image as {found}, which this instance does not take; nothing left",
)
