"""A build of a past instant gives the site as of then, and of any instant twice the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Container
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from tests.command import Ran, ligne
from tests.proofs.archive import Archive
from tests.proofs.comparison import Tree, apart, differences, tree
from tests.proofs.parts import IS_FULL, parts, seed_of
from tests.proofs.secrets import FOR_EVER, TIMED, Vault, draw

DAYS = 14 if IS_FULL else 5
INSTANTS = 20 if IS_FULL else 2
TODAYS_WORDS = ("site/charte/", "site/en/charter/", "site/en/charte/")
"""The page of the charter says what today's says."""
FAR = 400 * 24 * 3600.0
"""How far ahead the clock stands where a site is built again, in seconds."""


def shown(site: Path, at: datetime, edited: Container[str]) -> Tree:
    """Give what is shown and sent of a site at an instant, built from nothing, but what today's charter is called.

    A letter is set under today's, and so is a post whose piece was `edited` since.
    """
    shutil.rmtree(site / "output", ignore_errors=True)
    shutil.rmtree(site / ".ligne", ignore_errors=True)
    ran = ligne("build", "--jobs", "1", "--at", at.isoformat(), site=site)
    assert ran.code != 2, ran.said
    for path in (site / "output/outbox").rglob("*.json"):
        said = json.loads(path.read_text())
        if path.name == "edition.json" or said.get("piece") in edited:
            path.write_text(json.dumps({**said, "charter": ""}))
    kept = tree(site / "output")
    return {
        name: digest
        for name, digest in kept.items()
        if name.startswith(("site/", "outbox/")) and not name.startswith(TODAYS_WORDS)
    }


def faults_of(archive: Archive, at: datetime, folder: Path) -> list[str]:
    """Build an instant of the past as it was then and from today's commit; give what differs."""
    commit = [commit for day, commit in archive.commits if day <= at][-1]
    today, then = archive.at(archive.commits[-1][1], folder / "today"), archive.at(commit, folder / "then")
    texts = {path.stem: path.read_bytes() for path in (then / "content").rglob("*.md")}
    edited = {path.stem for path in (today / "content").rglob("*.md") if texts.get(path.stem) != path.read_bytes()}
    return [*differences(shown(today, at, edited), shown(then, at, edited))]


@pytest.mark.proof("past")
@pytest.mark.parametrize("part", parts(few=1, full=12))
def test_a_past_instant_gives_the_site_as_of_then(
    tmp_path: Path, part: int, record_property: Callable[[str, object], None]
) -> None:
    """As then there was nothing of what came later, no page of then can depend on it."""
    random = Random(seed_of("past", part))
    archive = Archive(tmp_path / "site", random, DAYS)
    first, last = archive.commits[0][0], archive.commits[-1][0]
    turns = [day + timedelta(seconds=step) for day, _ in archive.commits for step in (-1, 0)]
    minutes = int((last - first) / timedelta(minutes=1))
    anywhere = [first + timedelta(minutes=random.randrange(minutes)) for _ in range(INSTANTS)]

    for at in random.sample([*(turn for turn in turns if turn >= first), *anywhere], INSTANTS):
        assert faults_of(archive, at, tmp_path) == [], at.isoformat()
    record_property("cases", INSTANTS)


def elsewhere(site: Path, at: str, zone: str, language: str, mask: int) -> Callable[[], Ran]:
    """Give the errand that builds a site in another zone, in another language, on another day, with two processes."""

    def build() -> Ran:
        os.environ.update({"TZ": zone, "LC_ALL": language, "LANG": language})
        time.tzset()
        os.umask(mask)
        os.chdir(site.parent)
        now = time.time
        with patch("time.time", lambda: now() + FAR):
            return ligne("build", "--jobs", "2", "--at", at, site=site)

    return build


def faults_twice(vault: Vault, at: datetime, there: Path, random: Random) -> list[str]:
    """Build an instant where the site stands, over what there is, and a fresh copy elsewhere; give what differs."""
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(vault.root, there, ignore=shutil.ignore_patterns("output", ".ligne"))
    zone = random.choice(("Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu"))
    language = random.choice(("C", "tr_TR.UTF-8", "fr_FR.ISO-8859-1"))
    here, other = apart(
        lambda: ligne("build", "--jobs", "1", "--at", at.isoformat(), site=vault.root),
        elsewhere(there, at.isoformat(), zone, language, random.choice((0o077, 0o002))),
    )
    said = [] if here.code == other.code != 2 else [f"said {here.said} and {other.said}"]
    return [*said, *differences(tree(there / "output"), tree(vault.root / "output"))]


@pytest.mark.proof("past")
@pytest.mark.parametrize("part", parts(few=1, full=12))
def test_an_instant_built_twice_gives_the_same_bytes(
    tmp_path: Path, part: int, record_property: Callable[[str, object], None]
) -> None:
    random = Random(seed_of("twice", part))
    vault = Vault(tmp_path / "site", draw(random, (*TIMED, *FOR_EVER)), has_git=part % 2 == 1)
    vault.lay_out()
    for at in random.sample(vault.instants(), INSTANTS):
        assert faults_twice(vault, at, tmp_path / "un autre dossier", random) == [], at.isoformat()
    record_property("cases", INSTANTS)
