"""The ledger in SQLite or PostgreSQL: one table that only grows, each row sealed by the digest of all before it.

Writers take turns: SQLite by `BEGIN IMMEDIATE`, PostgreSQL by a lock on the one row of the head. A lost connection is
settled by looking, in turn, at what the ledger then says.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from channels.database import READS, WAIT_S, engine_of, name_of, said_by
from channels.ledger.entry import Entry
from channels.ledger.ledger import Ledger, admit
from channels.ledger.store import REWRITTEN, Entered
from channels.ledger.tables import ENTRIES, HEAD, ROW, head_of, lay_out, sealed, tip_of
from editorial.errors import EditorialError
from editorial.finding import Phrase

_MAX_TRIES = 6
_TURN = 0x6C69676E65
"""The number of PostgreSQL's advisory lock under which the tables are made ("ligne")."""


class SqlStore:
    """The ledger in a database."""

    def __init__(self, url: URL):
        self._url = url
        self._is_file = url.get_backend_name() == "sqlite"
        self._engine = engine_of(url)
        self._seen = ""

    @property
    def name(self) -> str:
        """The file, or the server and the database; never a user, a password or an option."""
        return name_of(self._url)

    def read(self) -> Ledger:
        """Give what the ledger says now; a database without tables holds an empty one, and stays as it is."""
        newest = select(func.max(ENTRIES.c.seq)).group_by(ENTRIES.c.key)
        with self._reading() as connection:
            if connection is None:
                return Ledger()
            head = self._looked_at(connection)
            rows = connection.execute(select(*ROW).where(ENTRIES.c.seq.in_(newest)))
            return Ledger({row[0]: list(row[1:]) for row in rows}, tip_of(*head))

    def descends(self, tip: str) -> bool:
        """Say whether the ledger holds a tip it once had, by sealing every row again from the first on."""
        if not tip:
            return True
        with self._reading() as connection:
            if connection is None:
                return False
            head, is_met, digest, seq = self._looked_at(connection), False, "", 0
            rows = connection.execution_options(yield_per=5000).execute(
                select(ENTRIES.c.seq, ENTRIES.c.digest, *ROW).order_by(ENTRIES.c.seq)
            )
            for seq, (found, seal, *row) in enumerate(rows, 1):
                digest = sealed(digest, row[0], row[1:])
                if (found, seal) != (seq, digest):
                    return False
                is_met = is_met or tip_of(seq, digest) == tip
            return is_met and (seq, digest) == head

    def enter(self, proposed: Sequence[Entry]) -> Entered:
        """Add entries in one transaction; after a lost connection, whether they arrived is looked up in the next."""
        self._may_be_there()
        for tried in range(_MAX_TRIES):
            is_begun = False
            try:
                with self._engine.connect() as connection, connection.begin():
                    _take_turn(connection)
                    is_begun = True
                    self._looked_at(connection)
                    entered = _entered(connection, proposed)
                self._seen = entered.ledger.tip
                return entered
            except DBAPIError as error:
                if not (is_begun or isinstance(error, IntegrityError)) or tried + 1 == _MAX_TRIES:
                    raise self._explained(error, _UNWRITTEN) from None
                time.sleep(random.uniform(0, 0.1 * 2**tried))  # noqa: S311 (spreads runs out; nothing is secret)
            except SQLAlchemyError as error:
                raise self._explained(error, _UNWRITTEN) from None
        raise AssertionError("the last try returns or raises")

    def _looked_at(self, connection: Connection) -> tuple[int, str]:
        """Give the head of a ledger that still holds what was seen in it; raises EditorialError."""
        seq, digest = head_of(connection)
        row = select(ENTRIES.c.seq, ENTRIES.c.digest).where(ENTRIES.c.seq == int(self._seen.partition("-")[0] or 0))
        found = connection.execute(row).one_or_none()
        self._stop_if(found is None or tip_of(*found) != self._seen)
        self._seen = tip_of(seq, digest)
        return seq, digest

    def _may_be_there(self) -> bool:
        """Say whether there is a file, or a server to ask; raises EditorialError where a file has no folder."""
        if not self._is_file:
            return True
        path = Path(self._url.database or "")
        if not path.parent.is_dir():
            raise EditorialError(_NO_FOLDER.fill(folder=path.parent))
        self._stop_if(not path.is_file())
        return path.is_file()

    def _stop_if(self, is_gone: bool) -> None:
        """Raise EditorialError when something is gone that this store has seen."""
        if is_gone and self._seen:
            raise EditorialError(REWRITTEN.fill(ledger=self.name))

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """Give a connection to a ledger that is there, at one moment of it, else None."""
        if not self._may_be_there():
            yield None
            return
        try:
            one_moment = {} if self._is_file else {"isolation_level": "REPEATABLE READ"}
            connect = self._engine.connect().execution_options(**{READS: True}, **one_moment)
            with connect as connection, connection.begin():
                is_there = inspect(connection).has_table(HEAD.name)
                self._stop_if(not is_there)
                yield connection if is_there else None
        except SQLAlchemyError as error:
            raise self._explained(error, _UNREADABLE) from None

    def _explained(self, error: SQLAlchemyError, phrase: Phrase) -> EditorialError:
        return EditorialError(phrase.fill(ledger=self.name, said=said_by(error, self._url)))


def _take_turn(connection: Connection) -> None:
    """Wait for the other writers, and make the tables where there are none."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_S}s'"))
        # Each statement after this one sees what the writer before has committed (READ COMMITTED).
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
    if not inspect(connection).has_table(HEAD.name):
        lay_out(connection)


def _entered(connection: Connection, proposed: Sequence[Entry]) -> Entered:
    """Add what the rules admit to the ledger, whose turn is ours."""
    seq, digest = head_of(connection)
    keys = [str(entry.key) for entry in proposed]
    rows = connection.execute(select(*ROW).where(ENTRIES.c.key.in_(keys)).order_by(ENTRIES.c.seq))
    ledger = Ledger({row[0]: list(row[1:]) for row in rows}, tip_of(seq, digest))
    admission = admit(ledger, proposed)
    added = []
    for entry in admission.new:
        seq, digest = seq + 1, sealed(digest, str(entry.key), entry.row)
        row = dict(zip((column.name for column in ROW), (str(entry.key), *entry.row), strict=True))
        added.append({"seq": seq, "head": 1, **row, "digest": digest})
    if added:
        connection.execute(ENTRIES.insert(), added)
        connection.execute(HEAD.update().values(seq=seq, digest=digest))
    return Entered(admission, ledger.after(admission.new, tip_of(seq, digest)))


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
