"""A list in a CSV file, as spreadsheets and mail programs write it, read row by row in flat memory.

The delimiter is the one the head has most of; a row that cannot be taken apart never takes the next ones with it.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from channels.subscribers.place import shown, unread
from channels.subscribers.record import Reader, Record, Wrong, has_left
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase

MAX_LINE_CHARS = 65_536
MAX_ROW_LINES = 50
"""Lines a quoted cell may go over before its first quote is held for a slip."""
_DELIMITERS = ";,\t|"
_SPREADSHEETS = "=+-@\t\r"
"""What a spreadsheet takes for the start of a formula; `'` before it, as exports write, is no part of the cell."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A list in a CSV file whose first row names the columns."""

    path: Path
    reader: Reader

    @property
    def name(self) -> str:
        """The file's name, without its folders."""
        return f"csv:{shown(self.path)}"

    def records(self) -> Iterator[Record]:
        """Give each row but the head and empty ones; raises EditorialError for a file without readable columns."""
        for row, cells in rows_of(self.path, self.name, self.reader):
            yield row, cells if isinstance(cells, Wrong) else self.reader.read(cells)

    def leavers(self) -> Iterator[Record]:
        """Give the rows that say somebody left; raises EditorialError as above."""
        for row, cells in rows_of(self.path, self.name, self.reader):
            if not isinstance(cells, Wrong) and has_left(cells):
                yield row, self.reader.read(cells)


def rows_of(
    path: Path, name: str, reader: Reader, needs: Sequence[str] = ("address",)
) -> Iterator[tuple[int, dict[str, str] | Wrong]]:
    """Give the cells of each row of a CSV file by key; raises EditorialError where no column is one of `needs`."""
    with unread(name), _opened(path) as file:
        lines = _Lines(file)
        head = lines.next_line()
        if head.lower().startswith("sep=") and len(head.strip()) <= 5:  # Excel's own way of naming the delimiter
            head = lines.next_line()
        delimiter = max(_DELIMITERS, key=head.count)
        lines.put_back()
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            keys = _keys(next(rows, []), name, reader, needs)
        except (csv.Error, _Endless, _TooLong):
            raise EditorialError(_NO_HEAD.fill(name=name), name) from None
        while True:
            lines.begin_row()
            try:
                cells = next(rows, None)
            except (csv.Error, _Endless, _TooLong) as error:
                yield lines.first, Wrong.LONG if isinstance(error, _TooLong) else Wrong.QUOTES
                lines.put_back()
                continue
            if cells is None:
                return
            found = _by_key(keys, cells)
            if found is not None:
                yield lines.first, found


def _opened(path: Path) -> TextIO:
    """Open a text file, in UTF-8 or, where it says so, UTF-16; what is neither stays visible in its row."""
    with path.open("rb") as file:
        begins = file.read(2)
    if begins in (b"\xff\xfe", b"\xfe\xff"):
        return path.open(encoding="utf-16", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


class _Endless(Exception):
    """A quoted cell that goes on for more lines than any does."""


class _TooLong(Exception):
    """A line that is longer than any of a list."""


class _Lines:
    """The lines of a file, which can be given once more from the second line of a row that was none."""

    def __init__(self, file: TextIO):
        self._file = file
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._number = 0
        self.first = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.next_line()
        if not line:
            raise StopIteration
        if len(self._row) > MAX_ROW_LINES:
            raise _Endless
        if len(line) > MAX_LINE_CHARS:
            raise _TooLong
        return line

    def next_line(self) -> str:
        """Give the next line, without what is more than a line of a list has; empty at the end."""
        line = self._again.popleft() if self._again else self._file.readline(MAX_LINE_CHARS + 1)
        if line:
            rest = line
            while len(rest) > MAX_LINE_CHARS and not _ends(rest):
                rest = self._file.readline(MAX_LINE_CHARS + 1)
            self._number += 1
            self._row.append(line if rest is line else f"{line}\n")
        return self._row[-1] if line else ""

    def begin_row(self) -> None:
        """Note that the next line is the first of a row."""
        self._row, self.first = [], self._number + 1

    def put_back(self) -> None:
        """Give the lines of the row once more: all of a head, all but the first of a row that was none."""
        kept = self._row[1:] if self.first > 1 else self._row[-1:]
        self._number -= len(kept)
        self._again.extendleft(reversed(kept))
        self._row = []


def _ends(line: str) -> bool:
    """Say whether a line is whole, and not a part of one cut for its length."""
    return line.endswith(("\n", "\r"))


def _keys(head: list[str], name: str, reader: Reader, needs: Sequence[str]) -> list[str | None]:
    """Give the key of each column, None where it is of no use; a heading that may be a person's data is never said."""
    if any("@" in heading for heading in head):
        raise EditorialError(_NO_HEAD.fill(name=name), name)
    keys = list(reader.keys_of(head))
    if not set(needs) & set(keys) and _BROKEN.search("".join(head)):
        raise EditorialError(_HEAD_ENCODING, name)
    if not set(needs) & set(keys):
        raise EditorialError((_NO_MASK if "mask" in needs else _NO_ADDRESS).fill(name=name), name)
    names = [key or heading.strip().lower() for key, heading in zip(keys, head, strict=True)]
    twice = [
        Problem(_TWICE.fill(first=names.index(one) + 1, second=number + 1, key=_in_brackets(keys[number])), name)
        for number, one in enumerate(names)
        if one and names.index(one) < number
    ]
    if twice:
        raise EditorialError(twice)
    return keys


def _in_brackets(key: str | None) -> str:
    return f" ({key})" if key else ""


def _by_key(keys: list[str | None], cells: list[str]) -> dict[str, str] | Wrong | None:
    """Give the cells of a row by key; None for an empty row."""
    if not "".join(cells).strip():
        return None
    if len(cells) > len(keys) and any(cell.strip() for cell in cells[len(keys) :]):
        return Wrong.CELLS
    found = {key: cell for key, cell in zip(keys, cells, strict=False) if key is not None}
    together = "\n".join(found.values())
    if not together.isascii() and _BROKEN.search(together):
        return Wrong.ENCODING
    return {key: _bare(cell) for key, cell in found.items()} if "'" in together else found


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in _SPREADSHEETS else cell


_BROKEN = re.compile("[\udc80-\udcff\ufffd]")
"""What stands for bytes that are no text."""
_NO_HEAD = Phrase(
    "la première ligne de {name} ne nomme pas les colonnes : écrivez-y par exemple email;langue;frequence",
    "the first row of {name} does not name the columns: write for instance email,language,frequency there",
)
_HEAD_ENCODING = Phrase(
    "la première ligne, qui nomme les colonnes, n’est pas en UTF-8 : enregistrez le fichier en « CSV UTF-8 »",
    "the first row, which names the columns, is not in UTF-8: save the file as “CSV UTF-8”",
)
_NO_ADDRESS = Phrase(
    "{name} n’a pas de colonne d’adresses : nommez-la email (ou adresse, courriel) dans la première ligne",
    "{name} has no column of addresses: name it email (or address) in the first row",
)
_NO_MASK = Phrase(
    "{name} n’a pas de colonne « mask » : une liste de suppressions a les colonnes mask,why,at",
    "{name} has no column “mask”: a list of suppressions has the columns mask,why,at",
)
_TWICE = Phrase(
    "les colonnes {first} et {second} portent le même nom{key} : gardez-en une, ou renommez l’autre",
    "columns {first} and {second} have one name{key}: keep one of them, or rename the other",
)
