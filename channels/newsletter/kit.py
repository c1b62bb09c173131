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
from channels.newsletter.message import to_message
from channels.newsletter.plain import to_text
from channels.newsletter.settings import Sender
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

    @cached_property
    def mail(self) -> str:
        """The mail's HTML."""
        return to_mail(self.sent, self.look, self.words)

    @cached_property
    def text(self) -> str:
        """The mail's plain text."""
        return to_text(self.sent, self.words)

    def artifacts(self) -> Iterator[Artifact]:
        """Give every file of the letter."""
        shown, sent = digest_of(ENGINE, repr(self.letter)), digest_of(ENGINE, repr(self.sent))
        set_ = digest_of(sent, self.look_digest, *_setters())
        told = digest_of(shown, repr(data_of(self.edition, self.letter, self.stubs)))
        outbox = f"outbox/newsletter/{self.letter.folder}"
        yield self._artifact(f"{outbox}/index.html", "text/html", set_, lambda: self.mail.encode())
        yield self._artifact(f"{outbox}/text.txt", "text/plain", digest_of(sent, self.look_digest), self.text.encode)
        yield self._artifact(f"{outbox}/message.eml", "message/rfc822", set_, self._message)
        yield self._artifact(f"{outbox}/edition.json", "application/json", told, self._data)
        yield self._artifact(self.page_path, "text/html", digest_of(shown, set_), self._page)
        for stub in self.stubs:
            yield self._artifact(
                f"site{stub.path}index.html", "text/html", self._key_of(stub), partial(self._stub, stub)
            )
        if self.letter.photo:
            photo = self.letter.photo
            yield self._artifact(f"site{photo.path}", "image/jpeg", photo.digest, lambda: _cut(photo))

    def _artifact(self, path: str, media_type: str, inputs: str, make: Callable[[], bytes]) -> Artifact:
        pieces = tuple(story.id for story in self.letter.stories)
        frame = (self.edition.frame.id,) if self.edition.frame else ()
        return Artifact(path, media_type, CHANNEL, inputs, make, self.letter.id, (*frame, *pieces))

    def _message(self) -> bytes:
        return to_message(self.sent, self.sender, self.mail, self.text, self.words)

    def _page(self) -> bytes:
        return to_page(self.letter, self.look, self.words).encode()

    def _key_of(self, stub: Stub) -> str:
        return digest_of(ENGINE, repr(stub), self.letter.lang, self.look_digest)

    def _stub(self, stub: Stub) -> bytes:
        return self.look.render(FOLDER, STUB, stub=stub, lang=self.letter.lang, words=self.words).encode()

    def _data(self) -> bytes:
        letter = self.letter
        data = {
            "id": letter.id,
            "instant": letter.moment.isoformat(),
            "subject": letter.subject,
            "preheader": letter.preheader,
            "pieces": [{"id": story.id, "url": story.url, "title": story.title} for story in letter.stories],
            "charter": letter.charter,
            "lang": letter.lang,
            "number": letter.number,
            "url": letter.url,
            "preview": letter.is_preview,
            **data_of(self.edition, letter, self.stubs),
        }
        return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def _cut(photo: LeadPhoto) -> bytes:
    return cropped(photo.photo, PHOTO_WIDTH_PX, PHOTO_HEIGHT_PX, photo.focus, quality=PHOTO_QUALITY)


@lru_cache(maxsize=1)
def _setters() -> tuple[str, ...]:
    return tuple(version_of(name) for name in ("mjml-python", "css-inline", "nh3", "pyromark"))
