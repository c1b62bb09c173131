"""A list in a file of JSON lines: an object a line, with the keys of a record, read in flat memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from channels.subscribers.place import shown, unread
from channels.subscribers.record import Reader, Record, Wrong, read_line
from channels.subscribers.subscriber import LEFT, Subscriber

MAX_LINE_BYTES = 65_536
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class JsonlFile:
    """A list in a file of JSON lines."""

    path: Path
    reader: Reader

    @property
    def name(self) -> str:
        """The file's name, without its folders."""
        return f"jsonl:{shown(self.path)}"

    def records(self) -> Iterator[Record]:
        """Give each line but empty ones; raises EditorialError for a file that cannot be read."""
        with unread(self.name), self.path.open("rb") as file:
            yield from records_in(iter(lambda: file.readline(MAX_LINE_BYTES), b""), self.reader)

    def leavers(self) -> Iterator[Record]:
        """Give the lines that say somebody left; raises EditorialError as above."""
        return ((row, one) for row, one in self.records() if isinstance(one, Subscriber) and one.status in LEFT)


def records_in(lines: Iterable[bytes], reader: Reader) -> Iterator[Record]:
    """Give the record each line makes; one that was cut for its length is wrong, once."""
    row, is_within = 1, False
    for line in lines:
        is_whole = line.endswith(b"\n") or len(line) < MAX_LINE_BYTES
        if not is_within and line.strip():
            yield row, read_line(line.removeprefix(_MARK) if row == 1 else line, reader) if is_whole else Wrong.LONG
        is_within = not is_whole
        row += is_whole
