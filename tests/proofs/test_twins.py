"""The proofs can fail: an output that is wrong, and an engine broken on purpose, are found out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from channels.standstill import Inputs
from editorial.scan import scan
from tests.proofs.changes import CHANGES
from tests.proofs.comparison import Bench
from tests.proofs.newsroom import Newsroom
from tests.proofs.test_killed import torn

Behind = Callable[[Path], object]

DAMAGES: dict[str, tuple[Behind, str]] = {
    "one byte": (lambda output: _flip(output / "site/texte-1/index.html"), "wrong: site/texte-1/index.html"),
    "one byte of a picture": (lambda output: _flip(next(output.rglob("card.jpg"))), "wrong: outbox/social/"),
    "the signature": (lambda output: _flip(output / "build.json"), "wrong: build.json"),
    "a file lost": (lambda output: (output / "site/sitemap.xml").unlink(), "missing: site/sitemap.xml"),
    "a stale file": (lambda output: (output / "site/old.html").write_text("old"), "stale: site/old.html"),
    "an empty folder": (lambda output: (output / "site/old").mkdir(), "stale: site/old/"),
}
"""What is done to an output after its build, behind the engine's back, and the beginning of what is said of it."""

TWINS: dict[str, tuple[str, object, str]] = {
    "a-template": ("channels.blog.needs.digest_of", lambda *parts: "alike", "a_template_changes"),
    "a-standstill": ("channels.standstill.inputs_of", lambda root: Inputs(scan(root), {}), "a_body_is_edited"),
    "a-retouch": ("editorial.index.told_in", lambda *text: "alike", "a_title_is_edited"),
    "a-ripple": ("channels.blog.ripple._reached", lambda *known: iter(()), "a_title_is_edited"),
    "a-stamp": ("editorial.scan.stamp_of", lambda found: (0, 0, 0, 0), "a_body_is_edited"),
    "a-face": ("channels.blog.keys.Keys._faces", defaultdict(str), "a_title_is_edited"),
    "a-picture": ("channels.photo.digest_of", lambda *parts: "alike", "a_picture_changes"),
    "pruning": ("channels.press.prune", lambda output, path: False, "a_piece_is_deleted"),
}
"""What is taken out of the engine: where, what stands there instead, and the change that it then does not see."""


def _flip(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:])


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_output_that_is_wrong_is_found_out(tmp_path: Path, damage: str) -> None:
    act, said = DAMAGES[damage]

    found = Bench(Newsroom(tmp_path / "site"), behind=act).faults()

    assert [fault.startswith(said) for fault in found] == [True], found


@pytest.mark.parametrize("twin", TWINS)
def test_an_engine_broken_on_purpose_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, twin: str) -> None:
    place, instead, change = TWINS[twin]
    monkeypatch.setattr(place, instead)
    room = Newsroom(tmp_path / "site")
    bench = Bench(room)
    assert bench.faults() == []

    found = []
    for what in (1, 2):  # A first change of a template makes it the site's own, which is seen in another way.
        CHANGES[change](room, 1, what)
        found += bench.faults()

    assert found != []


def test_a_torn_file_and_a_lost_one_are_found_out() -> None:
    old, new = {"a": "1", "b": "1", "c": "1"}, {"a": "2", "b": "1", "d": "2"}
    found = {"a": "half", "c": "1", "d": "", ".press/files/1": "half", "e": "?"}

    assert list(torn(found, old, new)) == ["torn: a", "torn: d", "torn: e", "lost: b"]
