"""The messages of a mailbox (Maildir, mbox, one message, a pipe), read one at a time and left where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by

MAX_MESSAGE_BYTES = 5_000_000
"""What a report weighs at most, with the whole letter in it."""

Kept = tuple[str, bytes | None]
"""Which message it is (its file's name, else its number from 1), and its bytes; None where they are too many."""


def messages_in(path: Path) -> Iterator[Kept]:
    """Give the messages of a Maildir (`new` and `cur`), an mbox or a single message; raises EditorialError."""
    try:
        if path.is_dir():
            yield from _maildir(path)
        else:
            with path.open("rb") as file:
                yield from messages_from(file)
    except FileNotFoundError:
        raise EditorialError(_MISSING) from None
    except OSError as error:
        raise EditorialError(_UNREADABLE.fill(said=said_by(error))) from None


def messages_from(file: BinaryIO) -> Iterator[Kept]:
    """Give the messages of an mbox (RFC 4155), or the single one that is there."""
    lines: list[bytes] = []
    number, size, is_after_blank = 1, 0, True
    for line in iter(lambda: file.readline(65_536), b""):
        if is_after_blank and _BEGINS.match(line):
            if lines:
                yield str(number), _whole(lines, size)
                number += 1
            lines, size = [], 0
            is_after_blank = False
            continue
        is_after_blank = line in (b"\n", b"\r\n")
        size += len(line)
        if size <= MAX_MESSAGE_BYTES:
            lines.append(line[1:] if line.startswith(b">From ") else line)
    if any(line.strip() for line in lines):
        yield str(number), _whole(lines, size)


def _whole(lines: list[bytes], size: int) -> bytes | None:
    return b"".join(lines) if size <= MAX_MESSAGE_BYTES else None


def _maildir(path: Path) -> Iterator[Kept]:
    folders = [path / name for name in ("new", "cur")]
    if not any(folder.is_dir() for folder in folders):
        raise EditorialError(_NO_MAILDIR)
    files = (file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir()) if file.is_file())
    for number, file in enumerate(files, 1):
        name = str(number) if "@" in file.name else f"{file.parent.name}/{file.name}"
        with file.open("rb") as opened:
            raw = opened.read(MAX_MESSAGE_BYTES + 1)
        yield name, raw if len(raw) <= MAX_MESSAGE_BYTES else None


_BEGINS = re.compile(rb"From \S+ .*\d\d:\d\d")
_MISSING = Phrase(
    "la boîte aux lettres n’existe pas : --from prend un dossier Maildir, un fichier mbox ou un message, ou - pour "
    "l’entrée standard",
    "the mailbox does not exist: --from takes a Maildir, an mbox file or a message, or - for standard input",
)
_UNREADABLE = Phrase("la boîte aux lettres ne se lit pas ({said})", "the mailbox cannot be read ({said})")
_NO_MAILDIR = Phrase(
    "le dossier n’est pas un Maildir : il n’a ni new/ ni cur/",
    "the folder is no Maildir: it has neither new/ nor cur/",
)
