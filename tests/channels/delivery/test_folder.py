from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from channels.delivery.folder import Folder
from channels.delivery.marker import NAME, marker_of, read_marker
from channels.delivery.sealed import Sealed, read_sealed
from channels.ledger.entry import What
from channels.ledger.store import Outcome
from editorial.errors import EditorialError
from tests.channels.delivery.outgoing import Outgoing

TIP = "a" * 40


@pytest.fixture
def site(outgoing: Outgoing) -> Sealed:
    """Give the site that is built."""
    return read_sealed(outgoing.root / "output")


def without(site: Sealed, path: str) -> Sealed:
    return replace(site, digests={name: digest for name, digest in site.digests.items() if name != path})


def test_what_a_marker_listed_and_is_gone_is_pruned_and_nothing_else(outgoing: Outgoing, site: Sealed) -> None:
    folder, blog = Folder(outgoing.to), outgoing.to / "blog"
    folder.deploy(site, marker_of(site, TIP), [])
    (blog / "CNAME").write_text("banc.example")
    smaller = without(site, "site/neuf/index.html")

    done = folder.deploy(smaller, marker_of(smaller, TIP), [])

    there = [(blog / name).exists() for name in ("neuf", "vieux/index.html", "CNAME", NAME)]
    assert (done, there) == (Outcome(What.SENT), [False, True, True, True])


def test_a_file_that_stands_as_it_was_is_left_alone_and_another_is_replaced(outgoing: Outgoing, site: Sealed) -> None:
    folder, blog = Folder(outgoing.to), outgoing.to / "blog"
    folder.deploy(site, marker_of(site, TIP), [])
    spoiled, kept = blog / "neuf/index.html", blog / "vieux/index.html"
    spoiled.write_bytes(b"x")
    before = kept.stat().st_ino

    folder.deploy(site, marker_of(site, TIP), [])

    assert (spoiled.read_bytes(), kept.stat().st_ino) == (site.read("site/neuf/index.html"), before)
    assert [path.name for path in outgoing.to.iterdir() if "part" in path.name] == []


def test_a_file_in_the_place_of_a_folder_gives_way(outgoing: Outgoing, site: Sealed) -> None:
    (outgoing.to / "blog").mkdir()
    (outgoing.to / "blog/neuf").write_text("x")

    assert Folder(outgoing.to).deploy(site, marker_of(site, TIP), []) == Outcome(What.SENT)
    assert (outgoing.to / "blog/neuf/index.html").is_file()


def test_an_older_site_does_not_replace_a_later_one(outgoing: Outgoing, site: Sealed) -> None:
    folder, later = Folder(outgoing.to), marker_of(replace(site, at=site.at + timedelta(hours=1)), TIP)
    folder.deploy(site, later, [])

    assert folder.deploy(site, marker_of(site, TIP), []) == Outcome(What.FAILED)
    assert folder.marker() == later


def test_a_marker_is_read_as_it_was_written_and_holds_no_more(outgoing: Outgoing, site: Sealed) -> None:
    made = marker_of(site, TIP)

    assert read_marker(made.as_json(), NAME) == made
    assert set(made.files) == {path.removeprefix("site/") for path in site.digests if path.startswith("site/")}


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"format": 2}', b'{"format": 1, "at": 3}'])
def test_a_marker_that_cannot_be_read_lets_nothing_leave(outgoing: Outgoing, raw: bytes) -> None:
    (outgoing.to / "blog").mkdir()
    (outgoing.to / "blog" / NAME).write_bytes(raw)

    with pytest.raises(EditorialError, match="cannot be read"):
        Folder(outgoing.to).marker()
    ran = outgoing.live()
    assert (ran.code, ran.err.count("\n"), list(outgoing.arrivals())) == (2, 1, [])


def test_a_marker_names_no_path_outside_of_the_site(outgoing: Outgoing, site: Sealed) -> None:
    made = replace(marker_of(site, TIP), files=("../../secret", "/etc/passwd", "a.html"))

    assert read_marker(made.as_json(), NAME).files == ("a.html",)


def test_an_edition_for_which_there_is_no_room_has_not_left(outgoing: Outgoing) -> None:
    (post,) = [one for one in outgoing.due().due if one.key.channel == "mastodon"]
    (outgoing.to / "mastodon").write_text("a file where a folder must be")

    assert Folder(outgoing.to).deliver(post, {"post.txt": b"one"}) == Outcome(What.FAILED)
    assert [path.name for path in outgoing.to.iterdir()] == ["mastodon"]


def test_an_edition_that_is_there_is_not_written_over(outgoing: Outgoing) -> None:
    (post,) = [one for one in outgoing.due().due if one.key.channel == "mastodon"]
    folder = Folder(outgoing.to)

    first = folder.deliver(post, {"post.txt": b"one"})
    second = folder.deliver(post, {"post.txt": b"two"})

    assert (first.what, second.what) == (What.SENT, What.REFUSED)
    assert (outgoing.to / "mastodon/neuf/post.txt").read_bytes() == b"one"
    assert outgoing.arrivals()["mastodon:neuf"] == 2
