"""A piece without an id that was renamed is the piece that left: its post does not leave again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.channels.delivery.outgoing import Outgoing
from tests.workflows.runner import git

Act = Callable[[Path], object]


def line(path: Path, written: str) -> None:
    path.write_text(path.read_text().replace("---\n", f"---\n{written}\n", 1))


def moved(path: Path) -> Path:
    git(path.parent, "mv", path.name, "autre-nom.md")
    return path.with_name("autre-nom.md")


def copied(path: Path) -> None:
    path.with_name("autre-nom.md").write_text(path.read_text())


def moved_and_mended(path: Path) -> None:
    new = moved(path)
    new.write_text(new.read_text() + "\nUne phrase de plus.\n")


def after(outgoing: Outgoing, act: Act) -> str:
    """Deliver everything, change the piece, build, and give what is due then."""
    assert outgoing.live().code == 0
    act(next((outgoing.root / "content").rglob("neuf.md")))
    git(outgoing.root, "add", "-A")
    git(outgoing.root, "commit", "-qm", "nom")
    assert outgoing.ligne("build").code in (0, 1)
    ran = outgoing.ligne("due")
    return ran.out + ran.err


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(moved, id="another-file-name"),
        pytest.param(moved_and_mended, id="another-file-name-and-some-words"),
        pytest.param(lambda path: line(path, "slug: autre-nom"), id="another-address"),
    ],
)
def test_the_post_of_a_renamed_piece_does_not_leave_again(outgoing: Outgoing, act: Act) -> None:
    said = after(outgoing, act)
    assert "mastodon:autre-nom ne part pas" in said
    assert "id: neuf" in said
    before = outgoing.arrivals()
    assert outgoing.live().code == 0
    assert {key for key in outgoing.arrivals() - before if key.startswith("mastodon")} == set()


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda path: line(moved(path), "id: neuf"), id="it-keeps-its-id"),
        pytest.param(lambda path: line(path, "title: Un titre tout autre"), id="another-title"),
    ],
)
def test_a_piece_that_keeps_its_id_is_the_one_that_left(outgoing: Outgoing, act: Act) -> None:
    assert "mastodon" not in after(outgoing, act)


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(copied, id="the-old-one-is-still-there"),
        pytest.param(lambda path: line(moved(path), "id: autre-nom"), id="somebody-says-that-it-is-another"),
    ],
)
def test_a_piece_that_is_another_leaves(outgoing: Outgoing, act: Act) -> None:
    said = after(outgoing, act)
    assert (bool(re.search(r"mastodon +autre-nom", said)), "ne part pas" in said) == (True, False), said
