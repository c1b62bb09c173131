"""What each recipient of a mailing has of it, in a database: an intent before it is handed over, an outcome after.

A recipient stands there as a mask (a keyed digest of the address), and only as long as a site keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Insert, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite

from channels.ledger.database import Database, Made
from channels.ledger.entry import Key, What
from channels.ledger.tables import ENTRIES, RECIPIENTS


class Got(StrEnum):
    """What is known of one recipient."""

    INTENT = "intent"
    """A run is handing it over; where that run is dead, nobody knows whether it left."""
    DELIVERED = "delivered"
    REFUSED = "refused"
    DEFERRED = "deferred"
    """Nothing left, and another try may be made."""
    DOUBT = "doubt"
    """It was handed over, and no answer came: never tried again."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one recipient, and what the server called it (a queue id)."""

    got: Got
    ref: str = ""


class Recipients:
    """Who has what of one mailing; every method raises EditorialError where the database cannot be reached."""

    def __init__(self, database: Database, key: Key):
        self._database, self._key = database, str(key)
        self._is_laid_out = False

    def claim(self, masks: Iterable[str], claim: str, at: datetime) -> frozenset[str] | None:
        """Write that some are about to be handed over, and give those this very claim holds; None where it is not open.

        `claim` is a nonce, new for each call. Who has anything but `deferred` is not held.
        """
        wanted, written = list(masks), _written(at)

        def act(connection: Connection) -> frozenset[str] | None:
            if not self._is_open(connection):
                return None
            fresh = {"key": self._key, "what": Got.INTENT, "at": written, "claim": claim, "ref": ""}
            rows = [{"mask": mask, **fresh} for mask in wanted]
            ours = RECIPIENTS.c.key == self._key
            if rows:
                connection.execute(
                    RECIPIENTS.update()
                    .where(ours, RECIPIENTS.c.mask.in_(wanted), RECIPIENTS.c.what == Got.DEFERRED)
                    .values(what=Got.INTENT, at=written, claim=claim)
                )
                connection.execute(_insert(connection).values(rows))
            held = select(RECIPIENTS.c.mask).where(
                ours, RECIPIENTS.c.mask.in_(wanted), RECIPIENTS.c.claim == claim, RECIPIENTS.c.what == Got.INTENT
            )
            return frozenset(connection.execute(held).scalars())

        return self._write(act)

    def record(self, outcomes: Mapping[str, Received], claim: str, at: datetime) -> None:
        """Write what became of those that a claim holds, in one step; of others nothing is changed.

        Of one given up as in doubt meanwhile, what did become of it is written all the same.
        """
        by_outcome: dict[Received, list[str]] = {}
        for mask, received in outcomes.items():
            by_outcome.setdefault(received, []).append(mask)

        def act(connection: Connection) -> None:
            for received, masks in by_outcome.items():
                is_sure = received.got in (Got.DELIVERED, Got.REFUSED)
                before = (Got.INTENT, Got.DOUBT) if is_sure else (Got.INTENT,)
                connection.execute(
                    RECIPIENTS.update()
                    .where(
                        RECIPIENTS.c.key == self._key,
                        RECIPIENTS.c.mask.in_(masks),
                        RECIPIENTS.c.claim == claim,
                        RECIPIENTS.c.what.in_(before),
                    )
                    .values(what=received.got, ref=received.ref, at=_written(at))
                )

        if outcomes:
            self._write(act)

    def give_up(self, at: datetime) -> int:
        """Write that what is under way is in doubt, as its runs are dead or lost; give how many."""

        def act(connection: Connection) -> int:
            under_way = (RECIPIENTS.c.key == self._key, RECIPIENTS.c.what == Got.INTENT)
            return connection.execute(
                RECIPIENTS.update().where(*under_way).values(what=Got.DOUBT, at=_written(at))
            ).rowcount

        return self._write(act)

    def known(self, masks: Iterable[str]) -> Mapping[str, Got]:
        """Give what is known of some recipients."""
        columns = (RECIPIENTS.c.mask, RECIPIENTS.c.what)
        wanted = RECIPIENTS.c.mask.in_(list(masks))
        with self._database.reading() as connection:
            if connection is None or not _is_laid_out(connection):
                return {}
            rows = connection.execute(select(*columns).where(RECIPIENTS.c.key == self._key, wanted))
            return {mask: Got(what) for mask, what in rows}

    def counts(self) -> Mapping[Got, int]:
        """Give how many have what."""
        counted = select(RECIPIENTS.c.what, func.count()).group_by(RECIPIENTS.c.what)
        with self._database.reading() as connection:
            if connection is None or not _is_laid_out(connection):
                return {}
            rows = connection.execute(counted.where(RECIPIENTS.c.key == self._key))
            return {Got(what): count for what, count in rows}

    def _is_open(self, connection: Connection) -> bool:
        last = select(ENTRIES.c.what).where(ENTRIES.c.key == self._key).order_by(ENTRIES.c.seq.desc()).limit(1)
        return connection.execute(last).scalar() == What.OPENED

    def _write(self, act: Callable[[Connection], Made]) -> Made:
        """Act in turn; in a ledger that was begun before there was this table, it is made first."""

        def begun(connection: Connection) -> Made:
            if not self._is_laid_out:
                RECIPIENTS.create(connection, checkfirst=True)
            return act(connection)

        made = self._database.write(begun)
        self._is_laid_out = True
        return made


def forget(database: Database, *, before: datetime | None = None, mask: str | None = None) -> int:
    """Erase what stands of recipients: what is older, or all of one; give how many rows.

    What an open mailing knows stays until it is closed: without it, it would be sent again.
    """
    conditions = [] if before is None else [RECIPIENTS.c.at < _written(before)]
    conditions += [] if mask is None else [RECIPIENTS.c.mask == mask]
    newest = select(func.max(ENTRIES.c.seq)).group_by(ENTRIES.c.key)
    opened = select(ENTRIES.c.key).where(ENTRIES.c.seq.in_(newest), ENTRIES.c.what == What.OPENED)

    def act(connection: Connection) -> int:
        if not _is_laid_out(connection):
            return 0
        return connection.execute(RECIPIENTS.delete().where(*conditions, RECIPIENTS.c.key.not_in(opened))).rowcount

    return database.write(act) if conditions and database.is_there() else 0


def _insert(connection: Connection) -> Insert:
    """Give an insert that leaves alone who stands there already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(RECIPIENTS).on_conflict_do_nothing()
    return postgresql.insert(RECIPIENTS).on_conflict_do_nothing()


def _is_laid_out(connection: Connection) -> bool:
    return inspect(connection).has_table(RECIPIENTS.name)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
