"""Messages leave at their rates, in all and by domain, and who must wait holds up nobody else."""

from __future__ import annotations

from collections import Counter

import pytest

from channels.mailing.throttle import Throttle
from channels.mailing.transport import Fate, Reply


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def left(domains: list[str], per_second: float, per_domain: dict[str, float], most: int = 4) -> list[tuple[float, str]]:
    """Give when each message leaves, and to which domain, where every handover takes no time."""
    clock, found = Clock(), list[tuple[float, str]]()
    throttle, waiting = Throttle(per_second, per_domain, clock), list(domains)
    while waiting:
        chosen, wait_s = throttle.choose(waiting, most)
        assert bool(chosen) != bool(wait_s)
        found += [(round(clock.now, 3), waiting[at]) for at in chosen]
        waiting = [domain for at, domain in enumerate(waiting) if at not in chosen]
        clock.now += wait_s
    return found


@pytest.mark.parametrize("rate", [1, 3, 14, 200], ids=str)
def test_no_second_sees_more_than_the_rate_and_what_was_not_used(rate: int) -> None:
    times = [at for at, _ in left(["a"] * (4 * rate), rate, {})]
    most = max(sum(begin <= at < begin + 1 for at in times) for begin in times)
    assert rate <= most <= rate + max(1, rate / 4)


def test_a_domain_has_its_own_rate_and_the_others_pass_meanwhile() -> None:
    found = left(["slow"] * 5 + ["a", "b"] * 20, 20, {"slow": 2})
    assert [at for at, domain in found if domain == "slow"] == [0.0, 0.5, 1.0, 1.5, 2.0]
    assert max(at for at, domain in found if domain != "slow") < 2.0


def test_all_leave_and_none_twice() -> None:
    domains = ["a", "b", "slow", "b", "slow", "a", "slower"] * 10
    assert Counter(domain for _, domain in left(domains, 50, {"slow": 5, "slower": 1})) == Counter(domains)


def test_nobody_leaves_is_not_to_be_waited_for() -> None:
    assert Throttle(1, {}, Clock()).choose([], 4) == ([], 0.0)


def test_what_is_free_leaves_in_order_and_at_most_so_many() -> None:
    assert Throttle(100, {}, Clock()).choose(["a", "b", "c", "d", "e"], 3) == ([0, 1, 2], 0.0)


def chosen_after(reply: Reply, *more: Reply) -> list[int]:
    """Give the order in which readers at `grey`, then elsewhere, are chosen after what was said to one at `grey`."""
    throttle = Throttle(100, {}, Clock())
    for said in (reply, *more):
        throttle.hear("grey", said)
    return throttle.choose(["grey", "a", "grey", "b"], 4)[0]


GREYLISTED = Reply(Fate.DEFERRED, 451, "4.7.1")
IN_ORDER, ASIDE = [0, 1, 2, 3], [1, 3, 0, 2]


def test_a_domain_that_puts_off_is_set_aside_until_it_takes_one() -> None:
    assert chosen_after(GREYLISTED) == ASIDE
    assert chosen_after(GREYLISTED, Reply(Fate.DELIVERED, 250)) == IN_ORDER


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(Fate.DEFERRED, 452, "4.2.2"), id="a full mailbox"),
        pytest.param(Reply(Fate.DEFERRED, 421, "4.7.0"), id="a server that goes"),
        pytest.param(Reply(Fate.DEFERRED), id="no connection"),
        pytest.param(Reply(Fate.REFUSED, 550, "5.1.1"), id="a refusal"),
        pytest.param(Reply(Fate.DOUBT), id="a doubt"),
    ],
)
def test_what_says_nothing_of_a_domain_sets_none_aside(reply: Reply) -> None:
    assert chosen_after(reply) == IN_ORDER


def test_in_order_nobody_passes_who_must_wait_or_was_set_aside() -> None:
    throttle = Throttle(100, {"slow": 1}, Clock())
    throttle.hear("grey", GREYLISTED)
    domains = ["a", "grey", "slow", "slow", "b"]
    assert throttle.choose(domains, 5, in_order=True) == ([0, 1, 2], 0.0)
    assert throttle.choose(domains[3:], 5, in_order=True) == ([], 1.0)
    assert throttle.choose(domains[3:], 5) == ([1], 0.0)


def test_whether_anybody_may_pass_is_known() -> None:
    plain = Throttle(100, {}, Clock())
    assert (plain.has_favourites, Throttle(100, {"slow": 1}, Clock()).has_favourites) == (False, True)
    plain.hear("grey", GREYLISTED)
    assert plain.has_favourites
