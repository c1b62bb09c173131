"""One edition's message, taken apart once and put together for each reader: declared places differ, nothing else.

Beside the places, a reader's message has an identity of its own, and the signatures of the keys in front of it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from hashlib import sha256
from itertools import groupby

from channels.mailing.dkim import (
    Opening,
    Signer,
    canonical_body,
    canonical_header,
    opening,
    signature,
    signed_names,
)
from channels.mailing.stretch import (
    MAX_TOKEN_CHARS,
    NO_ADDRESS,
    Kind,
    Stretch,
    changed,
    cut,
    filled,
    has_clean_ends,
    in_slices,
    is_address,
    kinds_in,
    one_line,
    pieces_of,
    written,
)
from channels.newsletter.substitution import Part, Place
from channels.subscribers.mask import Masks
from channels.subscribers.subscriber import Subscriber
from editorial.errors import EditorialError
from editorial.finding import Phrase

MAX_LINE_BYTES = 998
"""What RFC 5322 (2.1.1) lets stand on one line, without its end."""
_SLICE_BYTES = 2_047
"""How much is hashed at once: from 2,048 bytes on Python lets other threads in meanwhile, and to wait for one's turn
again takes longer than to hash a letter."""
_IDENTITY = "Message-ID"
_TOKENS = ("leave", "preferences")


@dataclass(frozen=True, slots=True)
class Preparation:
    """A message that is ready to be written to any reader, by any number of threads at once."""

    sender: str
    """The address the letter is from."""
    edition: str
    masks: Masks
    fields: Mapping[str, str]
    """The declared fields of the letter, with their defaults."""
    bounce: str
    signatures: tuple[Opening, ...] = field(repr=False)
    head: Stretch = field(repr=False)
    signed: tuple[tuple[Stretch, bool], ...] = field(repr=False)
    """The headers that are signed, in order, and whether they are in canonical form whoever reads them."""
    body: Stretch = field(repr=False)
    canonical: Stretch = field(repr=False)
    """The body as it is signed, in slices."""
    kinds: tuple[Kind, ...] = field(repr=False)
    """What kinds of places there are: each is written once a reader, wherever it stands."""

    def message_for(self, subscriber: Subscriber, leave_token: str, preferences_token: str) -> bytes:
        """Give the whole message of one reader, signed: the same bytes every time.

        Raises EditorialError, which names nobody, where the address or a token is none that may stand in a message.
        """
        if not is_address(subscriber.address):
            raise EditorialError(NO_ADDRESS)
        values = {name: one_line(subscriber.fields.get(name, "")) or default for name, default in self.fields.items()}
        values |= {"address": subscriber.address, "leave": leave_token, "preferences": preferences_token}
        values[_IDENTITY] = "." + self._identity(subscriber.address)
        said = {(name, part): written(values[name], part) for name, part in self.kinds}
        return b"".join([*self._signed(said), *pieces_of(self.head, said), b"\r\n", *pieces_of(self.body, said)])

    def sender_for(self, subscriber: Subscriber) -> str:
        """Give the sender of the envelope: where returns have an address, the reader's own below it (VERP).

        `bounce` `retours@example.org` makes `retours+<mask>@example.org`.
        """
        local, _, domain = self.bounce.rpartition("@")
        return f"{local}+{self.masks.mask(subscriber.address)}@{domain}" if local else self.sender

    def _identity(self, address: str) -> str:
        return sha256(f"{self.edition}\0{self.masks.mask(address)}".encode()).hexdigest()[:32]

    def _signed(self, said: Mapping[Kind, bytes]) -> list[bytes]:
        """Give the header of each signature."""
        if not self.signatures:
            return []
        headers = [(filled(header, said), is_canonical) for header, is_canonical in self.signed]
        signed = b"".join([header if is_canonical else canonical_header(header) for header, is_canonical in headers])
        body = sha256()
        for piece in pieces_of(self.canonical, {kind: canonical_body(value) for kind, value in said.items()}):
            body.update(piece)
        digest = b64encode(body.digest())
        return [signature(opened, signed, digest) for opened in self.signatures]


def prepare(
    message: bytes,
    places: Sequence[Place],
    masks: Masks,
    *,
    edition: str,
    fields: Mapping[str, str] | None = None,
    signers: Iterable[Signer] = (),
    bounce: str = "",
) -> Preparation:
    """Take the bytes of an edition's message.eml apart; `bounce` is the address below which returns go to each reader.

    Raises EditorialError where the places are not this message's: another Ligne built it, or it was touched since.
    """
    fields = dict(fields or {})
    end = message.find(b"\r\n\r\n") + 2
    names, spans = _headers_of(message[:end])
    listed = signed_names(names)
    identity = _IDENTITY_END.search(message, 0, end)
    if not identity or sum(stop - start for start, stop in spans) != end or not _is_message(message, end, names):
        raise EditorialError(_NO_MESSAGE)
    if not _fit(message, end, places, {*fields, *_TOKENS, "address"}):
        raise EditorialError(_NO_PLACES)
    at = identity.start("end")
    differing = sorted([*places, Place(_IDENTITY, Part.HEADER, at, at)], key=lambda place: place.start)
    headers = [cut(message, start, end, differing) for start, end in spans]
    head, body = cut(message, 0, end, differing), cut(message, end + 2, len(message), differing)
    return Preparation(
        sender=parseaddr(_decoded(message, spans[names.index("from")]))[1],
        edition=edition,
        masks=masks,
        fields=fields,
        bounce=bounce,
        signatures=tuple(opening(signer, listed) for signer in signers),
        head=head,
        signed=tuple(_canonical_headers(headers[names.index(name)] for name in dict.fromkeys(listed))),
        body=body,
        canonical=in_slices(_canonical_body(body), _SLICE_BYTES),
        kinds=kinds_in([head, body]),
    )


def _headers_of(head: bytes) -> tuple[list[str], list[tuple[int, int]]]:
    """Give the name of each header in small letters, and where it begins and ends."""
    found = list(_HEADER.finditer(head))
    return [match[1].decode("ascii").lower() for match in found], [match.span() for match in found]


def _is_message(message: bytes, end: int, names: Collection[str]) -> bool:
    once = {name: list(names).count(name) for name in ("from", "to", *signed_names(names))}
    is_whole = end > 1 and bool(message[end:].strip()) and b"\0" not in message and has_clean_ends(message)
    return is_whole and set(once.values()) == {1}


def _fit(message: bytes, end: int, places: Sequence[Place], names: Collection[str]) -> bool:
    """Say whether places are this message's: in order, each of a known name, where its part is, with room around it."""
    bounds = [bound for place in places for bound in (place.start, place.end)]
    if bounds != sorted(bounds) or not all(0 <= bound <= len(message) for bound in bounds):
        return False
    if [place.name for place in places if place.part is Part.RECIPIENT] != ["address"]:
        return False
    return all(place.name in names and _has_room(message, end, place) for place in places)


