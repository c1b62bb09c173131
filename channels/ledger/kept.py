"""A connection to a ledger that is kept for many transactions, by a run that writes many times a second.

SQLite keeps a log beside the file meanwhile (WAL, https://sqlite.org/wal.html): a commit is flushed to the disk once
instead of four times, and is there whole after a power cut. When the last who keeps one ends, the log is folded back.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress

from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from channels.database import WAIT_S


class Kept:
    """One connection, of the thread that made it."""

    def __init__(self, connection: Connection, url: URL):
        self.connection = connection
        self._path = str(url.database) if connection.dialect.name == "sqlite" else ""
        # SQLite's own default for a log may be NORMAL, which a power cut takes the last commits from.
        self._say("PRAGMA busy_timeout = 0", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
        self._say(f"PRAGMA busy_timeout = {WAIT_S * 1000}")
        self._file = self._found()

    def is_there(self) -> bool:
        """Say whether it leads to the file that stands where the ledger is: another may have been put there."""
        return self._file == self._found()

    def close(self) -> None:
        """End it; where no other run has the file open, it is again one file without a log."""
        with suppress(SQLAlchemyError):
            self._say("PRAGMA busy_timeout = 0", "PRAGMA journal_mode = DELETE")
            self.connection.close()

    def _say(self, *words: str) -> None:
        """Tell SQLite how to work, outside of any transaction; where another run is at work, it stays as it is."""
        driver = self.connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            for word in words:
                with suppress(sqlite3.Error):
                    driver.execute(word).fetchall()

    def _found(self) -> tuple[int, int] | None:
        if not self._path:
            return None
        with suppress(OSError):
            there = os.stat(self._path)
            return there.st_dev, there.st_ino
        return None
