"""Each channel goes where the environment says: posts to an account, letters to a list, else to the folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.builder import NEWSLETTER
from tests.channels.answering import Answering, answering
from tests.channels.delivery.outgoing import DUE, Outgoing
from tests.workflows.runner import git

LIMITS = (200, {"configuration": {}}, {})
MEDIA = (200, {"id": "7"}, {})
SENT = (200, {"id": "1", "url": "https://social.example/@banc/1"}, {})
POST, LETTER = DUE[2], DUE[3]


@pytest.fixture
def instance(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    """Give a Mastodon instance on loopback, which the environment names."""
    with answering() as found:
        monkeypatch.setenv("LIGNE_MASTODON", found.url)
        monkeypatch.setenv("LIGNE_MASTODON_TOKEN", "secret")
        yield found


def test_a_post_goes_to_its_account_and_the_rest_to_the_folder(outgoing: Outgoing, instance: Answering) -> None:
    instance.answers = [LIMITS, MEDIA, SENT]
    ran = outgoing.live()
    assert ran.code == 0, ran.said
    assert outgoing.states()[POST] == "sent"
    assert sorted(outgoing.arrivals()) == sorted([*DUE[:2], LETTER])
    assert instance.paths() == ["/api/v2/instance", "/api/v2/media", "/api/v1/statuses"]
    assert instance.asked[-1][2]["Authorization"] == "Bearer secret"
    assert "secret" not in ran.said


def test_a_second_run_posts_nothing(outgoing: Outgoing, instance: Answering) -> None:
    instance.answers = [LIMITS, MEDIA, SENT]
    outgoing.live()
    asked = len(instance.asked)
    assert outgoing.live().code == 0
    assert len(instance.asked) == asked


def test_a_post_that_nobody_answered_for_is_in_doubt_and_not_tried_again(
    outgoing: Outgoing, instance: Answering
) -> None:
    instance.answers = [LIMITS, MEDIA, None]
    assert outgoing.live().code == 1
    asked = len(instance.asked)
    outgoing.live()
    assert (outgoing.states()[POST], len(instance.asked)) == ("in-doubt", asked)


def test_the_url_of_a_post_comes_back_in_the_ledger(outgoing: Outgoing, instance: Answering) -> None:
    instance.answers = [LIMITS, MEDIA, SENT]
    outgoing.live()
    shown = outgoing.ligne("ledger", "show", "--ledger", outgoing.setting, "--format", "json")
    assert "https://social.example/@banc/1" in shown.out


def test_an_address_that_no_ledger_may_keep_is_left_out_of_it(outgoing: Outgoing, instance: Answering) -> None:
    instance.answers = [LIMITS, MEDIA, (200, {"id": "1", "url": "https://social.example/la toile@banc.example"}, {})]
    assert outgoing.live().code == 0
    assert outgoing.states()[POST] == "sent"


def test_an_account_without_its_token_stops_everything(
    outgoing: Outgoing, instance: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIGNE_MASTODON_TOKEN")
    ran = outgoing.live()
    assert (ran.code, "LIGNE_MASTODON_TOKEN manque" in ran.err, outgoing.states()) == (2, True, {})


def test_a_post_of_another_version_stops_everything_before_a_claim(
    outgoing: Outgoing, instance: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.posting.post.FORMAT", 2)
    ran = outgoing.live()
    assert (ran.code, "ligne build" in ran.err, outgoing.states(), instance.asked) == (2, True, {}, [])


def a_list_kept_elsewhere(monkeypatch: pytest.MonkeyPatch, url: str, listed: str) -> None:
    monkeypatch.setenv("LIGNE_MAIL", f"listmonk:{url}#list=3")
    monkeypatch.setenv("LIGNE_MAIL_TOKEN", "ligne:secret")
    monkeypatch.setenv("LIGNE_SUBSCRIBERS", f"{listed}=provider:")


EXPECT = "--expect-recipients"
COUNTED = (200, {"data": {"id": 3, "subscriber_count": 1200}}, {})
CAMPAIGN: list[Any] = [
    COUNTED,
    (200, {"data": {"results": []}}, {}), (200, {"data": {"id": 7}}, {}), (200, {"data": {"status": "running"}}, {}),
]  # fmt: skip


@pytest.fixture
def with_service(outgoing: Outgoing) -> Outgoing:
    """Give the site with a way to leave that a provider can fill in, built and committed."""
    kept = {**NEWSLETTER, "list_id": "lettre.banc.example", "service": "https://listes.example"}
    (outgoing.root / "channels/newsletter.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True))
    git(outgoing.root, "commit", "-qam", "lettre")
    assert outgoing.ligne("build").code == 0
    return outgoing


def test_a_letter_goes_to_the_list_that_a_provider_keeps(
    with_service: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering() as provider:
        a_list_kept_elsewhere(monkeypatch, provider.url, "lettre.banc.example")
        provider.answers = list(CAMPAIGN)
        ran = with_service.live(EXPECT, "1190 ±1%")
        assert (ran.code, with_service.states()[LETTER]) == (0, "sent"), ran.said
        assert "{{ UnsubscribeURL }}" in provider.asked[2][3]["body"]


@pytest.mark.parametrize(
    ("answer", "words", "said"),
    [
        pytest.param(COUNTED, (), "partirait pour 1200 lecteurs", id="nobody-said-how-many"),
        pytest.param(COUNTED, (EXPECT, "600"), "en attend 600", id="another-list"),
        pytest.param((403, {"message": "no"}, {}), (EXPECT, "1200"), "ne dit pas combien", id="no-count"),
        pytest.param(None, (EXPECT, "1200"), "ne dit pas combien", id="no-answer"),
    ],
)
def test_a_list_of_a_provider_s_is_counted_before_anything_leaves(
    with_service: Outgoing, monkeypatch: pytest.MonkeyPatch, answer: Any, words: tuple[str, ...], said: str
) -> None:
    with answering() as provider:
        a_list_kept_elsewhere(monkeypatch, provider.url, "lettre.banc.example")
        provider.answers = [answer]
        ran = with_service.live(*words)
        assert (ran.code, said in ran.err, with_service.states()) == (2, True, {}), ran.said
        assert [method for method, *_ in provider.asked] == ["GET"]


def test_a_letter_for_a_provider_s_list_waits_for_every_page_it_leads_to(
    with_service: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert with_service.live("--channel", "blog").code == 0
    said = json.loads((with_service.root / "output/outbox/newsletter/lettre_2026-03-13/edition.json").read_text())
    link = next(link for link in said["links"] if "/l/" in link)
    (stub,) = with_service.to.rglob(link.removeprefix("https://banc.example/") + "index.html")
    page = stub.read_bytes()
    stub.unlink()
    with answering() as provider:
        a_list_kept_elsewhere(monkeypatch, provider.url, "lettre.banc.example")
        sending = ("--channel", "newsletter", "--expect-recipients", "1200")
        provider.answers = [COUNTED]
        ran = with_service.live(*sending)
        assert f"{link}, qui n’est pas en ligne" in ran.said
        assert ([method for method, *_ in provider.asked], with_service.states().get(LETTER)) == (["GET"], None)
        stub.write_bytes(page)
        provider.answers = list(CAMPAIGN)
        assert with_service.live(*sending).code == 0
    assert with_service.states()[LETTER] == "sent"


def test_a_rehearsal_says_how_many_readers_a_provider_s_list_has(
    with_service: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering() as provider:
        a_list_kept_elsewhere(monkeypatch, provider.url, "lettre.banc.example")
        provider.answers = [COUNTED]
        ran = with_service.ligne("deliver", "--channel", "newsletter", "--format", "json")
        plan = json.loads(ran.out)["mail"][f"newsletter:{LETTER.removeprefix('newsletter:')}"]
        assert {key: plan[key] for key in ("list", "server", "readers")} == {
            "list": "lettre.banc.example", "server": "listmonk", "readers": 1200,
        }  # fmt: skip
        assert [method for method, *_ in provider.asked] == ["GET"]


def test_a_letter_for_another_list_than_the_provider_s_stops_everything(
    with_service: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering() as provider:
        a_list_kept_elsewhere(monkeypatch, provider.url, "autre.example")
        ran = with_service.live()
        assert (ran.code, provider.asked, with_service.states()) == (2, [], {}), ran.said
