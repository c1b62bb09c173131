"""What a command costs: CPU time of its whole process tree, wall time, and memory of its largest process.

Run as a program, it measures one command: a process starts with the peak of the one that starts it, so what starts it
is to be small, which the bench is not once it has compared two sites.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
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


def cost_of(command: Sequence[str], folder: Path, log: Path, exits: frozenset[int] = frozenset((0,))) -> Cost:
    """Run a command in a folder and give what it took; raises BenchFailed with its last words unless it ends well.

    The figures are the kernel's, by wait4: those of the process and of every descendant that was waited for.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", __file__, str(log), *command],
        cwd=folder, env=_environ(), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode not in exits:
        said = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
        tail = (said or done.stderr).splitlines()[-_TAIL_LINES:]
        raise BenchFailed("\n".join([f"exit {done.returncode}: {' '.join(command)}", *tail]))
    return Cost(*json.loads(done.stdout))


def middle(costs: Sequence[Cost]) -> Cost:
    """Give the median of each figure, so that one run beside a busy neighbour does not count."""
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("cpu_s", "wall_s", "peak_mb")))


def _environ() -> dict[str, str]:
    """Give the environment a user has: one that keeps compiled bytecode."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _measure(log: str, *command: str) -> int:
    """Run a command, what it says going to `log`, print the three figures, and give its exit code."""
    says = [(os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), (os.POSIX_SPAWN_DUP2, 1, 2)]
    begin = time.perf_counter()
    _, status, used = os.wait4(os.posix_spawnp(command[0], command, os.environ, file_actions=says), 0)
    wall_s = time.perf_counter() - begin
    print(json.dumps([used.ru_utime + used.ru_stime, wall_s, used.ru_maxrss / 1024]))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(_measure(*sys.argv[1:]))
