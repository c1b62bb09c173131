"""An edition handed to listmonk or Buttondown for a list of theirs: what they are told, and when it has left."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from channels.exchange import door
from channels.newsletter.substitution import Part
from channels.providers.buttondown import Buttondown, slug_of
from channels.providers.campaign import Campaign, campaign_of
from channels.providers.listmonk import Listmonk, listmonk, request_of
from editorial.errors import EditorialError
from tests.channels.answering import Answering
from tests.channels.providers.letter import FIELDS, built

EDITION = "lettre/2026-12-04"
NONE_YET = (200, {"data": {"results": []}}, {})
MADE = (200, {"data": {"id": 7}}, {})
RUNNING = (200, {"data": {"id": 7, "status": "running"}}, {})


def for_listmonk(provider: Answering) -> Listmonk:
    return Listmonk(door(provider.url, {}), (3,))


def campaign(of: Listmonk | Buttondown) -> Campaign:
    message, places = built()
    return campaign_of(EDITION, message, places, FIELDS, of.tongue)


@pytest.mark.parametrize(
    ("answers", "has_left"),
    [
        pytest.param([NONE_YET, MADE, RUNNING], True, id="made-and-started"),
        pytest.param([NONE_YET, MADE, None], None, id="no-answer-to-the-start"),
        pytest.param([NONE_YET, MADE, (500, {}, {})], None, id="broken-at-the-start"),
        pytest.param([NONE_YET, MADE, (400, {"message": "no subscribers"}, {})], False, id="not-started"),
        pytest.param([NONE_YET, None], False, id="no-answer-to-the-draft"),
        pytest.param([(403, {"message": "invalid token"}, {})], False, id="wrong-token"),
        pytest.param(
            [(200, {"data": {"results": [{"id": 7, "name": f"ligne {EDITION}", "status": "draft"}]}}, {}), RUNNING],
            True,
            id="a-draft-of-an-earlier-run",
        ),
        pytest.param(
            [(200, {"data": {"results": [{"id": 7, "name": f"ligne {EDITION}", "status": "finished"}]}}, {})],
            False,
            id="already-sent",
        ),
    ],
)
def test_a_campaign_of_listmonk_leaves_when_it_is_started(
    provider: Answering, answers: list[Any], has_left: bool | None
) -> None:
    provider.answers = list(answers)
    of = for_listmonk(provider)
    assert of.send(campaign(of)).has_left is has_left
    assert provider.answers == []


@pytest.mark.parametrize(
    ("answer", "has_left"),
    [
        pytest.param((201, {"id": "em_1"}, {}), True, id="yes"),
        pytest.param((400, {"code": "email_duplicate", "detail": "…"}, {}), False, id="it-has-one-like-it"),
        pytest.param((401, {"detail": "bad key"}, {}), False, id="wrong-token"),
        pytest.param((503, {}, {}), None, id="broken"),
        pytest.param(None, None, id="no-answer"),
    ],
)
def test_an_email_of_buttondown_leaves_with_its_one_request(
    provider: Answering, answer: Any, has_left: bool | None
) -> None:
    provider.answers = [answer]
    of = Buttondown(door(provider.url, {}), "")
    assert of.send(campaign(of)).has_left is has_left
    assert len(provider.asked) == 1


@pytest.mark.parametrize(
    ("lists", "readers"),
    [
        pytest.param([{"subscriber_count": 12}], 12, id="what-the-specification-says"),
        pytest.param(
            [{"subscriber_count": 9, "optin": "double", "subscriber_statuses": {"confirmed": 5, "unconfirmed": 3}}],
            5,
            id="who-confirmed",
        ),
        pytest.param(
            [{"subscriber_count": 9, "optin": "single",
              "subscriber_statuses": {"confirmed": 5, "unconfirmed": 3, "unsubscribed": 1}}],
            8,
            id="who-had-nothing-to-confirm",
        ),
        pytest.param([{"subscriber_count": 12}, {"subscriber_count": 30}], 42, id="two-lists"),
    ],
)  # fmt: skip
def test_listmonk_says_how_many_readers_its_lists_have(
    provider: Answering, lists: list[dict[str, Any]], readers: int
) -> None:
    provider.answers = [(200, {"data": one}, {}) for one in lists]
    assert Listmonk(door(provider.url, {}), tuple(range(3, 3 + len(lists)))).readers() == readers
    assert provider.paths() == [f"/lists/{3 + n}" for n in range(len(lists))]


@pytest.mark.parametrize(("tag", "asked"), [("", ""), ("tag 1", "&tag=tag+1")], ids=["everybody", "a-tag"])
def test_buttondown_says_how_many_read_its_emails(provider: Answering, tag: str, asked: str) -> None:
    provider.answers = [(200, {"count": 321, "results": [], "next": None}, {})]
    assert Buttondown(door(provider.url, {}), tag).readers() == 321
    (path,) = provider.paths()
    assert path.startswith("/subscribers?type=regular&type=premium&")
    assert path.endswith(f"churning{asked}")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((403, {"message": "no"}, {}), id="wrong-token"),
        pytest.param((200, {"data": {}}, {}), id="no-number"),
        pytest.param((200, "<html>", {}), id="no-object"),
        pytest.param(None, id="no-answer"),
    ],
)
def test_a_list_that_nobody_counts_is_refused(provider: Answering, answer: Any) -> None:
    for of in (for_listmonk(provider), Buttondown(door(provider.url, {}), "")):
        provider.answers = [answer]
        with pytest.raises(EditorialError, match="how many readers"):
            of.readers()


def test_readers_differ_by_the_provider_s_own_expressions(provider: Answering) -> None:
    of = for_listmonk(provider)
    parts = campaign(of).parts
    assert 'Bonjour {{ or .Subscriber.Attribs.first_name "chère \\"lectrice\\"" }}, ' in parts.html
    assert '<a href="{{ UnsubscribeURL }}">' in parts.html
    assert "Partir : {{ UnsubscribeURL }}\n" in parts.text
    assert "List-Unsubscribe" not in parts.headers


def test_no_word_of_ours_is_read_as_a_template(provider: Answering) -> None:
    """Go's and Django's templates begin with two braces, or one and a sign; a reader sees the words as written."""
    for of in (for_listmonk(provider), Buttondown(door(provider.url, {}), "")):
        tongue, html = of.tongue, campaign(of).parts.html
        rest = html.replace(tongue.leave, "").replace(tongue.field("first_name", FIELDS["first_name"], Part.HTML), "")
        assert not any(sign in rest for sign in ("{{", "{%", "{#")), rest
        assert "Bonjour , {{ 1 }} & {% x %}." in unescape(rest)


def test_a_letter_nobody_could_leave_is_no_campaign(provider: Answering) -> None:
    message, places = built(html="<p>Bonjour</p>", text="Bonjour\n")
    with pytest.raises(EditorialError, match="service"):
        campaign_of(EDITION, message, places, {}, for_listmonk(provider).tongue)


def test_a_list_of_listmonk_is_named_by_its_number() -> None:
    with pytest.raises(EditorialError, match="list=3"):
        listmonk("https://listes.example#lettre", "user:token")


def test_editions_that_look_alike_have_names_of_their_own() -> None:
    assert slug_of("lettre/2026-12-04") != slug_of("lettre-2026/12-04")


def test_a_mock_of_listmonk_s_published_api_takes_our_campaign(prism_mock: Callable[[str], str]) -> None:
    """The specification leaves the number of what was made out of the answer, so each request is made by itself."""
    at = door(prism_mock("listmonk.openapi.yaml"), {})
    made = request_of("ligne x", campaign(Listmonk(at, (3,))), [3], 5)
    wrong = {**made, "lists": "all"}
    asked = [("POST", "/campaigns", made), ("PUT", "/campaigns/7/status", {"status": "running"})]
    assert [at.ask(*one).code for one in asked] == [200, 200]
    assert at.ask("GET", "/lists/3").code == 200
    assert at.ask("POST", "/campaigns", wrong).code in (400, 422), "the mock takes anything"


def test_a_mock_of_buttondown_s_published_api_takes_our_email(prism_mock: Callable[[str], str]) -> None:
    at = door(prism_mock("buttondown.openapi.json"), {"Authorization": "Token secret"})
    of = Buttondown(at, "tag_1")
    assert of.send(campaign(of)).has_left
    assert of.readers() >= 0
    assert at.ask("POST", "/emails", {"body": "Sans objet"}).code in (400, 422), "the mock takes anything"
