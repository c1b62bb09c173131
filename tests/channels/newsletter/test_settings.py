"""The newsletter's settings say all that is wrong at once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from channels.newsletter.pace import Pace
from channels.newsletter.settings import Images, Sender, read_settings
from editorial.errors import EditorialError
from tests.builder import NEWSLETTER, SiteBuilder


def test_settings_are_read_whole(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)
    builder.data(
        "channels/newsletter.yaml",
        {
            **NEWSLETTER,
            "why": {"fr": "Parce que.", "en": "Because."},
            "unsubscribe": ["mailto:a@b.fr", "https://b.fr/x"],
        },
    )

    settings = read_settings(tmp_path, "fr")

    assert settings is not None
    assert settings.sender == Sender("Le Banc", "lettre@banc.example")
    assert settings.unsubscribe == ("mailto:a@b.fr", "https://b.fr/x")
    assert (settings.reason("en"), settings.reason("de")) == ("Because.", "Parce que.")


def test_a_site_without_the_file_has_no_settings(tmp_path: Path) -> None:
    SiteBuilder(tmp_path)
    (tmp_path / "channels/newsletter.yaml").unlink()

    assert read_settings(tmp_path, "fr") is None


def test_settings_about_readers_and_sending_are_read_whole(tmp_path: Path) -> None:
    said = {
        "desk": "desk@banc.example",
        "service": "https://lettre.banc.example/abo/",
        "fields": {"first_name": {"fr": "chère  lectrice", "en": "dear reader"}, "city": "votre ville"},
        "images": "inline",
        "bounce": "retours@banc.example",
        "feedback_id": "banc2026",
        "subject": {"max_chars": 50, "emoji": 0},
        "send": {
            "batch": 200,
            "canary": 0,
            "max_refused": "2,5 %",
            "per_second": 3,
            "per_domain": {"Orange.fr": "0.5"},
            "attempts": 2,
        },
    }
    SiteBuilder(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, **said})

    settings = read_settings(tmp_path, "fr")

    assert settings is not None
    assert (settings.desk, settings.bounce) == ("desk@banc.example", "retours@banc.example")
    assert settings.service == "https://lettre.banc.example/abo"
    assert settings.images is Images.INLINE
    assert (settings.feedback_id, settings.max_subject_chars, settings.max_subject_emoji) == ("banc2026", 50, 0)
    assert settings.pace == Pace(200, 0, Fraction(1, 40), 3.0, {"orange.fr": 0.5}, 2)
    assert [dict(settings.defaults(lang)) for lang in ("fr-CA", "en", "de")] == [
        {"first_name": "chère lectrice", "city": "votre ville"},
        {"first_name": "dear reader"},
        {},
    ]
    assert settings.ways_out == ("https://lettre.banc.example/abo/u/web", "mailto:lettre@banc.example?subject=stop")
    assert settings.preferences_url == "https://lettre.banc.example/abo/p/web"


def test_what_the_file_does_not_say_has_its_usual_value(tmp_path: Path) -> None:
    SiteBuilder(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, "service": None})

    settings = read_settings(tmp_path, "fr")

    assert settings is not None
    assert (settings.service, settings.fields, settings.images) == ("", {}, Images.HOSTED)
    assert settings.pace == Pace(500, 50, Fraction(1, 20), 14.0, {}, 5)


def test_every_problem_is_said_at_once(tmp_path: Path) -> None:
    wrong = {"name": "", "from": {"name": "A", "adress": "a@b.fr"}, "reply_to": "é@b.fr", "list_id": "x"}
    SiteBuilder(tmp_path).data("channels/newsletter.yaml", {**wrong, "unsubscribe": "ici"})

    with pytest.raises(EditorialError) as caught:
        read_settings(tmp_path, "fr")

    said = [(p.path, p.message.en) for p in caught.value.problems]
    assert {path for path, _ in said} == {"channels/newsletter.yaml"}
    for expected in ("“name” is missing", "“from.address” is missing", "from.adress", "é@b.fr", "list id", "“ici”"):
        assert any(expected in message for _, message in said), expected


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("reply_to", "a@b", id="no-domain"),
        pytest.param("reply_to", "a@b.fr\nBcc: c@d.fr", id="a-header-injected"),
        pytest.param("reply_to", "a b@c.fr", id="a-space"),
        pytest.param("list_id", "a.b>\n", id="a-bracket"),
        pytest.param("unsubscribe", "mailto:a@b.fr>, <x", id="a-bracket-in-a-link"),
        pytest.param("unsubscribe", "http://b.fr", id="not-encrypted"),
        pytest.param("unsubscribe", "javascript:x", id="a-script"),
        pytest.param("desk", "desk", id="a-desk-without-domain"),
        pytest.param("bounce", "a@b.fr>, <x@y.fr", id="a-bounce-with-brackets"),
        pytest.param("service", "http://b.fr", id="a-service-not-encrypted"),
        pytest.param("service", "https://b.fr/?list=1", id="a-service-with-a-query"),
        pytest.param("service", "https://me:word@b.fr", id="a-service-with-a-password"),
        pytest.param("service", "https://b.fr>", id="a-service-with-a-bracket"),
        pytest.param("feedback_id", "a:b", id="a-feedback-id-of-two"),
        pytest.param("images", "attached", id="images-unknown"),
        pytest.param("fields", {"First name": "x"}, id="a-field-with-a-space"),
        pytest.param("fields", {"address": "x"}, id="a-field-reserved"),
        pytest.param("fields", {"first_name": {"fr": " "}}, id="a-field-without-default"),
        pytest.param("fields", {"first_name": "cher {ami}"}, id="a-default-with-braces"),
        pytest.param("fields", ["first_name"], id="fields-as-a-list"),
        pytest.param("subject", {"max_chars": 0}, id="no-subject"),
        pytest.param("subject", {"emojis": 1}, id="subject-misspelt"),
        pytest.param("send", {"batch": 0}, id="no-batch"),
        pytest.param("send", {"canary": -1}, id="a-negative-canary"),
        pytest.param("send", {"max_refused": 5}, id="a-share-without-percent"),
        pytest.param("send", {"max_refused": "500%"}, id="more-than-all"),
        pytest.param("send", {"per_second": "fast"}, id="a-rate-in-words"),
        pytest.param("send", {"per_second": "0.0"}, id="a-rate-of-none"),
        pytest.param("send", {"per_domain": {"orange.fr": "-1"}}, id="a-negative-rate"),
        pytest.param("send", {"per_domain": "orange.fr"}, id="domains-as-a-text"),
        pytest.param("send", {"atempts": 3}, id="send-misspelt"),
    ],
)
def test_what_would_break_a_header_is_refused(tmp_path: Path, key: str, value: Any) -> None:
    SiteBuilder(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, key: value})

    with pytest.raises(EditorialError) as caught:
        read_settings(tmp_path, "fr")

    assert {problem.path for problem in caught.value.problems} == {"channels/newsletter.yaml"}
