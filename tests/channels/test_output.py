"""What is staged is moved into the output: whole folders where they are new, else file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.output import settle, write


def test_what_is_staged_stands_among_what_was_there(tmp_path: Path) -> None:
    staged, place = tmp_path / "staged", tmp_path / "place"
    for path in ("site/a/index.html", "site/new/deep/index.html", "top.txt"):
        write(f"{staged}/{path}", b"new")
    for path in ("site/a/index.html", "site/a/other.html"):
        write(f"{place}/{path}", b"old")
    settle(str(staged), str(place))
    found = {file.relative_to(place).as_posix(): file.read_bytes() for file in place.rglob("*") if file.is_file()}
    assert found == {
        "site/a/index.html": b"new",
        "site/a/other.html": b"old",
        "site/new/deep/index.html": b"new",
        "top.txt": b"new",
    }


def test_a_new_folder_is_moved_not_made_again(tmp_path: Path) -> None:
    write(f"{tmp_path}/staged/site/a/index.html", b"new")
    (tmp_path / "place").mkdir()
    folder = (tmp_path / "staged/site").stat().st_ino
    settle(f"{tmp_path}/staged", f"{tmp_path}/place")
    assert (tmp_path / "place/site").stat().st_ino == folder


def test_a_file_in_the_way_of_a_folder_is_left_alone(tmp_path: Path) -> None:
    write(f"{tmp_path}/staged/a/index.html", b"new")
    write(f"{tmp_path}/place/a", b"somebody's")
    with pytest.raises(OSError, match="a"):
        settle(f"{tmp_path}/staged", f"{tmp_path}/place")
    assert (tmp_path / "place/a").read_bytes() == b"somebody's"
