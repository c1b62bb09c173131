"""Builds at once, and state in .ligne/ that is foreign, old or broken, never make an output wrong."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.proofs.changes import CHANGES, WAYS_TO_SPOIL, spoil
from tests.proofs.comparison import Bench, apart, build_of, check_of, outcome, tree
from tests.proofs.newsroom import Newsroom
from tests.proofs.parts import IS_FULL, parts, seed_of
from tests.proofs.process import start

ROUNDS = 5 if IS_FULL else 1
"""Of one part."""
STATE_NAMES = ("index", "index.json", "index.db", "cache", "lock", "pieces.pickle", "findings.json", "deep/er/state")
"""What a program may well call what it keeps."""

proof = pytest.mark.proof("together")
Cases = Callable[[str, object], None]


def right_end(process: subprocess.Popen[str]) -> bool:
    """Say whether a build was made; if not, it was refused in one clear sentence."""
    _, err = process.communicate(timeout=120)
    if process.returncode in (0, 1):
        return True
    assert (process.returncode, err.count("\n"), "Traceback" in err) == (2, 1, False), err
    return False


def pieces_change(room: Newsroom, random: Random) -> None:
    for name in ("a_body_is_edited", "a_title_is_edited", "a_piece_is_retagged", "a_channel_changes"):
        CHANGES[name](room, random.randrange(1000), random.randrange(1000))


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "site")


@proof
@pytest.mark.parametrize("part", parts(few=1, full=5))
@pytest.mark.parametrize("count", [2, 4])
def test_builds_at_once_are_made_or_refused_and_the_output_is_right(
    room: Newsroom, count: int, part: int, record_property: Cases
) -> None:
    random, bench = Random(seed_of("at once", count, part)), Bench(room)
    for number in range(ROUNDS):
        if number:
            pieces_change(room, random)
        clean = bench.clean()
        processes = []
        for _ in range(count):
            processes.append(start("build", "--at", bench.at, site=room.root))
            time.sleep(random.choice((0, random.uniform(0, 0.4))))
        made = [right_end(process) for process in processes]
        assert any(made)
        assert tree(room.root / "output") == clean.tree
        assert bench.faults() == []
    record_property("cases", ROUNDS)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=5))
def test_builds_of_two_instants_at_once_leave_the_output_of_one(
    room: Newsroom, part: int, record_property: Cases
) -> None:
    random, bench = Random(seed_of("instants", part)), Bench(room)
    for _ in range(ROUNDS):
        instants, trees = [], []
        for _ in range(2):
            CHANGES["the_clock_moves"](room, random.randrange(1000), random.randrange(1000))
            instants.append(bench.at)
            trees.append(bench.clean().tree)
        running = [start("build", "--at", at, site=room.root) for at in instants]
        made = [right_end(process) for process in running]
        right = [tree_ for tree_, is_made in zip(trees, made, strict=True) if is_made]
        assert tree(room.root / "output") in right
        assert bench.faults() == []
    record_property("cases", ROUNDS)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=5))
def test_a_site_edited_during_a_build_is_right_after_the_next(
    room: Newsroom, part: int, record_property: Cases
) -> None:
    random, bench = Random(seed_of("edited", part)), Bench(room)
    for _ in range(ROUNDS):
        running = start("build", "--at", bench.at, site=room.root)
        for _ in range(6):
            time.sleep(random.uniform(0, 0.12))
            pieces_change(room, random)
        right_end(running)
        assert bench.faults() == []
    record_property("cases", ROUNDS)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=5))
def test_a_check_during_a_build_says_what_it_says_alone(room: Newsroom, part: int, record_property: Cases) -> None:
    random, bench = Random(seed_of("check", part)), Bench(room)
    for _ in range(ROUNDS):
        pieces_change(room, random)
        said = bench.clean().said
        *checks, build = apart(*[check_of(room.root, bench.at)] * 3, build_of(room.root, bench.at))
        assert outcome(build, room.root) == said
        for check in checks:
            checked = outcome(check, room.root)
            assert (checked.code, checked.findings, checked.err) == (said.code, said.findings, said.err)
        assert bench.faults() == []
    record_property("cases", ROUNDS)


@proof
@pytest.mark.parametrize("version", ["9.9.9", "0.0.1"])
def test_what_another_version_of_ligne_kept_does_no_harm(
    room: Newsroom, tmp_path: Path, version: str, record_property: Cases
) -> None:
    info = tmp_path / "other" / f"ligne-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: ligne\nVersion: {version}\n")
    bench = Bench(room)
    right_end(start("build", "--at", bench.at, site=room.root, before_on_path=tmp_path / "other"))
    assert f'"ligne": "{version}"' in (room.root / "output/build.json").read_text()

    assert bench.faults() == []
    assert bench.faults() == []
    record_property("cases", 1)


def _said_once(bench: Bench) -> None:
    """Build twice over a spoilt state: right at once, one line more at most, and nothing more the second time."""
    clean = bench.clean().said
    (first,) = apart(build_of(bench.room.root, bench.at))
    said = outcome(first, bench.room.root)
    assert (said.code, said.findings, said.files) == (clean.code, clean.findings, clean.files)
    assert said.err.count("\n") <= clean.err.count("\n") + 1, said.err
    assert "Traceback" not in said.err
    assert bench.faults() == []


@proof
def test_foreign_files_in_the_state_do_no_harm(room: Newsroom, record_property: Cases) -> None:
    for number, name in enumerate(STATE_NAMES):
        room.builder.file(f".ligne/{name}", (b"", b"{}", b"\x80\x04garbage", b"[]")[number % 4])
    _said_once(Bench(room))
    record_property("cases", len(STATE_NAMES))


@proof
@pytest.mark.parametrize("part", parts(few=1, full=8))
def test_spoilt_state_is_made_again_and_said_in_one_line_at_most(
    room: Newsroom, part: int, record_property: Cases
) -> None:
    random, bench, cases = Random(seed_of("spoilt", part)), Bench(room), 0
    assert bench.faults() == []
    for way in random.sample(range(WAYS_TO_SPOIL), WAYS_TO_SPOIL if IS_FULL else 2):
        if random.random() < 0.5:
            pieces_change(room, random)
        files = sorted(path for path in (room.root / ".ligne").rglob("*") if path.is_file())
        for path in files:
            spoil(path, way + WAYS_TO_SPOIL * random.randrange(100))
        cases += len(files)
        _said_once(bench)
    record_property("cases", cases)


@proof
def test_state_that_would_run_code_is_not_run(room: Newsroom, tmp_path: Path, record_property: Cases) -> None:
    """A clone may bring a .ligne/ of a stranger's: site data is data."""
    bench = Bench(room)
    assert bench.faults() == []
    payload = pickle.dumps(_Planted(tmp_path / "ran"))
    files = [path for path in (room.root / ".ligne").rglob("*") if path.is_file()]
    for path in files:
        path.write_bytes(payload)
    for name in STATE_NAMES:
        if not (room.root / ".ligne" / name).exists():
            room.builder.file(f".ligne/{name}", payload)
    _said_once(bench)
    assert not (tmp_path / "ran").exists()
    record_property("cases", len(files) + len(STATE_NAMES))


class _Planted:
    """Leaves a file where it is unpickled."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return Path.touch, (self.path,)  # type: ignore[return-value]


@proof
@pytest.mark.parametrize("kind", ["a file", "a link to a folder outside", "a link to nowhere"])
def test_state_that_is_no_folder_costs_one_sentence_at_most(
    room: Newsroom, tmp_path: Path, kind: str, record_property: Cases
) -> None:
    bench, state = Bench(room), room.root / ".ligne"
    assert bench.faults() == []
    right = tree(room.root / "output")
    shutil.rmtree(state, ignore_errors=True)
    if kind == "a file":
        state.write_text("mine")
    else:
        if kind == "a link to a folder outside":
            (tmp_path / "elsewhere").mkdir()
            (tmp_path / "elsewhere/mine.txt").write_text("mine")
        state.symlink_to(tmp_path / "elsewhere")

    right_end(start("build", "--at", bench.at, site=room.root))

    assert tree(room.root / "output") == right
    if kind == "a file":
        assert state.read_text() == "mine"
    if kind == "a link to a folder outside":
        assert (tmp_path / "elsewhere/mine.txt").read_text() == "mine"
    if state.is_symlink() or state.is_file():
        state.unlink()
    assert bench.faults() == []
    record_property("cases", 1)
