"""What the channel's check finds before a letter leaves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from channels.newsletter.render import check
from editorial.finding import Span
from tests.builder import BLOG, CALENDAR, NEWSLETTER, SiteBuilder
from tests.channels.newsletter.letters import a_site, brief, without_frame


def found(builder: SiteBuilder) -> list[tuple[str, str, str]]:
    return [(f.rule, f.level.value, f.path) for f in check(brief(builder))]


def test_a_sound_letter_has_nothing_wrong(tmp_path: Path) -> None:
    assert found(a_site(tmp_path)) == []


def test_a_newsletter_without_settings_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    (tmp_path / "channels/newsletter.yaml").unlink()

    assert found(builder) == [("newsletter.settings", "error", "channels/newsletter.yaml")]


def test_a_site_that_sends_no_letter_needs_no_settings(tmp_path: Path) -> None:
    builder = a_site(tmp_path).charter(channels={"blog": {}})
    (tmp_path / "channels/newsletter.yaml").unlink()

    assert found(builder) == []


@pytest.mark.parametrize(
    ("key", "rule", "level"),
    [
        ("from", "sender", "error"),
        ("unsubscribe", "unsubscribe", "warning"),
        ("service", "one-click", "suggestion"),
        ("why", "why", "warning"),
    ],
    ids=["sender", "unsubscribe", "service", "why"],
)
def test_what_the_settings_lack(tmp_path: Path, key: str, rule: str, level: str) -> None:
    builder = a_site(tmp_path)
    builder.data("channels/newsletter.yaml", {name: value for name, value in NEWSLETTER.items() if name != key})

    assert found(builder) == [(f"newsletter.{rule}", level, "channels/newsletter.yaml")]


def test_a_subject_that_mailboxes_would_cut(tmp_path: Path) -> None:
    (finding,) = check(brief(a_site(tmp_path, title="Un objet " * 8)))

    assert (finding.rule, finding.path) == ("newsletter.subject", "content/editions/cadre.md")
    assert "71" in finding.message.fr
    assert finding.span.line == 2


def test_a_subject_taken_from_a_piece_is_said_of_the_piece(tmp_path: Path) -> None:
    builder = without_frame(a_site(tmp_path))
    builder.piece("un", title="Un titre " * 8, newsletter={"weight": 2})

    assert found(builder) == [("newsletter.subject", "warning", "content/ecouter/un.md")]


@pytest.mark.parametrize(
    ("charter", "front", "rules"),
    [
        pytest.param({}, {"title": "Deux lectures 🌱"}, [], id="one-emoji"),
        pytest.param({}, {"title": "🌱 Deux lectures 🌱"}, ["emoji"], id="two-emoji"),
        pytest.param({"emoji": "few"}, {"title": "🌱 Deux lectures 🌱"}, ["emoji"], id="few-emoji"),
        pytest.param({"emoji": "none"}, {"title": "🌱 Deux lectures 🌱"}, [], id="emoji-the-charter-finds"),
        pytest.param({}, {"title": "Deux lectures !"}, [], id="one-mark"),
        pytest.param({}, {"title": "Deux lectures !!"}, ["loud"], id="two-marks"),
        pytest.param({"max_exclamations": 0}, {"title": "Deux lectures !!"}, [], id="marks-the-charter-finds"),
        pytest.param({}, {"title": "L’ONU et le RGPD"}, [], id="acronyms"),
        pytest.param({}, {"title": "DERNIÈRE CHANCE de lire"}, ["loud"], id="capitals"),
        pytest.param({"capitals": "none"}, {"title": "DERNIÈRE CHANCE"}, [], id="capitals-the-charter-finds"),
        pytest.param({}, {"standfirst": None}, ["preheader"], id="no-preheader"),
        pytest.param({}, {"standfirst": "Trop court."}, ["preheader"], id="short-preheader"),
        pytest.param({}, {"standfirst": "Bien trop long " * 12}, ["preheader"], id="long-preheader"),
        pytest.param(
            {},
            {"title": "TOUT EST LÀ !!! 🌱🌱", "standfirst": None, "newsletter": {"title": "Deux", "text": "mot " * 9}},
            [],
            id="told-apart-for-the-mailbox",
        ),
    ],
)
def test_what_a_mailbox_shows_before_the_letter_is_opened(
    tmp_path: Path, charter: dict[str, Any], front: dict[str, Any], rules: list[str]
) -> None:
    builder = a_site(tmp_path, **front).charter(channels={"blog": {}, "newsletter": charter})

    assert [rule for rule, _, _ in found(builder)] == [f"newsletter.{rule}" for rule in rules]


def test_the_subject_of_a_letter_without_a_frame_is_heard_too(tmp_path: Path) -> None:
    builder = without_frame(a_site(tmp_path))
    builder.piece("un", title="Lisez !!", newsletter={"weight": 2})

    assert found(builder) == [("newsletter.loud", "warning", "content/ecouter/un.md")]


def test_the_settings_say_how_much_a_subject_holds(tmp_path: Path) -> None:
    builder = a_site(tmp_path, title="🌱 Deux lectures")
    builder.data("channels/newsletter.yaml", {**NEWSLETTER, "subject": {"emoji": 0, "max_chars": 10}})

    assert [rule for rule, _, _ in found(builder)] == ["newsletter.subject", "newsletter.emoji"]


def test_an_image_in_the_foreword_is_shown_where_it_stands(tmp_path: Path) -> None:
    builder = a_site(tmp_path, "Un édito.\n\nAvec ![une image](p.jpg).")
    lines = (tmp_path / "content/editions/cadre.md").read_text().splitlines()

    (finding,) = check(brief(builder))

    assert (finding.rule, finding.level.value) == ("newsletter.image", "warning")
    assert finding.span == Span(lines.index("Avec ![une image](p.jpg).") + 1, 6, 25)


def test_a_letter_that_mailboxes_would_clip(tmp_path: Path) -> None:
    (finding,) = check(brief(a_site(tmp_path, "Un paragraphe de plus.\n\n" * 1_500)))

    assert (finding.rule, finding.path) == ("newsletter.weight", "content/editions/cadre.md")
    assert "lettre/2026-03-06" in finding.message.fr


def test_what_left_long_ago_is_left_in_peace(tmp_path: Path) -> None:
    builder = a_site(tmp_path, "![i](p.jpg)\n\n" + "Un paragraphe de plus.\n\n" * 1_500, title="Un objet " * 8)
    builder.calendar(
        cadences=[{**CALENDAR["cadences"][1], "rrule": "FREQ=WEEKLY;COUNT=1", "from": "2026-03-06"}],
        entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}],
    )

    assert list(check(brief(builder, datetime(2027, 1, 1, tzinfo=UTC)))) == []


@pytest.mark.parametrize(
    ("url", "images", "rules"),
    [
        pytest.param("http://banc.example", "hosted", ["newsletter.photo"], id="in-the-open"),
        pytest.param("http://banc.example", "inline", [], id="in-the-message"),
        pytest.param("https://banc.example", "hosted", [], id="encrypted"),
    ],
)
def test_a_photo_that_mailboxes_would_not_fetch(tmp_path: Path, url: str, images: str, rules: list[str]) -> None:
    builder = a_site(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, "images": images})
    builder.data("channels/blog.yaml", {**BLOG, "url": url})
    Image.new("RGB", (1200, 800), "#336699").save(tmp_path / "content/ecouter/p.jpg")
    builder.piece("un", newsletter={"weight": 2}, image={"src": "p.jpg", "alt": "Du bleu"})

    assert [rule for rule, _, _ in found(builder)] == rules
