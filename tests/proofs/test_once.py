"""However many runners there are and however they die, nothing is delivered twice and nothing is lost in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from channels.delivery.deliver import STEPS
from channels.delivery.folder import Folder
from channels.ledger.entry import Entry, What
from channels.ledger.git import GitStore
from channels.ledger.ledger import Admission, State, admit
from channels.ledger.store import Entered, Outcome
from tests.channels.delivery.outgoing import arrivals
from tests.proofs.once import Model, Storm, faults_in, model_in, rage, rewrite
from tests.proofs.parts import IS_FULL, parts, seed_of

proof = pytest.mark.proof("once")
SCHEDULES = 10 if IS_FULL else 1
"""Of one part."""
LEADS = (
    [(step, is_killed_last) for step in STEPS for is_killed_last in (False, True)]
    if IS_FULL
    else [("claim social", True), ("sent social", False), ("settled newsletter", True)]
)
"""At which step the first runner stops, and whether it is killed once the others have ended, or before they begin."""
Cases = Callable[[str, object], None]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """Give what every schedule begins with."""
    return model_in(tmp_path_factory.mktemp("once"))


@proof
@pytest.mark.parametrize("part", parts(few=1, full=60))
def test_runners_that_are_killed_at_any_moment_deliver_once(
    tmp_path: Path, model: Model, part: int, record_property: Cases
) -> None:
    for number in range(SCHEDULES):
        random = Random(seed_of("once", part, number))
        storm = Storm(model, tmp_path / str(number), random)
        rage(storm, random)
        assert storm.faults() == [], f"schedule {number}"
    record_property("cases", SCHEDULES)


@proof
@pytest.mark.parametrize(("lead", "is_killed_last"), LEADS)
def test_a_runner_that_is_killed_at_a_step_lets_the_others_deliver_once(
    tmp_path: Path, model: Model, lead: str, is_killed_last: bool, record_property: Cases
) -> None:
    for number in range(SCHEDULES):
        random = Random(seed_of("once", lead, is_killed_last, number))
        storm = Storm(model, tmp_path / str(number), random)
        rage(storm, random, lead=lead, is_killed_last=is_killed_last)
        assert storm.faults() == [], f"schedule {number}"
    record_property("cases", SCHEDULES)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=6))
def test_a_rewritten_ledger_stops_every_runner(tmp_path: Path, model: Model, part: int, record_property: Cases) -> None:
    for number in range(SCHEDULES):
        random = Random(seed_of("rewritten", part, number))
        storm = Storm(model, tmp_path / str(number), random)
        assert storm.sober() == 0
        before = arrivals(storm.to)
        rewrite(storm, random)
        storm.codes.clear()
        storm.end([storm.start() for _ in range(3)])
        assert (storm.codes, arrivals(storm.to)) == ([2, 2, 2], before), f"schedule {number}"
    record_property("cases", SCHEDULES)


class NoClaim(GitStore):
    """Broken: says that a claim is held without writing it down."""

    def enter(self, proposed: Sequence[Entry]) -> Entered:
        ledger = self.read()
        return Entered(Admission(new=admit(ledger, proposed).new), ledger)


def test_a_ledger_without_claims_is_found_out(tmp_path: Path, model: Model) -> None:
    random = Random(seed_of("no claim"))
    storm = Storm(model, tmp_path, random, NoClaim)
    storm.end([storm.start(at=at) for at in list(model.loads)[:3]])

    assert any(fault.startswith("came 4 times") for fault in storm.faults())


def test_a_doubt_that_is_tried_again_is_found_out(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(State, "may_be_claimed", property(lambda state: state is not State.SENT))
    storm = Storm(model, tmp_path, Random(seed_of("doubt")))
    stopped = storm.start(doomed="sent newsletter", at=next(iter(model.loads)))
    assert stopped.comes()
    storm.kill(stopped)

    assert storm.faults() == ["came 2 times: newsletter:lettre/2026-03-13"]


def test_what_is_said_to_have_left_and_never_came_is_found_out(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Folder, "deliver", lambda *_: Outcome(What.SENT))

    found = Storm(model, tmp_path, Random(seed_of("lost"))).faults()

    assert found == [f"lost, and is sent: {key}" for key in sorted(model.due) if not key.startswith("blog:")]


@pytest.mark.parametrize(
    ("came", "state", "said"),
    [
        (1, "sent", []),
        (1, "in-doubt", []),
        (0, "in-doubt", []),
        (2, "sent", ["came 2 times: blog:a"]),
        (1, "failed", ["came, and is failed: blog:a"]),
        (0, "sent", ["lost, and is sent: blog:a"]),
        (0, "unclaimed", ["lost, and is unclaimed: blog:a"]),
    ],
)
def test_what_is_wrong_is_said(came: int, state: str, said: list[str]) -> None:
    assert list(faults_in(Counter({"blog:a": came}), {"blog:a": state}, ["blog:a"])) == said
