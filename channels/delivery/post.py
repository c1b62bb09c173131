"""The newsletter by mail: what must hold before a letter leaves for its list, and one run of its mailing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from channels.delivery.due import Delivery
from channels.delivery.linked import why_not_linked
from channels.delivery.sealed import Sealed
from channels.delivery.target import Witness
from channels.ledger.entry import Key
from channels.ledger.store import Store
from channels.mailing.course import Course, Posted, take
from channels.mailing.expectation import Expectation, refuse_unexpected
from channels.mailing.letter import Letter, read_letter
from channels.mailing.mailing import Audience, Mailing
from channels.mailing.opening import refuse_many
from channels.mailing.terms import counts_as_terms
from channels.newsletter.settings import Settings
from editorial.errors import EditorialError
from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Plan:
    """How a letter would leave: for which list, where it is kept, by which server, for whom, and how fast."""

    list_id: str
    source: str
    server: str
    audience: Audience
    canary: int
    per_second: float
    seconds: int

    @property
    def as_json(self) -> Mapping[str, object]:
        """Give it as it is said in JSON."""
        return {
            "list": self.list_id,
            "source": self.source,
            "server": self.server,
            "listed": self.audience.listed,
            "readers": self.audience.readers,
            "missed": dict(self.audience.missed),
            "wrong": self.audience.wrong,
            "canary": self.canary,
            "per_second": self.per_second,
            "seconds": self.seconds,
        }


@dataclass(frozen=True)
class Post:
    """The way by which letters go to their lists."""

    settings: Settings
    mailing: Callable[[Letter, datetime], Mailing]
    """Makes ready what brings a letter to its list; raises EditorialError."""
    address: str
    """The site's own address."""
    server: str = ""
    """Where letters go, as it may be shown."""
    expected: Sequence[Expectation] = ()
    connect: Callable[[], None] = lambda: None
    """Tries the server; raises EditorialError, in a sentence, where it does not take us."""
    progress: Callable[[int, int], None] = lambda done, count: None
    _ready: dict[Key, tuple[Mailing, Audience]] = field(default_factory=dict, repr=False)

    def letter(self, site: Sealed, delivery: Delivery) -> Letter:
        """Give a letter as it was built; raises EditorialError."""
        return _read(site, delivery.path, self.settings.list_id)

    def audience(self, site: Sealed, delivery: Delivery, at: datetime) -> Audience:
        """Make a letter ready, and count its list; raises EditorialError."""
        if delivery.key not in self._ready:
            mailing = self.mailing(self.letter(site, delivery), at)
            self._ready[delivery.key] = mailing, mailing.audience(self.settings.desk, self.settings.pace)
        return self._ready[delivery.key][1]

    def permit(self, site: Sealed, store: Store, deliveries: Sequence[Delivery], at: datetime) -> None:
        """Raise EditorialError where one of the letters must not leave: then none does, and nothing else either."""
        for one in deliveries:
            audience = self.audience(site, one, at)
            if not audience.is_desk:
                refuse_unexpected(self.expected, one.key.id, audience.readers)
            refuse_many(store, audience.readers)
            self._ready[one.key][0].try_message()

    def plan(self, site: Sealed, delivery: Delivery, at: datetime) -> Plan:
        """Give how a letter would leave; raises EditorialError."""
        audience, pace = self.audience(site, delivery, at), self.settings.pace
        mailing, _ = self._ready[delivery.key]
        return Plan(
            mailing.letter.list_id, mailing.source.name, self.server, audience,
            canary=min(pace.canary, audience.readers), per_second=pace.per_second, seconds=audience.seconds(pace),
        )  # fmt: skip

    def why_not_live(self, witness: Witness, letter: Letter) -> Phrase | None:
        """Say which page of the site's own that a letter leads to is not online, None where all are."""
        return why_not_linked(witness, self.address, letter.links)

    def leave(
        self, site: Sealed, store: Store, delivery: Delivery, at: datetime, tell: Callable[[Posted], None]
    ) -> None:
        """Run the mailing of a letter once, and tell what it came to before a signal that came is heeded."""
        audience = self.audience(site, delivery, at)
        mailing, _ = self._ready[delivery.key]
        course = Course(self.settings.pace, tell, self.progress)
        take(course, mailing, audience, store, delivery.key)


def letter_in(site: Sealed, edition: str, list_id: str) -> Letter:
    """Give the letter of an edition in a build; raises EditorialError where there is none."""
    path = f"outbox/newsletter/{edition.replace('/', '_')}"
    if not site.under(path):
        raise EditorialError(_NO_EDITION.fill(edition=edition))
    return _read(site, path, list_id)


def _read(site: Sealed, path: str, list_id: str) -> Letter:
    files = {name.removeprefix(f"{path}/"): site.read(name) for name in site.under(path)}
    return read_letter(files, f"{site.folder.name}/{path}", list_id)


def as_json(posted: Posted) -> Mapping[str, int]:
    """Give the counts of a mailing, by name."""
    counts = posted.counts
    return {"readers": posted.audience.readers, **counts_as_terms(counts), "under_way": counts.under_way}


_NO_EDITION = Phrase(
    "« {edition} » n’est pas dans la fabrication : ligne build (--at, pour une édition à venir), puis recommencez",
    "“{edition}” is not in the build: ligne build (--at, for an edition to come), then try again",
)
