"""Remembers masks in a file that nobody else sees and that is gone with the run, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class Seen:
    """The masks that were seen."""

    def __init__(self, connection: sqlite3.Connection):
        self._add = connection.cursor()

    def add(self, mask: str) -> bool:
        """Note a mask; gives whether it is new."""
        self._add.execute("INSERT OR IGNORE INTO seen VALUES (?)", (bytes.fromhex(mask),))
        return self._add.rowcount == 1


@contextmanager
def seen() -> Iterator[Seen]:
    """Give an empty memory of masks."""
    connection = sqlite3.connect("", isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA cache_size = -16000")
        connection.execute("CREATE TABLE seen (mask BLOB PRIMARY KEY) WITHOUT ROWID")
        connection.execute("BEGIN")
        yield Seen(connection)
    finally:
        connection.close()
