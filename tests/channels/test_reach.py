from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from channels.reach import Answer, State, ask
from tests.channels.web import Web, web

CASES = {
    "/there": Answer(State.THERE, 200),
    "/gone": Answer(State.GONE, 404),
    "/gone-for-good": Answer(State.GONE, 410),
    "/private": Answer(State.REFUSED, 403),
    "/broken": Answer(State.BROKEN, 502),
    "/get-only": Answer(State.THERE, 200),
    "/away": Answer(State.THERE, 200),
    "/moved-to-nothing": Answer(State.GONE, 404),
    "/loop": Answer(State.LOOP),
    "/nonsense": Answer(State.NOBODY),
    "/to-a-file": Answer(State.NOBODY),
    "/été ?à=1": Answer(State.THERE, 200),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Web]:
    with pytest.MonkeyPatch.context() as patch, web() as told:
        patch.setenv("no_proxy", "*")
        yield told


@pytest.mark.parametrize(("path", "expected"), CASES.items(), ids=CASES.keys())
def test_an_address_answers_as_its_server_does(server: Web, path: str, expected: Answer) -> None:
    assert ask(server.url(path)) == expected


@pytest.mark.parametrize(
    ("path", "target"), [("/moved", "/there"), ("/moved-on", "/there"), ("/moved-then-away", "/away")]
)
def test_where_an_address_has_moved_for_good_is_told(server: Web, path: str, target: str) -> None:
    assert ask(server.url(path)) == Answer(State.THERE, 200, server.url(target))


def test_a_server_that_is_late_is_not_waited_for(server: Web) -> None:
    assert ask(server.url("/late"), timeout_s=0.2) == Answer(State.TIMEOUT)


def test_a_server_without_tls_is_no_safe_one(server: Web) -> None:
    assert ask(server.url("/there").replace("http:", "https:")) == Answer(State.TLS)


def test_a_port_where_nobody_listens_answers_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert ask(f"http://127.0.0.1:{taken.getsockname()[1]}/") == Answer(State.NOBODY)


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "http://[::1", "http://", "http://a b/", "http://a:x/", f"http://{'a' * 70}/"]
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    assert ask(url) == Answer(State.NOBODY)


def test_we_say_who_asks_and_ask_by_head_first(server: Web) -> None:
    server.asked.clear()
    ask(server.url("/there"))
    ask(server.url("/get-only"))

    assert server.asked == [("HEAD", "/there"), ("HEAD", "/get-only"), ("GET", "/get-only")]
    assert all(agent.startswith("Ligne") for agent in server.agents)
