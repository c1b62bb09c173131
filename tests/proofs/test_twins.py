"""The proofs can fail: an output that is wrong, and an engine broken on purpose, are found out."""

from __future__ import annotations

import base64
import gzip
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from channels.blog.declared import Declared
from channels.blog.maps import Entry, entries
from channels.blog.routes import Route
from channels.standstill import Inputs
from editorial.scan import scan
from tests.proofs.archive import FIRST_DAY, Archive
from tests.proofs.changes import CHANGES
from tests.proofs.comparison import Bench
from tests.proofs.newsroom import Newsroom
from tests.proofs.search import Search, ways_into_team
from tests.proofs.secrets import Vault, photo, secret_of
from tests.proofs.test_killed import torn
from tests.proofs.test_leak import Watch
from tests.proofs.test_past import faults_of, faults_twice

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
    "a-ledger": ("channels.standstill.snapshot_posted", lambda root: None, "a_ledger_is_pulled"),
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


def _every_address(site: Declared, routes: Iterable[Route]) -> list[Entry]:
    every = [(site.view.addresses.absolute(f"/{piece.id}/"), None) for piece in site.view.site.pieces]
    return [*entries(site, routes), *every]


LEAKS: dict[str, tuple[str, object, str]] = {
    "a-listing": ("channels.blog.render.entries", _every_address, "site/sitemap.xml"),
    "a-picture": ("channels.blog.pictures.resized", lambda photo, *size: photo.path.read_bytes(), "site/images/"),
    "nothing-ever-shown": ("editorial.standing.Roster.appearances", lambda *states: [], "not shown: "),
}
"""What leaks on purpose: where, what stands there instead, and where that is found."""


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_made_on_purpose_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: str) -> None:
    place, instead, where = LEAKS[leak]
    monkeypatch.setattr(place, instead)
    first = datetime(2026, 3, 10, tzinfo=UTC)
    secrets = [secret_of(way, f"zqj{way[:4]}", first, first + timedelta(days=9)) for way in ("embargo", "window")]
    vault = Vault(tmp_path / "site", secrets)
    vault.lay_out()

    found = Watch(vault).faults(first if leak != "a-listing" else first - timedelta(seconds=1))

    assert [fault for fault in found if where in fault] != []


PEEKS: dict[str, tuple[str, object]] = {
    "the-clock": ("channels.blog.view.View.minutes", lambda view, piece: time.gmtime(time.time()).tm_year),
    "the-zone": ("channels.blog.view.View.minutes", lambda view, piece: time.localtime(0).tm_hour),
    "the-language": ("channels.blog.view.View.minutes", lambda view, piece: os.environ.get("LC_ALL", "")),
    "the-folder": ("channels.blog.view.View.minutes", lambda view, piece: str(view.site.root)),
}
"""What a renderer may not look at, looked at."""


@pytest.mark.parametrize("peek", PEEKS)
def test_a_renderer_that_peeks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, peek: str) -> None:
    monkeypatch.setattr(*PEEKS[peek])
    vault = Vault(tmp_path / "site", [])
    vault.lay_out()

    found = faults_twice(vault, datetime(2026, 3, 10, tzinfo=UTC), tmp_path / "other", Random(peek))

    assert "wrong: site/ouvert-0/index.html" in found


def test_what_came_later_is_found_in_the_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editorial.piece.Piece.as_of", lambda piece, day: piece)
    archive = Archive(tmp_path / "site", Random(1), 0)
    later = FIRST_DAY + timedelta(days=3)
    archive.correct(later)
    archive.close(later)

    assert [fault for fault in faults_of(archive, archive.commits[0][0], tmp_path) if "/texte-" in fault] != []


FORMS: dict[str, tuple[bytes, str]] = {
    "upper-case": (b"ZQJWORDBODY", ".html"),
    "entities": (b"&#122;qjwordbody", ".html"),
    "percent": (b"%7Aqjwordbody", ".xml"),
    "escapes": (rb"\u007aqjwordbody", ".json"),
    "base64": (base64.b64encode(b"Un mot : zqjwordbody, et un autre."), ".html"),
    "quoted-printable": (b"Un zqjwo=\r\nrdbody", ".eml"),
    "a-subject": (b"Subject: =?utf-8?b?enFqd29yZGJvZHk=?=\n\n", ".eml"),
    "a-part": (b"Content-Transfer-Encoding: base64\n\nZW5maW4genFq\nd29yZGJvZHkgOg==\n", ".eml"),
    "utf-16": ("zqjwordbody".encode("utf-16-le"), ".bin"),
    "gzip": (gzip.compress(b"zqjwordbody"), ".gz"),
    "a-photo": (photo("zqjwordbody", "JPEG"), ".jpg"),
    "a-drawing": (photo("zqjwordbody", "PNG"), ".png"),
    "a-webp": (photo("zqjwordbody", "WEBP"), ".webp"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_word_is_found_in_each_form(form: str) -> None:
    raw, suffix = FORMS[form]

    found = Search(["zqjword"]).in_bytes(raw, suffix)

    assert [word for word in found if word.startswith("zqjwordbody")] != []


def test_a_link_into_the_folder_of_the_team_is_found(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text('<a href="../team/board.html">Plan</a>')

    assert ways_into_team(tmp_path) == ["site/index.html"]
