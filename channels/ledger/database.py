"""The database a ledger is in: writers take turns in it, and a lost connection is answered by trying again.

SQLite by `BEGIN IMMEDIATE`, PostgreSQL by an advisory lock.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from channels.database import READS, WAIT_S, engine_of, name_of, said_by
from channels.ledger.kept import Kept
from channels.ledger.tables import HEAD, lay_out
from editorial.errors import EditorialError
from editorial.finding import Phrase

Made = TypeVar("Made")

_MAX_TRIES = 6
_TURN = 0x6C69676E65
"""The number of PostgreSQL's advisory lock under which everything is written ("ligne")."""


class Database:
    """A SQLite file or a PostgreSQL database; every method raises EditorialError where it cannot be reached."""

    def __init__(self, url: URL):
        self._url = url
        self._is_file = url.get_backend_name() == "sqlite"
        self.engine = engine_of(url)
        self._keeps = False
        self._kept: Kept | None = None

    @property
    def name(self) -> str:
        """The file, or the server and the database; never a user, a password or an option."""
        return name_of(self._url)

    def is_there(self) -> bool:
        """Say whether there is a file, or a server to ask; raises EditorialError where a file has no folder."""
        if not self._is_file:
            return True
        path = Path(self._url.database or "")
        if not path.parent.is_dir():
            raise EditorialError(_NO_FOLDER.fill(folder=path.parent))
        return path.is_file()

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """Give a connection to a ledger that is there, at one moment of it, else None."""
        if not self.is_there():
            yield None
            return
        try:
            one_moment = {} if self._is_file else {"isolation_level": "REPEATABLE READ"}
            connect = self.engine.connect().execution_options(**{READS: True}, **one_moment)
            with connect as connection, connection.begin():
                yield connection if inspect(connection).has_table(HEAD.name) else None
        except SQLAlchemyError as error:
            raise self._explained(error, _UNREADABLE) from None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep one connection for all that is written meanwhile, by this thread: a commit then takes one flush.

        What is committed is on the disk, as without it.
        """
        self._keeps = True
        try:
            yield
        finally:
            self._keeps = False
            self._let_go()

    def write(self, act: Callable[[Connection], Made]) -> Made:
        """Act in one transaction, in turn with all other writers, in tables that are there; give what it gave.

        After a lost connection nobody knows whether it was committed: the act is done again, and must give then what it
        gave before.
        """
        for tried in range(_MAX_TRIES):
            # A connection that was kept may have been lost since: that says nothing of a new one.
            is_begun = self._kept is not None
            try:
                with self._connection() as connection, connection.begin():
                    _take_turn(connection, is_known=is_begun)
                    is_begun = True
                    made = act(connection)
                return made
            except DBAPIError as error:
                self._let_go()
                if not (is_begun or isinstance(error, IntegrityError)) or tried + 1 == _MAX_TRIES:
                    raise self._explained(error, _UNWRITTEN) from None
                time.sleep(random.uniform(0, 0.1 * 2**tried))  # noqa: S311 (spreads runs out; nothing is secret)
            except SQLAlchemyError as error:
                self._let_go()
                raise self._explained(error, _UNWRITTEN) from None
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """Give the connection that is kept, or one for this transaction alone."""
        if not self._keeps:
            with self.engine.connect() as connection:
                yield connection
            return
        if self._kept is not None and not self._kept.is_there():
            self._let_go()
        if self._kept is None:
            self._kept = Kept(self.engine.connect(), self._url)
        yield self._kept.connection

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept:
            kept.close()

    def _explained(self, error: SQLAlchemyError, phrase: Phrase) -> EditorialError:
        return EditorialError(phrase.fill(ledger=self.name, said=said_by(error, self._url)))


def _take_turn(connection: Connection, *, is_known: bool) -> None:
    """Wait for the other writers, and make the tables where there are none, unless they are known to be there."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_S}s'"))
        # Each statement after this one sees what the writer before has committed (READ COMMITTED).
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
    if not is_known and not inspect(connection).has_table(HEAD.name):
        lay_out(connection)


_UNREADABLE = Phrase(
    "le registre {ledger} n’a pas pu être lu ({said})", "the ledger {ledger} could not be read ({said})"
)
_UNWRITTEN = Phrase(
    "le registre {ledger} n’a pas répondu ; ce qui allait y être écrit y est peut-être : ligne ledger show ({said})",
    "the ledger {ledger} did not answer; what was to be written may be there: ligne ledger show ({said})",
)
_NO_FOLDER = Phrase(
    "le dossier {folder} du registre n’existe pas : créez-le, ou corrigez LIGNE_LEDGER",
    "the folder {folder} of the ledger does not exist: make it, or mend LIGNE_LEDGER",
)
