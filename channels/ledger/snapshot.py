"""The snapshot of the ledger in the site's `.ligne/`: all that `build` and `due` ever read of it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from channels.ledger.ledger import Ledger
from channels.ledger.posted import Posted, posted_in
from channels.ledger.store import Store
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.memory import FOLDER, memory_folder
from editorial.piece import digest_of

NAME = "ledger"
_FORMAT = 1


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
    said = f"{json.dumps(head, ensure_ascii=False)}\n{json.dumps(dict(snapshot.ledger.rows), ensure_ascii=False)}\n"
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
        raise EditorialError(_NOT_WRITTEN.fill(said=error.strerror), f"{FOLDER}/{NAME}") from None
    return snapshot


def read_snapshot(root: Path) -> Snapshot | None:
    """Give the site's snapshot, None where nothing was pulled; raises EditorialError where it cannot be read."""
    try:
        first, _, second = (root / FOLDER / NAME).read_bytes().partition(b"\n")
        head, rows = json.loads(first), json.loads(second)
        if head["format"] != _FORMAT or not _are_rows(rows):
            raise ValueError(head["format"])
        return Snapshot(Ledger(rows, head["tip"]), head["store"], datetime.fromisoformat(head["at"]).astimezone(UTC))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise EditorialError(_UNREADABLE, f"{FOLDER}/{NAME}") from None


def _are_rows(rows: object) -> bool:
    return isinstance(rows, dict) and all(isinstance(row, list) and row for row in rows.values())


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
            found = json.loads(file.readline())[name]
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
