"""The letter as a mail message: its parts, the headers that mailboxes judge a list by, and the places that differ.

The lines are put together here, since the standard library's EmailMessage (measured on Python 3.11) lets an encoded
word in a title add a header of its own, loses a space where it folds a long subject, and turns a long
List-Unsubscribe into encoded words that no mailbox follows.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime, formataddr

from channels.newsletter.encoded import FOLD, encoded_words
from channels.newsletter.letter import Letter
from channels.newsletter.mentions import Said, parted
from channels.newsletter.runs import Opening, Run, laid_out, opened, quoted
from channels.newsletter.settings import Sender
from channels.newsletter.substitution import Part, Place
from channels.newsletter.words import Words
from editorial.piece import digest_of, slugified

MAX_LINE_CHARS = 76
NOBODY = "undisclosed-recipients:;"
"""Delivery puts each reader's address here; a message that names nobody must be valid too (RFC 5322, 3.4)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is built, with `\\r\\n` line ends, and each place in it that differs by reader."""

    raw: bytes
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Inlaid:
    """A picture that goes with the message: the address it has on the site, and its bytes, a JPEG's."""

    url: str
    data: bytes


def to_message(
    letter: Letter, sender: Sender, html: str, text: str, words: Words, inlaid: Sequence[Inlaid] = ()
) -> Message:
    """Give the whole message, the same bytes for the same letter; `html` and `text` hold its fields as marks."""
    settings = letter.settings
    subject = words["preview_subject"].format(subject=letter.subject) if letter.is_preview else letter.subject
    ways = ", ".join(f"<{way}>" for way in settings.ways_out)
    kind, body = _body(letter, sender, html, text, inlaid)
    headers: dict[str, str | list[Run]] = {
        "From": _mailbox("From", sender.name, sender.address),
        "Reply-To": settings.reply_to,
        "To": [Opening("address", Part.RECIPIENT, NOBODY)],
        "Subject": _subject(subject, letter),
        "Date": format_datetime(letter.moment),
        "Message-ID": message_id(letter, sender),
        "List-Id": f"<{settings.list_id}>" if settings.list_id else "",
        # On one line however long: RFC 5322 asks for 78 characters and allows 998.
        "List-Unsubscribe": list(opened(ways, Part.HEADER, letter)),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" if settings.service else "",
        "Precedence": "bulk",
        "Feedback-ID": _feedback_id(letter),
        "Content-Language": letter.lang,
        "MIME-Version": "1.0",
        "Content-Type": kind,
    }
    runs: list[Run] = []
    for name, value in headers.items():
        if value and value != [""]:
            runs += [f"{name}: ", *([value] if isinstance(value, str) else value), "\r\n"]
    raw, places = laid_out([*runs, "\r\n", *body])
    return Message(raw, places)


def message_id(letter: Letter, sender: Sender) -> str:
    """Give the identity of the edition's message, the same for ever."""
    name = slugified(letter.id) or "edition"
    return f"<{name[:40]}.{digest_of(letter.id, letter.settings.list_id)[:16]}@{_domain(letter, sender)}>"


def content_id(letter: Letter, sender: Sender, picture: Inlaid) -> str:
    """Give the identity of a picture within the message, by its own bytes."""
    return f"{digest_of(picture.data)[:32]}@{_domain(letter, sender)}"


def _body(letter: Letter, sender: Sender, html: str, text: str, inlaid: Sequence[Inlaid]) -> tuple[str, Iterable[Run]]:
    """Give the Content-Type of the message and what stands below its headers."""
    # In quoted-printable a `=` stands before two digits or a line end, and base64 has no `-`: no line can be these.
    digest = digest_of(text, html)
    attached: list[Sequence[Run]] = []
    for picture in inlaid:
        name = content_id(letter, sender, picture)
        html = html.replace(f'src="{picture.url}"', f'src="cid:{name}"')
        attached.append(_attached(picture, name))
    plain = [*_head('text/plain; charset="utf-8"', _QUOTED), *quoted(opened(text, Part.TEXT, letter))]
    rich: Sequence[Run] = [*_head('text/html; charset="utf-8"', _QUOTED), *quoted(opened(html, Part.HTML, letter))]
    if attached:
        kind = f'multipart/related; type="text/html";\r\n boundary="=_r{digest}"'
        rich = [*_head(kind), *_joined(f"=_r{digest}", [rich, *attached])]
    return f'multipart/alternative; boundary="=_{digest}"', _joined(f"=_{digest}", [plain, rich])


def _joined(boundary: str, parts: Iterable[Sequence[Run]]) -> list[Run]:
    return [*(run for part in parts for run in (f"--{boundary}\r\n", *part, "\r\n")), f"--{boundary}--\r\n"]


def _head(kind: str, *more: str) -> list[Run]:
    return ["".join(f"{line}\r\n" for line in (f"Content-Type: {kind}", *more, ""))]


def _attached(picture: Inlaid, name: str) -> list[Run]:
    file = picture.url.rpartition("/")[2]
    head = _head("image/jpeg", _BASE64, f"Content-ID: <{name}>", f'Content-Disposition: inline; filename="{file}"')
    lines = (picture.data[at : at + _BASE64_BYTES] for at in range(0, len(picture.data), _BASE64_BYTES))
    return [*head, "\r\n".join(binascii.b2a_base64(line, newline=False).decode("ascii") for line in lines)]


def _feedback_id(letter: Letter) -> str:
    """Give by what Gmail counts complaints: the edition, the list, the kind of mail, the sender."""
    settings = letter.settings
    edition = slugified(letter.id)[:40] or "edition"
    return f"{edition}:{settings.list_id}:newsletter:{settings.feedback_id}" if settings.feedback_id else ""


def _domain(letter: Letter, sender: Sender) -> str:
    return letter.settings.list_id or sender.address.rpartition("@")[2]


def _mailbox(header: str, name: str, address: str) -> str:
    return formataddr((name, address)) if _is_plain(name) else f"{_encoded(header, name)} <{address}>"


def _encoded(header: str, text: str) -> str:
    """Give a text as RFC 2047 lets it stand in a header, folded."""
    charset = "us-ascii" if _is_plain(text) else "utf-8"
    return Header(text, charset, MAX_LINE_CHARS, header).encode(linesep="\r\n")


def _subject(subject: str, letter: Letter) -> str | list[Run]:
    """Give a subject as it stands in the header: one that says something of its reader in encoded words alone.

    The white space between two of them is none (RFC 2047, 6.2), so that each place has lines of its own.
    """
    runs = list(parted(subject, letter.settings.defaults(letter.lang)))
    if len(runs) == 1:
        return _encoded("Subject", subject)
    made: list[Run] = []
    for run in runs:
        if isinstance(run, Said):
            made += [FOLD, Opening(run.name, Part.SUBJECT, encoded_words(run.default))]
        elif run:
            made += [FOLD, encoded_words(run)]
    return made[1:]


def _is_plain(text: str) -> bool:
    """Say whether a text may stand as it is; one that looks like an encoded word would be read as one."""
    return text.isascii() and text.isprintable() and "=?" not in text


_QUOTED = "Content-Transfer-Encoding: quoted-printable"
_BASE64 = "Content-Transfer-Encoding: base64"
_BASE64_BYTES = 57
"""Of a picture, in a line of 76 characters (RFC 2045, 6.8)."""
