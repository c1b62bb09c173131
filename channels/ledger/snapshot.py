"""The snapshot of the ledger in the site's `.ligne/`: all that `build` and `due` ever read of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from channels.foreign import json_of
from channels.ledger.copied import Copied, lines_of
from channels.ledger.ledger import Ledger
from channels.ledger.posted import Posted, posted_in
from channels.ledger.store import Store
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.memory import FOLDER, memory_folder
from editorial.piece import digest_of
from editorial.system_words import said_by

NAME = "ledger"
_FORMAT, _OLD_FORMAT = 2, 1
"""That of today, and the one before: of a snapshot that an older Ligne pulled, all rows are one line of JSON."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a ledger said when it was pulled: from which store, and at which instant."""

    ledger: Ledger
    store: str
    at: datetime


def pull(root: Path, store: Store, at: datetime) -> Snapshot:
    """Bring what the ledger says now into the site, in one step; raises EditorialError, and then all is as before."""
    snapshot = Snapshot(store.read(), store.name, at)
    head = {"format": _FORMAT, "tip": snapshot.ledger.tip, "store": snapshot.store, "at": at.isoformat(),
            "posted": digest_of(repr(posted_in(snapshot.ledger.rows)))}  # fmt: skip
    said = f"{json.dumps(head, ensure_ascii=False)}\n{lines_of(snapshot.ledger.rows)}"
    try:
        place = memory_folder(root) / NAME
        part = place.with_name(f"{NAME}.{os.getpid()}")
        try:
            part.write_text(said, encoding="utf-8")
            os.replace(part, place)
        finally:
            with suppress(OSError):
                part.unlink()
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(said=said_by(error)), f"{FOLDER}/{NAME}") from None
    return snapshot


def read_snapshot(root: Path) -> Snapshot | None:
    """Give the site's snapshot, None where nothing was pulled; raises EditorialError where it cannot be read."""
    try:
        first, *said = (root / FOLDER / NAME).read_bytes().split(b"\n", 2)
        head = json_of(first)
        ledger = Ledger(_rows(head["format"], *said), head["tip"])
        return Snapshot(ledger, head["store"], datetime.fromisoformat(head["at"]).astimezone(UTC))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise _unreadable() from None


def _rows(format_: object, keys: bytes, rows: bytes) -> Mapping[str, list[Any]]:
    if format_ == _FORMAT:
        return Copied(keys, rows, _unreadable())
    old = json_of(keys) if format_ == _OLD_FORMAT else None
    if not isinstance(old, dict) or not all(isinstance(row, list) and row for row in old.values()):
        raise ValueError(format_)
    return old


def _unreadable() -> EditorialError:
    return EditorialError(_UNREADABLE, f"{FOLDER}/{NAME}")


def read_posted(root: Path) -> Posted:
    """Give where the posts of each piece stand; nothing where no ledger was pulled.

    Raises EditorialError where the snapshot cannot be read.
    """
    snapshot = read_snapshot(root)
    return posted_in(snapshot.ledger.rows) if snapshot else {}


def snapshot_tip(root: Path) -> str | None:
    """Give the tip of the site's snapshot, None where there is none that can be read; the rest of it stays unread."""
    return _in_head(root, "tip")


def snapshot_posted(root: Path) -> str | None:
    """Give the digest of where posts stand by the site's snapshot, by its tip where an older Ligne had pulled it."""
    return _in_head(root, "posted") or _in_head(root, "tip")


def _in_head(root: Path, name: str) -> str | None:
    try:
        with (root / FOLDER / NAME).open(encoding="utf-8") as file:
            found = json_of(file.readline())[name]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


_UNREADABLE = Phrase(
    "cette copie du registre ne peut pas être lue : ligne ledger pull",
    "this copy of the ledger cannot be read: ligne ledger pull",
)
_NOT_WRITTEN = Phrase(
    "la copie du registre n’a pas pu être écrite ({said})", "the copy of the ledger could not be written ({said})"
)
