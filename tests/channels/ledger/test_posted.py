"""Where posts stand follows from the last entry of each delivery, and from no other."""

from __future__ import annotations

import pytest

from channels.ledger.entry import Entry, Key, What
from channels.ledger.ledger import Ledger
from channels.ledger.posted import posted_in
from channels.ledger.snapshot import pull, read_posted, snapshot_posted
from channels.ledger.store import Outcome, claim, settle
from tests.channels.ledger.workshop import AT

URL = "https://social.example/@banc/1"
OTHER = "https://bsky.app/profile/banc.example/post/3l"
POST = Key("mastodon", "un")


def ledger(*entries: tuple[str, What, str]) -> Ledger:
    keys = [(Key(*key.split(":")), what, ref) for key, what, ref in entries]
    return Ledger().after([Entry(key, what, AT, "0" * 32, 1, ref) for key, what, ref in keys], "tip")


@pytest.mark.parametrize(
    ("entries", "stands"),
    [
        pytest.param([("mastodon:un", What.SENT, URL), ("bluesky:un", What.SENT, OTHER)],
                     {"un": {"mastodon": URL, "bluesky": OTHER}}, id="on-two-networks"),
        pytest.param([("mastodon:un", What.RESOLVED_SENT, URL)], {"un": {"mastodon": URL}}, id="somebody-saw-it"),
        pytest.param([("mastodon:un", What.DOUBT, URL)], {}, id="in-doubt"),
        pytest.param([("mastodon:un", What.RESOLVED_NOT_SENT, URL)], {}, id="not-sent"),
        pytest.param([("mastodon:un", What.SENT, "12345")], {}, id="no-address"),
        pytest.param([("mastodon:un", What.SENT, "javascript:alert(1)")], {}, id="no-web-address"),
        pytest.param([("newsletter:un", What.SENT, URL)], {}, id="no-network"),
        pytest.param([("mastodon:un", What.SENT, URL), ("mastodon:un.withdrawn", What.SENT, "")], {}, id="withdrawn"),
        pytest.param([("mastodon:un", What.SENT, URL), ("mastodon:un.withdrawn", What.CLAIM, "")], {},
                     id="perhaps-withdrawn"),
        pytest.param([("mastodon:un", What.SENT, URL), ("mastodon:un.withdrawn", What.FAILED, "")],
                     {"un": {"mastodon": URL}}, id="not-withdrawn"),
    ],
)  # fmt: skip
def test_a_post_stands_where_the_ledger_says(
    entries: list[tuple[str, What, str]], stands: dict[str, dict[str, str]]
) -> None:
    assert posted_in(ledger(*entries).rows) == stands


def test_the_first_post_of_a_piece_stands_before_its_re_runs() -> None:
    again = [("mastodon:un--2026-11-04", What.SENT, f"{URL}4"), ("mastodon:un--2026-11-03", What.SENT, f"{URL}3")]
    assert posted_in(ledger(*again).rows)["un"] == {"mastodon": f"{URL}3"}
    assert posted_in(ledger(*again, ("mastodon:un", What.SENT, URL)).rows)["un"] == {"mastodon": URL}


def test_the_address_of_a_post_comes_back_from_every_store(workshop, tmp_path) -> None:
    store = workshop.runner()
    claims = claim(store, [POST], AT)
    pull(tmp_path, store, AT)
    before = snapshot_posted(tmp_path)
    settle(store, claims, {POST: Outcome(What.SENT, URL)}, AT)
    pull(tmp_path, store, AT)
    assert read_posted(tmp_path) == {"un": {"mastodon": URL}}
    after = snapshot_posted(tmp_path)
    assert before != after
    claim(store, [Key("newsletter", "lettre/2026-12-04")], AT)
    pull(tmp_path, store, AT)
    assert snapshot_posted(tmp_path) == after


def test_without_a_snapshot_nothing_stands(tmp_path) -> None:
    assert (read_posted(tmp_path), snapshot_posted(tmp_path)) == ({}, None)


def test_a_row_cut_short_stands_nowhere() -> None:
    assert posted_in({"mastodon:un": ["sent"]}) == {}
