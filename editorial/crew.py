"""The crew: hands out work in batches to processes, through `concurrent.futures.Executor`.

Whatever work is submitted is a function of a module and plain values, so that another executor can take its place.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Task = TypeVar("Task")
Result = TypeVar("Result")
_AHEAD = 2
"""How many batches a process has before it, so that it need not wait while this one is at work."""


def available_jobs() -> int:
    """Give how many processes this machine runs at once for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(jobs: int) -> Executor:
    """Give an executor of `jobs` processes: forked where that is safe, so that each begins with all we know."""
    # Loaded where work is handed out: most runs have too little of it.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(method), initializer=_follow)


def _follow() -> None:
    """End this process when the one that started it is gone, killed say: nobody would take what it makes."""
    import multiprocessing
    from multiprocessing import connection

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@dataclass(frozen=True)
class Crew:
    """Who does the work: `jobs` processes, this one among them, or this one alone where there is too little to do."""

    jobs: int = 1
    executor: Callable[[int], Executor] = processes

    def map(
        self, work: Callable[[Sequence[Task]], list[Result]], tasks: Sequence[Task], *, batch: int, least: int
    ) -> Iterator[Result]:
        """Give what `work` makes of the tasks, in order, `batch` at a time; fewer than `least` are done right here."""
        batches = [tasks[start : start + batch] for start in range(0, len(tasks), batch)]
        others = min(self.jobs, len(batches)) - 1
        if others < 1 or len(tasks) < least:
            for one in batches:
                yield from work(one)
            return
        # What stands in memory now is shared with the children as long as no collection touches it.
        gc.freeze()
        from concurrent.futures import BrokenExecutor

        try:
            with self.executor(others) as pool:
                yield from _shared_out(pool, others, work, batches)
        except BrokenExecutor:
            raise EditorialError(_LOST) from None


def _shared_out(
    pool: Executor, others: int, work: Callable[[Sequence[Task]], list[Result]], batches: Sequence[Sequence[Task]]
) -> Iterator[Result]:
    """Give what is made of each batch, in order: the pool begins with the first, this process with the last.

    A process that only waited for the others would need one more of them, with a copy of much that stands in memory.
    """
    theirs: deque[Future[list[Result]]] = deque()
    ours: deque[Future[list[Result]]] = deque()
    first, last = 0, len(batches)
    while first < last:
        while first < last and sum(not future.done() for future in theirs) < _AHEAD * others:
            theirs.append(pool.submit(work, batches[first]))
            first += 1
        if first < last:
            last -= 1
            ours.appendleft(_done_here(work, batches[last]))
        while theirs and theirs[0].done():
            yield from theirs.popleft().result()
    for future in (*theirs, *ours):
        yield from future.result()


def _done_here(work: Callable[[Sequence[Task]], list[Result]], batch: Sequence[Task]) -> Future[list[Result]]:
    """Do some work, and keep what came of it for its turn: of two errors the first is told, whoever met it."""
    from concurrent.futures import Future

    future: Future[list[Result]] = Future()
    try:
        future.set_result(work(batch))
    except Exception as error:  # noqa: BLE001 (raised in its turn)
        future.set_exception(error)
    return future


_LOST = Phrase(
    "le système a arrêté un des processus de la fabrication, sans doute faute de mémoire : relancez avec --jobs 1",
    "the system stopped one of the processes at work, for want of memory perhaps: run again with --jobs 1",
)
