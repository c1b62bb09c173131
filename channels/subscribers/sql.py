"""A list in its database: read page by page, so that nobody who leaves meanwhile waits or is missed; and kept."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Engine, Row, and_, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from channels.database import READS, engine_of, name_of, said_by
from channels.subscribers.mask import Masks
from channels.subscribers.place import shown
from channels.subscribers.record import Reader, Record, as_cells, instant_said
from channels.subscribers.subscriber import LEFT, Status, Subscriber
from channels.subscribers.tables import SUBSCRIBERS, SUPPRESSIONS, make_ready, version_of
from editorial.errors import EditorialError
from editorial.finding import Phrase

PAGE = 2_000


class SqlList:
    """One list in a database; its suppressions stand beside it."""

    def __init__(self, url: URL, list_id: str, masks: Masks, reader: Reader):
        self._url, self._list, self._masks, self._reader = url, list_id, masks, reader

    @cached_property
    def _engine(self) -> Engine:
        return engine_of(self._url)

    @property
    def name(self) -> str:
        """The file's name, or the server and the database; never a user, a password or an option."""
        return f"sqlite:{shown(self.path)}" if self.path else name_of(self._url)

    @property
    def path(self) -> Path | None:
        """The file it is in, None where it is on a server."""
        return Path(self._url.database or "") if self._url.get_backend_name() == "sqlite" else None

    def records(self) -> Iterator[Record]:
        """Give everybody whose address the list still has; raises EditorialError."""
        return self._pages(SUBSCRIBERS.c.address != "")

    def mailable(self) -> Iterator[Record]:
        """Give everybody who may be written to; raises EditorialError."""
        return self._pages(self._may_be_written_to())

    def standing(self, masks: Collection[str]) -> frozenset[str]:
        """Give those of some masks who may be written to now; raises EditorialError."""
        with self._reading() as connection:
            found = select(SUBSCRIBERS.c.mask).where(self._may_be_written_to(), SUBSCRIBERS.c.mask.in_(masks))
            return frozenset(connection.execute(found).scalars())

    def among(self, masks: Collection[str]) -> frozenset[str]:
        """Give those of some masks that are suppressed now; raises EditorialError."""
        with self._reading() as connection:
            found = select(SUPPRESSIONS.c.mask).where(SUPPRESSIONS.c.list == self._list, SUPPRESSIONS.c.mask.in_(masks))
            return frozenset(connection.execute(found).scalars())

    def counts(self) -> Counter[str]:
        """Give how many there are of each status, and how many masks are `suppressed`; raises EditorialError."""
        by_status = select(SUBSCRIBERS.c.status, func.count()).where(SUBSCRIBERS.c.list == self._list)
        left = select(func.count()).select_from(SUPPRESSIONS).where(SUPPRESSIONS.c.list == self._list)
        with self._reading() as connection:
            rows = connection.execute(by_status.group_by(SUBSCRIBERS.c.status)).all()
            return Counter(
                {**{str(status): count for status, count in rows}, "suppressed": connection.scalar(left) or 0}
            )

    def enter(self, people: Sequence[tuple[str, Subscriber]], at: datetime) -> Counter[str]:
        """Enter people by mask, in one transaction; gives how many were `new`, `changed`, `unchanged`, `left` or gone.

        Nobody who left comes back, nobody becomes active who did not confirm, and what somebody chose stays.
        """
        known = dict(people)
        counts: Counter[str] = Counter()
        with self._writing() as connection:
            gone = self._among(connection, known)
            rows = {row.mask: row for row in connection.execute(select(SUBSCRIBERS).where(self._is(known)))}
            new, gone_now = [], []
            for mask, person in known.items():
                row = rows.get(mask)
                if mask in gone or (row is not None and row.status in LEFT):
                    counts["left"] += 1
                elif person.status in LEFT:
                    gone_now.append((mask, person.status))
                    counts["suppressed"] += 1
                elif row is None:
                    new.append({"list": self._list, "mask": mask, **as_cells(person), "changed_at": instant_said(at)})
                    counts["new"] += 1
                else:
                    changed = _completed(row, person)
                    if changed:
                        connection.execute(
                            SUBSCRIBERS.update()
                            .where(SUBSCRIBERS.c.id == row.id)
                            .values(**changed, changed_at=instant_said(at))
                        )
                    counts["changed" if changed else "unchanged"] += 1
            if new:
                connection.execute(_insert(connection, SUBSCRIBERS).on_conflict_do_nothing(), new)
            for mask, status in gone_now:
                self._suppress(connection, [mask], status, at)
        return counts

    def suppress(self, masks: Collection[str], why: Status, at: datetime) -> int:
        """Never write to some masks again; gives how many were not suppressed yet, or not for so grave a reason."""
        with self._writing() as connection:
            return self._suppress(connection, masks, why, at)

    def erase(self, mask: str, at: datetime) -> bool:
        """Delete what the list knows of a person but the mask; gives whether it knew anything."""
        with self._writing() as connection:
            found = connection.execute(SUBSCRIBERS.delete().where(self._is([mask]))).rowcount
            self._suppress(connection, [mask], Status.UNSUBSCRIBED, at)
            return bool(found)

    def _suppress(self, connection: Connection, masks: Collection[str], why: Status, at: datetime) -> int:
        written, every, added = instant_said(at), sorted(set(masks)), 0
        # A bounced address is kept: its server may have been wrong, and somebody must be able to see whose it was.
        gone = (
            {} if why is Status.BOUNCED else {"address": "", "lang": "", "frequency": "", "pillars": [], "fields": {}}
        )
        for start in range(0, len(every), PAGE):
            some = every[start : start + PAGE]
            rows = SUBSCRIBERS.update().where(self._is(some), SUBSCRIBERS.c.status.not_in(sorted(LEFT)))
            connection.execute(rows.values(status=str(why), changed_at=written, **gone))
            known = self._among(connection, some)
            new = [
                {"list": self._list, "mask": mask, "why": str(why), "at": written} for mask in some if mask not in known
            ]
            if new:
                connection.execute(_insert(connection, SUPPRESSIONS).on_conflict_do_nothing(), new)
            added += len(new)
            if why is not Status.UNSUBSCRIBED:
                graver = and_(SUPPRESSIONS.c.list == self._list, SUPPRESSIONS.c.mask.in_(sorted(known)))
                milder = SUPPRESSIONS.c.why == str(Status.UNSUBSCRIBED)
                connection.execute(SUPPRESSIONS.update().where(graver, milder).values(why=str(why)))
        return added

    def _among(self, connection: Connection, masks: Collection[str]) -> frozenset[str]:
        found = select(SUPPRESSIONS.c.mask).where(SUPPRESSIONS.c.list == self._list, SUPPRESSIONS.c.mask.in_(masks))
        return frozenset(connection.execute(found).scalars())

    def _pages(self, which: ColumnElement[bool]) -> Iterator[Record]:
        """Give records in the order they were entered; no page holds the database while it is worked on."""
        last = 0
        while True:
            wanted = select(SUBSCRIBERS).where(SUBSCRIBERS.c.list == self._list, which, SUBSCRIBERS.c.id > last)
            with self._reading() as connection:
                rows = connection.execute(wanted.order_by(SUBSCRIBERS.c.id).limit(PAGE)).all()
            for row in rows:
                yield row.id, self._reader.read(row._asdict())
            if len(rows) < PAGE:
                return
            last = rows[-1].id

    def _is(self, masks: Collection[str]) -> ColumnElement[bool]:
        return and_(SUBSCRIBERS.c.list == self._list, SUBSCRIBERS.c.mask.in_(masks))

    def _may_be_written_to(self) -> ColumnElement[bool]:
        left = and_(SUPPRESSIONS.c.list == self._list, SUPPRESSIONS.c.mask == SUBSCRIBERS.c.mask)
        is_active = SUBSCRIBERS.c.status == str(Status.ACTIVE)
        return and_(SUBSCRIBERS.c.list == self._list, is_active, ~exists().where(left))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self.path and not self.path.is_file():
            raise EditorialError(_NONE_THERE.fill(name=self.name))
        with self._explained(_UNREADABLE), self._engine.connect() as connection:
            connection.execution_options(**{READS: True})
            with connection.begin():
                if not version_of(connection, self._masks):
                    raise EditorialError(_NONE_THERE.fill(name=self.name))
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.path and not self.path.parent.is_dir():
            raise EditorialError(_NO_FOLDER.fill(name=self.name))
        if self.path:
            _for_us_alone(self.path)
        with self._explained(_UNWRITTEN), self._engine.begin() as connection:
            make_ready(connection, self._masks)
            yield connection

    @contextmanager
    def _explained(self, phrase: Phrase) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            said = _ADDRESS.sub("…", said_by(error, self._url))
            raise EditorialError(phrase.fill(name=self.name, said=said)) from None


