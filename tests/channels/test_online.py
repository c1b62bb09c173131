from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from channels.online import check_online
from editorial.finding import Finding
from editorial.memory import Memory
from tests.builder import AT, SiteBuilder
from tests.channels.web import Web, web
from tests.command import ligne


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("no_proxy", "*")
    with web() as told:
        yield told


def checked(site: SiteBuilder, at: Any = AT) -> list[Finding]:
    return list(check_online(site.site().pieces, Memory(site.root, "online"), at))


CASES = {
    "/there": None,
    "/away": None,
    "/gone": ("online.gone", "warning"),
    "/gone-for-good": ("online.gone", "warning"),
    "/private": ("online.refused", "suggestion"),
    "/broken": ("online.broken", "warning"),
    "/loop": ("online.unreachable", "warning"),
    "/moved": ("online.moved", "suggestion"),
}


@pytest.mark.parametrize(("path", "expected"), CASES.items(), ids=CASES.keys())
def test_a_link_to_another_site_is_judged_by_its_answer(tmp_path: Path, server: Web, path: str, expected: Any) -> None:
    found = checked(SiteBuilder(tmp_path).piece("a", f"É [b]({server.url(path)})."))

    assert [(finding.rule, finding.level) for finding in found] == ([expected] if expected else [])


def test_the_finding_underlines_the_address_and_says_what_to_do(tmp_path: Path, server: Web) -> None:
    site = SiteBuilder(tmp_path).piece("a", f"É [b]({server.url('/gone')}).")
    (finding,) = checked(site)

    line = (tmp_path / finding.path).read_text().splitlines()[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == server.url("/gone")
    assert finding.message.fr == f"« {server.url('/gone')} » n’existe plus (404)"
    assert finding.fix.en == "look for its new address or an archived copy, or remove the link"


def test_an_address_that_moved_for_good_comes_with_its_edit_and_its_anchor(tmp_path: Path, server: Web) -> None:
    (finding,) = checked(SiteBuilder(tmp_path).piece("a", f"[b]({server.url('/moved#c')})"))

    assert [(edit.text, edit.is_safe) for edit in finding.edits] == [(server.url("/there#c"), False)]
    assert finding.edits[0].span == finding.span


def test_links_of_the_newsletter_and_of_the_networks_are_asked_too(tmp_path: Path, server: Web) -> None:
    site = SiteBuilder(tmp_path).piece(
        "a",
        newsletter={"links": [{"title": "t", "url": server.url("/gone")}]},
        social={"mastodon": {"text": "t", "link": server.url("/gone#x")}},
    )

    assert [finding.rule for finding in checked(site)] == ["online.gone", "online.gone"]
    assert server.asked == [("HEAD", "/gone"), ("GET", "/gone")]


def test_a_host_is_asked_one_thing_at_a_time(tmp_path: Path, server: Web) -> None:
    links = " ".join(f"[{n}]({server.url(f'/{n}')})" for n in range(12))
    checked(SiteBuilder(tmp_path).piece("a", links))

    assert (len(server.asked), server.most_at_once) == (12, 1)


def test_an_answer_is_remembered_a_week_and_a_bad_one_a_day(tmp_path: Path, server: Web) -> None:
    site = SiteBuilder(tmp_path).piece("a", f"[a]({server.url('/there')}) [b]({server.url('/gone-for-good')})")
    asked = []
    for after in (timedelta(0), timedelta(hours=23), timedelta(days=2), timedelta(days=9), timedelta(days=-1)):
        server.asked.clear()
        assert [finding.rule for finding in checked(site, AT + after)] == ["online.gone"]
        asked.append(sorted(path for _, path in server.asked))

    both, bad = ["/gone-for-good", "/there"], ["/gone-for-good"]
    assert asked == [both, [], bad, both, both]


def test_a_piece_taken_down_asks_nothing(tmp_path: Path, server: Web) -> None:
    assert checked(SiteBuilder(tmp_path).piece("a", f"[b]({server.url('/gone')})", status="unpublished")) == []
    assert server.asked == []


def test_the_command_asks_only_when_it_is_told_to(tmp_path: Path, server: Web) -> None:
    SiteBuilder(tmp_path).piece("a", f"[b]({server.url('/gone')})").piece("b", f"[b]({server.url('/broken')})")
    arguments = ("check", "--at", AT.isoformat())

    assert "online." not in ligne(*arguments, site=tmp_path).out
    assert server.asked == []
    one = ligne(*arguments, "--online", "content/ecouter/b.md", site=tmp_path)
    assert ("online.broken" in one.out, "online.gone" in one.out) == (True, False)
    both = ligne(*arguments, "--online", site=tmp_path)
    assert ("online.broken" in both.out, "online.gone" in both.out) == (True, True)


def test_no_socket_is_opened_without_the_flag(tmp_path: Path, server: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    SiteBuilder(tmp_path).piece("a", f"[b]({server.url('/gone')})")
    opened = []
    connect = socket.socket.connect

    def noted(self: socket.socket, address: Any) -> None:
        opened.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    for verb in ("check", "plan", "build"):
        ligne(verb, "--at", AT.isoformat(), site=tmp_path)
    assert opened == []
    ligne("check", "--online", "--at", AT.isoformat(), site=tmp_path)
    assert opened
