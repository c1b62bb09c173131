"""What a stretch of a program's own work takes, as the bench reads it."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gauged() -> Iterator[None]:
    """Print the CPU and wall time of what is done here, in seconds, and the program's largest memory in MB."""
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    yield
    figures = [time.process_time() - cpu_s, time.perf_counter() - wall_s]
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    print(json.dumps([*figures, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit]))
