"""A limit counts each key by itself, forgets in time, and holds a bounded number of them."""

from __future__ import annotations

import pytest

from channels.service.limit import Limit, client_of


class Ticks:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_key_is_admitted_so_often_in_so_long() -> None:
    ticks = Ticks()
    limit = Limit(2, 10, ticks)
    assert [limit.admits("a"), limit.admits("a"), limit.admits("a"), limit.admits("b")] == [True, True, False, True]
    ticks.now = 4
    assert limit.wait_s("a") == 6
    ticks.now = 10
    assert limit.admits("a")


def test_looking_does_not_count() -> None:
    limit = Limit(1, 10, Ticks())
    assert [limit.wait_s("a", counts=False), limit.wait_s("a", counts=False), limit.wait_s("a")] == [0, 0, 0]
    assert limit.wait_s("a", counts=False) == 10


def test_of_too_many_keys_the_one_that_asked_longest_ago_is_forgotten() -> None:
    limit = Limit(2, 10, Ticks(), max_keys=2)
    for key in "abac":
        assert limit.admits(key)
    assert [limit.admits("a"), limit.admits("b")] == [False, True]


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_one_subscriber_of_a_network_is_one_client(host: str, client: str) -> None:
    assert client_of(host) == client
