"""`ligne deliver` by a provider: message by message to a list of ours, or a whole edition to a list of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.answering import Answering, answering
from tests.channels.delivery.outgoing import Outgoing
from tests.channels.delivery.test_post import EDITION, LIST, READERS, office, posted, server

__all__ = ["office", "posted", "server"]

KEY = f"newsletter:{EDITION}"
NONE_YET = (200, {"data": {"results": []}}, {})
MADE = (200, {"data": {"id": 7}}, {})
RUNNING = (200, {"data": {"id": 7, "status": "running"}}, {})


@pytest.fixture
def model(posted: Path) -> Path:
    """Have every copy of the site be the one whose letter has a list."""
    return posted


@pytest.fixture
def provider() -> Iterator[Answering]:
    with answering() as found:
        yield found


@pytest.fixture
def resend(office: Outgoing, provider: Answering, monkeypatch: pytest.MonkeyPatch) -> Outgoing:
    """Give the site, whose letters Resend carries."""
    monkeypatch.setenv("LIGNE_MAIL", f"resend:{provider.url}")
    monkeypatch.setenv("LIGNE_MAIL_TOKEN", "secret-token")
    return office


@pytest.fixture
def listmonk(office: Outgoing, provider: Answering, monkeypatch: pytest.MonkeyPatch) -> Outgoing:
    """Give the site, whose list listmonk keeps."""
    monkeypatch.setenv("LIGNE_MAIL", f"listmonk:{provider.url}#list=3")
    monkeypatch.setenv("LIGNE_MAIL_TOKEN", "user:secret-token")
    monkeypatch.setenv("LIGNE_SUBSCRIBERS", f"{LIST}=provider:")
    return office


def test_provider_that_carries_messages_gets_one_for_each_reader(resend, provider):
    provider.answers = [(200, {"id": f"id{number}"}, {}) for number in range(6)]
    ran = resend.live("--expect-recipients", "6")
    assert (ran.code, resend.states()[KEY]) == (0, "sent"), ran.said
    assert sorted(str(body["to"]) for *_, body in provider.asked) == sorted(str([reader]) for reader in READERS)
    assert "parti(s) vers" in ran.out
    assert "resend:" in ran.out
    assert "secret-token" not in ran.said


def test_count_is_asked_for_there_too(resend, provider):
    assert (resend.live().code, provider.asked) == (2, [])


@pytest.mark.parametrize(
    ("answers", "state", "code"),
    [
        ([NONE_YET, MADE, RUNNING], "sent", 0),
        ([NONE_YET, MADE, None], "in-doubt", 1),
        ([NONE_YET, MADE, (400, {"message": "no subscribers"}, {})], "refused", 1),
    ],
    ids=["it left", "no answer", "it did not leave"],
)
def test_provider_that_keeps_the_list_gets_the_edition_once(listmonk, provider, answers, state, code):
    provider.answers = list(answers)
    ran = listmonk.live()
    assert (ran.code, listmonk.states()[KEY], provider.answers) == (code, state, []), ran.said


def test_edition_that_left_to_their_list_is_not_handed_over_again(listmonk, provider):
    provider.answers = [NONE_YET, MADE, RUNNING]
    listmonk.live()
    asked = len(provider.asked)
    assert (listmonk.live().code, len(provider.asked)) == (0, asked)


def test_list_that_is_not_theirs_stops_everything(listmonk, provider, monkeypatch, tmp_path):
    monkeypatch.setenv("LIGNE_SUBSCRIBERS", f"{LIST}=csv:{tmp_path}/lists/list.csv")
    ran = listmonk.live()
    assert (ran.code, provider.asked, listmonk.states()) == (2, [], {})
    assert f"LIGNE_SUBSCRIBERS='{LIST}=provider:'" in ran.err


def test_dry_run_asks_nobody(listmonk, provider):
    assert (listmonk.ligne("deliver").code, provider.asked) == (0, [])


def test_provider_without_a_token_stops_everything(listmonk, provider, monkeypatch):
    monkeypatch.delenv("LIGNE_MAIL_TOKEN")
    ran = listmonk.live()
    assert (ran.code, "LIGNE_MAIL_TOKEN" in ran.err, provider.asked) == (2, True, [])


def test_test_cannot_go_to_a_list_of_theirs(listmonk, provider):
    ran = listmonk.ligne("deliver", "--test", EDITION, "--live")
    assert (ran.code, "n’envoie qu’à sa propre liste" in ran.err, provider.asked) == (2, True, [])
