"""A system test runs, skips or fails as its machine and its caller have it, and says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(folder: Path, text: str, *arguments: str, **environ: str) -> str:
    """Run one test file under this conftest, with `folder` as the whole PATH, and give what pytest printed."""
    (folder / "test_it.py").write_text(text)
    clean = {
        name: value for name, value in os.environ.items() if name not in ("CI", "LIGNE_FULL", "LIGNE_FAILED_CHECKS")
    }
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-rs", "-q", "-c"]
    words = [*command, str(ROOT / "pyproject.toml"), "--rootdir", str(folder), *arguments, str(folder / "test_it.py")]
    env = {**clean, "PATH": str(folder), "PYTHONPATH": str(ROOT), **environ}
    done = subprocess.run(
        words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return done.stdout


NEEDY = "def test_page(needs):\n    assert needs('chromium').name == 'chromium'\n"


@pytest.mark.parametrize(
    ("installed", "environ", "expected"),
    [
        (False, {}, ["1 skipped", "chromium is not installed"]),
        (False, {"CI": "true"}, ["1 failed", "CI skips nothing"]),
        (False, {"LIGNE_FULL": "1"}, ["1 skipped", "chromium is not installed"]),
        (True, {}, ["1 skipped", "scripts/test.py --full"]),
        (True, {"LIGNE_FULL": "1"}, ["1 passed"]),
        (True, {"CI": "true"}, ["1 passed"]),
    ],
    ids=["missing", "missing on CI", "missing with --full", "installed", "installed with --full", "installed on CI"],
)
def test_a_system_test(tmp_path: Path, installed: bool, environ: dict[str, str], expected: list[str]) -> None:
    if installed:
        (tmp_path / "chromium").write_text("#!/bin/sh\n")
        (tmp_path / "chromium").chmod(0o755)
    said = run(tmp_path, NEEDY, **environ)
    assert [words for words in expected if words not in said] == [], said


def test_what_needs_a_component_is_a_system_test(tmp_path: Path) -> None:
    assert "1 deselected" in run(tmp_path, NEEDY, "-m", "not system")


def test_a_proof_nobody_declared_is_refused(tmp_path: Path) -> None:
    text = "import pytest\n\n@pytest.mark.proof('moon')\ndef test_it():\n    pass\n"
    assert "is not in scripts/proofs.py" in run(tmp_path, text)


def test_a_check_that_failed_before_the_tests_is_said_above_the_closing_line(tmp_path: Path) -> None:
    said = run(tmp_path, "def test_it():\n    pass\n", LIGNE_FAILED_CHECKS="mypy").strip().splitlines()
    assert (said[-2], said[-1].startswith("1 passed")) == ("mypy", True)
