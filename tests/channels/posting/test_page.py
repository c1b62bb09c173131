"""The page on posting was followed as written, section by section, on a mock of Mastodon's API."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mastodon_mock.testing.server import MockServer

from channels.exchange import Door, door
from tests.channels.delivery.conftest import model as model
from tests.channels.delivery.conftest import outgoing as outgoing
from tests.channels.delivery.outgoing import Outgoing
from tests.workflows.runner import git

PAGE = Path(__file__).parents[3] / "docs/posting.md"


def commands(section: str) -> list[str]:
    """Give the command lines under a heading."""
    text = PAGE.read_text("utf-8").partition(f"## {section}")[2].partition("\n## ")[0]
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def instance(outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    with MockServer() as server:
        monkeypatch.setenv("LIGNE_LEDGER", outgoing.setting)
        monkeypatch.setenv("LIGNE_MASTODON", server.base_url)
        monkeypatch.setenv("LIGNE_MASTODON_TOKEN", "alice_token")
        yield door(server.base_url, {"Authorization": "Bearer alice_token"})


def statuses(instance: Door) -> list[str]:
    who = instance.ask("GET", "/api/v1/accounts/verify_credentials").find("id")
    found: Any = instance.ask("GET", f"/api/v1/accounts/{who}/statuses?limit=40").data
    return [str(one["content"]) for one in found]


def follow(outgoing: Outgoing, section: str) -> list[str]:
    """Run what a section says, and give what each line said."""
    said = []
    for line in commands(section):
        verb, *words = shlex.split(line)
        assert verb == "ligne"
        ran = outgoing.ligne(*(word.replace("/srv/www", str(outgoing.to)) for word in words))
        assert ran.code == 0, ran.said
        said.append(ran.out)
    assert said != []
    return said


def rewrite(outgoing: Outgoing, line: str) -> None:
    path = next((outgoing.root / "content").rglob("neuf.md"))
    kept = [one for one in path.read_text().splitlines()[1:] if not one.startswith(f"{line.partition(':')[0]}:")]
    path.write_text("\n".join(["---", line, *kept, ""]))
    git(outgoing.root, "commit", "-qam", line[:20])


def test_the_page_holds_from_the_rehearsal_to_the_withdrawal(outgoing: Outgoing, instance: Door) -> None:
    *_, rehearsal = follow(outgoing, "2. A rehearsal")
    assert ("→ 127.0.0.1" in rehearsal or "→ localhost" in rehearsal, statuses(instance)) == (True, [])
    follow(outgoing, "3. From CI")
    assert len(statuses(instance)) == 1
    assert outgoing.ligne("build").code == 0
    page = outgoing.root / "output/site/neuf/index.html"
    assert "u-syndication" in page.read_text()

    rewrite(outgoing, 'social: {mastodon: {text: "Mieux dit."}}')
    _, shown, _ = follow(outgoing, "5. Mend what has left")
    assert "| Mieux dit." in shown
    (text,) = statuses(instance)
    assert "Mieux dit." in text

    rewrite(outgoing, "status: unpublished")
    follow(outgoing, "6. Withdraw what has left")
    assert (statuses(instance), page.exists()) == ([], False)
