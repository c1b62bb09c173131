"""On a real server of Bluesky's a post is there with its image, its facets and its thread, and only once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from channels.exchange import door
from channels.ledger.entry import What
from channels.posting.bluesky import Bluesky, record_key
from tests.channels.posting.conftest import HANDLE, PASSWORD, Pds
from tests.channels.posting.posts import LINK, TEXT, a_post


def bluesky(pds: Pds) -> Bluesky:
    return Bluesky(door(pds.url, {}), HANDLE, PASSWORD)


def test_a_post_is_there_with_its_image_and_its_link(pds: Pds) -> None:
    post = a_post()
    outcome = bluesky(pds).post("bluesky:un", post)
    key = record_key("bluesky:un", post.instant, 0)
    assert (outcome.what, outcome.ref) == (What.SENT, f"https://bsky.app/profile/{HANDLE}/post/{key}")
    record: Any = pds.records()[key]
    assert (record["text"], record["langs"]) == (TEXT, ["fr"])
    # Nobody answers to @lea.example on this server: it stays words.
    assert [one["features"][0].get("uri") or one["features"][0]["tag"] for one in record["facets"]] == [LINK, "Brief"]
    assert record["embed"]["images"][0]["image"]["mimeType"] == "image/jpeg"


def test_the_same_delivery_again_writes_nothing(pds: Pds) -> None:
    first = bluesky(pds).post("bluesky:deux", a_post("Deux.", "Trois."))
    records, commit = pds.records(), pds.commit()
    assert bluesky(pds).post("bluesky:deux", a_post("Deux.", "Trois.")) == first
    assert (pds.records(), pds.commit()) == (records, commit)


def test_a_thread_answers_itself(pds: Pds) -> None:
    post = a_post("Un.", "Deux.", "Trois.")
    bluesky(pds).post("bluesky:fil", post)
    records: Any = pds.records()
    keys = [record_key("bluesky:fil", post.instant, number) for number in range(3)]
    assert [records[key]["text"] for key in keys] == ["Un.", "Deux.", "Trois."]
    parents = [records[key]["reply"]["parent"]["uri"].rpartition("/")[2] for key in keys[1:]]
    assert parents == keys[:2]
    assert {records[key]["reply"]["root"]["uri"].rpartition("/")[2] for key in keys[1:]} == {keys[0]}


def test_a_link_outside_the_text_is_a_card_with_its_picture(pds: Pds) -> None:
    post = a_post("Un brief.")
    bluesky(pds).post("bluesky:carte", post)
    record: Any = pds.records()[record_key("bluesky:carte", post.instant, 0)]
    assert record["embed"]["external"]["uri"] == LINK
    assert record["embed"]["external"]["thumb"]["size"] > 0


def test_a_wrong_password_leaves_nothing(pds: Pds) -> None:
    commit = pds.commit()
    assert Bluesky(door(pds.url, {}), HANDLE, "autre").post("bluesky:non", a_post()).what is What.FAILED
    assert pds.commit() == commit


def test_a_withdrawal_deletes_the_thread_and_a_second_one_writes_nothing(pds: Pds) -> None:
    post = a_post("Un.", "Deux.")
    outcome = bluesky(pds).post("bluesky:retire", post)
    keys = [record_key("bluesky:retire", post.instant, number) for number in range(2)]
    left = replace(post.left, parts=tuple(keys))
    assert (outcome.left, set(keys) <= set(pds.records())) == (left.text, True)
    others = {key: record for key, record in pds.records().items() if key not in keys}
    assert bluesky(pds).withdraw(left, outcome.ref).what is What.SENT
    commit = pds.commit()
    assert bluesky(pds).withdraw(left, outcome.ref).what is What.SENT
    assert (pds.records(), pds.commit()) == (others, commit)


def test_a_post_is_not_edited(pds: Pds) -> None:
    post, commit = a_post("Un."), pds.commit()
    outcome = bluesky(pds).edit(replace(post.left, parts=("3l",)), post, "")
    assert (outcome.what, pds.commit()) == (What.REFUSED, commit)
    assert outcome.said == bluesky(pds).why_not_edited(post.left, post)
