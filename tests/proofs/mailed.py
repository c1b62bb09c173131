"""A mailing under fire: runs that are killed from outside, a server that fails, and what came to each reader."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from channels.ledger.entry import Key, What
from channels.ledger.ledger import State
from channels.ledger.recipients import Got, Recipients
from channels.ledger.sql import SqlStore
from channels.ledger.store import Store, resolve
from channels.mailing.course import Course, take
from channels.mailing.letter import Letter
from channels.mailing.mailing import Audience, Mailing
from channels.mailing.opening import open_mailing, roll_of
from channels.mailing.parts import division_in
from channels.mailing.prepare import prepare
from channels.mailing.server import MailServer, Tls
from channels.mailing.smtp import Patience, open_transport
from channels.mailing.terms import counts_in, terms_in
from channels.newsletter.pace import Pace
from channels.subscribers.mask import Masks
from channels.subscribers.setting import open_source
from channels.subscribers.token import Keys
from editorial.errors import EditorialError
from editorial.segment import Segment
from tests.channels.mailing.letters import built
from tests.channels.mailing.server import DROP, HANG
from tests.proofs.runner import Runner, started

AT = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
KEY = Key("newsletter", "lettre/2026-12-04")
LIST = "lettre.banc.example"
SECRET = "ab" * 16
MASKS = Masks(bytes.fromhex(SECRET))
PATIENCE = Patience(connect_s=5, answer_s=1, data_s=1, final_s=1)
TOLD = 3
"""The exit code of a run that was told to end, and did."""


@dataclass
class Depot:
    """One mailing: its list, its ledger as any run opens it, the server it goes to, and what came there."""

    folder: Path
    open_store: Callable[[], Store]
    port: int
    came: Callable[[], Counter[str]]
    count: int
    rate: float = 400.0
    """Messages a second of one run: low enough for kills to come in the middle."""
    batch: int = 500
    canary: int = 0
    may_refuse: bool = False
    """Whether the server refuses anybody."""
    codes: list[int | None] = field(default_factory=list)
    wrap: Callable[[Store], Store] = lambda store: store
    """What breaks the ledger on purpose."""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write_list(self.addresses)

    @property
    def addresses(self) -> list[str]:
        """Everybody on the list, as it was when the mailing was opened."""
        return [f"lecteur{number}@domaine{number % 7}.example" for number in range(self.count)]

    @property
    def pace(self) -> Pace:
        """How fast a run goes; no number of refusals holds it back."""
        return Pace(self.batch, self.canary, Fraction(1), self.rate, {}, attempts=3)

    def write_list(self, addresses: Sequence[str]) -> None:
        """Write who is on the list now."""
        part = self.folder / "list.part"
        part.write_text("\n".join(["address", *addresses]) + "\n")
        part.replace(self.folder / "list.csv")

    def leave(self, addresses: Sequence[str], status: str) -> None:
        """Have some leave, in the list of suppressions that stands beside."""
        rows = [f"{MASKS.mask(address)},{LIST},{status},{AT.isoformat()}" for address in addresses]
        (self.folder / "suppressions.csv").write_text("\n".join(["mask,list,why,at", *rows]) + "\n")

    def start(self, doomed: str = "", nth: int = 1) -> Runner:
        """Start a run in a process of its own; the so many-th time it comes to a step, it waits to be killed."""
        return started(_run, self, doomed, nth)

    def kill(self, runner: Runner) -> None:
        """Kill a run, if it is still there."""
        runner.signal(signal.SIGKILL)
        self.end(runner)

    def end(self, runner: Runner) -> None:
        """Wait until a run has ended, and note how."""
        self.codes.append(runner.ended())

    @property
    def kills(self) -> int:
        """How many runs were killed."""
        return self.codes.count(-signal.SIGKILL)

    @property
    def state(self) -> State:
        """Where the mailing stands."""
        return self.open_store().read().state(KEY)

    def finish(self) -> None:
        """Run undisturbed until nothing more can be done; a canary in doubt is settled by a person first."""
        for _ in range(4):
            self.settle_canary()
            self.end(self.start())
            if self.state is not State.OPEN:
                return

    def settle_canary(self) -> None:
        """Say of a canary in doubt that it was sent, as a person does who sees it in some mailboxes."""
        store = self.open_store()
        for key in store.read().in_doubt():
            if ".part-0of" in key.id:
                resolve(store, key, What.RESOLVED_SENT, "vue dans trois boîtes", AT)

    def faults(self) -> list[str]:
        """Give what is wrong: who got it twice, who was lost unseen, of whom the ledger says what is not so."""
        crashed = [f"crashed: exit {code}" for code in self.codes if code not in (0, TOLD, -signal.SIGKILL)]
        store, came = self.open_store(), self.came()
        of_each = _faults_of_rows if isinstance(store, SqlStore) else _faults_of_parts
        said = [*crashed, *_faults_of_arrivals(came, self.addresses), *of_each(store, came, self.addresses)]
        opened = open_mailing(store, KEY, LIST, MASKS, self.count, self.pace, AT) or store.read().last(KEY)
        assert opened is not None
        refused = roll_of(store, opened, self.pace, AT).counts().refused
        return said if self.may_refuse or not refused else [*said, f"{refused} refused, by a server that takes all"]


def _run(its: Connection, depot: Depot, doomed: str, nth: int) -> None:
    seen: Counter[str] = Counter()

    def announce(step: str) -> None:
        seen[step] += 1
        if step == "lot" and seen[step] == 1 and not doomed:
            its.send(step)
        if step == doomed and seen[step] == nth:
            its.send(step)
            its.recv()

    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(TOLD))
    message, places = built()
    letter = Letter(KEY.id, "", LIST, Segment(), (), (), (), message, tuple(places))
    environ = {"LIGNE_SUBSCRIBERS": f"{LIST}=csv:{depot.folder}/list.csv", "LIGNE_MASK_KEY": SECRET}
    server = MailServer("127.0.0.1", depot.port, Tls.NEVER)
    mailing = Mailing(
        letter, open_source(LIST, environ), MASKS,
        prepare(message, places, MASKS, edition=KEY.id, fields={"first_name": ""}),
        Keys("k", {"k": bytes(16)}), open_transport(server, name="banc.example", patience=PATIENCE), AT,
    )  # fmt: skip
    course = Course(
        depot.pace, lambda posted: None, announce=announce, pauses_s=(0.05, 0.1, 0.2), patience_s=1.0 if doomed else 0.3
    )
    try:
        take(course, mailing, Audience(depot.count, depot.count), depot.wrap(depot.open_store()), KEY)
    except EditorialError:
        os._exit(2)
    os._exit(0)


def rage(depot: Depot, random: Random, kills: int) -> None:
    """Kill so many runs, one after the other: most in the middle of their messages, some before the first.

    A run may send a quarter of a second's worth at once, and then goes at its rate.
    """
    each_s = depot.count / (kills + 1) / depot.rate
    while depot.kills < kills and depot.state in (State.OPEN, State.UNCLAIMED):
        depot.settle_canary()
        runner = depot.start()
        if random.random() < 0.9:
            runner.comes()
            time.sleep(random.uniform(0, 0.5 * each_s))
        else:
            time.sleep(random.uniform(0, 0.2))
        depot.kill(runner)


def failing(random: Random, share: float) -> Callable[[str, int], str | None]:
    """Give a server's faults: at each step, one time in so many, something goes wrong."""
    ways = {
        "MAIL": ("451 4.3.0 later", "421 4.3.2 going", DROP),
        "RCPT": ("450 4.2.1 greylisted", "550 5.1.1 nobody", "421 4.3.2 going", DROP, HANG),
        "DATA": ("451 4.3.0 later", "554 5.7.1 no", DROP),
        "body": (DROP,),
        "dot": ("451 4.3.0 later", "554 5.7.1 no", "421 4.3.2 going", DROP, HANG),
    }

    def fault(step: str, times: int) -> str | None:
        return random.choice(ways[step]) if step in ways and random.random() < share else None

    return fault


