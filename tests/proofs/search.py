"""Searches an output for words, byte by byte and in every form in which bytes may hold them."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import quopri
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PIL import Image

OPEN_TO_THE_TEAM = "team/"
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_SOFT_BREAK = re.compile(rb"(?<!\?)=\r?\n")
_TEXT = (".html", ".xml", ".json", ".txt", ".eml", ".css", ".js", ".svg", ".ics", ".webmanifest", "")
_HREF = re.compile(rb"""(?:href|src|srcset|content|url)\s*[=(]\s*["']?[^"'>)\s]*\bteam/""", re.IGNORECASE)


class Search:
    """Finds words that begin with some names; what a file said is remembered by its bytes."""

    def __init__(self, names: Sequence[str]):
        self._words = re.compile(b"(?:%s)[a-z]*" % b"|".join(name.encode() for name in names))
        self._known: dict[bytes, frozenset[str]] = {}

    def words(self, output: Path) -> dict[str, str]:
        """Give each word found outside output/team/, in a name or in bytes, with the first file that says it."""
        found: dict[str, str] = {}
        for where, raw in open_files(output):
            for word in self.in_bytes(raw, Path(where).suffix) | self.in_bytes(where.encode(), ""):
                found.setdefault(word, where)
        return found

    def in_bytes(self, raw: bytes, suffix: str) -> frozenset[str]:
        """Give the words that some bytes say."""
        key = blake2b(raw + suffix.encode()).digest()
        if key not in self._known:
            said = {match.decode() for form in forms(raw, suffix) for match in self._words.findall(form.lower())}
            self._known[key] = frozenset(said)
        return self._known[key]


def open_files(output: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file of an output but those of the team, by its path and with its bytes."""
    for path in sorted(output.rglob("*")):
        where = path.relative_to(output).as_posix()
        if path.is_file() and not where.startswith(OPEN_TO_THE_TEAM):
            yield where, path.read_bytes()


def ways_into_team(output: Path) -> list[str]:
    """Give the files outside output/team/ that lead into it."""
    return [where for where, raw in open_files(output) if _HREF.search(raw)]


def forms(raw: bytes, suffix: str) -> Iterator[bytes]:
    """Give some bytes as they are, and decoded in each way they can be."""
    if suffix == ".eml":
        yield from _parts(message_from_bytes(raw))
        raw = _SOFT_BREAK.sub(b"", raw)  # so that no word is seen cut in two
    yield raw
    yield raw.replace(b"\0", b"")  # UTF-16, either way round
    with suppress(OSError, EOFError, zlib.error):
        yield gzip.decompress(raw)
    if suffix in _TEXT:
        yield from _texts(raw)
    else:
        yield from _metadata(raw)


def _texts(raw: bytes) -> Iterator[bytes]:
    for plain in (raw, quopri.decodestring(raw)):
        yield plain
        yield plain.replace(b"\xc2\xad", b"").replace(b"\xe2\x80\x8b", b"")
        yield html.unescape(plain.decode("utf-8", "replace")).encode()
        yield unquote_to_bytes(plain.replace(b"+", b" "))
        yield _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)).encode("utf-8", "replace"), plain)
    lines = raw.replace(b"\r\n", b"").replace(b"\n", b"")
    for found in {*_BASE64.findall(raw), *(_BASE64.findall(lines) if lines.count(b"base64") else ())}:
        with suppress(binascii.Error, ValueError):
            yield base64.urlsafe_b64decode(found.replace(b"+", b"-").replace(b"/", b"_") + b"==")


def _metadata(raw: bytes) -> Iterator[bytes]:
    with suppress(OSError, SyntaxError, ValueError):
        image = Image.open(io.BytesIO(raw))
        yield repr(image.info).encode()
        yield repr(dict(image.getexif())).encode().replace(b"\\x00", b"")


def _parts(message: Message) -> Iterator[bytes]:
    for part in message.walk():
        for name, value in part.items():
            for said, charset in decode_header(value):
                yield name.encode() + (said.decode(charset or "utf-8") if isinstance(said, bytes) else said).encode()
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content
            yield html.unescape(content.decode("utf-8", "replace")).encode()
