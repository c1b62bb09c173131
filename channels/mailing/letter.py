"""A letter as it was built, read from the files of its edition: its bytes, and for whom they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from channels.newsletter.substitution import Part, Place
from channels.subscribers.subscriber import Subscriber
from editorial.edition import Earlier
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.readership import Missed, Reader, missed
from editorial.segment import Frequency, Segment

MESSAGE, DATA = "message.eml", "edition.json"


@dataclass(frozen=True, slots=True)
class Letter:
    """One edition, ready to be addressed."""

    id: str
    subject: str
    list_id: str
    """The list it goes to; "" where neither it nor the newsletter names one."""
    segment: Segment
    pieces: tuple[str, ...]
    before: tuple[Earlier, ...]
    links: tuple[str, ...]
    """The pages of the site's own that it leads to."""
    message: bytes = field(repr=False)
    places: tuple[Place, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    def missed_by(self, subscriber: Subscriber) -> Missed | None:
        """Give why a reader of the list does not get it, None where it does."""
        choices = Reader(subscriber.frequency, subscriber.pillars, subscriber.lang)
        return missed(choices, self.segment, self.pieces, self.before)

    @property
    def needs_tokens(self) -> bool:
        """Whether its links say who follows them."""
        return any(place.name in ("leave", "preferences") for place in self.places)

    def marked(self, mark: str) -> Letter:
        """Give the letter with a word before its subject, which alone is other than as it was built."""
        found = _SUBJECT.search(self.message)
        if found is None:
            return self
        at, added = found.end(), f"{mark} ".encode("ascii")
        moved = tuple(
            replace(place, start=place.start + len(added), end=place.end + len(added)) if place.start >= at else place
            for place in self.places
        )
        return replace(self, message=self.message[:at] + added + self.message[at:], places=moved)


def read_letter(files: Mapping[str, bytes], path: str, list_id: str) -> Letter:
    """Give the letter that the files of an edition hold, by their names; raises EditorialError.

    `list_id` is the newsletter's own list, for an edition that names none. A preview is no letter, and neither is one
    whose message names another list than the edition.
    """
    for name in (MESSAGE, DATA):
        if name not in files:
            raise EditorialError(_GONE.fill(name=name), path)
    try:
        said = json.loads(files[DATA])
        letter = Letter(
            id=_text(said["id"]),
            subject=_text(said["subject"]),
            list_id=_text(said.get("list") or list_id),
            segment=_segment(said.get("segment") or {}),
            pieces=tuple(_text(piece["id"]) for piece in said.get("pieces", [])),
            before=tuple(
                Earlier(_text(one["id"]), _segment(one["segment"]), tuple(_text(name) for name in one["pieces"]))
                for one in said.get("before", [])
            ),
            links=tuple(_text(link) for link in said.get("links", [])),
            message=files[MESSAGE],
            places=tuple(
                Place(_text(one["name"]), Part(one["part"]), _number(one["start"]), _number(one["end"]))
                for one in said.get("places", [])
            ),
            fields={_text(name): _text(default) for name, default in said.get("fields", {}).items()},
        )
        is_preview = said.get("preview")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EditorialError(_UNREADABLE, f"{path}/{DATA}") from None
    if is_preview:
        raise EditorialError(_PREVIEW, path)
    named = _LIST_ID.search(letter.message.partition(b"\r\n\r\n")[0] + b"\r\n")
    if named and named[1].decode("ascii", "replace") != letter.list_id:
        raise EditorialError(_OTHER_LIST.fill(named=named[1].decode("ascii", "replace"), list=letter.list_id), path)
    return letter


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _segment(said: Mapping[str, Any]) -> Segment:
    frequency = said.get("frequency")
    pillars = tuple(_text(pillar) for pillar in said.get("pillars") or ())
    return Segment(Frequency(frequency) if frequency else None, pillars, _text(said.get("lang") or ""))


_SUBJECT = re.compile(rb"^Subject: ", re.MULTILINE)
_LIST_ID = re.compile(rb"^List-Id:[^<\r\n]*<([^>\r\n]*)>", re.MULTILINE | re.IGNORECASE)
_GONE = Phrase(
    "« {name} » manque à cette édition : relancez ligne build", "“{name}” is missing from this edition: run ligne build"
)
_UNREADABLE = Phrase(
    "ces données d’une édition ne peuvent pas être lues : relancez ligne build",
    "these data of an edition cannot be read: run ligne build again",
)
_PREVIEW = Phrase(
    "c’est un aperçu : aucune liste ne le reçoit ; lancez ligne build",
    "this is a preview: no list gets it; run ligne build",
)
_OTHER_LIST = Phrase(
    "le message nomme la liste « {named} » (List-Id), et l’édition « {list} » : rien ne part, relancez ligne build",
    "the message names the list “{named}” (List-Id), and the edition “{list}”: nothing leaves, run ligne build again",
)
