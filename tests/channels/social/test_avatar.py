"""The avatar is cut square, and what the networks' circle would cut of it is said."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from channels.channel import Audience
from channels.photo import Photo
from channels.subject import Subject
from editorial.errors import EditorialError
from editorial.piece import Focus
from tests.builder import SiteBuilder
from tests.channels.social.posts import a_site, artifacts, brief, findings, with_photo

FILE, SHEET, SMALL = "team/avatar.jpg", "team/contact-sheet.html", "team/contact-sheet/avatar-1000x1000.jpg"


def with_avatar(root: Path, **avatar: Any) -> SiteBuilder:
    return with_photo(a_site(root)).piece("un").data("channels/social.yaml", {"format": 1, "avatar": avatar})


def said(builder: SiteBuilder) -> list[tuple[str, str, str]]:
    return [(str(one.level), one.path, one.message.en) for one in findings(builder) if one.rule == "social.avatar"]


@pytest.mark.parametrize(
    ("focus", "share"),
    [
        pytest.param(Focus(50, 50, 40, 40), 1.0, id="in the middle"),
        pytest.param(Focus(50, 50, 100, 100), 0.785, id="the whole square"),
        pytest.param(Focus(5, 5, 10, 10), 0.0, id="in the corner"),
    ],
)
def test_what_is_left_of_a_box_is_what_lies_in_the_circle(focus: Focus, share: float) -> None:
    photo = Photo(Path("photo.jpg"), 1000, 1000, "d", "jpeg")
    assert Subject(focus).cut_round(photo) == pytest.approx(share, abs=0.01)
    assert Subject(Focus(5, 5)).cut_round(photo) == 1.0


def test_an_avatar_is_made_for_the_team_and_shown_on_its_sheet(tmp_path: Path) -> None:
    builder = with_avatar(tmp_path, src="images/photo.jpg", focus="40% 40% 20% 20%")
    made = artifacts(builder)
    assert said(builder) == []
    assert {made[path].audience for path in (FILE, SHEET, SMALL)} == {Audience.TEAM}
    assert [Image.open(io.BytesIO(made[path].make())).size for path in (FILE, SMALL)] == [(1000, 1000), (260, 260)]
    html = made[SHEET].make().decode()
    assert ('class="round"' in html, "sujet : 100 %" in html) == (True, True)


def test_a_site_without_an_avatar_has_none(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("un")
    assert (said(builder), FILE in artifacts(builder)) == ([], False)
    assert 'class="round"' not in artifacts(builder)[SHEET].make().decode()


def test_a_preview_is_of_pieces(tmp_path: Path) -> None:
    from channels.social.render import render

    builder = with_avatar(tmp_path, src="images/photo.jpg", focus="40% 40% 20% 20%")
    assert not {FILE, SMALL} & {one.path for one in render(brief(builder, is_preview=True))}


@pytest.mark.parametrize(
    ("avatar", "level", "words"),
    [
        pytest.param({"src": "images/photo.jpg", "focus": "0% 0% 50% 50%"}, "warning", "circle cuts", id="cut"),
        pytest.param({"src": "images/photo.jpg"}, "warning", "neither a face nor", id="nothing said"),
        pytest.param({"src": "images/rien.jpg"}, "error", "not under content/", id="missing"),
        pytest.param({"src": "../editorial/charter.yaml"}, "error", "not under content/", id="outside"),
        pytest.param({"src": "images/mot.jpg"}, "error", "no readable picture", id="no picture"),
    ],
)
def test_what_is_wrong_with_an_avatar_is_said_where_it_is_named(
    tmp_path: Path, avatar: dict[str, str], level: str, words: str
) -> None:
    builder = with_avatar(tmp_path, **avatar).file("content/images/mot.jpg", b"un mot")
    ((found, path, message),) = said(builder)
    assert (found, path, words in message) == (level, "channels/social.yaml", True), message


def test_a_focus_that_is_none_stops_at_its_file(tmp_path: Path) -> None:
    with pytest.raises(EditorialError, match="130%"):
        findings(with_avatar(tmp_path, src="images/photo.jpg", focus="10% 130%"))
