"""What the exports cannot do by themselves is told, with what to do next."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from channels.exports.review import review_tool
from channels.exports.tool import read_tool
from editorial.finding import Finding, Level
from tests.builder import SiteBuilder
from tests.channels.exports.exported import CAMPAIGN, FAIR, LATER, a_site_to_come, exports, findings
from tests.channels.social.posts import a_site


def found(builder: SiteBuilder, rule: str) -> list[Finding]:
    return [finding for finding in findings(builder) if finding.rule == rule]


def posted(root: Path, network: str, text: str | list[str], **front: Any) -> SiteBuilder:
    key = "thread" if isinstance(text, list) else "text"
    return a_site(root, **{network: {}}).piece("deux", date=LATER, social={network: {key: text}}, **front)


def test_nothing_is_said_of_a_post_that_every_tool_takes(tmp_path: Path) -> None:
    assert findings(a_site_to_come(tmp_path, "linkedin", "facebook", "x", "threads")) == []


def test_a_thread_is_told_where_hootsuite_cannot_take_it(tmp_path: Path) -> None:
    (one,) = found(posted(tmp_path, "x", ["Un.", "Deux."]), "export.left-out")

    assert (one.level, one.path, one.span.line) == (Level.WARNING, "content/ecouter/deux.md", 10)
    assert "Hootsuite" in one.message.fr
    assert "« Le titre de deux »" in one.message.fr
    assert one.fix
    assert "raccourcissez" in one.fix.fr


def test_a_text_that_holds_publer_s_separator_is_told(tmp_path: Path) -> None:
    (one,) = found(posted(tmp_path, "linkedin", "a || b"), "export.left-out")

    assert "Publer" in one.message.en
    assert one.fix
    assert "||" in one.fix.en
    made = exports(posted(tmp_path / "again", "linkedin", "a || b"))
    assert "hootsuite/linkedin.csv" in made
    assert "publer/linkedin.csv" not in made
    assert "Pas dans le tableau d’un outil" in made["LISEZMOI.txt"].make().decode()


def test_a_text_longer_than_a_cell_is_told_with_by_how_much(tmp_path: Path) -> None:
    (one,) = found(posted(tmp_path, "facebook", "mot " * 9000), "export.left-out")

    assert "32767" in one.message.fr
    assert one.fix is not None
    assert re.search(r"ôtez 3\d{3} signes", one.fix.fr)


@pytest.mark.parametrize("text", ["=1+1", "+33 1 23", "- un tiret", "@latoile dit"], ids=lambda text: text[0])
def test_a_text_that_a_spreadsheet_would_run_is_told(tmp_path: Path, text: str) -> None:
    (one,) = found(posted(tmp_path, "linkedin", text), "export.formula")

    assert one.level is Level.SUGGESTION
    assert f"« {text[0]} »" in one.message.fr
    assert one.fix


def test_instagram_without_an_address_is_told_with_the_file_to_attach(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "instagram")

    (one,) = found(builder, "export.image")

    assert one.level is Level.SUGGESTION
    assert one.fix
    file = one.fix.en.rpartition("output/team/exports/")[2]
    assert file in exports(builder)


def test_a_re_run_that_the_network_cannot_take_is_told_before_its_day(tmp_path: Path) -> None:
    again = {"at": "2026-04-09T09:00", "channel": "x", "piece": "un"}
    builder = a_site_to_come(tmp_path, "x", entries=[again]).piece("deux", status="draft")
    builder.piece("un", social={"x": {"text": "mot " * 200}})

    (one,) = found(builder, "export.left-out")

    assert one.path == "content/ecouter/un.md"
    assert "280" in one.message.fr


def test_what_the_network_s_own_review_says_is_not_said_twice(tmp_path: Path) -> None:
    assert findings(posted(tmp_path, "x", "mot " * 200)) == []


def test_two_campaigns_of_one_folder_are_told(tmp_path: Path) -> None:
    other = {**CAMPAIGN, "id": "Book Fair"}
    builder = a_site_to_come(tmp_path, "linkedin", entries=[FAIR], campaigns=[CAMPAIGN, other])

    (one,) = found(builder, "export.campaign")

    assert (one.path, one.level) == ("editorial/calendar.yaml", Level.WARNING)
    assert "« book/fair »" in one.message.fr
    assert "« Book Fair »" in one.message.fr
    assert "book-fair" in one.message.fr


def test_a_profile_is_told_from_the_day_it_expires() -> None:
    tool = read_tool("publer")

    assert list(review_tool(tool, tool.expires - timedelta(days=1))) == []
    (one,) = review_tool(tool, tool.expires)
    assert (one.rule, one.path) == ("export.profile", "channels/exports/tools/publer.yaml")
    assert list(review_tool(replace(tool, expires=tool.expires + timedelta(days=1)), tool.expires)) == []


def test_a_post_without_a_photo_has_its_card_to_attach(tmp_path: Path) -> None:
    builder = a_site(tmp_path, instagram={}).piece("deux", date=LATER)

    (one,) = found(builder, "export.image")

    assert one.fix is not None
    file = one.fix.fr.rpartition("output/team/exports/")[2]
    with Image.open(io.BytesIO(exports(builder)[file].make())) as card:
        assert card.size == (1080, 1350)