def _faults_of_arrivals(came: Counter[str], addresses: Sequence[str]) -> Iterator[str]:
    yield from (f"came {count} times: {address}" for address, count in sorted(came.items()) if count > 1)
    yield from (f"came to a stranger: {address}" for address in sorted({*came} - {*addresses}))


def _faults_of_rows(store: Store, came: Counter[str], addresses: Sequence[str]) -> Iterator[str]:
    assert isinstance(store, SqlStore)
    recipients = Recipients(store.database, KEY)
    known: dict[str, Got] = {}
    masks = [MASKS.mask(address) for address in addresses]
    for start in range(0, len(masks), 500):
        known.update(recipients.known(masks[start : start + 500]))
    if sum(recipients.counts().values()) != len(addresses):
        yield f"the sum is {sum(recipients.counts().values())}, the list {len(addresses)}"
    yield from faults_of_rows(came, {address: known.get(mask) for address, mask in zip(addresses, masks, strict=True)})


def faults_of_rows(came: Mapping[str, int], known: Mapping[str, Got | None]) -> Iterator[str]:
    """Give of whom the ledger says what is not so."""
    for address, got in known.items():
        if came.get(address) and got not in (Got.DELIVERED, Got.DOUBT):
            yield f"came, and is {got}: {address}"
        if not came.get(address) and got not in (Got.REFUSED, Got.DOUBT):
            yield f"did not come, and is {got}: {address}"


def _faults_of_parts(store: Store, came: Counter[str], addresses: Sequence[str]) -> Iterator[str]:
    ledger = store.read()
    opened = ledger.last(KEY)
    assert opened is not None
    division = division_in(terms_in(opened.ref))
    masks = {address: MASKS.mask(address) for address in addresses}
    total = 0
    for number in division.numbers:
        last = ledger.last(Key(KEY.channel, f"{KEY.id}.part-{number}of{division.parts}"))
        mine = [address for address in addresses if division.part_of(masks[address]) == number]
        arrived = sum(came[address] for address in mine)
        if last is None:
            yield f"part {number} was never tried"
            continue
        terms, counts = terms_in(last.ref), counts_in(terms_in(last.ref))
        left = int(terms.get("left", "0"))
        total += counts.settled + counts.deferred + left
        most = counts.delivered + counts.doubt + (left if last.what is not What.PAUSED else 0)
        if not counts.delivered <= arrived <= most:
            yield f"part {number}: {arrived} came, and {terms} is said"
    if total != len(addresses):
        yield f"the sum is {total}, the list {len(addresses)}"
