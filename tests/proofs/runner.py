"""A run in a process of its own that says to which step it has come, and is killed or waited for."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Concatenate, ParamSpec

_FORK = multiprocessing.get_context("fork")
_LONG_S = 240.0
Given = ParamSpec("Given")


@dataclass(frozen=True)
class Runner:
    """A process, and the line on which it says to which step it has come."""

    process: ForkProcess
    connection: Connection

    def comes(self) -> bool:
        """Wait until the run stands at its step; whether it came there."""
        try:
            return self.connection.poll(_LONG_S) and bool(self.connection.recv())
        except EOFError:
            return False

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, if the run is still there."""
        if self.process.is_alive() and self.process.pid:
            os.kill(self.process.pid, number)

    def ended(self) -> int | None:
        """Wait until the run has ended, and give how: its exit code, below 0 the signal that killed it."""
        self.process.join(_LONG_S)
        self.connection.close()
        return self.process.exitcode


def started(run: Callable[Concatenate[Connection, Given], None], *given: Given.args, **named: Given.kwargs) -> Runner:
    """Start a run, which is given its end of the line first."""
    mine, its = _FORK.Pipe()
    process = _FORK.Process(target=run, args=(its, *given), kwargs=named)
    process.start()
    its.close()
    return Runner(process, mine)
