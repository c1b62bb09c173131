"""The press writes whole files, keeps what is right, prunes what is its own, and signs the build last."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from channels.channel import Artifact
from channels.press import press
from editorial.errors import EditorialError
from editorial.finding import Phrase

COLOPHON = {"ligne": "0", "at": "2026-03-10T12:00:00+00:00"}


def artifact(path: str, text: str = "x", *, channel: str = "blog", inputs: str | None = None) -> Artifact:
    return Artifact(path, "text/plain", channel, inputs or text, text.encode)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_build_leaves_its_files_its_manifests_and_its_signature(tmp_path: Path) -> None:
    press([artifact("site/a.html", "a"), artifact("outbox/b", "b", channel="x")], tmp_path / "output", COLOPHON)

    made = tree(tmp_path / "output")
    assert sorted(made) == ["build.json", "manifest/blog.json", "manifest/x.json", "outbox/b", "site/a.html"]
    listed = json.loads(made["manifest/blog.json"])["artifacts"]
    assert [(row["path"], row["bytes"], row["inputs"]) for row in listed] == [("site/a.html", 1, "a")]
    assert set(json.loads(made["build.json"])["manifests"]) == {"blog", "x"}


def test_an_artifact_with_the_same_key_is_not_made_again(tmp_path: Path) -> None:
    press([artifact("site/a", "a", inputs="k")], tmp_path / "output", COLOPHON)

    printed = press(
        [Artifact("site/a", "text/plain", "blog", "k", lambda: pytest.fail("made"))], tmp_path / "output", COLOPHON
    )

    assert (printed.made, printed.kept) == ((), 1)


def test_an_image_that_stands_in_two_places_is_made_once(tmp_path: Path) -> None:
    asked: list[int] = []

    def make() -> bytes:
        asked.append(1)
        return b"jpeg"

    press([Artifact(f"outbox/{n}.jpg", "image/jpeg", n, "k", make) for n in ("x", "threads")], tmp_path / "o", COLOPHON)

    assert (len(asked), tree(tmp_path / "o/outbox")) == (1, {"x.jpg": b"jpeg", "threads.jpg": b"jpeg"})


def test_a_file_somebody_changed_is_made_again_though_its_key_is_the_same(tmp_path: Path) -> None:
    press([artifact("site/a", "a", inputs="k")], tmp_path / "output", COLOPHON)
    (tmp_path / "output/site/a").write_text("z")

    press([artifact("site/a", "a", inputs="k")], tmp_path / "output", COLOPHON)

    assert (tmp_path / "output/site/a").read_text() == "a"


def test_what_is_gone_is_pruned_with_its_empty_folders_and_nothing_else(tmp_path: Path) -> None:
    output = tmp_path / "output"
    press([artifact("site/deep/er/a"), artifact("site/b")], output, COLOPHON)
    (output / "site/CNAME").write_text("example.org")

    printed = press([artifact("site/b")], output, COLOPHON)

    assert printed.pruned == ("site/deep/er/a",)
    assert sorted(tree(output / "site")) == ["CNAME", "b"]
    assert not (output / "site/deep").exists()


def test_a_file_gives_way_to_a_folder_and_back(tmp_path: Path) -> None:
    output = tmp_path / "output"
    press([artifact("site/a")], output, COLOPHON)
    press([artifact("site/a/index.html")], output, COLOPHON)
    press([artifact("site/a")], output, COLOPHON)

    assert sorted(tree(output / "site")) == ["a"]


def test_an_artifact_that_cannot_be_made_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    output = tmp_path / "output"
    press([artifact("site/a", "old"), artifact("site/b", "old")], output, COLOPHON)
    before = tree(output)

    def broken() -> bytes:
        raise EditorialError(Phrase("gabarit faux", "wrong template"))

    with pytest.raises(EditorialError):
        press([artifact("site/a", "new"), Artifact("site/b", "text/html", "blog", "n", broken)], output, COLOPHON)

    assert tree(output) == before


@pytest.mark.parametrize(
    "paths",
    [pytest.param(["site/a", "site/a"], id="same"), pytest.param(["site/a", "site/A"], id="same-but-for-case")],
)
def test_two_artifacts_for_one_path_are_refused(tmp_path: Path, paths: list[str]) -> None:
    with pytest.raises(EditorialError, match="want the same page"):
        press([artifact(path) for path in paths], tmp_path / "output", COLOPHON)


@pytest.mark.parametrize("path", ["../x", "/etc/x", "site/../../x", "", ".press/x"])
def test_a_path_that_leaves_the_output_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(EditorialError):
        press([artifact(path)], tmp_path / "output", COLOPHON)


def test_a_folder_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/thesis.txt").write_text("ten years")

    with pytest.raises(EditorialError, match="did not make"):
        press([artifact("site/a")], tmp_path / "output", COLOPHON)

    assert tree(tmp_path / "output") == {"thesis.txt": b"ten years"}


def test_git_and_cname_do_not_make_a_folder_foreign(tmp_path: Path) -> None:
    (tmp_path / "output/.git").mkdir(parents=True)
    (tmp_path / "output/CNAME").write_text("example.org")

    press([artifact("site/a")], tmp_path / "output", COLOPHON)

    assert (tmp_path / "output/CNAME").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"artifacts": [{"path": "../../x"}, 3]}'])
def test_a_damaged_manifest_is_written_anew_and_prunes_nothing_outside(tmp_path: Path, damage: bytes) -> None:
    output = tmp_path / "output"
    press([artifact("site/a")], output, COLOPHON)
    clean = tree(output)
    (output / "manifest/blog.json").write_bytes(damage)
    (tmp_path / "x").write_text("mine")

    press([artifact("site/a")], output, COLOPHON)

    assert tree(output) == clean
    assert (tmp_path / "x").exists()


def test_a_second_build_at_once_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "output"

    def build_again() -> bytes:
        with pytest.raises(EditorialError, match="another build"):
            press([artifact("site/b")], output, COLOPHON)
        return b"a"

    press([Artifact("site/a", "text/plain", "blog", "k", build_again)], output, COLOPHON)

    assert sorted(tree(output / "site")) == ["a"]


KILLED = """
import sys
from pathlib import Path
from channels.channel import Artifact
from channels.press import press
n, text = int(sys.argv[2]), sys.argv[3]
def one(i):
    path = f"site/{text[0]}{i}/index.html" if i % 2 else f"site/{i}"
    return Artifact(path, "text/plain", "blog", text, lambda: (text * 40_000).encode())
