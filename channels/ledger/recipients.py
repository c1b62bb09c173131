"""What each recipient of a mailing has of it, in a database: an intent before it is handed over, an outcome after.

A recipient stands there as a mask (a keyed digest of the address), and only as long as a site keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Insert, Table, Update, bindparam, func, inspect, or_, select
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


_Row = dict[str, str]


class Recipients:
    """Who has what of one mailing; every method raises EditorialError where the database cannot be reached."""

    def __init__(self, database: Database, key: Key):
        self._database, self._key = database, str(key)
        self._is_laid_out = False

    def at_work(self) -> AbstractContextManager[None]:
        """Give the time in which one connection is kept for all that is written here."""
        return self._database.kept()

    def exchange(
        self, done: Mapping[str, tuple[str, Received]], masks: Sequence[str], claim: str, at: datetime
    ) -> frozenset[str] | None:
        """Write what became of some, and that others are about to be handed over, all in one step.

        `done` gives by mask the claim that holds it and what became of it: of those it does not hold nothing is
        changed; of one given up as in doubt meanwhile, what did become of it is written all the same. `claim` is a
        nonce, new for each call. Gives whom of `masks` this very claim holds: who has anything but `deferred` is not
        held. None where the mailing is not open.
        """
        same, sure, unsure = {"of": self._key, "then": _written(at)}, list[_Row](), list[_Row]()
        for mask, (by, one) in done.items():
            rows = sure if one.got in (Got.DELIVERED, Got.REFUSED) else unsure
            rows.append({**same, "one": mask, "by": by, "got": one.got, "said": one.ref})
        fresh = {"key": self._key, "what": Got.INTENT, "at": same["then"], "claim": claim, "ref": ""}
        intents = [{"mask": mask, **fresh} for mask in masks]

        def act(connection: Connection) -> frozenset[str] | None:
            for statement, rows in ((_SETTLE_SURE, sure), (_SETTLE, unsure)):
                if rows:
                    connection.execute(statement, rows)
            if not intents:
                return frozenset()
            if connection.execute(_LAST, same).scalar() != What.OPENED:
                return None
            connection.execute(_INTENDS[connection.dialect.name], intents)
            return frozenset(connection.execute(_HELD, {**same, "by": claim, "these": list(masks)}).scalars())

        return self._write(act) if done or intents else frozenset()

    def claim(self, masks: Iterable[str], claim: str, at: datetime) -> frozenset[str] | None:
        """Write that some are about to be handed over, and give those this claim holds; None where it is not open."""
        return self.exchange({}, list(masks), claim, at)

    def record(self, outcomes: Mapping[str, Received], claim: str, at: datetime) -> None:
        """Write what became of those that a claim holds."""
        self.exchange({mask: (claim, received) for mask, received in outcomes.items()}, (), "", at)

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


def _is_laid_out(connection: Connection) -> bool:
    return inspect(connection).has_table(RECIPIENTS.name)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _settle(*before: Got) -> Update:
    """Give what writes an outcome of one who has one of these, and is held by a claim."""
    return (
        RECIPIENTS.update()
        .where(
            RECIPIENTS.c.key == bindparam("of"),
            RECIPIENTS.c.mask == bindparam("one"),
            RECIPIENTS.c.claim == bindparam("by"),
            or_(*(RECIPIENTS.c.what == one for one in before)),
        )
        .values(what=bindparam("got"), ref=bindparam("said"), at=bindparam("then"))
    )


def _intend(insert: Callable[[Table], Any]) -> Insert:
    """Give what writes an intent of one who has no row, or was put off, and leaves alone who has anything else."""
    begun = insert(RECIPIENTS)
    changed = {name: begun.excluded[name] for name in ("what", "at", "claim")}
    found: Insert = begun.on_conflict_do_update(
        index_elements=["key", "mask"], set_=changed, where=RECIPIENTS.c.what == Got.DEFERRED
    )
    return found


# Made once: they are run many times a second.
_SETTLE_SURE, _SETTLE = _settle(Got.INTENT, Got.DOUBT), _settle(Got.INTENT)
_INTENDS = {"sqlite": _intend(sqlite.insert), "postgresql": _intend(postgresql.insert)}
_LAST = select(ENTRIES.c.what).where(ENTRIES.c.key == bindparam("of")).order_by(ENTRIES.c.seq.desc()).limit(1)
_HELD = select(RECIPIENTS.c.mask).where(
    RECIPIENTS.c.key == bindparam("of"),
    RECIPIENTS.c.mask.in_(bindparam("these", expanding=True)),
    RECIPIENTS.c.claim == bindparam("by"),
    RECIPIENTS.c.what == Got.INTENT,
)
