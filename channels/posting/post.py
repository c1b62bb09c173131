"""A post as it was built: what post.json says of it, and the bytes of its images."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from editorial.errors import EditorialError
from editorial.finding import Phrase

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a post: its bytes, its words, its size in pixels, and where its subject stands, in percent."""

    content: bytes = field(repr=False)
    media_type: str
    alt: str
    width_px: int
    height_px: int
    focus: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Live:
    """A live place of a part, in UTF-8 bytes: a `link`, `mention` or `tag`, and what it stands for."""

    start: int
    end: int
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a thread, or the only one."""

    text: str
    live: tuple[Live, ...]
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """All of one edition on one network: `card` is what is shown of the page where the link stands outside the text."""

    id: str
    channel: str
    instant: datetime
    lang: str
    parts: tuple[Part, ...]
    warning: str
    link: str
    title: str
    description: str
    images: tuple[Image, ...]
    card: Image | None

    def images_of(self, number: int) -> tuple[Image, ...]:
        """Give the images of a part: the post's own for the first."""
        return self.parts[number].images if number else self.images

    @property
    def all_images(self) -> tuple[Image, ...]:
        """Every image of every part, in order."""
        return tuple(image for number in range(len(self.parts)) for image in self.images_of(number))

    @property
    def has_link_in_text(self) -> bool:
        """Whether the link stands in one of its parts, however short it is shown."""
        return any(one.what == "link" and one.value == self.link for part in self.parts for one in part.live)


def read_post(files: Mapping[str, bytes], where: str) -> Post:
    """Give the post that the files of an edition's folder hold; raises EditorialError where they are none of ours."""
    try:
        said = json.loads(files["post.json"])
        if said["format"] != FORMAT:
            raise ValueError(said["format"])
        return Post(
            id=said["id"],
            channel=said["channel"],
            instant=datetime.fromisoformat(said["instant"]),
            lang=said["lang"],
            parts=tuple(_part(one, files) for one in said["parts"]),
            warning=said["warning"] or "",
            link=said["link"] or "",
            title=said["title"],
            description=said["description"],
            images=tuple(_image(one, files) for one in said["images"]),
            card=_image(said["card"], files) if said["card"] else None,
        )
    except (KeyError, ValueError, TypeError):
        raise EditorialError(_UNREADABLE, f"{where}/post.json") from None


def _part(said: Mapping[str, Any], files: Mapping[str, bytes]) -> Part:
    # A build of before parts had images of their own says nothing of them.
    return Part(said["text"], _live(said["facets"]), tuple(_image(one, files) for one in said.get("images", ())))


def _live(facets: Sequence[Mapping[str, Any]]) -> tuple[Live, ...]:
    return tuple(Live(one["start"], one["end"], one["type"], one["value"]) for one in facets)


def _image(said: Mapping[str, Any], files: Mapping[str, bytes]) -> Image:
    focus = (float(said["focus"]["x"]), float(said["focus"]["y"])) if said["focus"] else None
    return Image(files[said["file"]], said["media_type"], said["alt"], said["width"], said["height"], focus)


_UNREADABLE = Phrase(
    "cette publication n’est pas de celles que Ligne fabrique, ou d’une autre version : ligne build",
    "this post is not one that Ligne makes, or of another version: ligne build",
)
