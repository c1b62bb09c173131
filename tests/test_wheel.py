"""The wheel installs where there is no checkout, plants and builds a site there, and carries none of the demo."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA_OF_THE_PRODUCT = re.compile(
    r"channels/_theme/.+"
    r"|channels/faces/(?:yunet\.onnx|LICENSE)"
    r"|channels/exports/tools/[a-z]+\.yaml"
    r"|channels/social/(?:networks/[a-z]+\.yaml|(?:domains|emoji)\.txt)"
    r"|editorial/dictionaries/fr/(?:fr\.aff|fr\.dic|LICENSE)"
    r"|editorial/house/shipped/Ligne/\w+\.yml"
    r"|editorial/skeleton/(?:fr|en|ci)/.+"
    r"|ligne-[\d.]+\.dist-info/.+"
)


def run(*command: object, cwd: Path) -> str:
    """Run a command as a user without this checkout would, and give what it printed."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "LIGNE"))
    }
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=clean, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{words} → {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    return next(folder.glob("ligne-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; its dependencies are lent by the one that runs the tests."""
    folder = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    site_packages = run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    # A folder named by a .pth has its own .pth files ignored: the editable install of the checkout is not lent.
    (Path(site_packages.strip()) / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return programs


@pytest.fixture(scope="module", params=["fr", "en"])
def site(request: pytest.FixtureRequest, installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere") / "site"
    run(installed / "ligne", "init", folder, "--lang", request.param, cwd=folder.parent)
    run(installed / "ligne", "build", cwd=folder)
    return folder


def demo_words() -> list[bytes]:
    """What would betray the demo: its name, its address, its standfirsts, the names of its files."""
    blog = (ROOT / "channels/blog.yaml").read_text("utf-8")
    name, host = re.findall(r'^name: "(.+)"', blog, re.M)[0], re.findall(r'^url: "https://(.+)"', blog, re.M)[0]
    # Any site has pages of these names.
    common = {path.name for path in (ROOT / "editorial/skeleton").rglob("content/pages/*")}
    pieces = [path for path in (ROOT / "content").rglob("*") if path.is_file() and path.name not in common]
    texts = [path.read_text("utf-8") for path in pieces if path.suffix == ".md"]
    standfirsts = [found for text in texts for found in re.findall(r'^standfirst: "(.+)"', text, re.M)]
    words = [name, host, *(path.name for path in pieces), *standfirsts]
    return [word.encode() for word in words]


def betrayed(files: Iterator[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    words = demo_words()
    assert len(words) > 30
    return [(name, word) for name, raw in files for word in words if word in raw or word in name.encode()]


def test_the_wheel_carries_code_and_the_products_own_data_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    strange = [name for name in names if not name.endswith(".py") and not DATA_OF_THE_PRODUCT.fullmatch(name)]
    assert (strange, {name.split("/")[0] for name in names if ".dist-info" not in name}) == (
        [],
        {"channels", "editorial"},
    )


def test_the_wheel_carries_the_looks_and_the_starting_sites(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        "channels/_theme/" + path.relative_to(ROOT / "theme").as_posix()
        for path in (ROOT / "theme").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    planted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "editorial/skeleton").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert (shipped | planted | {"channels/_pelicanconf.py"}) - names == set()


def test_the_wheel_holds_nothing_of_the_demo(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    # The README, which METADATA repeats, is where the demo is presented.
    files = ((name, archive.read(name)) for name in archive.namelist() if not name.endswith("/METADATA"))
    assert betrayed(files) == []


def test_the_command_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import channels, editorial; print(channels.__file__, editorial.__file__)"
    found = run(installed / "python", "-c", code, cwd=tmp_path).split()
    assert [Path(path).is_relative_to(installed.parent) for path in found] == [True, True]


def test_a_new_site_builds_at_once(site: Path) -> None:
    made = {path.relative_to(site / "output").parts[0] for path in (site / "output").rglob("*") if path.is_file()}
    assert ((site / "output/site/index.html").is_file(), {"site", "outbox", "manifest", "build.json"} - made) == (
        True,
        set(),
    )


def test_a_new_site_holds_nothing_of_the_demo(site: Path) -> None:
    files = ((path.relative_to(site).as_posix(), path.read_bytes()) for path in site.rglob("*") if path.is_file())
    assert betrayed(files) == []


def test_the_wheel_carries_the_french_dictionary_with_its_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert sorted(name for name in names if name.startswith("editorial/dictionaries/")) == [
        "editorial/dictionaries/fr/LICENSE",
        "editorial/dictionaries/fr/fr.aff",
        "editorial/dictionaries/fr/fr.dic",
    ]
