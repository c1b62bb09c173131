"""What people do about their own subscription: ask, confirm, choose, see what is known of them; leave and be erased.

Each act is one transaction that touches a row before the suppressions, so that of two acts at once the later one holds:
who leaves while confirming has left. It finds people by their mask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select

from channels.subscribers.record import instant_said
from channels.subscribers.sql import SqlList
from channels.subscribers.subscriber import Status
from channels.subscribers.tables import SUBSCRIBERS, SUPPRESSIONS
from editorial.segment import Frequency

PENDING_FOR = timedelta(days=2)
"""How long a request waits to be confirmed; after that, the address is forgotten."""


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


class Membership(SqlList):
    """One list in its database, as its members may change it; may be used by many threads.

    Every method raises EditorialError where the database does not answer.
    """

    @classmethod
    def of(cls, found: SqlList) -> Membership:
        """Give a list that was opened, as its members may change it."""
        return cls(found._url, found._list, found._masks, found._reader)

    def make_ready(self) -> None:
        """Lay the tables out, or bring them to today's version."""
        with self._writing():
            pass

    def ask(self, address: str, lang: str, now: datetime) -> Standing:
        """Take a request for an address, in the form that mail goes to; nobody is a member before they confirm."""
        mask, written = self._masks.mask(address), instant_said(now)
        asked = {"address": address, "lang": lang, "status": str(Status.PENDING), "changed_at": written}
        suppressed = and_(SUPPRESSIONS.c.list == self._list, SUPPRESSIONS.c.mask == mask)
        with self._writing() as connection:
            status = connection.scalar(select(SUBSCRIBERS.c.status).where(self._is([mask])))
            why = connection.scalar(select(SUPPRESSIONS.c.why).where(suppressed))
            if _CLOSED & {status, why}:
                return Standing.CLOSED
            if status == Status.ACTIVE and why is None:
                return Standing.MEMBER
            if status is None:
                connection.execute(SUBSCRIBERS.insert().values(list=self._list, mask=mask, **asked))
            else:
                connection.execute(SUBSCRIBERS.update().where(self._is([mask])).values(**asked))
        return Standing.ASKS

    def confirm(self, mask: str, text: str, now: datetime) -> bool:
        """Make a member of who asked, noting to which text they consented; gives whether they now are one."""
        written = instant_said(now)
        consent = {"consent_at": written, "consent_how": "form", "consent_text": text}
        with self._writing() as connection:
            asked = SUBSCRIBERS.update().where(self._is([mask]), SUBSCRIBERS.c.status == str(Status.PENDING))
            done = connection.execute(asked.values(status=str(Status.ACTIVE), changed_at=written, **consent))
            if done.rowcount:
                left = and_(SUPPRESSIONS.c.list == self._list, SUPPRESSIONS.c.mask == mask)
                milder = SUPPRESSIONS.c.why == str(Status.UNSUBSCRIBED)
                connection.execute(SUPPRESSIONS.delete().where(left, milder))
            member = select(SUBSCRIBERS.c.id).where(self._is([mask]), self._may_be_written_to())
            return connection.scalar(member) is not None

    def leave(self, mask: str, now: datetime) -> None:
        """Never write to somebody again, known or not: the address is forgotten, the mask of it stays."""
        self.suppress([mask], Status.UNSUBSCRIBED, now)

    def choose(self, mask: str, choices: Choices, now: datetime) -> bool:
        """Note what a member chose; gives whether they are one."""
        chosen = {
            "frequency": str(choices.frequency or ""),
            "pillars": list(choices.pillars),
            "lang": choices.lang,
            "changed_at": instant_said(now),
        }
        with self._writing() as connection:
            member = SUBSCRIBERS.update().where(self._is([mask]), self._may_be_written_to())
            return bool(connection.execute(member.values(**chosen)).rowcount)

    def known(self, mask: str) -> Mapping[str, Any] | None:
        """Give all that is known of a member; None where they are none."""
        with self._reading() as connection:
            row = connection.execute(
                select(SUBSCRIBERS).where(self._is([mask]), self._may_be_written_to())
            ).one_or_none()
        return {key: value for key, value in row._asdict().items() if key not in _OURS} if row else None

    def forget_unconfirmed(self, now: datetime) -> int:
        """Delete the addresses that nobody confirmed in time; gives how many there were."""
        is_late = SUBSCRIBERS.c.changed_at < instant_said(now - PENDING_FOR)
        late = and_(SUBSCRIBERS.c.list == self._list, SUBSCRIBERS.c.status == str(Status.PENDING), is_late)
        with self._writing() as connection:
            return connection.execute(SUBSCRIBERS.delete().where(late)).rowcount

    def answers(self) -> None:
        """Ask the database whether it is there."""
        with self._reading():
            pass


_CLOSED = {str(Status.BOUNCED), str(Status.COMPLAINED)}
_OURS = ("id", "list", "mask")
