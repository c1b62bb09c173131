"""A message handed to Resend or SendGrid: what they are told of it, and what each of their answers means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from channels.exchange import door
from channels.mailing.transport import Fate, Transport
from channels.providers.parts import taken_apart
from channels.providers.resend import Resend
from channels.providers.sendgrid import SendGrid
from tests.channels.answering import Answering
from tests.channels.providers.letter import built

MESSAGE, _ = built()
READER = "lea@lecteur.example"
WRONG_READER = {"errors": [{"field": "personalizations.0.to.0.email"}]}
RESENT, GRID = "resend", "sendgrid"
KINDS: dict[str, Callable[[Any], Transport]] = {RESENT: Resend, GRID: SendGrid}


def carried(kind: str, provider: Answering) -> tuple[Transport, Answering]:
    return KINDS[kind](door(provider.url, {"Authorization": "Bearer secret"})), provider


@pytest.mark.parametrize(
    ("kind", "answers", "fate"),
    [
        pytest.param(RESENT, [(200, {"id": "49a3"}, {})], Fate.DELIVERED, id="resend-yes"),
        pytest.param(RESENT, [None, (200, {"id": "49a3"}, {})], Fate.DELIVERED, id="resend-asked-again-by-its-key"),
        pytest.param(RESENT, [None] * 3, Fate.DOUBT, id="resend-never-answers"),
        pytest.param(RESENT, [(500, {}, {})] * 3, Fate.DOUBT, id="resend-broken"),
        pytest.param(RESENT, [(409, {"message": "concurrent"}, {})], Fate.DOUBT, id="resend-under-way"),
        pytest.param(RESENT, [(422, {"message": "Invalid `to`"}, {})], Fate.REFUSED, id="resend-wrong-reader"),
        pytest.param(RESENT, [(429, {"message": "Too many"}, {})], Fate.DEFERRED, id="resend-too-fast"),
        pytest.param(RESENT, [(403, {"message": "domain"}, {})], Fate.DEFERRED, id="resend-wrong-key"),
        pytest.param(GRID, [(202, None, {"X-Message-Id": "q1"})], Fate.DELIVERED, id="sendgrid-yes"),
        pytest.param(GRID, [None], Fate.DOUBT, id="sendgrid-never-answers"),
        pytest.param(GRID, [(500, {}, {})], Fate.DOUBT, id="sendgrid-broken"),
        pytest.param(GRID, [(400, WRONG_READER, {})], Fate.REFUSED, id="sendgrid-wrong-reader"),
        pytest.param(GRID, [(400, {"errors": [{"field": "from"}]}, {})], Fate.DEFERRED, id="sendgrid-wrong-sender"),
        pytest.param(GRID, [(401, {"errors": [{"field": None}]}, {})], Fate.DEFERRED, id="sendgrid-wrong-key"),
    ],
)  # fmt: skip
def test_what_became_of_a_message_is_told_by_the_answer(
    provider: Answering, kind: str, answers: list[Any], fate: Fate
) -> None:
    transport, server = carried(kind, provider)
    server.answers = list(answers)
    assert transport.send("retours@la-toile.example", READER, MESSAGE).fate is fate
    assert server.answers == []


def test_nobody_at_the_door_leaves_nothing(provider: Answering) -> None:
    for make in KINDS.values():
        assert make(door("http://127.0.0.1:9", {})).send("a@b.example", READER, MESSAGE).fate is Fate.DEFERRED


def test_resend_is_given_one_key_for_one_reader_and_edition(provider: Answering) -> None:
    transport, server = carried(RESENT, provider)
    server.answers = [None, (200, {"id": "1"}, {}), (200, {"id": "1"}, {})]
    for _ in range(2):
        transport.send("a@b.example", READER, MESSAGE)
    assert len({headers["Idempotency-Key"] for _, _, headers, _ in server.asked}) == 1


def test_what_is_said_repeats_no_address(provider: Answering) -> None:
    transport, server = carried(RESENT, provider)
    server.answers = [(422, {"message": f"no mailbox {READER} here"}, {})]
    assert transport.send("a@b.example", READER, MESSAGE).said == "no mailbox … here"


def test_sendgrid_follows_nobody(provider: Answering) -> None:
    transport, server = carried(GRID, provider)
    server.answers = [(202, None, {})]
    transport.send("a@b.example", READER, MESSAGE)
    tracking = server.asked[0][3]["tracking_settings"]
    assert {name: said["enable"] for name, said in tracking.items()} == dict.fromkeys(tracking, False)


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        pytest.param(RESENT, "resend.openapi.yaml", id="resend"),
        pytest.param(GRID, "sendgrid-mail.openapi.json", id="sendgrid"),
    ],
)
def test_a_mock_of_the_published_api_takes_our_message(prism_mock: Callable[[str], str], kind: str, spec: str) -> None:
    at = door(prism_mock(spec), {"Authorization": "Bearer secret"})
    assert KINDS[kind](at).send("a@b.example", READER, MESSAGE).fate is Fate.DELIVERED
    path = {RESENT: "/emails", GRID: "/v3/mail/send"}[kind]
    assert at.ask("POST", path, {"subject": "Sans personne"}).code in (400, 422), "the mock takes anything"


def test_a_message_is_taken_apart_whole() -> None:
    parts = taken_apart(MESSAGE)
    assert (parts.subject, str(parts.sender), str(parts.reply_to), parts.message_id) == (
        "L’automne", "La Toile <lettre@la-toile.example>", "redaction@la-toile.example", "a.b@la-toile.example",
    )  # fmt: skip
    assert 'chère "lectrice"' in parts.text
    assert parts.headers == {
        "List-Id": "<lettre.la-toile.example>",
        "List-Unsubscribe": "<https://l.example/u/web>",
    }
