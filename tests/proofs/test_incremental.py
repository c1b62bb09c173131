"""A build that goes on from the last one leaves what a clean build would, whatever happened in between."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, reject, settings
from hypothesis import seed as seeded
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.proofs.changes import CHANGES
from tests.proofs.comparison import Bench
from tests.proofs.newsroom import Newsroom
from tests.proofs.parts import IS_FULL, parts, seed_of

STEPS = 12 if IS_FULL else 7
"""Of one part: each is one to three changes, a build, a clean build elsewhere, and their comparison."""
KINDS = 11
"""The most ways that one change has to happen: so many parts go through all of them."""

NUMBERS = st.integers(0, 999)
HAPPENINGS = st.tuples(st.sampled_from(sorted(CHANGES)), NUMBERS, NUMBERS)


class Incremental(RuleBasedStateMachine):
    """A newsroom at work: after each step its output is what a clean build makes of the same site."""

    has_git = False

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.room = Newsroom(Path(self.folder.name).resolve() / "site", self.has_git)
        self.bench = Bench(self.room)
        self.compared = 0

    @initialize(start=NUMBERS)
    def it_begins(self, start: int) -> None:
        if start == 0:
            # The simplest example comes first, and it is the same change over and over.
            reject()
        assert self.bench.faults() == []

    @rule(
        happenings=st.lists(HAPPENINGS, min_size=1, max_size=3),
        is_checked_first=st.booleans(),
        is_settled=st.booleans(),
    )
    def work_goes_on(self, happenings: list[tuple[str, int, int]], is_checked_first: bool, is_settled: bool) -> None:
        if self.room.unblock:
            self.room.unblock()
            self.room.unblock = None
        for name, where, what in happenings:
            CHANGES[name](self.room, where, what)
        assert self.bench.faults(is_checked_first=is_checked_first, is_settled=is_settled) == []
        self.compared += 1

    def teardown(self) -> None:
        self.folder.cleanup()


@pytest.mark.proof("incremental")
@pytest.mark.parametrize("part", parts(few=1, full=13))
@pytest.mark.parametrize("has_git", [False, True], ids=["no-git", "git"])
def test_an_incremental_build_leaves_what_a_clean_build_leaves(
    has_git: bool, part: int, record_property: Callable[[str, object], None]
) -> None:
    compared = []

    class Part(Incremental):
        def teardown(self) -> None:
            super().teardown()
            compared.append(self.compared)

    Part.has_git = has_git
    seeded(seed_of("incremental", has_git, part))(Part)
    phases = (Phase.generate, Phase.shrink) if IS_FULL else (Phase.generate,)
    run_state_machine_as_test(
        Part,
        settings=settings(
            max_examples=1,
            stateful_step_count=STEPS + 1,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )
    record_property("cases", max(compared))


@pytest.mark.proof("incremental")
@pytest.mark.parametrize("part", parts(few=1, full=KINDS))
def test_no_change_goes_unseen_alone(tmp_path: Path, part: int, record_property: Callable[[str, object], None]) -> None:
    """Each with nothing beside it, since one key hides what another lacks; twice, since new is not yet other."""
    random = Random(seed_of("alone", part))
    room = Newsroom(tmp_path / "site", has_git=part % 3 == 2)
    bench = Bench(room)
    assert bench.faults() == []
    names = random.sample(sorted(CHANGES), len(CHANGES) if IS_FULL else 6)
    for name in names:
        for _ in range(2):
            if room.unblock:
                room.unblock()
                room.unblock = None
                assert bench.faults() == [], f"mended before {name}"
            numbers = part + KINDS * random.randrange(50), random.randrange(1000)
            CHANGES[name](room, *numbers)
            assert bench.faults() == [], f"{name} {numbers}"
    record_property("cases", 2 * len(names))
