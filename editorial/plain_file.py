"""Reads a file that must be a plain one: nobody waits for a pipe, nor reads a device that never ends."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final

from editorial.finding import Phrase
from editorial.source import Unreadable, decode


def bytes_of(file: Path) -> bytes:
    """Give the bytes of a plain file; raises OSError, for a folder too, and Unreadable for a pipe or a device."""
    mode = file.stat().st_mode
    if not S_ISREG(mode) and not S_ISDIR(mode):
        raise Unreadable("source.not-a-file", NOT_A_FILE)
    return file.read_bytes()


def text_of(file: Path) -> str:
    """Give the text of a plain file; raises OSError and Unreadable."""
    return decode(bytes_of(file))


NOT_A_FILE: Final = Phrase("ce n’est pas un fichier ordinaire", "this is not an ordinary file")
