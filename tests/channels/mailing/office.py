"""A post office for tests: a list, a ledger of any kind, and a server that counts what each reader gets."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction

from channels.ledger.entry import Entry, Key
from channels.ledger.ledger import State
from channels.ledger.store import Store, finish
from channels.mailing.opening import open_mailing, roll_of
from channels.mailing.roll import Counts, Reader, Roll
from channels.mailing.run import End, Run, go
from channels.mailing.transport import Fate, Reply
from channels.newsletter.pace import Pace
from channels.subscribers.mask import Masks
from channels.subscribers.subscriber import Subscriber

AT = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
KEY = Key("newsletter", "lettre/2026-12-04")
LIST = "lettre.banc.example"
MASKS = Masks(b"0123456789abcdef")
PACE = Pace(batch=15, canary=4, max_refused=Fraction(1, 4), per_second=10_000, attempts=2)


def readers_of(count: int) -> list[Reader]:
    """Give so many readers."""
    people = [Subscriber(f"reader{number}@domain{number % 3}.example") for number in range(count)]
    return [Reader(person, MASKS.mask(person.address)) for person in people]


@dataclass
class Server:
    """Takes messages: what it answers for an address is set beforehand, and used up answer by answer."""

    answers: dict[str, list[Reply]] = field(default_factory=dict)
    came: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    then: Callable[[str], None] = lambda address: None
    """What happens once a message was answered."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, reader: Reader) -> Reply:
        """Take a message, or not."""
        address = reader.subscriber.address
        with self._lock:
            self.tried[address] += 1
            waiting = self.answers.get(address, [])
            reply = waiting.pop(0) if waiting else Reply(Fate.DELIVERED, 250, queue_id=f"Q{len(self.came)}")
            self.came[address] += reply.fate in (Fate.DELIVERED, Fate.DOUBT)
        self.then(address)
        return reply


@dataclass
class Office:
    """One mailing to one list."""

    store: Store
    readers: list[Reader]
    server: Server = field(default_factory=Server)
    pace: Pace = PACE
    left: set[str] = field(default_factory=set)
    """The masks of those who left meanwhile."""

    def opened(self) -> Entry | None:
        """Open the mailing, or find it open."""
        return open_mailing(self.store, KEY, LIST, MASKS, len(self.readers), self.pace, AT)

    def roll(self, opened: Entry | None = None) -> Roll:
        """Give the roll."""
        opened = opened or self.opened()
        assert opened is not None
        return roll_of(self.store, opened, self.pace, AT, patience_s=0.5)

    def run(self, **other: object) -> End:
        """Run once; where everybody has an outcome, close the mailing."""
        opened = self.opened()
        if opened is None:
            return End.STOPPED
        roll = self.roll(opened)
        run = Run(roll, self._listed, self.server.send, self.pace, self._still, connections=2, pauses_s=(0.0,))
        end = go(replace(run, **other))  # type: ignore[arg-type]
        if end is End.DONE:
            finish(self.store, opened, AT, "")
        return end

    @property
    def state(self) -> State:
        """Where the mailing stands."""
        return self.store.read().state(KEY)

    @property
    def counts(self) -> Counts:
        """What became of it."""
        return self.roll().counts()

    @property
    def addresses(self) -> list[str]:
        """Who is on the list."""
        return [reader.subscriber.address for reader in self.readers]

    def _listed(self) -> Iterator[Reader]:
        return (reader for reader in self.readers if reader.mask not in self.left)

    def _still(self, readers: Sequence[Reader]) -> Sequence[Reader]:
        return [reader for reader in readers if reader.mask not in self.left]


def ends_after(count: int) -> Callable[[], bool]:
    """Give what says that the run must end, from the so many-th time it is asked on."""
    asked = iter(range(10**6))
    return lambda: next(asked) >= count


def refusals(addresses: Sequence[str], fate: Fate, times: int = 1, code: int = 550) -> Mapping[str, list[Reply]]:
    """Give the same answer for some addresses."""
    return {address: [Reply(fate, code)] * times for address in addresses}
