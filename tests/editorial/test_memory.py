"""The memory of a site holds what the last run kept, forgets what it must, and costs nothing where it is spoilt."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from editorial import memory
from editorial.memory import Memory
from editorial.packed import packed

KEY = "la charte"


def file_of(root: Path) -> Path:
    return root / ".ligne/index"


def holds(root: Path, key: str = KEY) -> tuple[dict[str, object], bool]:
    """What a new run finds, and whether it finds it broken."""
    found = Memory(root, "index", key)
    return found.entries, found.is_broken


def kept(root: Path, *runs: dict[str, object], key: str = KEY) -> Path:
    """Have some runs keep something one after the other; gives the file."""
    for changes in runs:
        Memory(root, "index", key).keep(changes)
    return file_of(root)


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        pytest.param([{"a": 1, "b": (2, "deux")}], {"a": 1, "b": (2, "deux")}, id="kept"),
        pytest.param([{"a": 1, "b": 2, "c": 3}, {"b": 9}], {"a": 1, "b": 9, "c": 3}, id="the-later-stands"),
        pytest.param([{"a": 1, "b": 2, "c": 3}, {"b": None}], {"a": 1, "c": 3}, id="none-forgets"),
        pytest.param([{"a": 1, "b": 2, "c": 3}, {"b": None}, {"b": 4}], {"a": 1, "b": 4, "c": 3}, id="comes-back"),
        pytest.param([{"a": 1}, {"a": None}], {}, id="all-forgotten"),
        pytest.param([{"a": 1}, {"z": None}], {"a": 1}, id="what-was-never-there"),
        pytest.param([{"a": 1}, {}], {"a": 1}, id="nothing-new"),
        pytest.param([{}], {}, id="nothing-at-all"),
    ],
)
def test_the_next_run_finds_what_was_kept(
    tmp_path: Path, runs: list[dict[str, object]], found: dict[str, object]
) -> None:
    kept(tmp_path, *runs)

    assert holds(tmp_path) == (found, False)


def test_a_run_itself_holds_what_it_keeps(tmp_path: Path) -> None:
    run = Memory(tmp_path, "index")

    run.keep({"a": 1, "b": 2})
    run.keep({"a": None})

    assert (run.entries, holds(tmp_path, "")) == ({"b": 2}, ({"b": 2}, False))


def test_a_small_change_is_appended(tmp_path: Path) -> None:
    before = kept(tmp_path, {"a": 1, "b": 2, "c": 3}).read_bytes()

    after = kept(tmp_path, {"b": 4}).read_bytes()

    assert (after[: len(before)], len(after) > len(before)) == (before, True)


def test_what_has_no_news_is_not_written_again(tmp_path: Path) -> None:
    before = kept(tmp_path, {"a": 1, "b": 2}).stat()

    after = kept(tmp_path, {}).stat()

    assert (after.st_ino, after.st_mtime_ns, after.st_size) == (before.st_ino, before.st_mtime_ns, before.st_size)


def test_two_files_of_one_memory_do_not_mix(tmp_path: Path) -> None:
    Memory(tmp_path, "index").keep({"a": 1})
    Memory(tmp_path, "output").keep({"a": 2})

    assert [Memory(tmp_path, name).entries for name in ("index", "output")] == [{"a": 1}, {"a": 2}]


def test_a_file_does_not_grow_without_bound(tmp_path: Path) -> None:
    kept(tmp_path, {str(number): number for number in range(10)})

    sizes = [kept(tmp_path, {"3": run % 2}).stat().st_size for run in range(400)]

    assert (max(sizes[200:]) <= max(sizes[:200]), holds(tmp_path)[0]["3"]) == (True, 1)


def test_the_folder_ignores_all_of_itself_in_git(tmp_path: Path) -> None:
    kept(tmp_path, {"a": 1})

    assert (tmp_path / ".ligne/.gitignore").read_text() == "*\n"


def test_a_gitignore_of_the_teams_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".ligne").mkdir()
    (tmp_path / ".ligne/.gitignore").write_text("!notes\n")

    kept(tmp_path, {"a": 1})

    assert (tmp_path / ".ligne/.gitignore").read_text() == "!notes\n"


def flipped(raw: bytes) -> bytes:
    return raw[:-3] + bytes([raw[-3] ^ 1]) + raw[-2:]


def framed(value: object) -> bytes:
    payload = packed(value)
    return len(payload).to_bytes(8, "big") + zlib.crc32(payload).to_bytes(4, "big") + payload


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "a-byte-short": lambda raw: raw[:-1],
    "cut-in-the-second-frame": lambda raw: raw[:-20],
    "cut-in-a-length": lambda raw: raw + b"\0\0\0",
    "cut-in-the-header": lambda raw: raw[:20],
    "empty": lambda raw: b"",
    "a-byte-changed": flipped,
    "more-at-the-end": lambda raw: raw + b"more of somebody's",
    "json": lambda raw: b"{}",
    "a-bare-pickle": lambda raw: b"\x80\x05N.",
    "a-frame-of-another-kind": lambda raw: raw + framed(["a"]),
    "a-size-beyond-all": lambda raw: raw + b"\xff" * 12,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_holds_nothing_and_is_broken(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    file = kept(tmp_path, {"a": 1, "b": 2, "c": 3}, {"b": 4})
    file.write_bytes(spoil(file.read_bytes()))

    assert holds(tmp_path) == ({}, True)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_written_anew(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    file = kept(tmp_path, {"a": 1, "b": 2, "c": 3}, {"b": 4})
    file.write_bytes(spoil(file.read_bytes()))

    kept(tmp_path, {"d": 5})

    assert holds(tmp_path) == ({"d": 5}, False)


@pytest.mark.parametrize(("before", "after"), [(KEY, "une autre"), (KEY, ""), ("", KEY), (KEY, KEY + " plus longue")])
def test_what_was_kept_under_another_key_is_no_longer_so_and_not_broken(
    tmp_path: Path, before: str, after: str
) -> None:
    kept(tmp_path, {"a": 1, "b": 2}, key=before)

    assert holds(tmp_path, after) == ({}, False)


def test_another_key_takes_the_place_of_the_first(tmp_path: Path) -> None:
    kept(tmp_path, {"a": 1, "b": 2, "c": 3})
    kept(tmp_path, {"d": 4}, key="une autre")

    assert (holds(tmp_path), holds(tmp_path, "une autre")) == (({}, False), ({"d": 4}, False))


def test_what_another_engine_kept_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, {"a": 1})
    monkeypatch.setattr(memory, "engine_stamp", lambda: "un autre moteur")

    assert holds(tmp_path) == ({}, True)


def test_the_engine_is_another_once_a_file_of_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trial_engine").mkdir()
    (tmp_path / "trial_engine/__init__.py").write_text("")
    monkeypatch.setattr(memory, "_PACKAGES", ("trial_engine",))
    monkeypatch.syspath_prepend(tmp_path)
    stamp = memory.engine_stamp.__wrapped__
    before = stamp()
    again = stamp()
    (tmp_path / "trial_engine/more.py").write_text("")

    assert (again == before, stamp() == before) == (True, False)


def test_nothing_kept_is_nothing_broken(tmp_path: Path) -> None:
    assert holds(tmp_path) == ({}, False)


def test_a_file_in_place_of_the_folder_costs_the_memory_only(tmp_path: Path) -> None:
    (tmp_path / ".ligne").write_text("mine")
    run = Memory(tmp_path, "index")

    run.keep({"a": 1})

    assert (run.entries, (tmp_path / ".ligne").read_text()) == ({"a": 1}, "mine")


def test_a_folder_in_place_of_the_file_costs_the_memory_only(tmp_path: Path) -> None:
    file_of(tmp_path).mkdir(parents=True)

    for _ in range(3):
        kept(tmp_path, {"a": 1})

    found = sorted(path.name for path in (tmp_path / ".ligne").iterdir())
    assert (holds(tmp_path), found) == (({}, False), [".gitignore", "index"])


def test_a_site_that_is_gone_costs_the_memory_only(tmp_path: Path) -> None:
    run = Memory(tmp_path / "parti", "index")

    run.keep({"a": 1})

    assert (run.entries, list(tmp_path.iterdir())) == ({"a": 1}, [])


def test_a_folder_nobody_may_write_to_costs_the_memory_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".ligne").mkdir()
    (tmp_path / ".ligne").chmod(0o500)

    def refuse(self: Path, raw: bytes) -> int:
        raise PermissionError(13, "Permission denied", str(self))

    # Root may write anywhere: the refusal is the disk's, said here in its place.
    monkeypatch.setattr(Path, "write_bytes", refuse)
    run = Memory(tmp_path, "index")

    run.keep({"a": 1})
    (tmp_path / ".ligne").chmod(0o700)

    assert (run.entries, holds(tmp_path)) == ({"a": 1}, ({}, False))
