"""A proof leaves a record of what it tried, and one that nobody wrote is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.proofs import PROOFS, record

ROOT = Path(__file__).parent.parent.parent


def test_a_proof_that_does_not_exist_is_refused() -> None:
    command = [sys.executable, ROOT / "scripts/test.py", "--proofs", "the-moon-is-cheese"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "the-moon-is-cheese" in done.stderr, len(done.stderr.splitlines())) == (2, True, 1)


def test_a_record_says_what_was_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test_it.py").write_text(
        "def test_sums(record_property):\n    record_property('cases', 300)\n\ndef test_other():\n    pass\n"
    )
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", "test_it.py"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.setitem(PROOFS, "sums", "two and two make four")
    path = record("sums", 7, report, tmp_path)
    assert json.loads(path.read_text()) == {
        "proof": "sums",
        "claim": "two and two make four",
        "seed": 7,
        "tests": 2,
        "failed": 0,
        "cases": {"test_sums": 300, "test_other": 0},
        "commit": "",
        "dirty": False,
    }
