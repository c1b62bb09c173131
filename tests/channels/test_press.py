"""The press writes whole files, keeps what is right, prunes what is its own, and signs the build last."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from channels import manifest as manifest_module
from channels import press as press_module
from channels import stage as stage_module
from channels.channel import Artifact, Audience
from channels.output import held
from channels.press import Printed, press, sign_again
from channels.stage import Made, Task, make_here
from editorial.crew import Crew
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.memory import Memory
from editorial.scan import stamp_of
from tests.trees import tree

COLOPHON = {"ligne": "0", "at": "2026-03-10T12:00:00+00:00"}


def artifact(path: str, text: str = "x", *, channel: str = "blog", inputs: str | None = None) -> Artifact:
    return Artifact(path, "text/plain", channel, inputs or text, text.encode)


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


def test_a_file_is_made_again_where_somebody_took_its_folder_away(tmp_path: Path) -> None:
    output = tmp_path / "output"
    press([artifact("site/deep/er/a"), artifact("site/b")], output, COLOPHON)
    shutil.rmtree(output / "site/deep")

    printed = press([artifact("site/deep/er/a"), artifact("site/b")], output, COLOPHON)

    assert (printed.made, sorted(tree(output / "site"))) == (("site/deep/er/a",), ["b", "deep/er/a"])


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


class Desk:
    """A press with a memory, run by run: what each made, and which files of the output it read."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch):
        self.root, self.output, self.read = root, root / "output", list[str]()
        read = stage_module.read

        def reading(path: str) -> bytes:
            self.read.append(os.path.relpath(path, self.output))
            return read(path)

        for module in (press_module, stage_module, manifest_module):
            monkeypatch.setattr(module, "read", reading)

    def print(self, *artifacts: Artifact, into: str = "output", at: str = "2026") -> Printed:
        """Press some artifacts as a build would."""
        self.read.clear()
        return press(artifacts, self.root / into, {"at": at}, memory=Memory(self.root, "output"))

    def of_the_site(self) -> list[str]:
        """The files of the site that the last run read."""
        return [path for path in self.read if path.startswith("site/")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


THREE = [artifact(f"site/{name}/index.html", name * 9) for name in "abc"]


def test_a_file_that_nobody_touched_is_not_read(desk: Desk) -> None:
    desk.print(*THREE)

    printed = desk.print(*THREE)

    assert (printed.made, printed.kept, desk.of_the_site()) == ((), 3, [])


def test_a_run_that_has_no_news_writes_nothing(desk: Desk) -> None:
    desk.print(*THREE)
    before = {path: path.stat().st_mtime_ns for path in desk.root.rglob("*") if path.is_file()}

    desk.print(*THREE)

    assert {path: path.stat().st_mtime_ns for path in desk.root.rglob("*") if path.is_file()} == before


def edit(file: Path) -> None:
    file.write_text("edited")


def edit_to_one_size(file: Path) -> None:
    stat = file.stat()
    time.sleep(0.02)
    file.write_bytes(b"z" * stat.st_size)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def exchange(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(b"z" * file.stat().st_size)
    os.replace(other, file)


DAMAGES = {
    "edited": edit,
    "edited-to-one-size-and-date": edit_to_one_size,
    "exchanged": exchange,
    "deleted": Path.unlink,
    "deleted-with-its-folder": lambda file: shutil.rmtree(file.parent),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_file_that_somebody_touched_is_made_again(desk: Desk, damage: Callable[[Path], object]) -> None:
    desk.print(*THREE)
    before = tree(desk.output)
    damage(desk.output / "site/b/index.html")

    printed = desk.print(*THREE)

    assert (printed.made, tree(desk.output)) == (("site/b/index.html",), before)
    assert (desk.print(*THREE).made, desk.of_the_site()) == ((), [])


def test_the_stamp_of_a_file_is_that_of_what_the_press_left(desk: Desk) -> None:
    printed = [desk.print(*THREE) for _ in range(2)]
    before = {path: stamp_of((desk.output / path).stat()) for path in printed[0].stamps}

    edit(desk.output / THREE[0].path)

    assert [run.stamps for run in printed] == [before, before]
    assert before.keys() == {*(a.path for a in THREE), "manifest/blog.json", "build.json"}
    assert before[THREE[0].path] != stamp_of((desk.output / THREE[0].path).stat())


def test_a_file_touched_and_left_as_it_was_is_looked_at_once(desk: Desk) -> None:
    desk.print(*THREE)
    os.utime(desk.output / "site/b/index.html")

    first, read = desk.print(*THREE), desk.of_the_site()
    second = desk.print(*THREE)

    assert (first.made, read, second.made, desk.of_the_site()) == ((), ["site/b/index.html"], (), [])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(artifact("site/b/index.html", "other"), id="key"),
        pytest.param(replace(THREE[1], media_type="text/html"), id="media-type"),
        pytest.param(replace(THREE[1], edition="lettre/1"), id="edition"),
        pytest.param(replace(THREE[1], pieces=("un",)), id="pieces"),
        pytest.param(replace(THREE[1], audience=Audience.TEAM), id="audience"),
        pytest.param(replace(THREE[1], channel="newsletter"), id="channel"),
    ],
)
def test_the_manifests_after_a_change_are_those_of_a_clean_build(desk: Desk, other: Artifact) -> None:
    desk.print(*THREE)
    after = (THREE[0], other, THREE[2])

    desk.print(*after)

    desk.print(*after, into="clean")
    assert tree(desk.output) == tree(desk.root / "clean")


def test_what_is_gone_is_pruned_from_memory(desk: Desk) -> None:
    desk.print(*THREE)

    printed = desk.print(*THREE[:2])

    assert (printed.pruned, sorted(tree(desk.output / "site"))) == (
        ("site/c/index.html",),
        ["a/index.html", "b/index.html"],
    )
    assert sorted(Memory(desk.root, "output").entries) == ["", "site/a/index.html", "site/b/index.html"]


def test_a_memory_of_another_output_is_not_believed(desk: Desk) -> None:
    desk.print(*THREE)
    desk.print(artifact("site/x"), into="elsewhere")

    printed = desk.print(artifact("site/a/index.html", "aaaaaaaaa"))

    assert (printed.made, printed.kept, printed.pruned) == ((), 1, ("site/b/index.html", "site/c/index.html"))


def test_an_output_put_in_place_of_the_last_is_pruned_by_its_own_manifests(desk: Desk) -> None:
    desk.print(artifact("site/old"), artifact("site/a", "other"), into="elsewhere")
    desk.print(artifact("site/a", "a"), artifact("site/b", "b"))
    shutil.rmtree(desk.output)
    (desk.root / "elsewhere").rename(desk.output)

    printed = desk.print(artifact("site/a", "a"), artifact("site/b", "b"))

    assert (printed.made, printed.pruned) == (("site/a", "site/b"), ("site/old",))
    assert tree(desk.output / "site") == {"a": b"a", "b": b"b"}


@pytest.mark.parametrize("what", ["output", "manifest", "output/manifest/blog.json"])
def test_an_output_that_lost_its_manifests_is_listed_anew(desk: Desk, what: str) -> None:
    desk.print(*THREE)
    before = tree(desk.output)
    gone = desk.root / what if what.startswith("output") else desk.output / what
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()

    desk.print(*THREE)

    assert tree(desk.output) == before


def test_an_output_copied_with_its_memory_is_right(desk: Desk) -> None:
    desk.print(*THREE)
    before = tree(desk.output)
    shutil.copytree(desk.output, desk.root / "copy")
    shutil.rmtree(desk.output)
    (desk.root / "copy").rename(desk.output)

    printed = desk.print(*THREE)

    assert (printed.made, tree(desk.output)) == ((), before)


@pytest.mark.parametrize("left", ["site/gone/for/good", "site/gone/for", "site/gone"])
def test_folders_that_a_killed_run_emptied_are_pruned(desk: Desk, left: str) -> None:
    press([artifact("site/a")], desk.output, {})
    (desk.output / left).mkdir(parents=True)
    (desk.output / ".press").mkdir(exist_ok=True)
    desk.output.joinpath(".press/journal.json").write_text('["site/gone/for/good/index.html"]')
    press([artifact("site/a")], desk.output, {})
    assert sorted(path.name for path in (desk.output / "site").iterdir()) == ["a"]


def test_a_journal_of_a_killed_run_still_prunes(desk: Desk) -> None:
    desk.print(*THREE)
    desk.output.joinpath("site/half").write_text("half")
    desk.output.joinpath(".press").mkdir()
    desk.output.joinpath(".press/journal.json").write_text('["site/half", "../x"]')
    (desk.root / "x").write_text("mine")

    printed = desk.print(*THREE)

    assert (printed.pruned, (desk.root / "x").read_text(), (desk.output / ".press").exists()) == (
        ("site/half",),
        "mine",
        False,
    )


def test_a_run_that_fails_leaves_a_memory_that_is_right(desk: Desk) -> None:
    desk.print(*THREE)

    def broken() -> bytes:
        raise EditorialError(Phrase("gabarit faux", "wrong template"))

    with pytest.raises(EditorialError):
        desk.print(artifact("site/a/index.html", "new"), replace(THREE[1], inputs="n", make=broken))

    assert (desk.print(*THREE).made, desk.of_the_site()) == ((), [])


MANY = [artifact(f"site/{number}", str(number)) for number in range(150)]


def make_many(tasks: Sequence[Task]) -> list[Made]:
    return make_here({one.path: one for one in MANY}, tasks)


def fail_late(tasks: Sequence[Task]) -> list[Made]:
    if any(task.path == "site/140" for task in tasks):
        raise EditorialError(Phrase("gabarit faux", "wrong template"), "theme/templates/article.html")
    return make_many(tasks)


CREWS = {"one": Crew(), "two": Crew(2), "threads": Crew(2, ThreadPoolExecutor)}


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_an_output_is_the_same_whoever_makes_it(tmp_path: Path, crew: Crew) -> None:
    steps: list[tuple[int, int]] = []
    press(MANY, tmp_path / "alone", COLOPHON)

    progress = lambda done, total: steps.append((done, total))  # noqa: E731
    printed = press(MANY, tmp_path / "crew", COLOPHON, crew=crew, work=make_many, on_progress=progress)

    assert tree(tmp_path / "crew") == tree(tmp_path / "alone")
    assert (len(printed.made), steps[-1], sorted(steps) == steps) == (150, (150, 150), True)


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_what_fails_in_any_process_leaves_the_output_as_it_was(tmp_path: Path, crew: Crew) -> None:
    press([artifact("site/old")], tmp_path / "output", COLOPHON)
    before = tree(tmp_path / "output")

    with pytest.raises(EditorialError) as raised:
        press(MANY, tmp_path / "output", COLOPHON, crew=crew, work=fail_late)

    assert [problem.path for problem in raised.value.problems] == ["theme/templates/article.html"]
    assert tree(tmp_path / "output") == before


def test_an_output_is_signed_again_for_another_instant(tmp_path: Path) -> None:
    output = tmp_path / "output"
    press([artifact("site/a")], output, COLOPHON)
    press([artifact("site/a")], tmp_path / "clean", {**COLOPHON, "at": "later"})

    news = [sign_again(output, {**COLOPHON, "at": "later"}, lambda: True) for _ in range(2)]

    assert (news, tree(output)) == ([True, False], tree(tmp_path / "clean"))


def test_an_output_that_another_build_made_meanwhile_is_not_signed_again(tmp_path: Path) -> None:
    output = tmp_path / "output"
    press([artifact("site/a")], output, COLOPHON)
    (output / ".press").mkdir()
    (output / ".press/journal.json").write_text('["site/killed"]')
    before = tree(output)

    def stands() -> bool:
        with pytest.raises(EditorialError, match="another build"):
            press([artifact("site/b")], output, COLOPHON)
        return False

    assert sign_again(output, {**COLOPHON, "at": "later"}, stands) is None
    assert tree(output) == before


def test_whoever_is_refused_leaves_nothing_in_the_output(tmp_path: Path) -> None:
    with held(tmp_path / "output"):
        (tmp_path / "output/.press").rmdir()
        with pytest.raises(EditorialError, match="another build"), held(tmp_path / "output"):
            raise AssertionError("held twice")
        assert tree(tmp_path / "output") == {}


@pytest.mark.parametrize("damage", [b"", b"[]", b"{}", b'{"manifests": []}'])
def test_an_output_whose_signature_is_broken_is_not_signed_again(tmp_path: Path, damage: bytes) -> None:
    press([artifact("site/a")], tmp_path / "output", COLOPHON)
    (tmp_path / "output/build.json").write_bytes(damage)

    assert sign_again(tmp_path / "output", COLOPHON, lambda: True) is None
    assert (tmp_path / "output/build.json").read_bytes() == damage
