"""A look over content/ gives every text with its stamp, and says of the rest why it is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editorial.errors import EditorialError
from editorial.scan import Scan, Stamp, scan, stamp_of

SECOND = 1_000_000_000
NOW = 1_800_000_000 * SECOND


def laid_out(root: Path, *paths: str) -> Path:
    """Lay files out under content/; what a file holds is its path."""
    for path in paths:
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
    return root / "content"


def shape(found: Scan) -> dict[str, object]:
    return {
        "texts": list(found.texts),
        "files": sorted(found.files),
        "aside": sorted(found.aside),
        "unreadable": {path: problem.rule for path, problem in found.unreadable.items()},
    }


def of(texts: list[str], files: tuple[str, ...] = (), aside: tuple[str, ...] = (), **_: object) -> dict[str, object]:
    return {"texts": texts, "files": list(files), "aside": list(aside), "unreadable": {}}


def test_a_site_without_content_has_nothing(tmp_path: Path) -> None:
    assert shape(scan(tmp_path)) == of([])


def test_texts_stand_in_order_apart_from_other_files(tmp_path: Path) -> None:
    laid_out(tmp_path, "b.md", "a/z.md", "a/é.md", "a/b/c.md", "vue.jpg", "a/vue.JPG", "notes.txt", "c.MD")

    found = scan(tmp_path)

    texts = ["content/a/b/c.md", "content/a/z.md", "content/a/é.md", "content/b.md"]
    files = ("content/a/vue.JPG", "content/c.MD", "content/notes.txt", "content/vue.jpg")
    assert shape(found) == of(texts, files)


def test_what_is_hidden_is_no_text_and_stands_aside(tmp_path: Path) -> None:
    laid_out(tmp_path, ".a.md", ".git/b/c.md", ".vue.jpg", "c.md")

    aside = ("content/.a.md", "content/.git/b/c.md", "content/.vue.jpg")
    assert shape(scan(tmp_path)) == of(["content/c.md"], (), aside)


def test_a_link_to_a_folder_of_the_site_stands_aside_and_what_is_in_it_where_it_is(tmp_path: Path) -> None:
    content = laid_out(tmp_path, "x/a.md", "x/vue.jpg", "y/autre.jpg")
    (content / "photos").symlink_to("x")
    first = scan(tmp_path)
    (content / "photos").unlink()
    (content / "photos").symlink_to("y")

    second = scan(tmp_path)

    expected = of(["content/x/a.md"], ("content/x/vue.jpg", "content/y/autre.jpg"), ("content/photos",))
    assert (shape(first), shape(second), first.aside == second.aside) == (expected, expected, False)


def test_a_stamp_is_the_files_own(tmp_path: Path) -> None:
    file = laid_out(tmp_path, "a.md", "vue.jpg")

    found = scan(tmp_path)

    stamps = {name: stamp_of((file / name).stat()) for name in ("a.md", "vue.jpg")}
    assert (found.texts["content/a.md"], found.files["content/vue.jpg"]) == (stamps["a.md"], stamps["vue.jpg"])


@pytest.mark.parametrize("way", ["in-place", "of-one-size", "replaced", "given-its-old-date"])
def test_a_changed_file_has_another_stamp(tmp_path: Path, way: str) -> None:
    file = laid_out(tmp_path, "a.md") / "a.md"
    os.utime(file, ns=(NOW, NOW))
    before = scan(tmp_path).texts
    if way == "in-place":
        file.write_text("autre texte")
    elif way == "of-one-size":
        file.write_text("b.md")
    elif way == "replaced":
        other = file.with_name("b")
        other.write_text("a.md")
        os.replace(other, file)
    else:
        file.write_text("b.md")
        os.utime(file, ns=(NOW, NOW))

    assert scan(tmp_path).texts != before


@pytest.mark.parametrize(
    ("written", "is_settled"),
    [
        pytest.param(NOW - 3 * SECOND, True, id="on-the-second-and-old"),
        pytest.param(NOW - SECOND, False, id="on-the-second-and-young"),
        pytest.param(NOW - 3 * SECOND + 5, True, id="between-seconds-and-old"),
        pytest.param(NOW - SECOND + 5, True, id="between-seconds-and-a-second-old"),
        pytest.param(NOW - 10_000_000, False, id="a-few-ticks-old"),
        pytest.param(NOW, False, id="of-this-instant"),
        pytest.param(NOW + SECOND + 5, False, id="from-the-future"),
    ],
)
def test_a_stamp_is_settled_once_a_change_would_show(written: int, is_settled: bool) -> None:
    assert Scan(at_ns=NOW).is_settled((1, written, written, 1)) is is_settled


@pytest.mark.parametrize(
    "stamp", [(1, NOW - 5 * SECOND, NOW, 1), (1, NOW + 5 * SECOND, NOW - 5 * SECOND, 1)], ids=["changed", "written"]
)
def test_a_stamp_is_as_young_as_the_youngest_of_it(stamp: Stamp) -> None:
    assert Scan(at_ns=NOW).is_settled(stamp) is False


def test_a_file_just_written_is_not_settled(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.md")

    found = scan(tmp_path)

    assert found.is_settled(found.texts["content/a.md"]) is False


def test_a_link_to_a_text_of_the_site_is_a_text(tmp_path: Path) -> None:
    content = laid_out(tmp_path, "a.md")
    (content / "b.md").symlink_to("a.md")

    found = scan(tmp_path)

    assert (list(found.texts), len(set(found.texts.values()))) == (["content/a.md", "content/b.md"], 1)


def test_links_to_files_of_the_site_stand_apart(tmp_path: Path) -> None:
    content = laid_out(tmp_path, "vue.jpg")
    (content / "autre.jpg").symlink_to("vue.jpg")

    assert shape(scan(tmp_path)) == of([], ("content/vue.jpg",), ("content/autre.jpg",))


@pytest.mark.parametrize(
    ("name", "target", "rule"),
    [
        pytest.param("a.md", "../secret.md", "source.outside", id="a-text-outside"),
        pytest.param("dehors", "../elsewhere", "source.outside", id="a-folder-outside"),
        pytest.param("a.md", "../nowhere.md", "source.outside", id="nothing-outside"),
        pytest.param("a.md", "nowhere.md", "source.unreadable", id="nothing-inside"),
        pytest.param("a.md", "a.md", "source.unreadable", id="itself"),
        pytest.param("a.md", "dedans", "source.not-a-file", id="a-folder-inside"),
        pytest.param("vue.jpg", "../secret.md", None, id="a-picture-outside"),
        pytest.param("vue.jpg", "nowhere.jpg", None, id="a-picture-nowhere"),
    ],
)
def test_a_link_that_is_no_text_says_why(tmp_path: Path, name: str, target: str, rule: str | None) -> None:
    content = laid_out(tmp_path, "dedans/vue.jpg")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "secret.md").write_text("secret")
    (content / name).symlink_to(target)

    found = shape(scan(tmp_path))

    unreadable = {f"content/{name}": rule} if rule else {}
    assert found == {**of([], ("content/dedans/vue.jpg",)), "unreadable": unreadable}


def test_a_folder_named_as_a_text_is_no_text_and_hides_what_is_in_it(tmp_path: Path) -> None:
    laid_out(tmp_path, "x.md/a.md")

    assert shape(scan(tmp_path)) == {**of([]), "unreadable": {"content/x.md": "source.folder"}}


def test_a_name_that_is_no_utf8_is_told_as_it_can_be_shown(tmp_path: Path) -> None:
    content = laid_out(tmp_path, "a.md")
    Path(os.fsdecode(os.fsencode(content) + b"/caf\xe9.md")).write_text("")

    assert shape(scan(tmp_path)) == {**of(["content/a.md"]), "unreadable": {"content/caf\\xe9.md": "source.name"}}


def test_a_pipe_named_as_a_text_is_no_text(tmp_path: Path) -> None:
    os.mkfifo(laid_out(tmp_path, "a.md") / "b.md")

    assert shape(scan(tmp_path)) == {**of(["content/a.md"]), "unreadable": {"content/b.md": "source.not-a-file"}}


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out(tmp_path, "a/b.md")
    listed = os.scandir

    def refuse(folder: Path) -> object:
        if folder == tmp_path / "content/a":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    # Root may list anything: the refusal is the disk's, said here in its place.
    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(EditorialError) as raised:
        scan(tmp_path)

    (problem,) = raised.value.problems
    assert (problem.path, problem.message.en) == ("content/a", "this file cannot be read (Permission denied)")
