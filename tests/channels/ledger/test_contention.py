"""Processes that run at once, each on a clone of its own, and claim the same deliveries: one of them holds each.

The same race is run on ledgers broken on purpose, which must lose it: otherwise it would prove nothing.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from channels.ledger.entry import Entry, Key
from channels.ledger.git import GitStore
from channels.ledger.ledger import Admission, admit
from channels.ledger.store import Entered, Store, claim
from editorial.git import Done
from tests.channels.ledger.workshop import AT, Workshop, bare_remote, clone_of

RUNNERS = 8
SHARED = [Key("blog", f"shared-{number}") for number in range(5)]
AT_ONCE = multiprocessing.get_context("fork")


class Honest(GitStore):
    """The ledger as it is, made to lose time where others can come between: each has read before any pushes."""

    start: Callable[[], object] = staticmethod(lambda: None)

    def _push(self, expected: str, commit: str) -> Done:
        self.start()
        self.start = lambda: None
        return self.push(expected, commit)

    def push(self, expected: str, commit: str) -> Done:
        return super()._push(expected, commit)


class NoClaim(Honest):
    """Broken: says that a claim is held without writing it down."""

    def enter(self, proposed: Sequence[Entry]) -> Entered:
        ledger = self.read()
        admission = admit(ledger, proposed)
        return Entered(Admission(new=admission.new), ledger)


class NoComparison(Honest):
    """Broken: pushes over whatever the remote has become."""

    turn = AT_ONCE.Lock()

    def push(self, expected: str, commit: str) -> Done:
        with self.turn:
            return self._repository._over_network(
                "push", "--porcelain", "--force", self._repository.remote, f"{commit}:{self._repository.ref}"
            )


def race(stores: Sequence[Store], folder: Path) -> Counter[Key]:
    """Give, by delivery, how many of the runners hold it; each is a process."""
    start = AT_ONCE.Barrier(len(stores))

    def run(number: int, store: Store) -> None:
        if isinstance(store, Honest):
            store.start = lambda: start.wait(60)
        else:
            start.wait(60)
        held = claim(store, [*SHARED, Key("blog", f"own-{number}")], AT).held
        (folder / f"{number}").write_text("\n".join(map(str, held)))

    runs = [AT_ONCE.Process(target=run, args=pair) for pair in enumerate(stores)]
    for one in runs:
        one.start()
    for one in runs:
        one.join(60)
    assert [one.exitcode for one in runs] == [0] * len(runs)
    said = [line for number in range(len(runs)) for line in (folder / f"{number}").read_text().split()]
    return Counter(Key(*line.split(":")) for line in said)


def clones(kind: type[Honest], tmp_path: Path) -> list[Honest]:
    remote = bare_remote(tmp_path)
    return [kind(clone_of(remote, tmp_path / f"clone-{number}")) for number in range(RUNNERS)]


def expected() -> Counter[Key]:
    return Counter([*SHARED, *(Key("blog", f"own-{number}") for number in range(RUNNERS))])


def test_of_eight_processes_on_one_remote_exactly_one_holds_each_claim(tmp_path):
    stores = clones(Honest, tmp_path)
    assert race(stores, tmp_path) == expected()
    assert len(stores[0].read().rows) == len(expected())


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def test_of_eight_processes_on_one_database_exactly_one_holds_each_claim(opened, tmp_path, kind):
    workshop: Workshop = opened(kind)
    stores = [workshop.runner() for _ in range(RUNNERS)]
    assert race(stores, tmp_path) == expected()
    assert len(workshop.runner().read().rows) == len(expected())


@pytest.mark.parametrize("broken", [NoClaim, NoComparison])
def test_a_broken_ledger_loses_the_race(tmp_path, broken):
    assert race(clones(broken, tmp_path), tmp_path) != expected()
