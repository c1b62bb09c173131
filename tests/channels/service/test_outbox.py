"""What was taken is done in order, whatever one task meets; what must wait is done later, and too much is refused."""

from __future__ import annotations

import logging
import threading

import pytest

from channels.service.outbox import Later, Outbox


def nothing() -> Later | None:
    return None


def test_tasks_are_done_in_order_and_before_it_stops() -> None:
    done: list[int] = []
    outbox = Outbox(lambda: done.append(-1))
    for number in range(5):
        assert outbox.takes(lambda number=number: done.append(number))
    outbox.start()
    outbox.stop(10)
    assert done == [-1, 0, 1, 2, 3, 4]


def test_a_task_that_fails_stops_no_other_and_its_words_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    done = threading.Event()

    def fails() -> None:
        raise ValueError("lea@example.org")

    outbox = Outbox(nothing)
    outbox.takes(fails)
    outbox.takes(lambda: done.set())
    outbox.start()
    outbox.stop(10)
    assert done.is_set()
    assert caplog.record_tuples == [("channels.service.outbox", logging.ERROR, "a task failed: ValueError")]


def test_what_is_to_be_done_later_is_done() -> None:
    done = threading.Event()
    outbox = Outbox(nothing)
    outbox.takes(lambda: (0.01, lambda: done.set()))
    outbox.start()
    assert done.wait(10)
    outbox.stop(10)


def test_too_many_are_refused() -> None:
    outbox = Outbox(nothing, max_tasks=2)
    assert [outbox.takes(nothing), outbox.takes(nothing), outbox.takes(nothing)] == [True, True, False]
