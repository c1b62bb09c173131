"""Runners that claim, deliver, crash and come back, and people who resolve, on every store and on one simple model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from channels.ledger.entry import Entry, What, key_from
from channels.ledger.ledger import State
from channels.ledger.store import Claims, Outcome, begin, claim, finish, resolve, settle, stop
from tests.channels.ledger.model import Model
from tests.channels.ledger.workshop import AT, Workshop

KEYS = [key_from(name) for name in ("blog:a", "mastodon:a", "newsletter:lettre/2026-12-04", "x:a--2026-12-01")]
RUNNERS = st.integers(0, 1)
SOME = st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True)
CLOCKS = st.integers(-5_000, 5_000).map(lambda minutes: AT + timedelta(minutes=minutes))


class Newsroom(RuleBasedStateMachine):
    def __init__(self, workshop: Workshop):
        super().__init__()
        self.workshop, self.model = workshop, Model()
        self.runners = [workshop.runner(), workshop.runner()]
        self.working: list[dict[Any, Claims]] = [{}, {}]
        self.openings: list[dict[Any, Entry]] = [{}, {}]
        self.refs: dict[str, str] = {}
        self.tips = {""}

    @rule(who=RUNNERS, keys=SOME, late=SOME, at=CLOCKS, reaches=st.integers(0, 3))
    def claim_and_deliver(self, who, keys, late, at, reaches):
        """One run claims, and delivers some of what it holds before its outcome is known."""
        late = [key for key in late if key not in keys]
        claims = claim(self.runners[who], keys, at, late=late)
        assert list(claims.held) == [key for key in keys if self.model.claim(str(key), claims.nonce)]
        assert list(claims.skipped) == [k for k in late if self.model.claim(str(k), claims.nonce, "skipped-late")]
        others = [key for key in (*keys, *late) if key not in claims.held + claims.skipped]
        assert claims.others == {key: State(self.model.of(str(key)).state) for key in others}
        for number, key in enumerate(claims.held):
            self.model.of(str(key)).left += number < reaches
            self.working[who][key] = claims

    @precondition(lambda self: any(self.working))
    @rule(data=st.data(), at=CLOCKS, is_sure=st.booleans(), not_sent=st.sampled_from((What.FAILED, What.PAUSED)))
    def say_what_became_of_it(self, data, at, is_sure, not_sent):
        who = data.draw(st.sampled_from([n for n, held in enumerate(self.working) if held]))
        key = data.draw(st.sampled_from(sorted(self.working[who])))
        claims = self.working[who].pop(key)
        has_left = claims.nonce == self.model.of(str(key)).holder and self.model.of(str(key)).left
        what = (What.SENT if has_left else not_sent) if is_sure else What.DOUBT
        refused = settle(self.runners[who], claims, {key: Outcome(what)}, at)
        assert (refused == ()) == self.model.settle(str(key), claims.nonce, str(what))
        if not is_sure:
            self.working[who][key] = claims

    @rule(who=RUNNERS, key=st.sampled_from(KEYS), at=CLOCKS, parts=st.integers(1, 9))
    def open_a_mailing(self, who, key, at, parts):
        """Whoever comes second goes by what the first said."""
        last = begin(self.runners[who], key, at, f"parts={parts}")
        assert last is not None
        said = self.model.open(str(key), last.claim)
        assert (last.claim if last.what is What.OPENED else "") == said
        if said:
            self.openings[who][key] = last
            assert last.ref == self.refs.setdefault(said, f"parts={parts}")

    @precondition(lambda self: any(self.openings))
    @rule(data=st.data(), at=CLOCKS)
    def finish_a_mailing(self, data, at):
        who = data.draw(st.sampled_from([n for n, held in enumerate(self.openings) if held]))
        key = data.draw(st.sampled_from(sorted(self.openings[who])))
        opened = self.openings[who].pop(key)
        is_ours = self.model.finish(str(key), opened.claim)
        if is_ours:
            self.model.of(str(key)).left += 1
        assert finish(self.runners[who], opened, at, "delivered=3") == is_ours

    @rule(who=RUNNERS, key=st.sampled_from(KEYS), at=CLOCKS)
    def stop_a_mailing(self, who, key, at):
        # The same words at the same instant are known: then nothing is refused, and nothing is new.
        new = stop(self.runners[who], key, at, "le lien est faux").admission.new
        assert (new != ()) == self.model.stop(str(key))

    @rule(who=RUNNERS)
    def crash(self, who):
        """What it held in memory is gone; the next run starts on another machine."""
        self.working[who] = {}
        self.openings[who] = {}
        self.runners[who] = self.workshop.runner()

    @rule(who=RUNNERS, key=st.sampled_from(KEYS), at=CLOCKS, number=st.integers())
    def look_and_resolve(self, who, key, at, number):
        has_left = self.model.of(str(key)).left > 0
        verdict = What.RESOLVED_SENT if has_left else What.RESOLVED_NOT_SENT
        refused = resolve(self.runners[who], key, verdict, f"vu {number}", at).admission.refused
        assert (refused == ()) == self.model.resolve(str(key), "sent" if has_left else "not-sent")

    @rule(who=RUNNERS)
    def read(self, who):
        ledger = self.runners[who].read()
        self.tips.add(ledger.tip)
        known = {key: found for key, found in self.model.deliveries.items() if found.attempt}
        said = {str(entry.key): (ledger.state(entry.key), entry.attempt, entry.claim) for entry in ledger.entries()}
        assert said == {key: (found.state, found.attempt, found.holder) for key, found in known.items()}

    @rule(who=RUNNERS, data=st.data())
    def descend(self, who, data):
        assert self.runners[who].descends(data.draw(st.sampled_from(sorted(self.tips))))

    @invariant()
    def nothing_leaves_twice_and_nothing_is_lost_unseen(self):
        for found in self.model.deliveries.values():
            assert found.left <= 1
            assert found.state in ("sent", "in-doubt") if found.left else found.state != "sent"


@pytest.mark.parametrize(
    ("kind", "examples"),
    [("git", 5), ("sqlite", 15), pytest.param("postgresql", 8, marks=pytest.mark.system)],
    ids=["git", "sqlite", "postgresql"],
)
def test_every_store_does_what_the_model_does(opened: Callable[[str], Workshop], kind, examples):
    run_state_machine_as_test(
        lambda: Newsroom(opened(kind)),
        settings=settings(
            settings.get_profile("ligne"), max_examples=examples, stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )  # fmt: skip