def _has_room(message: bytes, end: int, place: Place) -> bool:
    before, after = message[: place.start], message[place.end :]
    match place.part:
        case Part.RECIPIENT:
            return before.endswith(b"\r\nTo: ") and after.startswith(b"\r\n") and place.end < end
        case Part.HEADER:
            line = len(before) - before.rfind(b"\r\n") + after.find(b"\r\n")
            return place.end < end and line + 2 * MAX_TOKEN_CHARS <= MAX_LINE_BYTES
        case Part.SUBJECT:
            return place.end < end and before.endswith((b"\r\nSubject: ", b"?=\r\n ")) and after.startswith(b"\r\n")
        case Part.TEXT | Part.HTML:
            return place.start > end and before.endswith(b"=\r\n") and after.startswith((b"=\r\n", b"\r\n"))


def _decoded(message: bytes, span: tuple[int, int]) -> str:
    return message[slice(*span)].partition(b":")[2].decode("utf-8", "replace").replace("\r\n", "")


def _canonical_headers(headers: Iterable[Stretch]) -> Iterator[tuple[Stretch, bool]]:
    """Give headers in canonical form, but for a subject in which a word may be empty, and folds the line then."""
    for has_words, group in groupby(
        headers, lambda header: any(part is Part.SUBJECT for _, part in kinds_in([header]))
    ):
        if has_words:
            yield from ((header, False) for header in group)
        else:
            yield tuple(piece for header in group for piece in changed(header, canonical_header)), True


def _canonical_body(body: Stretch) -> Stretch:
    """Give a body as it is signed: each of its pieces ends or begins a line, so that each stands for itself."""
    pieces = [canonical_body(piece) if isinstance(piece, bytes) else piece for piece in body]
    last = pieces[-1]
    return (*pieces[:-1], last.rstrip(b"\r\n") + b"\r\n") if isinstance(last, bytes) else tuple(pieces)


_HEADER = re.compile(rb"([!-9;-~]+):(?:[^\r]|\r\n[ \t])*\r\n")
_IDENTITY_END = re.compile(rb"(?i)(?:^|\r\n)Message-ID: <[^<>@\s]+(?P<end>@)[^<>@\s]+>\r\n")
_NO_MESSAGE = Phrase(
    "message.eml n’est pas un courriel entier (From, To, Message-ID, fins de ligne CRLF) : reconstruisez la lettre "
    "avec ligne build",
    "message.eml is no whole mail (From, To, Message-ID, CRLF line ends): build the letter again with ligne build",
)
_NO_PLACES = Phrase(
    "les places d’edition.json ne sont pas celles de message.eml : reconstruisez la lettre avec ligne build",
    "the places in edition.json are not those of message.eml: build the letter again with ligne build",
)
