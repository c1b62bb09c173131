"""What a command costs: CPU time of its whole process tree, wall time, and memory of its largest process."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_TAIL_LINES = 12


class BenchFailed(Exception):
    """A contender did not do its work, so that nothing can be said of its speed."""


@dataclass(frozen=True)
class Cost:
    """What one run, or the median of some, took."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def cost_of(command: Sequence[str], folder: Path, log: Path) -> Cost:
    """Run a command in a folder and give what it took; raises BenchFailed with its last words unless it exits 0.

    The figures are the kernel's, by wait4: those of the process and of every descendant it waited for. A child starts
    with the peak of the process that starts it, so the bench itself stays small: it never reads a corpus.
    """
    with log.open("wb") as said:
        begin = time.perf_counter()
        started = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, env=_environ(),
        )  # fmt: skip
        _, status, used = os.wait4(started.pid, 0)
        wall_s = time.perf_counter() - begin
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode != 0:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL_LINES:]
        raise BenchFailed("\n".join([f"exit {started.returncode}: {' '.join(command)}", *tail]))
    return Cost(used.ru_utime + used.ru_stime, wall_s, used.ru_maxrss / 1024)


def _environ() -> dict[str, str]:
    """Give the environment a user has: one that keeps compiled bytecode."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def middle(costs: Sequence[Cost]) -> Cost:
    """Give the median of each figure, so that one run beside a busy neighbour does not count."""
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("cpu_s", "wall_s", "peak_mb")))
