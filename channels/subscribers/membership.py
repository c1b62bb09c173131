"""What people do about their own subscription: ask, confirm, choose, leave, see what is known of them, be erased.

Each act is one transaction that touches a row before the suppressions, so that of two acts at once the later one holds:
who leaves while confirming has left. It finds people by their mask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Row, and_, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from channels.database import READS, engine_of, name_of, said_by
from channels.subscribers.mask import Masks
from channels.subscribers.subscriber import Status
from channels.subscribers.tables import SUBSCRIBERS, SUPPRESSIONS, make_ready
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.segment import Frequency

PENDING_FOR = timedelta(days=2)
"""How long a request waits to be confirmed; after that, the address is forgotten."""
PAGE = 1_000
"""How many members are read at a time."""


class Standing(StrEnum):
    """What somebody who asked is written, if anything."""

    ASKS = "asks"
    """Must confirm."""
    MEMBER = "member"
    """Gets the letter already."""
    CLOSED = "closed"
    """Bounced or complained: is written nothing."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a subscriber chose; a frequency of None is every one, no pillar is all of them."""

    frequency: Frequency | None = None
    pillars: tuple[str, ...] = ()
    lang: str = ""


class Membership:
    """One list in its database, as its members may change it; may be used by many threads.

    Every method raises EditorialError where the database does not answer.
    """

    def __init__(self, url: URL, list_id: str, masks: Masks):
        self._url = url
        self._engine = engine_of(url)
        self._list = list_id
        self._masks = masks

    def make_ready(self) -> None:
        """Lay the tables out, or bring them to today's version; raises EditorialError."""
        with self._writing() as connection:
            make_ready(connection, self._masks)

    def ask(self, address: str, lang: str, now: datetime) -> Standing:
        """Take a request for an address, in the form that mail goes to; nobody is a member before they confirm."""
        mask, written = self._masks.mask(address), _written(now)
        asked = {"address": address, "lang": lang, "status": str(Status.PENDING), "changed_at": written}
        with self._writing() as connection:
            # Held, so that nobody confirms or leaves between this look and what is written after it.
            row = select(SUBSCRIBERS.c.status).where(self._is(mask)).with_for_update()
            status = connection.execute(row).scalar()
            why = connection.execute(select(SUPPRESSIONS.c.why).where(self._is_suppressed(mask))).scalar()
            if _CLOSED & {status, why}:
                return Standing.CLOSED
            if status == Status.ACTIVE and why is None:
                return Standing.MEMBER
            if status is None:
                new = _insert(connection, SUBSCRIBERS).values(list=self._list, mask=mask, **asked)
                connection.execute(new.on_conflict_do_nothing())
            else:
                connection.execute(SUBSCRIBERS.update().where(self._is(mask)).values(**asked))
        return Standing.ASKS

    def confirm(self, mask: str, text: str, now: datetime) -> bool:
        """Make a member of who asked, noting to which text they consented; gives whether they now are one."""
        consent = {"consent_at": _written(now), "consent_how": "form", "consent_text": text}
        with self._writing() as connection:
            asked = SUBSCRIBERS.update().where(self._is(mask), SUBSCRIBERS.c.status == str(Status.PENDING))
            done = connection.execute(asked.values(status=Status.ACTIVE, changed_at=_written(now), **consent))
            if done.rowcount:
                left = and_(self._is_suppressed(mask), SUPPRESSIONS.c.why == str(Status.UNSUBSCRIBED))
                connection.execute(SUPPRESSIONS.delete().where(left))
            member = select(SUBSCRIBERS.c.id).where(self._is(mask), self._may_be_written_to())
            return connection.execute(member).one_or_none() is not None

    def leave(self, mask: str, now: datetime) -> None:
        """Never write to somebody again, known or not: the address is forgotten, the mask of it stays."""
        gone = {"address": "", "lang": "", "frequency": "", "pillars": [], "fields": {}}
        with self._writing() as connection:
            reads = SUBSCRIBERS.update().where(self._is(mask), SUBSCRIBERS.c.status.in_(_READING))
            connection.execute(reads.values(status=Status.UNSUBSCRIBED, changed_at=_written(now), **gone))
            self._suppress(connection, mask, now)

    def erase(self, mask: str, now: datetime) -> None:
        """Delete all that is known of somebody but the mask by which they are not written to again."""
        with self._writing() as connection:
            connection.execute(SUBSCRIBERS.delete().where(self._is(mask)))
            self._suppress(connection, mask, now)

    def choose(self, mask: str, choices: Choices, now: datetime) -> bool:
        """Note what a member chose; gives whether they are one."""
        chosen = {
            "frequency": str(choices.frequency or ""),
            "pillars": list(choices.pillars),
            "lang": choices.lang,
            "changed_at": _written(now),
        }
        with self._writing() as connection:
            member = SUBSCRIBERS.update().where(self._is(mask), self._may_be_written_to())
            return bool(connection.execute(member.values(**chosen)).rowcount)

    def known(self, mask: str) -> Mapping[str, Any] | None:
        """Give all that is known of a member, as the list's export has it; None where they are none."""
        member = and_(self._is(mask), self._may_be_written_to())
        with self._reading() as connection:
            row = connection.execute(select(*_SHOWN).where(member)).one_or_none()
        return row._asdict() if row else None

    def members(self) -> Iterator[Mapping[str, Any]]:
        """Give every member who may be written to, in the order they asked, without loading the list."""
        last = 0
        while rows := self._members_after(last):
            last = rows[-1].id
            yield from ({name: value for name, value in row._asdict().items() if name != "id"} for row in rows)

    def _members_after(self, last: int) -> Sequence[Row[Any]]:
        page = select(SUBSCRIBERS.c.id, *_SHOWN).where(self._may_be_written_to(), SUBSCRIBERS.c.id > last)
        with self._reading() as connection:
            return connection.execute(page.order_by(SUBSCRIBERS.c.id).limit(PAGE)).all()

    def forget_unconfirmed(self, now: datetime) -> int:
        """Delete the addresses that nobody confirmed in time; gives how many there were."""
        late = and_(SUBSCRIBERS.c.status == str(Status.PENDING), SUBSCRIBERS.c.changed_at < _written(now - PENDING_FOR))
        with self._writing() as connection:
            return connection.execute(SUBSCRIBERS.delete().where(SUBSCRIBERS.c.list == self._list, late)).rowcount

    def answers(self) -> None:
        """Ask the database something; raises EditorialError where it does not answer."""
        with self._reading() as connection:
            connection.execute(select(SUBSCRIBERS.c.id).limit(1)).all()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._explained(error) from None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(**{READS: True}) as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise self._explained(error) from None

    def _explained(self, error: SQLAlchemyError) -> EditorialError:
        return EditorialError(_NO_ANSWER.fill(database=name_of(self._url), said=said_by(error, self._url)))

    def _is(self, mask: str) -> ColumnElement[bool]:
        return and_(SUBSCRIBERS.c.list == self._list, SUBSCRIBERS.c.mask == mask)

    def _is_suppressed(self, mask: str) -> ColumnElement[bool]:
        return and_(SUPPRESSIONS.c.list == self._list, SUPPRESSIONS.c.mask == mask)

    def _may_be_written_to(self) -> ColumnElement[bool]:
        suppressed = and_(SUPPRESSIONS.c.list == self._list, SUPPRESSIONS.c.mask == SUBSCRIBERS.c.mask)
        is_active = SUBSCRIBERS.c.status == str(Status.ACTIVE)
        return and_(SUBSCRIBERS.c.list == self._list, is_active, ~exists().where(suppressed))

    def _suppress(self, connection: Connection, mask: str, now: datetime) -> None:
        """Note that somebody left; a reason that is there already, which may be graver, stays."""
        row = {"list": self._list, "mask": mask, "why": Status.UNSUBSCRIBED, "at": _written(now)}
        connection.execute(_insert(connection, SUPPRESSIONS).values(**row).on_conflict_do_nothing())


_CLOSED = {str(Status.BOUNCED), str(Status.COMPLAINED)}
_READING = (str(Status.ACTIVE), str(Status.PENDING))
_SHOWN: Sequence[Any] = tuple(
    SUBSCRIBERS.c[name]
    for name in (
        "address", "lang", "frequency", "pillars", "status", "fields",
        "consent_at", "consent_how", "consent_text", "changed_at",
    )
)  # fmt: skip


def _insert(connection: Connection, table: Any) -> Any:  # noqa: ANN401 (two dialects' own statements, alike by their methods)
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def _written(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


_NO_ANSWER = Phrase(
    "la liste d’abonnés {database} ne répond pas ({said}) : vérifiez que la base est en marche et qu’on peut y écrire",
    "the list of subscribers {database} does not answer ({said}): see that the database runs and may be written to",
)
