"""What a ledger keeps of a post that left: digests of its words and pictures, and its numbers on the network."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from channels.ledger.entry import MAX_WHY_CHARS, Entry
from editorial.finding import Phrase
from editorial.piece import digest_of

_DIGEST_CHARS = 16
_CARD = "card.jpg"


@dataclass(frozen=True, slots=True)
class Left:
    """What stands on a network: `parts` are the numbers of its posts there, in order, `media` those of its images."""

    words: str
    pictures: str
    parts: tuple[str, ...] = ()
    media: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What left, without where it stands."""
        return f"{self.words}/{self.pictures}"

    @property
    def text(self) -> str:
        """What stands in the ledger; without numbers where there are more of them than it keeps."""
        said = f"{self.digest} {','.join(self.parts) or '-'} {','.join(self.media) or '-'}"
        return said if len(said) <= MAX_WHY_CHARS else f"{self.digest} - -"

    def is_as(self, other: Left) -> bool:
        """Say whether the same words and pictures left."""
        return self.digest == other.digest


def left_of(said: Mapping[str, Any], sha256_of: Callable[[str], str]) -> Left:
    """Give what leaves with the post that a post.json describes; `sha256_of` is that of a file beside it.

    A photo is told by its bytes, a card by its words: who draws it anew does not make another of it.
    """
    images = said["images"]
    links = [one["value"] for part in said["parts"] for one in part["facets"] if one["type"] == "link"]
    card = [said["link"], said["title"], said["description"]] if said["link"] and said["link"] not in links else []
    shown = said["channel"] == "bluesky"
    words = [
        [part["text"] for part in said["parts"]],
        [said["warning"] or "", said["lang"]],
        [image["alt"] for image in images],
        card if shown else [],
    ]
    pictures = [["" if image["file"] == _CARD else sha256_of(image["file"]), image["focus"]] for image in images]
    return Left(digest_of(repr(words))[:_DIGEST_CHARS], digest_of(repr(pictures))[:_DIGEST_CHARS])


def left_in(entry: Entry) -> Left | None:
    """Give what an entry says of what left; None where it does not, as where a person said that it had."""
    for said in (entry.why, entry.ref):
        if found := _LEFT.fullmatch(said):
            words, pictures, parts, media = found.groups()
            return Left(words, pictures, _numbers(parts), _numbers(media))
    return None


def _numbers(said: str | None) -> tuple[str, ...]:
    return tuple(said.split(",")) if said and said != "-" else ()


def are_kept(numbers: Sequence[str]) -> bool:
    """Say whether these numbers can stand in a ledger."""
    return all(_NUMBER.fullmatch(number) for number in numbers)


_NUMBER = re.compile(r"[\w-]{1,64}")
_LEFT = re.compile(r"([0-9a-f]{16})/([0-9a-f]{16})(?: ([\w,-]+) ([\w,-]+))?")
NO_NUMBERS = Phrase(
    "le registre n’en sait pas le numéro sur le réseau (quelqu’un a dit qu’elle était partie, ou le fil est très "
    "long) : faites-le à la main",
    "the ledger does not know its number on the network (somebody said that it had left, or the thread is very long): "
    "do it by hand",
)
