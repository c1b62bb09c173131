"""Same commit, same instant: same bytes, whatever the folder, the locale, the time of the files or the day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builder import SiteBuilder
from tests.command import ligne
from tests.test_no_leak import photo
from tests.trees import tree

AT = "2026-03-10T12:00+00:00"


def site(root: Path) -> None:
    root.mkdir()
    builder = SiteBuilder(root)
    for number in range(6):
        builder.file(f"content/ecouter/p{number}.jpg", photo((40 * number, 90, 60)))
        builder.piece(
            f"texte-{number}",
            f"Un [lien](texte-{(number + 1) % 6}.md) et une note[^1].\n\n[^1]: La note.\n",
            tags=["un", "deux", f"t{number % 3}"],
            image={"src": f"p{number}.jpg", "alt": "Une couleur unie"},
            date=f"2026-02-2{number}T09:00+01:00",
        )
    builder.piece("anglais", "A text.", lang="en", translation_of="texte-0")
    builder.piece("a-propos", "Une page.", kind="page", pillar=None, folder="pages")
    builder.commit()


def test_a_second_build_makes_nothing_and_changes_nothing(tmp_path: Path) -> None:
    site(tmp_path / "s")
    assert ligne("build", "--at", AT, site=tmp_path / "s").code == 0
    before = tree(tmp_path / "s/output")
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "s/output/site").rglob("*") if path.is_file()}

    ran = ligne("build", "--at", AT, site=tmp_path / "s")

    assert "Fichiers faits : 0," in ran.out
    assert tree(tmp_path / "s/output") == before
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"TZ": "Pacific/Kiritimati", "LC_ALL": "C"}, id="zone-and-locale"),
        pytest.param({"PYTHONHASHSEED": "1"}, id="hash-seed-1"),
        pytest.param({"PYTHONHASHSEED": "2", "LANG": "tr_TR.UTF-8"}, id="hash-seed-2"),
    ],
)
def test_a_clean_build_elsewhere_gives_the_same_bytes(tmp_path: Path, environment: dict[str, str]) -> None:
    site(tmp_path / "here")
    shutil.copytree(tmp_path / "here", tmp_path / "there folder")
    for number, path in enumerate(sorted((tmp_path / "there folder/content").rglob("*"))):
        os.utime(path, (number, number))
    assert ligne("build", "--at", AT, site=tmp_path / "here").code == 0

    command = [
        sys.executable,
        "-c",
        "from channels.cli import main; main()",
        "build",
        "--at",
        AT,
        "--site",
        str(tmp_path / "there folder"),
    ]
    subprocess.run(
        command, check=True, env={**os.environ, "PYTHONPATH": os.getcwd(), **environment}, capture_output=True
    )

    assert tree(tmp_path / "there folder/output") == tree(tmp_path / "here/output")


def test_changing_one_piece_gives_what_a_clean_build_gives(tmp_path: Path) -> None:
    site(tmp_path / "s")
    ligne("build", "--at", AT, site=tmp_path / "s")
    changed = tmp_path / "s/content/ecouter/texte-2.md"
    changed.write_text(changed.read_text().replace("Le titre de texte-2", "Un tout autre titre"))
    (tmp_path / "s/content/ecouter/texte-4.md").unlink()
    for path in (tmp_path / "s/content/ecouter").glob("texte-3.md"):
        path.write_text(path.read_text().replace("texte-4.md", "texte-5.md"))

    ligne("build", "--at", AT, site=tmp_path / "s")
    incremental = tree(tmp_path / "s/output")
    shutil.rmtree(tmp_path / "s/output")
    ligne("build", "--at", AT, site=tmp_path / "s")

    assert incremental == tree(tmp_path / "s/output")


def test_one_process_and_two_make_the_same_bytes(tmp_path: Path) -> None:
    site(tmp_path / "one")
    for number in range(180):
        _at(tmp_path / "one").piece(f"plus-{number}", tags=[f"t{number % 7}"], pillar="publier")
    shutil.copytree(tmp_path / "one", tmp_path / "two")

    assert ligne("build", "--at", AT, "--jobs", "1", site=tmp_path / "one").code == 0
    assert ligne("build", "--at", AT, "--jobs", "2", site=tmp_path / "two").code == 0

    assert tree(tmp_path / "one/output") == tree(tmp_path / "two/output")


def test_a_theme_that_stands_anywhere_is_looked_at_each_time(tmp_path: Path) -> None:
    site(tmp_path / "s")
    builder = _at(tmp_path / "s").file("pelicanconf.py", "THEME = 'themes/ici'\nPATH = 'content'\n")
    for name in ("article", "index", "tag", "category", "author", "archives", "page"):
        builder.file(f"themes/ici/templates/{name}.html", "un {{ SITENAME }}")
    assert ligne("build", "--at", AT, site=tmp_path / "s").code == 0

    builder.file("themes/ici/templates/article.html", "deux {{ SITENAME }}")
    assert ligne("build", "--at", AT, site=tmp_path / "s").code == 0

    assert (tmp_path / "s/output/site/texte-1/index.html").read_text().startswith("deux")


def _at(root: Path) -> SiteBuilder:
    """Give the builder of a site that is already laid out."""
    builder = SiteBuilder.__new__(SiteBuilder)
    builder.root = root
    return builder
