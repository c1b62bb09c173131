"""The newsletter's settings say all that is wrong at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from channels.newsletter.settings import Sender, read_settings
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
    ],
)
def test_what_would_break_a_header_is_refused(tmp_path: Path, key: str, value: Any) -> None:
    SiteBuilder(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, key: value})

    if value.endswith("\n"):
        value = value[:-1]
    with pytest.raises(EditorialError):
        read_settings(tmp_path, "fr")
