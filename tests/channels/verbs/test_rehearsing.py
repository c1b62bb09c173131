"""A rehearsal says who would take each thing that is due, and all that `--live` would refuse."""

from __future__ import annotations

import json

import pytest

from tests.channels.delivery.conftest import model as model
from tests.channels.delivery.conftest import outgoing as outgoing
from tests.channels.delivery.outgoing import DUE, Outgoing

POST = DUE[2]
ACCOUNTS = {
    "LIGNE_MASTODON": "https://social.example", "LIGNE_MASTODON_TOKEN": "secret",
    "LIGNE_BLUESKY": "https://bsky.example", "LIGNE_BLUESKY_HANDLE": "banc.example", "LIGNE_BLUESKY_PASSWORD": "secret",
}  # fmt: skip


def rehearsed(outgoing: Outgoing, *words: str) -> dict[str, str]:
    """Give who would take each delivery."""
    said = json.loads(outgoing.ligne("deliver", "--format", "json", *words).out)
    return {one["key"]: one["to"] for one in said["deliveries"] if one["result"] == "would-leave"}


def test_each_thing_names_who_would_take_it(outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ACCOUNTS.items():
        monkeypatch.setenv(name, value)
    assert rehearsed(outgoing, "--to", "pages") == {
        "blog:vieux": "pages:https://banc.example", "blog:neuf": "pages:https://banc.example",
        POST: "social.example", "newsletter:lettre/2026-03-13": "",
    }  # fmt: skip
    said = outgoing.ligne("deliver", "--to", "folder:/srv/www").out
    assert "→ social.example" in said
    assert "→ folder:/srv/www" in said
    assert "secret" not in said


def test_what_has_nowhere_to_go_is_said(outgoing: Outgoing) -> None:
    assert "→ nulle part pour l’instant" in outgoing.ligne("deliver", "--to", "pages").out


@pytest.mark.parametrize(
    ("environ", "words", "why"),
    [
        pytest.param({}, (), "--live ne sait pas où envoyer", id="nobody-said-where"),
        pytest.param({"LIGNE_MASTODON": "https://social.example"}, ("--to", "pages"), "LIGNE_MASTODON_TOKEN manque",
                     id="no-token"),
        pytest.param({}, ("--to", "pages", "--channel", "x"), "x n’a pas de destination", id="no-account"),
        pytest.param({}, ("--to", "ailleurs"), "ailleurs", id="no-such-place"),
    ],
)  # fmt: skip
def test_what_live_would_refuse_is_said(
    outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], words: tuple[str, ...], why: str
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    ran = outgoing.ligne("deliver", *words)
    assert (ran.code, "Avec --live, rien ne partirait" in ran.err, why in ran.err) == (0, True, True), ran.err
    assert why in " ".join(json.loads(outgoing.ligne("deliver", "--format", "json", *words).out)["refusals"])


def test_a_post_of_another_version_is_refused_in_the_rehearsal_too(
    outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ACCOUNTS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("channels.posting.post.FORMAT", 2)
    ran = outgoing.ligne("deliver", "--to", "pages")
    assert (ran.code, "post.json" in ran.err or "ligne build" in ran.err) == (0, True), ran.err


def test_a_rehearsal_that_nothing_forbids_says_no_refusal(outgoing: Outgoing) -> None:
    ran = outgoing.ligne("deliver", "--to", "folder:/srv/www")
    assert "rien ne partirait" not in ran.err
