"""A proof leaves a record of what it tried, and one that nobody wrote is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.proofs import PROOFS, progress_of, record

ROOT = Path(__file__).parent.parent.parent


def test_a_proof_that_does_not_exist_is_refused() -> None:
    command = [sys.executable, ROOT / "scripts/test.py", "--proofs", "the-moon-is-cheese"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "the-moon-is-cheese" in done.stderr, len(done.stderr.splitlines())) == (2, True, 1)


def repository(folder: Path) -> None:
    """A repository with one commit, that a proof may be run on."""
    (folder / ".gitignore").write_text(".cache/\n")
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@x.example"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *words], check=True)


def test_a_record_says_what_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROOFS, "sums", "two and two make four")
    done = progress_of("sums", 7, tmp_path)
    done.expect(["t.py::test_sums[0]", "t.py::test_sums[1]", "t.py::test_other"])
    for test in done.tests:
        done.note(test, 0 if "other" in test else 150, 2.2)

    path = record("sums", done, tmp_path)

    assert json.loads(path.read_text()) == {
        "proof": "sums",
        "claim": "two and two make four",
        "seed": 7,
        "tests": 3,
        "failed": 0,
        "cases": {"test_sums": 300, "test_other": 0},
        "seconds": 7,
        "commit": "",
        "dirty": False,
    }


def test_a_proof_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    repository(tmp_path)
    cut_off = progress_of("sums", 7, tmp_path)
    cut_off.expect(["a", "b"])
    cut_off.note("a", 3, 1.0)

    assert progress_of("sums", 7, tmp_path).missing == ["b"]


@pytest.mark.parametrize("change", ["seed", "edited", "new file", "committed", "damaged"])
def test_a_proof_begins_anew_with_another_seed_or_on_another_state(tmp_path: Path, change: str) -> None:
    repository(tmp_path)
    earlier = progress_of("sums", 7, tmp_path)
    earlier.expect(["a"])
    earlier.note("a", 3, 1.0)
    if change == "edited":
        (tmp_path / ".gitignore").write_text(".cache/\nother\n")
    elif change in ("new file", "committed"):
        (tmp_path / "new.py").write_text("")
    if change == "committed":
        repository(tmp_path)
    if change == "damaged":
        earlier.path.write_text("{")

    assert progress_of("sums", 8 if change == "seed" else 7, tmp_path).passed == {}


def test_a_full_run_leaves_out_what_has_passed_and_stops_beginning_parts_in_time(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / "test_it.py").write_text(
        "import pytest\n\n@pytest.mark.proof('clocks')\n@pytest.mark.parametrize('part', range(3))\n"
        "def test_it(part, record_property):\n    record_property('cases', 5)\n"
    )
    repository(folder)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-q", "--proof=clocks"]
    words = [*command, "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), str(folder)]

    def run(minutes: str) -> str:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LIGNE_PROOF": "full"}
        done = subprocess.run(
            words, cwd=ROOT, env={**env, "LIGNE_MINUTES": minutes}, capture_output=True, encoding="utf-8", check=False
        )
        return done.stdout

    assert "3 skipped" in run("0")
    assert "3 passed" in run("")
    assert "3 deselected" in run("")
    assert sum(progress_of("clocks", 1, folder).passed.values()) == 15
