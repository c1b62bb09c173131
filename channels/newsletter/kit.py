"""Everything made of one letter: its files, each set once and only when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from channels.channel import ENGINE, Artifact
from channels.installed import version_of
from channels.newsletter.audience import data_of
from channels.newsletter.letter import PHOTO_HEIGHT_PX, PHOTO_QUALITY, PHOTO_WIDTH_PX, LeadPhoto, Letter
from channels.newsletter.links import Stub
from channels.newsletter.markup import FOLDER, to_mail, to_page
from channels.newsletter.mentions import unmarked
from channels.newsletter.message import Inlaid, Message, to_message
from channels.newsletter.plain import to_text
from channels.newsletter.settings import Images, Sender
from channels.newsletter.words import Words
from channels.picture import cropped
from channels.templates import Look
from editorial.edition import Edition
from editorial.piece import digest_of

CHANNEL = "newsletter"
STUB = "link.html.j2"


@dataclass(frozen=True)
class Kit:
    """One letter with what it takes to set it; `look_digest` is that of the newsletter's templates and words."""

    edition: Edition
    letter: Letter
    """As its page shows it."""
    sent: Letter
    """As it is sent: its links go through the `stubs`."""
    stubs: tuple[Stub, ...]
    sender: Sender
    look: Look
    look_digest: str
    words: Words
    page_path: str
    """Where its page goes in the output."""
    may_leave: bool = True
    """Whether there is anything to send: what cannot be said of each reader stays, but its page stands."""

    @cached_property
    def mail(self) -> str:
        """The mail's HTML, its fields marked."""
        return to_mail(self.sent, self.look, self.words)

    @cached_property
    def text(self) -> str:
        """The mail's plain text, its fields marked."""
        return to_text(self.sent, self.words)

    @cached_property
    def message(self) -> Message:
        """The message, with the places that differ by reader."""
        photo = self.letter.photo if self.letter.settings.images is Images.INLINE else None
        inlaid = [Inlaid(photo.url, _cut(photo))] if photo else []
        return to_message(self.sent, self.sender, self.mail, self.text, self.words, inlaid)

    def artifacts(self) -> Iterator[Artifact]:
        """Give every file of the letter."""
        shown, sent = digest_of(ENGINE, repr(self.letter)), digest_of(ENGINE, repr(self.sent))
        set_ = digest_of(sent, self.look_digest, *_setters())
        if self.may_leave:
            told = digest_of(shown, set_, repr(data_of(self.edition, self.letter, self.stubs)))
            yield from self._outbox(digest_of(sent, self.look_digest), set_, told)
        yield self._artifact(self.page_path, "text/html", digest_of(shown, set_), self._page)
        for stub in self.stubs:
            yield self._artifact(
                f"site{stub.path}index.html", "text/html", self._key_of(stub), partial(self._stub, stub)
            )
        if self.letter.photo:
            photo = self.letter.photo
            yield self._artifact(f"site{photo.path}", "image/jpeg", photo.digest, lambda: _cut(photo))

    def _outbox(self, said: str, set_: str, told: str) -> Iterator[Artifact]:
        """Give what delivery needs; the keys are those of its text, of what its templates make, and of its data."""
        outbox = f"outbox/newsletter/{self.letter.folder}"
        yield self._artifact(f"{outbox}/index.html", "text/html", set_, lambda: unmarked(self.mail).encode())
        yield self._artifact(f"{outbox}/text.txt", "text/plain", said, lambda: unmarked(self.text).encode())
        yield self._artifact(f"{outbox}/message.eml", "message/rfc822", set_, lambda: self.message.raw)
        yield self._artifact(f"{outbox}/edition.json", "application/json", told, self._data)

    def _artifact(self, path: str, media_type: str, inputs: str, make: Callable[[], bytes]) -> Artifact:
        pieces = tuple(story.id for story in self.letter.stories)
        frame = (self.edition.frame.id,) if self.edition.frame else ()
        return Artifact(path, media_type, CHANNEL, inputs, make, self.letter.id, (*frame, *pieces))

    def _page(self) -> bytes:
        return to_page(self.letter, self.look, self.words).encode()

    def _key_of(self, stub: Stub) -> str:
        return digest_of(ENGINE, repr(stub), self.letter.lang, self.look_digest)

    def _stub(self, stub: Stub) -> bytes:
        page = self.look.render(FOLDER, STUB, stub=stub, lang=self.letter.lang, words=self.words)
        return unmarked(page).encode()

    def _data(self) -> bytes:
        letter = self.letter
        data = {
            "id": letter.id,
            "instant": letter.moment.isoformat(),
            "subject": unmarked(letter.subject),
            "preheader": unmarked(letter.preheader),
            "pieces": [{"id": story.id, "url": story.url, "title": story.title} for story in letter.stories],
            "charter": letter.charter,
            "lang": letter.lang,
            "number": letter.number,
            "url": letter.url,
            "preview": letter.is_preview,
            **data_of(self.edition, letter, self.stubs),
            **self._differing(),
        }
        return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()

    def _differing(self) -> dict[str, object]:
        """Give what a sender must know of the places that differ by reader."""
        names = {place.name for place in self.message.places}
        defaults = self.letter.settings.defaults(self.letter.lang)
        return {
            "fields": {name: default for name, default in defaults.items() if name in names},
            "images": str(self.letter.settings.images),
            "places": [
                {"name": place.name, "part": str(place.part), "start": place.start, "end": place.end}
                for place in self.message.places
            ],
        }


def _cut(photo: LeadPhoto) -> bytes:
    return cropped(photo.photo, PHOTO_WIDTH_PX, PHOTO_HEIGHT_PX, photo.focus, quality=PHOTO_QUALITY)


@lru_cache(maxsize=1)
def _setters() -> tuple[str, ...]:
    return tuple(version_of(name) for name in ("mjml-python", "css-inline", "nh3", "pyromark"))
