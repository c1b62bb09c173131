"""Nothing is exported that somebody still has to approve, or that an error stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.build import look_over
from channels.exports.coming import POSTED_HERE, coming, worth_telling
from channels.posting.setting import accounts_in
from editorial.edition import State
from tests.builder import AT, CALENDAR
from tests.channels.exports.exported import LATER
from tests.command import ligne
from tests.newsroom import Newsroom


def a_room(root: Path, factory: pytest.TempPathFactory, **approval: object) -> Newsroom:
    room = Newsroom(root, factory.getbasetemp() / "keys", **approval)
    room.write_charter(channels={"blog": {}, "linkedin": {}})
    room.calendar({**CALENDAR, "cadences": [], "offsets": {"linkedin": 30}}).piece("deux", date=LATER)
    return room


def ready(room: Newsroom) -> list[str]:
    return [one.parcel.piece.id for one in coming(look_over(room.site(), AT).brief).ready]


def left(room: Newsroom) -> list[tuple[State, str]]:
    found = coming(look_over(room.site(), AT).brief).left
    return [(one.item.state, one.why.en) for one in found if worth_telling(one)]


def test_what_must_be_approved_by_its_bytes_is_exported_when_those_are(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = a_room(tmp_path, tmp_path_factory, required=[], channels={"linkedin": ["chef"]})
    assert ready(room) == []
    assert left(room) == [(State.UNAPPROVED, "waiting for approval")]

    words = ["approve", "deux", "--channel", "linkedin", "--as", "camille", "--at", AT.isoformat()]
    ran = ligne(*words, site=room.root)
    assert ran.code == 0, ran.said
    assert ready(room) == ["deux"]

    room.piece("deux", date=LATER, standfirst="Un autre chapô.")
    assert ready(room) == []
    assert left(room) == [(State.SCHEDULED, "what would leave is not approved as it stands")]


def test_a_piece_is_exported_when_who_must_has_approved_it(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = a_room(tmp_path, tmp_path_factory)
    assert ready(room) == []
    assert [state for state, _ in left(room)] == [State.UNAPPROVED]

    room.approve("deux", "camille")
    assert ready(room) == ["deux"]


def test_a_piece_with_an_error_is_not_exported(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    room = a_room(tmp_path, tmp_path_factory, required=[])
    assert ready(room) == ["deux"]

    room.piece("deux", "Voir [ailleurs](nulle-part.md).", date=LATER)

    assert ready(room) == []
    assert [state for state, _ in left(room)] == [State.HELD]


def test_no_network_goes_out_two_ways() -> None:
    names = ("MASTODON", "MASTODON_TOKEN", "BLUESKY", "BLUESKY_HANDLE", "BLUESKY_PASSWORD")
    accounts = accounts_in({f"LIGNE_{name}": "https://banc.example" for name in names})

    assert set(accounts) == POSTED_HERE
