"""A build killed at any moment leaves every file wholly old or wholly new, and the next build is right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.proofs.changes import CHANGES
from tests.proofs.comparison import Bench, Tree, tree
from tests.proofs.newsroom import Newsroom
from tests.proofs.parts import IS_FULL, parts, seed_of
from tests.proofs.process import left_after, start

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc what still runs")

KILLS = 3 if IS_FULL else 1
"""Of one part."""
ORPHANS_END_S = 5.0


def nothing_yet(room: Newsroom, number: int) -> None:
    """The build to be killed is the very first."""
    for name in ("output", ".ligne"):
        shutil.rmtree(room.root / name, ignore_errors=True)


def a_few_changes(room: Newsroom, number: int) -> None:
    CHANGES["a_body_is_edited"](room, number, number)
    CHANGES["a_title_is_edited"](room, number, 5 * number + 1)


def many_changes(room: Newsroom, number: int) -> None:
    """Every page, many pictures, files that come and files that go."""
    room.set_line("channels/blog.yaml", name=f"Le banc, {number}", per_page=2 + number % 3)
    room.write_first_texts()
    CHANGES["a_picture_changes"](room, number % 2, 6 * number)
    CHANGES["a_slug_is_changed"](room, number, 4 * number)
    CHANGES["a_piece_is_added"](room, number, number)
    CHANGES["the_look_changes"](room, 5 * number, number)
    CHANGES["a_piece_is_deleted"](room, number + 3, 0)


def torn(found: Tree, old: Tree, new: Tree) -> Iterator[str]:
    """Give what is neither wholly old nor wholly new; the press's own hidden folder may hold anything."""
    for name, digest in found.items():
        if not name.startswith(".") and digest not in {tree_[name] for tree_ in (old, new) if name in tree_}:
            yield f"torn: {name}"
    for name in old.keys() & new.keys() - found.keys():
        yield f"lost: {name}"


class Kill:
    """One build, killed: at any moment of its whole duration, or as soon as its first file has come into place."""

    def __init__(self, room: Newsroom, random: Random, *, duration_s: float, changed: list[str]):
        self.room, self.random, self.duration_s = room, random, duration_s
        self.watched = [room.root / "output" / name for name in (*changed[:2], *changed[-2:])]

    def run(self, whom: str) -> subprocess.Popen[str]:
        """Start a build, kill it and give what is left of it."""
        before = self._stamps()
        process = start("build", "--at", self.room.at.isoformat(), site=self.room.root)
        begun = time.monotonic()
        if self.random.random() < 0.5:
            time.sleep(self.random.uniform(0, self.duration_s))
        else:
            while self._stamps() == before and process.poll() is None:
                time.sleep(0.000_1)
            time.sleep(self.random.choice((0, self.random.uniform(0, 0.01))))
        self.moment_s = time.monotonic() - begun
        if process.poll() is None:
            (os.killpg if whom == "group" else os.kill)(process.pid, signal.SIGKILL)
        process.wait()
        return process

    def _stamps(self) -> list[tuple[int, int] | None]:
        return [_stamp(path) for path in self.watched]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


@pytest.mark.proof("killed")
@pytest.mark.parametrize("part", parts(few=1, full=7))
@pytest.mark.parametrize("whom", ["main", "group"])
@pytest.mark.parametrize("happens", [nothing_yet, a_few_changes, many_changes])
def test_a_killed_build_leaves_whole_files_and_the_next_one_is_right(
    tmp_path: Path,
    happens: Callable[[Newsroom, int], None],
    whom: str,
    part: int,
    record_property: Callable[[str, object], None],
) -> None:
    random = Random(seed_of("killed", happens.__name__, whom, part))
    room = Newsroom(tmp_path / "site")
    bench = Bench(room)
    assert bench.faults() == []
    # The first of its kind says how long one takes.
    happens(room, random.randrange(1000))
    begun = time.monotonic()
    assert start("build", "--at", bench.at, site=room.root).wait() in (0, 1)
    duration_s = time.monotonic() - begun
    kills = 0
    for number in range(KILLS * 5):
        happens(room, random.randrange(1000))
        old, new = tree(room.root / "output"), bench.clean().tree
        changed = sorted(name for name in new if new[name] and new[name] != old.get(name))
        kill = Kill(room, random, duration_s=duration_s, changed=changed)
        for _ in range(1 + (random.random() < 0.3)):
            killed = kill.run(whom)
            if whom == "main" and random.random() < 0.3:
                _build_at_once(room)
            assert left_after(killed.pid, ORPHANS_END_S) == [], f"orphans still run {ORPHANS_END_S} s after the kill"
            assert list(torn(tree(room.root / "output"), old, new)) == [], f"killed after {kill.moment_s:.3f} s"
            kills += killed.returncode == -signal.SIGKILL
        assert bench.faults() == [], f"case {number}, killed after {kill.moment_s:.3f} s"
        if kills >= KILLS:
            break
    record_property("cases", kills)
    assert kills >= KILLS


def _build_at_once(room: Newsroom) -> None:
    """Build while orphans of the killed one may still be about: it works, or refuses in one sentence."""
    process = start("build", "--at", room.at.isoformat(), site=room.root)
    _, err = process.communicate()
    assert process.returncode in (0, 1) or (process.returncode, err.count("\n")) == (2, 1), err
