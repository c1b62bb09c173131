"""A stretch of a message: bytes as they are, and between them places, each filled as the part it stands in demands."""

from __future__ import annotations

import binascii
import html
import re
from collections.abc import Callable, Iterable, Mapping

from channels.newsletter.encoded import encoded_words
from channels.newsletter.substitution import Part, Place
from editorial.errors import EditorialError
from editorial.finding import Phrase

Stretch = tuple[bytes | Place, ...]
Kind = tuple[str, Part]
"""The name of a place and the part it stands in: places of one kind say the same."""
MAX_TOKEN_CHARS = 200
MAX_LOCAL_BYTES = 64
MAX_ADDRESS_BYTES = 254
"""Of a path of 256, which has its angle brackets (RFC 3696, erratum 1690)."""


def cut(message: bytes, start: int, end: int, places: Iterable[Place]) -> Stretch:
    """Give the bytes from `start` to `end` with the places among them, which come in order."""
    pieces: list[bytes | Place] = []
    for place in places:
        if start <= place.start and place.end <= end:
            pieces += [message[start : place.start], place]
            start = place.end
    return (*pieces, message[start:end])


def kinds_in(stretches: Iterable[Stretch]) -> tuple[Kind, ...]:
    """Give each kind of place there is in stretches, once."""
    places = (piece for stretch in stretches for piece in stretch if isinstance(piece, Place))
    return tuple(dict.fromkeys((place.name, place.part) for place in places))


def pieces_of(stretch: Stretch, said: Mapping[Kind, bytes]) -> list[bytes]:
    """Give the pieces of a stretch, in order, with what each kind of place says."""
    return [piece if isinstance(piece, bytes) else said[piece.name, piece.part] for piece in stretch]


def filled(stretch: Stretch, said: Mapping[Kind, bytes]) -> bytes:
    """Give a stretch with what each kind of place says."""
    return b"".join(pieces_of(stretch, said))


def changed(stretch: Stretch, change: Callable[[bytes], bytes]) -> Stretch:
    """Give a stretch changed as one, each of its places standing for a word; there is no NUL in it."""
    whole = change(b"".join(piece if isinstance(piece, bytes) else _WORD for piece in stretch))
    words = iter([piece for piece in stretch if isinstance(piece, Place)])
    return tuple(next(words) if part == _WORD else part for part in re.split(b"(\0)", whole))


def in_slices(stretch: Stretch, most: int) -> Stretch:
    """Give a stretch of which no piece but a place has more than so many bytes."""
    return tuple(
        part
        for piece in stretch
        for part in (
            [piece[at : at + most] for at in range(0, len(piece), most)] if isinstance(piece, bytes) else [piece]
        )
    )


def written(value: str, part: Part) -> bytes:
    """Give a value as it stands in a part of a message; raises EditorialError where it may not."""
    match part:
        case Part.RECIPIENT:
            if not is_address(value):
                raise EditorialError(NO_ADDRESS)
            return value.encode()
        case Part.HEADER:
            if not _TOKEN.fullmatch(value):
                raise EditorialError(_NO_TOKEN)
            return value.encode("ascii")
        case Part.SUBJECT:
            return encoded_words(one_line(value)).encode("ascii")
        case Part.TEXT:
            return _quoted(one_line(value))
        case Part.HTML:
            return _quoted(html.escape(one_line(value)))


def one_line(value: str) -> str:
    """Give a value on one line: no control characters, and none that turn the direction of what stands after them."""
    return _NO_TEXT.sub(" ", value).strip(" ") if _NO_TEXT.search(value) else value.strip(" ")


def has_clean_ends(message: bytes) -> bool:
    """Say whether each line ends with CRLF, the last one too: servers read a bare CR or LF differently."""
    ends = message.count(b"\r\n")
    return message.endswith(b"\r\n") and message.count(b"\n") == ends == message.count(b"\r")


def is_address(value: str) -> bool:
    """Say whether a value is one address, `local@domain`, that stands in a header and a command as it is.

    Dots and atoms of RFC 5322 (3.4.1) and RFC 6532 before the `@`, a domain in ASCII behind; no longer than RFC 5321
    (4.5.3.1) allows.
    """
    found = _ADDRESS.fullmatch(value) if value.isprintable() else None
    return found is not None and len(found[1].encode()) <= MAX_LOCAL_BYTES and len(value.encode()) <= MAX_ADDRESS_BYTES


def _quoted(value: str) -> bytes:
    """Give a value in quoted-printable, with soft breaks of its own, after which another one may follow."""
    if _AS_IT_IS.fullmatch(value):
        return value.encode("ascii")
    # One sign more keeps room on the last line for the soft break behind the place (RFC 2045, 6.7: 76 characters).
    return binascii.b2a_qp(f"{value}x".encode("utf-8", "replace"), istext=False)[:-1].replace(b"\n", b"\r\n")


_WORD = b"\0"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@{_LABEL}(?:\.{_LABEL})*")
_TOKEN = re.compile(rf"[A-Za-z0-9._~-]{{1,{MAX_TOKEN_CHARS}}}")
_AS_IT_IS = re.compile(r"(?:[!-<>-~](?:[ -<>-~]{0,72}[!-<>-~])?)?")
_NO_TEXT = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
NO_ADDRESS = Phrase(
    "un abonné n’a pas d’adresse qui puisse être écrite dans un courriel (nom@domaine, le domaine en ASCII) : rien ne "
    "lui est envoyé, corrigez la liste",
    "a subscriber has no address that may stand in a mail (name@domain, the domain in ASCII): nothing is sent to it, "
    "mend the list",
)
_NO_TOKEN = Phrase(
    "un lien de désabonnement n’a pas de jeton pour un abonné : donnez les clés du service dans LIGNE_TOKEN_KEYS",
    "an unsubscribe link has no token for a subscriber: give the service's keys in LIGNE_TOKEN_KEYS",
)