def _for_us_alone(path: Path) -> None:
    """Make a file that nobody else may read, where there is none yet."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _completed(row: Row[Any], person: Subscriber) -> dict[str, object]:
    """Give what a record adds to somebody's row: fields as it has them, and choices where they made none."""
    found = as_cells(person)
    gaps = ("lang", "frequency", "pillars", "consent_at", "consent_how", "consent_text")
    added = {key: found[key] for key in gaps if found[key] and not getattr(row, key)}
    fields = {**row.fields, **person.fields}
    return {**added, **({"fields": fields} if fields != row.fields else {})}


def _insert(connection: Connection, table: Any) -> Any:  # noqa: ANN401 (two dialects' own statements, alike by their methods)
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


_ADDRESS = re.compile(r"[^\s()<>\"'=,]+@[^\s()<>\"',]+")
_NONE_THERE = Phrase(
    "la base {name} ne contient pas encore de liste : ligne subscribers import SOURCE --list ID l’y met "
    "(s’il ne s’agit que de suppressions : ligne subscribers suppress ID --from /dev/null)",
    "the database {name} holds no list yet: ligne subscribers import SOURCE --list ID puts one there (where it is "
    "about suppressions alone: ligne subscribers suppress ID --from /dev/null)",
)
_NO_FOLDER = Phrase(
    "le dossier de la base {name} n’existe pas : créez-le, ou corrigez le chemin",
    "the folder of the database {name} does not exist: make it, or mend the path",
)
_UNREADABLE = Phrase("la base {name} n’a pas pu être lue ({said})", "the database {name} could not be read ({said})")
_UNWRITTEN = Phrase(
    "la base {name} n’a pas pu être écrite ; ce qui allait y entrer n’y est pas en entier, recommencez ({said})",
    "the database {name} could not be written to; what was to enter is not all there, run again ({said})",
)
