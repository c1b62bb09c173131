"""A run's figures are those of its whole process tree, whatever the bench itself holds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmark.measure import BenchFailed, Cost, cost_of, middle

BIG_MB = 150


def cost(tmp_path: Path, code: str) -> Cost:
    return cost_of((sys.executable, "-c", code), tmp_path, tmp_path / "log.txt")


def test_a_forked_worker_that_is_waited_for_counts(tmp_path: Path) -> None:
    worker = f"import os\nif os.fork() == 0: b'x' * ({BIG_MB} << 20); sum(range(4_000_000)); os._exit(0)\nos.wait()"
    found = cost(tmp_path, worker)
    assert (found.peak_mb > BIG_MB, found.cpu_s > 0.02) == (True, True), found


def test_what_the_bench_holds_does_not_count(tmp_path: Path) -> None:
    held = b"x" * (BIG_MB << 20)
    assert cost(tmp_path, "pass").peak_mb < BIG_MB / 2 < len(held)


def test_a_command_that_fails_stops_the_bench_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(BenchFailed, match=r"exit 3:.*\n(.*\n)*no more paper"):
        cost(tmp_path, "import sys; print('no more paper', file=sys.stderr); sys.exit(3)")


def test_a_linter_that_ends_with_1_did_its_work(tmp_path: Path) -> None:
    found = cost_of((sys.executable, "-c", "exit(1)"), tmp_path, tmp_path / "log.txt", frozenset((0, 1)))
    assert found.wall_s > 0


def test_a_median_is_taken_figure_by_figure() -> None:
    assert middle([Cost(1, 9, 5), Cost(3, 7, 4), Cost(2, 8, 9)]) == Cost(2, 8, 5)
