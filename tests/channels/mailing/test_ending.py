from __future__ import annotations

import os
import signal
import threading

import pytest

from channels.mailing.ending import patient


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_waits_until_what_is_under_way_is_done_and_then_does_what_it_would_have(number):
    heeded: list[int] = []
    before = signal.signal(number, lambda number, frame: heeded.append(number))
    try:
        with patient() as must_end:
            assert not must_end()
            os.kill(os.getpid(), number)
            assert (must_end(), heeded) == (True, [])
        assert heeded == [number]
    finally:
        signal.signal(number, before)


def test_nothing_is_changed_where_no_signal_came():
    before = signal.getsignal(signal.SIGTERM)
    with patient() as must_end:
        assert not must_end()
    assert signal.getsignal(signal.SIGTERM) is before


def test_thread_that_may_not_take_signals_runs_all_the_same():
    said: list[bool] = []

    def run() -> None:
        with patient() as must_end:
            said.append(must_end())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert said == [False]
