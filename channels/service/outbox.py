"""What is done after a page has answered, in order, by one thread: nothing of it shows in the answer."""

from __future__ import annotations

import heapq
import logging
import queue
import threading
from collections.abc import Callable
from itertools import count
from time import monotonic

from editorial.errors import EditorialError

Task = Callable[[], "Later | None"]
"""Does something, and gives what is to be done later for it, or None."""
Later = tuple[float, Task]
"""In how many seconds, and what."""

MAX_TASKS = 1_000
_LOG = logging.getLogger(__name__)
_IDLE_S = 3600.0


class Outbox:
    """Holds at most `max_tasks`; `idle` is done at the start, and about every hour after it."""

    def __init__(self, idle: Task, max_tasks: int = MAX_TASKS):
        self._idle = idle
        self._new: queue.Queue[Task | None] = queue.Queue(max_tasks)
        self._later: list[tuple[float, int, Task]] = []
        self._numbers = count()
        self._max_tasks = max_tasks
        self._thread = threading.Thread(target=self._run, name="ligne-outbox", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def takes(self, task: Task) -> bool:
        """Take a task, or say that there are too many."""
        try:
            self._new.put_nowait(task)
        except queue.Full:
            return False
        return True

    def stop(self, wait_s: float) -> None:
        """Do what was taken already, for so long at most; what was to be tried again later is left."""
        try:
            self._new.put(None, timeout=wait_s)
        except queue.Full:
            return
        self._thread.join(wait_s)

    def _run(self) -> None:
        self._do(self._idle)
        idle_at = monotonic() + _IDLE_S
        while True:
            next_at = min([idle_at, *(due for due, _, _ in self._later[:1])])
            try:
                task = self._new.get(timeout=max(0.0, next_at - monotonic()))
            except queue.Empty:
                if self._later and self._later[0][0] <= monotonic():
                    self._do(heapq.heappop(self._later)[2])
                elif idle_at <= monotonic():
                    self._do(self._idle)
                    idle_at = monotonic() + _IDLE_S
                continue
            if task is None:
                return
            self._do(task)

    def _do(self, task: Task) -> None:
        try:
            later = task()
        except EditorialError as error:
            _LOG.error("%s", error)
            return
        except Exception as error:  # noqa: BLE001 (whatever one task meets, the next must be done)
            # Its own words might hold an address.
            _LOG.error("a task failed: %s", type(error).__name__)
            return
        if later and len(self._later) < self._max_tasks:
            heapq.heappush(self._later, (monotonic() + later[0], next(self._numbers), later[1]))
