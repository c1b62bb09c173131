"""The pictures of posts are judged before they leave: large enough, cut where they may be, described."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.finding import Level
from tests.channels.social.posts import PHOTO, a_site, findings, rules, with_photo


def test_a_photo_smaller_than_asked_is_told_once_with_the_sizes(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path, mastodon={}, x={}, instagram={}), size=(600, 500))
    told = findings(builder.piece("un", image=PHOTO))
    (found,) = (one for one in told if one.rule != "social.same")
    assert (found.rule, found.level) == ("social.small-photo", Level.WARNING)
    assert "600 × 500 px" in found.message.en
    assert "1200 × 675 (Mastodon, X) ; 1080 × 1350 (Instagram)" in found.message.en


def test_a_small_photo_the_charter_admits_is_only_a_suggestion(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path), size=(600, 500))
    charter = {"version": "1.0.0", "images": {"min_width_px": 500}}
    values = {
        **charter,
        "pillars": [{"id": "ecouter", "name": "Écouter"}],
        "masthead": {},
        "channels": {"mastodon": {}},
    }
    builder.charter({**values, "masthead": {"people": [{"id": "redaction", "name": "La rédaction"}]}})
    assert [found.level for found in findings(builder.piece("un", image=PHOTO))] == [Level.SUGGESTION]


def test_a_photo_without_a_focal_point_or_a_face_is_told(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path)).piece("un", image={"src": "images/photo.jpg", "alt": "Un banc."})
    assert [(found.rule, found.level) for found in findings(builder)] == [("social.no-focus", Level.WARNING)]


@pytest.mark.parametrize(
    ("image", "body", "expected"),
    [
        ("images/autre.jpg", "Texte.", ["social.alt", "social.no-focus"]),
        ("images/autre.jpg", "Texte ![Un chat.](images/autre.jpg)", ["social.no-focus"]),
        ("images/photo.jpg", "Texte.", []),
    ],
    ids=["no-words", "words-in-the-text", "the-lead-photo"],
)
def test_a_network_s_own_photo_needs_its_words(tmp_path: Path, image: str, body: str, expected: list[str]) -> None:
    builder = with_photo(with_photo(a_site(tmp_path)), "autre.jpg")
    assert sorted(rules(builder.piece("un", body, image=PHOTO, social={"mastodon": {"image": image}}))) == expected


def test_a_network_s_own_focus_says_what_its_photo_keeps(tmp_path: Path) -> None:
    builder = with_photo(with_photo(a_site(tmp_path)), "autre.jpg")
    note = {"image": "images/autre.jpg", "focus": "10% 10%"}
    assert rules(builder.piece("un", "![Un chat.](images/autre.jpg)", social={"mastodon": note})) == []


def test_a_box_that_a_crop_cuts_is_told_with_what_is_left(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path, mastodon={}, instagram={}), size=(3000, 1500))
    image = {**PHOTO, "focus": "0% 0% 90% 50%"}
    found = [one for one in findings(builder.piece("un", image=image)) if one.rule == "social.cut"]
    assert [one.level for one in found] == [Level.WARNING]
    assert "44 % (Instagram)" in found[0].message.fr
    assert "Mastodon" not in found[0].message.fr


def test_a_network_s_own_photo_that_is_broken_is_an_error(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path)).file("content/images/autre.jpg", b"no picture")
    found = findings(builder.piece("un", image=PHOTO, social={"mastodon": {"image": "images/autre.jpg"}}))
    assert [(one.rule, one.level) for one in found] == [("social.picture", Level.ERROR)]


def test_an_alt_text_too_long_for_the_network_is_told(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path, x={})).piece("un", image={**PHOTO, "alt": "mot " * 300})
    assert rules(builder) == ["social.alt-long"]
