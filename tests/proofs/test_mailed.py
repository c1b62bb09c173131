"""However its runs die and whatever the server does, a letter reaches nobody twice, and loses nobody unseen."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from channels.ledger.entry import Entry
from channels.ledger.git import GitStore
from channels.ledger.ledger import Admission, State, admit
from channels.ledger.recipients import Got, Received, Recipients
from channels.ledger.setting import open_ledger
from channels.ledger.store import Entered
from channels.mailing.course import STEPS
from scripts.postfix import postfix, smtp_sink
from tests.channels.conftest import empty_database
from tests.channels.ledger.workshop import bare_remote, clone_of
from tests.channels.mailing.server import Server, serving
from tests.proofs.mailed import TOLD, Depot, failing, faults_of_rows, rage
from tests.proofs.parts import IS_FULL, parts, seed_of

__all__ = ["empty_database"]

proof = pytest.mark.proof("mailed")
DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.system))
KINDS = ("git", *DATABASES)
RECEIVERS = (
    "loopback",
    pytest.param("smtp-sink", marks=pytest.mark.system),
    pytest.param("postfix", marks=pytest.mark.system),
)
COUNT, KILLS = (10_000, 310) if IS_FULL else (80, 5)
"""Readers of a mailing that a database keeps, and how many of its runs are killed, where the server is a real one."""
COUNT_IN_GIT, KILLS_IN_GIT, BATCH_IN_GIT = (1_500, 105, 10) if IS_FULL else (40, 3, 8)
FEW = 60 if IS_FULL else 24
Cases = Callable[[str, object], None]
Lay = Callable[..., Depot]


@pytest.fixture
def depot(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lay]:
    """Give what lays out a mailing on a ledger of a kind, to a server."""
    with ExitStack() as servers:

        def lay(
            kind: str, receiver: str = "loopback", *, count: int = FEW, server: Server | None = None, **other: object
        ) -> Depot:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            folder.mkdir()
            if receiver == "loopback":
                found = servers.enter_context(serving(server or Server()))
                port, came = found.port, lambda: Counter(found.taken)
            else:
                program = request.getfixturevalue("needs")(receiver)
                real = servers.enter_context(postfix(program) if receiver == "postfix" else smtp_sink(program))
                port, came = real.port, real.came
            if kind == "git":
                clone = clone_of(bare_remote(folder), folder / "clone")
                return Depot(folder / "list", lambda: GitStore(clone), port, came, count, **other)  # type: ignore[arg-type]
            url = request.getfixturevalue("empty_database")() if kind == "postgresql" else "sqlite:ledger.db"
            return Depot(folder / "list", lambda: open_ledger(folder, url), port, came, count, **other)  # type: ignore[arg-type]

        yield lay


@proof
@pytest.mark.parametrize("receiver", RECEIVERS)
@pytest.mark.parametrize("kind", DATABASES)
def test_runs_killed_at_any_moment_bring_it_to_each_reader_once(
    depot: Lay, kind: str, receiver: str, record_property: Cases
) -> None:
    count, kills = (COUNT // 5, KILLS // 5) if IS_FULL and receiver == "loopback" else (COUNT, KILLS)
    # As slow as leaves somebody to be written to for the last of those that are killed.
    found = depot(kind, receiver, count=count, rate=2 * count / (kills + 1))
    rage(found, Random(seed_of("mailed", kind, receiver)), kills)
    assert found.kills >= kills
    found.rate = 400.0
    found.finish()
    assert (found.faults(), found.state) == ([], State.SENT)
    record_property("cases", found.kills)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=3))
@pytest.mark.parametrize("receiver", RECEIVERS)
def test_runs_killed_at_any_moment_leave_their_part_in_doubt_in_git(
    depot: Lay, receiver: str, part: int, record_property: Cases
) -> None:
    found = depot("git", receiver, count=COUNT_IN_GIT, batch=BATCH_IN_GIT, canary=5, rate=200.0)
    rage(found, Random(seed_of("mailed in git", receiver, part)), KILLS_IN_GIT)
    found.finish()
    assert found.faults() == []
    assert found.kills >= min(KILLS_IN_GIT, 3)
    record_property("cases", found.kills)


@proof
@pytest.mark.parametrize("nth", [1, 2, 5] if IS_FULL else [2])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind", KINDS if IS_FULL else ["sqlite"])
def test_run_killed_at_each_step_is_taken_up_by_the_next(
    depot: Lay, kind: str, step: str, nth: int, record_property: Cases
) -> None:
    found = depot(kind, batch=8, canary=4)
    stopped = found.start(doomed=step, nth=1 if step in ("open", "close", "closed") else nth)
    stopped.comes()
    found.kill(stopped)
    found.finish()
    assert found.faults() == []
    record_property("cases", found.kills)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=10))
@pytest.mark.parametrize("kind", KINDS)
def test_server_that_fails_in_every_way_gets_nobody_a_second_letter(
    depot: Lay, kind: str, part: int, record_property: Cases
) -> None:
    random = Random(seed_of("failing", kind, part))
    server = Server(fault=failing(random, 0.08))
    count = (1_000 if kind != "git" else 300) if IS_FULL else 40
    found = depot(kind, count=count, batch=20, canary=4, server=server, may_refuse=True)
    rage(found, random, 8 if IS_FULL else 2)
    server.fault = failing(random, 0.02)
    found.finish()
    server.fault = lambda step, times: None
    found.finish()
    assert found.faults() == []
    record_property("cases", sum(server.taken.values()))


@proof
@pytest.mark.parametrize("runners", [2, 8])
@pytest.mark.parametrize("kind", KINDS)
def test_runs_at_once_send_one_letter(depot: Lay, kind: str, runners: int, record_property: Cases) -> None:
    found = depot(kind, count=FEW, batch=8, canary=4)
    started = [found.start() for _ in range(runners)]
    for runner in started:
        found.end(runner)
    found.finish()
    assert (found.faults(), found.state) == ([], State.SENT)
    assert found.came() == Counter(found.addresses)
    record_property("cases", runners)


@proof
@pytest.mark.parametrize("status", ["unsubscribed", "bounced", "complained"])
@pytest.mark.parametrize("kind", KINDS if IS_FULL else ["sqlite", "git"])
def test_who_leaves_between_two_batches_gets_nothing_more(
    depot: Lay, kind: str, status: str, record_property: Cases
) -> None:
    found = depot(kind, batch=8, canary=4)
    stopped = found.start(doomed="lot closed", nth=2)
    assert stopped.comes()
    had = found.came()
    leavers = [address for address in found.addresses if not had[address]][::2]
    found.leave(leavers, status)
    # The very run that is under way goes on, and knows.
    stopped.connection.send("go on")
    found.end(stopped)
    found.finish()
    assert leavers
    assert [address for address in leavers if found.came()[address]] == []
    assert {*found.came()} == {*found.addresses} - {*leavers}
    record_property("cases", len(leavers))


@proof
@pytest.mark.parametrize("kind", KINDS)
def test_run_that_is_told_to_end_leaves_nobody_in_doubt(depot: Lay, kind: str, record_property: Cases) -> None:
    random = Random(seed_of("told", kind))
    found = depot(kind, rate=40.0, batch=10, canary=4)
    told = 20 if IS_FULL else 4
    while found.state in (State.OPEN, State.UNCLAIMED) and len(found.codes) < told:
        runner = found.start()
        # The last run may have ended with everybody's message, before it could close the mailing.
        runner.comes()
        time.sleep(random.uniform(0, 0.2))
        runner.signal(signal.SIGTERM)
        found.end(runner)
    found.finish()
    assert ({*found.codes} <= {0, TOLD}, TOLD in found.codes) == (True, True)
    assert found.came() == Counter(found.addresses)
    assert (found.faults(), found.state) == ([], State.SENT)
    record_property("cases", len(found.codes))


class NoIntent(Recipients):
    """Broken: says that readers are held without writing it down."""

    def exchange(
        self, done: Mapping[str, tuple[str, Received]], masks: Sequence[str], claim: str, at: datetime
    ) -> frozenset[str] | None:
        super().exchange(done, (), claim, at)
        return frozenset(masks)


class NoClaim(GitStore):
    """Broken: says that a claim is held without writing it down."""

    def enter(self, proposed: object) -> Entered:
        if not all(isinstance(entry, Entry) and ".part-" in entry.key.id for entry in proposed):  # type: ignore[attr-defined]
            return super().enter(proposed)  # type: ignore[arg-type]
        ledger = self.read()
        return Entered(Admission(new=admit(ledger, proposed).new), ledger)  # type: ignore[arg-type]


def test_a_ledger_without_intents_is_found_out(depot: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.ledger.recipients.Recipients", NoIntent)
    found = depot("sqlite")
    runner = found.start(doomed="recorded", nth=3)
    assert runner.comes()
    found.kill(runner)
    found.finish()
    assert [fault for fault in found.faults() if fault.startswith("came 2 times")]


def test_a_ledger_in_git_without_claims_is_found_out(depot: Lay) -> None:
    found = depot("git", batch=8)
    clone = found.open_store()._repository._root  # type: ignore[attr-defined]
    found.wrap = lambda store: NoClaim(clone)
    runner = found.start(doomed="lot closed", nth=2)
    assert runner.comes()
    found.kill(runner)
    found.end(found.start())
    assert [address for address, count in found.came().items() if count > 1]


@pytest.mark.parametrize(
    ("came", "got", "said"),
    [
        (1, Got.DELIVERED, []),
        (1, Got.DOUBT, []),
        (0, Got.DOUBT, []),
        (0, Got.REFUSED, []),
        (1, Got.REFUSED, ["came, and is refused: a"]),
        (1, None, ["came, and is None: a"]),
        (1, Got.INTENT, ["came, and is intent: a"]),
        (0, Got.DELIVERED, ["did not come, and is delivered: a"]),
        (0, None, ["did not come, and is None: a"]),
    ],
)
def test_what_is_wrong_is_said(came: int, got: Got | None, said: list[str]) -> None:
    assert list(faults_of_rows({"a": came}, {"a": got})) == said
