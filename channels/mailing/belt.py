"""The belt between a run and its connections: readers go out on it in order, and what became of each comes back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType

from channels.mailing.roll import Reader
from channels.mailing.transport import Fate, Reply


class Belt:
    """So many threads that hand over messages, each its own; used by one thread, as a context that ends them."""

    def __init__(self, send: Callable[[Reader], Reply], hands: int):
        self._send, self.hands = send, hands
        self._out: SimpleQueue[Reader | None] = SimpleQueue()
        self._back: SimpleQueue[tuple[Reader, Reply]] = SimpleQueue()
        self._errors: list[BaseException] = []
        self._threads = [threading.Thread(target=self._hand, name=f"post-{number}") for number in range(hands)]
        self.under_way = 0
        """How many are out and have not come back."""

    def __enter__(self) -> Belt:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.withdraw()
        for _ in self._threads:
            self._out.put(None)
        for thread in self._threads:
            thread.join()

    @property
    def error(self) -> BaseException | None:
        """What went wrong in a hand, the first time; that reader came back as in doubt."""
        return self._errors[0] if self._errors else None

    def put(self, readers: Iterable[Reader]) -> None:
        """Have readers written to, in order."""
        for reader in readers:
            self.under_way += 1
            self._out.put(reader)

    def came(self, wait_s: float = 0.0) -> list[tuple[Reader, Reply]]:
        """Give who has come back and with what; waits so long at most for the first."""
        found = list[tuple[Reader, Reply]]()
        with suppress(Empty):
            if self.under_way and wait_s > 0:
                found.append(self._back.get(timeout=wait_s))
            while len(found) < self.under_way:
                found.append(self._back.get_nowait())
        self.under_way -= len(found)
        return found

    def withdraw(self) -> list[Reader]:
        """Take back, in order, whom no hand has begun with."""
        found = list[Reader]()
        with suppress(Empty):
            while (reader := self._out.get_nowait()) is not None:
                found.append(reader)
        self.under_way -= len(found)
        return found

    def _hand(self) -> None:
        while (reader := self._out.get()) is not None:
            reply = Reply(Fate.DOUBT)
            try:
                reply = self._send(reader)
            except BaseException as error:  # noqa: BLE001 (raised by the run, which first notes what became of the others)
                self._errors.append(error)
            finally:
                self._back.put((reader, reply))
