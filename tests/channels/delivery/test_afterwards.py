"""A post that left is edited or withdrawn when somebody asks, once; it is never posted again, nor touched unasked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from channels.ledger.entry import Key, What
from channels.ledger.setting import open_ledger
from channels.ledger.store import Outcome, claim, resolve, settle
from tests.channels.answering import Answering, answering
from tests.channels.delivery.outgoing import AT, DUE, Outgoing
from tests.workflows.runner import git

LIMITS: Any = (200, {"configuration": {}}, {})
MEDIA: Any = (200, {"id": "7"}, {})
SENT: Any = (200, {"id": "1", "url": "https://social.example/@banc/1"}, {})
DONE: Any = (200, {"id": "1"}, {})
GONE: Any = (404, {"error": "not found"}, {})
URL = "https://social.example/@banc/1"
POST = DUE[2]
EDIT, END = f"{POST}.edit-1", f"{POST}.withdrawn"


@pytest.fixture
def instance(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    """Give a Mastodon instance on loopback, which the environment names."""
    with answering() as found:
        monkeypatch.setenv("LIGNE_MASTODON", found.url)
        monkeypatch.setenv("LIGNE_MASTODON_TOKEN", "secret")
        yield found


@pytest.fixture
def posted(outgoing: Outgoing, instance: Answering) -> Outgoing:
    """Give the site once everything has left."""
    instance.answers = [LIMITS, MEDIA, SENT]
    assert outgoing.live().code == 0
    instance.asked.clear()
    return outgoing


def rewrite(outgoing: Outgoing, **front: str) -> None:
    """Give the piece that was posted other words, and build the site."""
    path = next((outgoing.root / "content").rglob("neuf.md"))
    text = path.read_text()
    for key, value in front.items():
        line = f"{key}: {value}"
        has_key = re.search(rf"^{key}: ", text, re.MULTILINE)
        text = (
            re.sub(rf"^{key}: .*$", line, text, flags=re.MULTILINE)
            if has_key
            else text.replace("---\n", f"---\n{line}\n", 1)
        )
    path.write_text(text)
    git(outgoing.root, "commit", "-qam", "corrections")
    assert outgoing.ligne("build").code in (0, 1)


def mend(outgoing: Outgoing, words: str = "Un texte sans coquille.") -> None:
    rewrite(outgoing, social=f'{{mastodon: {{text: "{words}"}}}}')


def said(outgoing: Outgoing, *words: str) -> Any:
    return json.loads(outgoing.ligne(*words, "--format", "json").out)


def amended(outgoing: Outgoing, *words: str) -> list[str]:
    ran = outgoing.ligne("deliver", "--live", "--ledger", outgoing.setting, *words, "--format", "json")
    return [f"{one['post']} {one['result']}" for one in json.loads(ran.out)["amendments"]]


def methods(instance: Answering) -> list[str]:
    return [f"{method} {path}" for method, path, _, _ in instance.asked]


def test_a_post_that_has_not_changed_is_left_alone(posted: Outgoing, instance: Answering) -> None:
    rewrite(posted, updated="2026-03-13")
    assert (said(posted, "due")["changed"], amended(posted, "--update"), instance.asked) == ([], [], [])


def test_a_post_that_changed_is_told_and_never_posted_again(posted: Outgoing, instance: Answering) -> None:
    mend(posted)
    changed = said(posted, "due")["changed"]
    assert [(one["post"], one["url"], one["key"]) for one in changed] == [(POST, URL, EDIT)]
    assert said(posted, "deliver")["changed"] == changed
    assert "Changé depuis l’envoi (1)" in posted.ligne("due").out
    assert posted.live().code == 0
    assert instance.asked == []


def test_a_rehearsal_shows_what_would_stand_and_asks_nobody(posted: Outgoing, instance: Answering) -> None:
    mend(posted)
    shown = posted.ligne("deliver", "--update").out
    assert (f"serait corrigé  {POST}" in shown, URL in shown, "| Un texte sans coquille." in shown) == (True,) * 3
    assert (instance.asked, EDIT in posted.states()) == ([], False)


def test_an_edit_keeps_the_post_and_its_image(posted: Outgoing, instance: Answering) -> None:
    mend(posted)
    instance.answers = [LIMITS, DONE]
    assert amended(posted, "--update") == [f"{POST} edited"]
    assert methods(instance) == ["GET /api/v2/instance", "PUT /api/v1/statuses/1"]
    body = instance.asked[-1][3]
    assert body["status"].startswith("Un texte sans coquille.")
    assert (body["media_ids"], body["media_attributes"][0]["id"]) == (["7"], "7")
    assert posted.states()[EDIT] == "sent"


def test_an_edit_is_made_once_and_another_follows_it(posted: Outgoing, instance: Answering) -> None:
    mend(posted)
    instance.answers = [LIMITS, DONE]
    amended(posted, "--update")
    assert amended(posted, "--update") == []
    mend(posted, "Un texte encore meilleur.")
    instance.answers = [LIMITS, DONE]
    assert amended(posted, "--update") == [f"{POST} edited"]
    assert posted.states()[f"{POST}.edit-2"] == "sent"
    assert said(posted, "due")["changed"] == []


@pytest.mark.parametrize(
    ("answers", "result", "state"),
    [
        pytest.param([LIMITS, None, None, None], "doubt", "in-doubt", id="never-an-answer"),
        pytest.param([LIMITS, None, DONE], "edited", "sent", id="asked-again"),
        pytest.param([LIMITS, (429, {}, {})], "failed", "failed", id="too-fast"),
        pytest.param([LIMITS, GONE], "refused", "refused", id="somebody-took-it-down"),
        pytest.param([(200, {"configuration": {"statuses": {"max_characters": 5}}}, {})], "refused", "refused",
                     id="too-long-for-the-instance"),
    ],
)  # fmt: skip
def test_what_became_of_an_edit_is_told_by_the_answers(
    posted: Outgoing, instance: Answering, answers: list[Any], result: str, state: str
) -> None:
    mend(posted)
    instance.answers = list(answers)
    assert amended(posted, "--update") == [f"{POST} {result}"]
    assert (posted.states()[EDIT], instance.answers) == (state, [])


def test_an_edit_in_doubt_is_shown_and_not_tried_again(posted: Outgoing, instance: Answering) -> None:
    mend(posted)
    instance.answers = [LIMITS, None, None, None]
    amended(posted, "--update")
    asked = len(instance.asked)
    assert amended(posted, "--update") == []
    assert (len(instance.asked), [one["key"] for one in said(posted, "due")["in_doubt"]]) == (asked, [EDIT])
    store = open_ledger(posted.root, posted.setting)
    resolve(store, Key("mastodon", "neuf.edit-1"), What.RESOLVED_SENT, "je l’ai vu", AT)
    assert amended(posted, "--update") == []
    mend(posted, "Un texte encore meilleur.")
    instance.answers = [LIMITS, DONE]
    assert amended(posted, "--update") == [f"{POST} edited"]


def test_a_post_of_which_the_ledger_knows_no_number_is_for_a_person(outgoing: Outgoing, instance: Answering) -> None:
    store = open_ledger(outgoing.root, outgoing.setting)
    claims = claim(store, [Key("mastodon", "neuf")], AT)
    settle(store, claims, {Key("mastodon", "neuf"): Outcome(What.SENT, URL)}, AT)
    outgoing.ligne("ledger", "pull", "--ledger", outgoing.setting)
    rewrite(outgoing, status="unpublished")
    assert amended(outgoing, "--withdraw") == [f"{POST} cannot"]
    assert (instance.asked, END in outgoing.states()) == ([], False)


def test_the_post_of_an_unpublished_piece_is_told_and_left_until_somebody_asks(
    posted: Outgoing, instance: Answering
) -> None:
    rewrite(posted, status="unpublished")
    assert [one["post"] for one in said(posted, "due")["to_withdraw"]] == [POST]
    assert "À retirer, le texte est dépublié (1)" in posted.ligne("deliver").out
    assert f"serait retiré  {POST}" in posted.ligne("deliver", "--withdraw").out
    assert posted.live().code == 0
    assert amended(posted, "--update") == []
    assert (instance.asked, END in posted.states()) == ([], False)


@pytest.mark.parametrize("answer", [DONE, GONE], ids=["deleted", "gone-already"])
def test_a_withdrawal_takes_the_post_down_once(posted: Outgoing, instance: Answering, answer: Any) -> None:
    rewrite(posted, status="unpublished")
    instance.answers = [answer]
    assert amended(posted, "--withdraw") == [f"{POST} withdrawn"]
    assert methods(instance) == ["DELETE /api/v1/statuses/1"]
    assert (posted.states()[END], amended(posted, "--withdraw")) == ("sent", [])
    rewrite(posted, status="approved")
    posted.live()
    assert methods(instance) == ["DELETE /api/v1/statuses/1"]
    page = (posted.root / "output/site/neuf/index.html").read_text()
    assert "u-syndication" not in page


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        pytest.param([None, None, None], "doubt", id="never-an-answer"),
        pytest.param([(429, {}, {})], "failed", id="too-fast"),
        pytest.param([(403, {}, {})], "failed", id="not-allowed"),
    ],
)
def test_what_became_of_a_withdrawal_is_told_by_the_answers(
    posted: Outgoing, instance: Answering, answers: list[Any], result: str
) -> None:
    rewrite(posted, status="unpublished")
    instance.answers = list(answers)
    assert amended(posted, "--withdraw") == [f"{POST} {result}"]


def test_a_withdrawal_that_failed_is_tried_again(posted: Outgoing, instance: Answering) -> None:
    rewrite(posted, status="unpublished")
    instance.answers = [(429, {}, {}), DONE]
    assert [amended(posted, "--withdraw"), amended(posted, "--withdraw")] == [
        [f"{POST} failed"], [f"{POST} withdrawn"],
    ]  # fmt: skip


def test_nothing_is_amended_from_a_dirty_tree(posted: Outgoing, instance: Answering) -> None:
    mend(posted)
    next((posted.root / "content").rglob("neuf.md")).write_text("autre chose")
    ran = posted.ligne("deliver", "--update", "--live", "--ledger", posted.setting)
    assert (ran.code, instance.asked) == (2, []), ran.said
    assert "rien ne changerait" in posted.ligne("deliver", "--update").err


def test_without_an_account_it_is_for_a_person(posted: Outgoing, monkeypatch: pytest.MonkeyPatch) -> None:
    mend(posted)
    monkeypatch.delenv("LIGNE_MASTODON")
    assert amended(posted, "--update") == [f"{POST} cannot"]
    assert "aucun compte mastodon" in posted.ligne("deliver", "--update").out
