"""What a person reads where a network did not take a post."""

from __future__ import annotations

from typing import Any

import pytest

from channels.exchange import Answer, door
from channels.posting.bluesky import Bluesky
from channels.posting.mastodon import Mastodon
from channels.posting.refusal import why_not
from tests.channels.answering import Answering
from tests.channels.posting.posts import a_post

LIMITS = (200, {"configuration": {"statuses": {"max_media_attachments": 4}}}, {})
MEDIA = (200, {"id": "7"}, {})


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(Answer(0), "the server does not answer", id="silence"),
        pytest.param(Answer(401), "does not open the account (“401”): check LIGNE_MASTODON_TOKEN", id="token"),
        pytest.param(Answer(403, {"error": "out of scope"}), "(“403 out of scope”): check LIGNE_", id="scope"),
        pytest.param(Answer(429), "finds it too fast (“429”)", id="pace"),
        pytest.param(Answer(422, {"error": "Text\n is empty"}), "answers “422 Text is empty”", id="words"),
        pytest.param(Answer(500, {"error": "token s3cret of ada@x.example"}), "“500 token … of …”", id="secrets"),
    ],
)
def test_refusal_says_what_the_server_answered_and_no_secret(answer: Answer, said: str) -> None:
    assert said in why_not(answer, "LIGNE_MASTODON_TOKEN", "s3cret").read("en")


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([(401, {"error": "secret"}, {})], id="limits"),
        pytest.param([LIMITS, MEDIA, (401, {"error": "secret"}, {})], id="status"),
    ],
)
def test_instance_that_knows_no_such_token_is_told_by_what_to_check(network: Answering, answers: list[Any]) -> None:
    network.answers = list(answers)
    at = door(network.url, {"Authorization": "Bearer secret"})
    outcome = Mastodon(at).post("mastodon:un", a_post())
    assert outcome.said
    assert (
        outcome.said.fr == "le serveur n’ouvre pas le compte (« 401 … ») : vérifiez LIGNE_MASTODON_TOKEN et ses droits"
    )


def test_account_that_does_not_open_is_told_by_what_to_check(network: Answering) -> None:
    network.answers = [(401, {"message": "Invalid identifier or password: secret"}, {})]
    outcome = Bluesky(door(network.url, {}), "latoile.example", "secret").post("bluesky:un", a_post())
    assert outcome.said
    assert "(“401 Invalid identifier or password: …”): check LIGNE_BLUESKY_PASSWORD" in outcome.said.en
