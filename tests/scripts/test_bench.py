"""The bench keeps what it measured, and goes on from there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent.parent / "scripts/bench.py"


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, SCRIPT, "--quick", "--seed", "404", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_run_that_was_kept_is_not_made_again(tmp_path: Path) -> None:
    wanted = ("--only", "version", "--json")
    first = bench("--fresh", *wanted, str(tmp_path / "first.json"))
    second = bench(*wanted, str(tmp_path / "second.json"))
    told = [json.loads((tmp_path / f"{name}.json").read_text("utf-8"))["rows"] for name in ("first", "second")]
    assert (first.returncode, first.stderr.count("version, Ligne, run 1"), second.stderr) == (0, 1, ""), first.stderr
    assert (told[0] == told[1], [row["what"] for row in told[0]]) == (True, ["ligne --version"])


def test_a_scenario_that_does_not_exist_is_refused_with_those_that_do() -> None:
    done = bench("--only", "the-moon-is-cheese")
    assert (done.returncode, "the-moon-is-cheese" in done.stderr, "cold, unchanged" in done.stderr) == (2, True, True)