print("ready", flush=True)
press([one(i) for i in range(n)], Path(sys.argv[1]), {"at": text})
"""


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[Path]:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    yield script
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.mark.parametrize("seed", range(8))
def test_a_killed_build_leaves_whole_files_and_the_next_one_is_clean(tmp_path: Path, killed: Path, seed: int) -> None:
    wait_ms = Random(seed).uniform(0, 40)
    output, count = tmp_path / "output", 120

    def run(text: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": os.getcwd()}
        process = subprocess.Popen(
            [sys.executable, str(killed), str(output), str(count), text], stdout=subprocess.PIPE, env=environment
        )
        assert process.stdout is not None
        process.stdout.readline()
        return process

    assert run("old").wait() == 0
    process = run("new")
    try:
        process.wait(wait_ms / 1000)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    whole = {b"old" * 40_000, b"new" * 40_000}
    assert all(text in whole for text in tree(output / "site").values())

    assert run("end").wait() == 0
    after = tree(output)
    shutil.rmtree(output)
    assert run("end").wait() == 0
    assert after == tree(output)


def test_a_picture_and_a_text_of_one_key_keep_their_own_bytes(tmp_path: Path) -> None:
    text = Artifact("site/a.txt", "text/plain", "blog", "k", lambda: b"text")
    image = Artifact("site/a.jpg", "image/jpeg", "blog", "k", lambda: b"jpeg")
    other = Artifact("site/a.webp", "image/webp", "blog", "k", lambda: b"webp")

    press([text, image, other], tmp_path / "output", COLOPHON)

    made = [(tmp_path / f"output/site/a.{end}").read_bytes() for end in ("txt", "jpg", "webp")]
    assert made == [b"text", b"jpeg", b"webp"]
