"""The environment is made once, made again when it must be, and never looks done when it is not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import CannotPrepare, Environment, language

WANTED = "requirements.txt"

# A project that builds itself offline: pip, venv and the stamp are the real ones.
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "ligne"
version = "0"
"""
BACKEND = """
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "ligne-0-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        for path, text in {
            "said.py": "def main(): print('ligne')\\n",
            "ligne-0.dist-info/METADATA": "Metadata-Version: 2.1\\nName: ligne\\nVersion: 0\\n",
            "ligne-0.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
            "ligne-0.dist-info/entry_points.txt": "[console_scripts]\\nligne = said:main\\n",
            "ligne-0.dist-info/RECORD": "",
        }.items():
            wheel.writestr(path, text)
    return name
"""


def checkout(root: Path) -> Environment:
    root.mkdir()
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "backend.py").write_text(BACKEND)
    (root / WANTED).write_text("# nothing\n")
    return Environment(root)


@pytest.fixture(autouse=True)
def plain_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_RETRIES", "0")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = checkout(tmp_path_factory.mktemp("made") / "ligne")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/usr/bin:/bin")
        environment.prepare([WANTED])
    return environment


@pytest.fixture
def copied(made: Environment, tmp_path: Path) -> Environment:
    """The same environment, in a state a test may spoil: its stamp names its own folder."""
    shutil.copytree(made.root, tmp_path / "copy", symlinks=True)
    stamp = tmp_path / "copy/.venv/.ligne-stamp"
    stamp.write_text(stamp.read_text().replace(str(made.root), str(tmp_path / "copy")))
    return Environment(tmp_path / "copy")


def test_a_prepared_environment_holds_the_command(made: Environment) -> None:
    said = subprocess.run([made.program("ligne")], capture_output=True, encoding="utf-8", check=True).stdout
    assert (made.is_ready(WANTED), said) == (True, "ligne\n")


def test_a_second_preparation_installs_nothing(made: Environment) -> None:
    before = (made.folder / ".ligne-stamp").stat().st_mtime_ns
    made.prepare([WANTED])
    assert (made.folder / ".ligne-stamp").stat().st_mtime_ns == before


def test_an_environment_ready_to_run_is_not_ready_to_test(made: Environment) -> None:
    (made.root / "requirements-dev.txt").write_text("# nothing\n")
    assert not made.is_ready("requirements-dev.txt")


@pytest.mark.parametrize("name", [WANTED, "pyproject.toml"])
def test_a_change_of_what_is_asked_asks_for_an_installation(copied: Environment, name: str) -> None:
    with (copied.root / name).open("a") as file:
        file.write("\n# changed\n")
    assert not copied.is_ready(WANTED)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda venv: (venv / ".ligne-installing").touch(),
        lambda venv: (venv / ".ligne-stamp").write_text("{"),
        lambda venv: (venv / "bin/ligne").unlink(),
        lambda venv: ((venv / "bin/python").unlink(), (venv / "bin/python").symlink_to("/nowhere/python")),
        lambda venv: ((venv / "bin/python").unlink(), (venv / "bin/python").write_text("no program")),
        lambda venv: shutil.rmtree(venv),
    ],
    ids=["cut short", "stamp cut short", "command gone", "python gone", "python broken", "all gone"],
)
def test_a_spoilt_environment_is_not_ready(copied: Environment, spoil: object) -> None:
    assert callable(spoil)
    spoil(copied.folder)
    assert not copied.is_ready(WANTED)


def test_a_copied_environment_is_made_again(made: Environment, tmp_path: Path) -> None:
    shutil.copytree(made.root, tmp_path / "moved", symlinks=True)
    moved = Environment(tmp_path / "moved")
    was_ready = moved.is_ready(WANTED)
    moved.prepare([WANTED])
    first_line = moved.program("ligne").read_text().splitlines()[0]
    assert (was_ready, moved.is_ready(WANTED), str(moved.folder) in first_line) == (False, True, True)


def test_a_failed_installation_says_why_and_leaves_nothing_that_looks_done(copied: Environment) -> None:
    (copied.root / WANTED).write_text(f"ligne-of-nowhere==1 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(CannotPrepare) as caught:
        copied.prepare([WANTED])
    told = caught.value.read("fr").splitlines()
    assert (copied.is_ready(WANTED), "ligne-of-nowhere" in told[0], len(told[-1].split(". "))) == (False, True, 1)


def test_what_was_made_by_hand_is_kept(tmp_path: Path) -> None:
    environment = checkout(tmp_path / "ligne")
    subprocess.run([sys.executable, "-m", "venv", environment.folder], check=True)
    (environment.folder / "mine").touch()
    environment.prepare([WANTED])
    assert (environment.is_ready(WANTED), (environment.folder / "mine").exists()) == (True, True)


@pytest.mark.parametrize(
    ("charter", "expected"),
    [
        ("languages: [fr, en]\n", "fr"),
        ("format: 1\nlanguages: [en]\n", "en"),
        ("languages:\n  - en\n  - fr\n", "en"),
        ('languages: "en"\n', "en"),
        ("version: 1\n", "fr"),
        (None, "fr"),
    ],
    ids=["list", "after another key", "block list", "quoted", "silent", "no charter"],
)
def test_the_charter_chooses_the_language(tmp_path: Path, charter: str | None, expected: str) -> None:
    if charter is not None:
        (tmp_path / "editorial").mkdir()
        (tmp_path / "editorial/charter.yaml").write_text(charter)
    assert language(tmp_path) == expected
