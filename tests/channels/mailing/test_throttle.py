from __future__ import annotations

from channels.mailing.throttle import Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def sent_in(throttle: Throttle, clock: Clock, seconds: float, domains: list[str]) -> list[tuple[float, str]]:
    """Give when each message leaves, of a queue that is never empty, in its order."""
    left, gone, end = domains * 1000, [], clock.now + seconds
    while clock.now < end:
        count, wait_s = throttle.allow(left[:4])
        gone += [(clock.now, domain) for domain in left[:count]]
        left = left[count:]
        clock.now += wait_s if not count else 0
    return gone


def test_so_many_leave_in_a_second_and_no_more():
    clock = Clock()
    gone = sent_in(Throttle(10, {}, clock), clock, 20, ["a"])
    assert 199 <= len(gone) <= 203
    assert max(sum(begin <= at < begin + 1 for at, _ in gone) for begin in range(20)) <= 13


def test_domain_with_a_rate_of_its_own_is_kept_to_it():
    clock = Clock()
    gone = sent_in(Throttle(100, {"lent.example": 2}, clock), clock, 10, ["lent.example", "a", "b"])
    assert 19 <= sum(domain == "lent.example" for _, domain in gone) <= 22


def test_rate_under_one_a_second_lets_one_go_at_a_time():
    clock = Clock()
    times = [at for at, _ in sent_in(Throttle(0.5, {}, clock), clock, 9, ["a"])]
    assert times == [0, 2, 4, 6, 8]
