"""The memory of a site: what runs before this one found out, in `.ligne/`, safe to delete and never trusted blindly.

A file of it is a header, then frames, each with its length and checksum. A run appends what changed; a file that is not
wholly ours, or that another engine wrote, holds nothing and is written anew.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from editorial.packed import Unpackable, packed, unpacked

FOLDER = ".ligne"
_MAGIC = b"ligne memory 1\n"
_PACKAGES = ("editorial", "channels")
_SLACK = 100
"""A file is written anew when what it has forgotten is more than what it holds, and than this many values."""


class Memory:
    """One file of a site's memory: values by name, as they were when the last run ended.

    `key` is what all of them depend on; `is_broken` says that what stood there was not ours, or another engine's.
    """

    def __init__(self, root: Path, name: str, key: str = ""):
        self._path = root / FOLDER / name
        self._head = _MAGIC + f"{engine_stamp()} {key}\n".encode()
        self._frames = 0
        self.is_broken = False
        self.entries: dict[str, Any] = {}
        self._load()

    def keep(self, changes: Mapping[str, Any]) -> None:
        """Remember some values; None forgets. A folder that cannot be written to costs the memory, nothing else."""
        if not changes and self._frames:
            return
        for name, value in changes.items():
            if value is None:
                self.entries.pop(name, None)
            else:
                self.entries[name] = value
        self._frames += len(changes)
        try:
            memory_folder(self._path.parent.parent)
            if self.is_broken or len(changes) >= len(self.entries) or self._frames > 2 * len(self.entries) + _SLACK:
                self._write_anew()
            else:
                with self._path.open("ab") as file:
                    file.write(_frame(changes))
        except OSError:
            return

    def _load(self) -> None:
        try:
            raw = self._path.read_bytes()
        except OSError:
            return
        if not raw.startswith(self._head):
            # Another charter is no news; another engine, or bytes of somebody else's, are.
            self.is_broken = not raw.startswith(_MAGIC + f"{engine_stamp()} ".encode())
            return
        try:
            for changes in _frames(raw, len(self._head)):
                self._frames += len(changes)
                for name, value in changes.items():
                    if value is None:
                        self.entries.pop(name, None)
                    else:
                        self.entries[name] = value
        except (Unpackable, ValueError):
            self.entries, self._frames, self.is_broken = {}, 0, True

    def _write_anew(self) -> None:
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            part.write_bytes(self._head + _frame(self.entries))
            os.replace(part, self._path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        self._frames, self.is_broken = len(self.entries), False


def forget(root: Path, name: str) -> None:
    """Forget all that one file of a site's memory holds, unread."""
    with suppress(OSError):
        (root / FOLDER / name).unlink()


def memory_folder(root: Path) -> Path:
    """Give the folder of a site's memory, which ignores itself in git; raises OSError."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder


@cache
def engine_stamp() -> str:
    """Give what tells one engine from another, wherever it is installed: our code, Python, and what stands beside."""
    made = blake2b(sys.version.encode(), digest_size=16)
    for package in _PACKAGES:
        spec = find_spec(package)
        for folder in spec.submodule_search_locations or () if spec else ():
            _take_code(folder, made)
    installed = next((folder for folder in sys.path if folder.endswith("site-packages")), None)
    for name in sorted(os.listdir(installed)) if installed else ():
        if name.endswith("-info"):
            made.update(name.encode())
    return made.hexdigest()


def _take_code(folder: str, made: blake2b) -> None:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.endswith(".py"):
            with open(entry.path, "rb") as file:
                code = file.read()
            made.update(f"{entry.name} {len(code)} ".encode() + code)
        elif entry.is_dir() and entry.name != "__pycache__":
            _take_code(entry.path, made)


def _frame(changes: Mapping[str, Any]) -> bytes:
    payload = packed(dict(changes))
    return len(payload).to_bytes(8, "big") + zlib.crc32(payload).to_bytes(4, "big") + payload


def _frames(raw: bytes, start: int) -> list[dict[str, Any]]:
    """Give the changes each frame holds; raises ValueError or Unpackable where one is cut off or foreign."""
    found = []
    view = memoryview(raw)
    while start < len(raw):
        size = int.from_bytes(view[start : start + 8], "big")
        begin = start + 12
        payload = view[begin : begin + size]
        if len(payload) != size or zlib.crc32(payload).to_bytes(4, "big") != view[start + 8 : begin]:
            raise ValueError("a frame is not whole")
        changes = unpacked(payload)
        if not isinstance(changes, dict):
            raise ValueError("a frame holds no changes")
        found.append(changes)
        start = begin + size
    return found
