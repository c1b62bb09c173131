"""The ledger in SQLite or PostgreSQL: one table that only grows, each row sealed by the digest of all before it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import URL, Connection, func, select

from channels.ledger.database import Database
from channels.ledger.entry import Entry
from channels.ledger.ledger import Ledger, admit
from channels.ledger.store import REWRITTEN, Entered
from channels.ledger.tables import ENTRIES, HEAD, ROW, head_of, sealed, tip_of
from editorial.errors import EditorialError


class SqlStore:
    """The ledger in a database."""

    def __init__(self, url: URL):
        self.database = Database(url)
        self._seen = ""

    @property
    def name(self) -> str:
        """The file, or the server and the database."""
        return self.database.name

    def read(self) -> Ledger:
        """Give what the ledger says now; a database without tables holds an empty one, and stays as it is."""
        newest = select(func.max(ENTRIES.c.seq)).group_by(ENTRIES.c.key)
        with self.database.reading() as connection:
            self._stop_if(connection is None)
            if connection is None:
                return Ledger()
            head = self._looked_at(connection)
            rows = connection.execute(select(*ROW).where(ENTRIES.c.seq.in_(newest)))
            return Ledger({row[0]: list(row[1:]) for row in rows}, tip_of(*head))

    def descends(self, tip: str) -> bool:
        """Say whether the ledger holds a tip it once had, by sealing every row again from the first on."""
        if not tip:
            return True
        with self.database.reading() as connection:
            self._stop_if(connection is None)
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
        self._stop_if(not self.database.is_there())

        def act(connection: Connection) -> Entered:
            self._looked_at(connection)
            return _entered(connection, proposed)

        entered = self.database.write(act)
        self._seen = entered.ledger.tip
        return entered

    def _looked_at(self, connection: Connection) -> tuple[int, str]:
        """Give the head of a ledger that still holds what was seen in it; raises EditorialError."""
        seq, digest = head_of(connection)
        row = select(ENTRIES.c.seq, ENTRIES.c.digest).where(ENTRIES.c.seq == int(self._seen.partition("-")[0] or 0))
        found = connection.execute(row).one_or_none()
        self._stop_if(found is None or tip_of(*found) != self._seen)
        self._seen = tip_of(seq, digest)
        return seq, digest

    def _stop_if(self, is_gone: bool) -> None:
        """Raise EditorialError when something is gone that this store has seen."""
        if is_gone and self._seen:
            raise EditorialError(REWRITTEN.fill(ledger=self.name))


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
