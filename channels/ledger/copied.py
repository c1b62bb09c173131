"""The rows of a ledger as its snapshot keeps them: what each delivery came to is read at once, the rest when asked for.

A line of JSON gives the keys by what their last entry says; after it stands a row a line, in the order of those keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from channels.foreign import json_of
from editorial.errors import EditorialError


class Copied(Mapping[str, list[Any]]):
    """The last row of every delivery, by key; raises ValueError unless the lines are what `lines_of` makes.

    A row that cannot be read raises EditorialError where it is looked at, with `problem`.
    """

    def __init__(self, keys: bytes, rows: bytes, problem: EditorialError):
        said = json_of(keys)
        self.whats: dict[str, str] = {}
        """By key, what its last entry says; "" where that is no text."""
        for what, its in said.items():
            self.whats.update(dict.fromkeys(its, what))
        if rows.count(b"\n") != len(self.whats) or not rows.endswith(b"\n" if self.whats else b""):
            raise ValueError("a row is missing")
        self._rows, self._problem = rows, problem

    def __getitem__(self, key: str) -> list[Any]:
        if key not in self.whats:
            raise KeyError(key)
        line = self._lines[self._places[key]]
        try:
            row = json_of(line)
        except ValueError:
            raise self._problem from None
        if not isinstance(row, list) or not row:
            raise self._problem
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self.whats)

    def __len__(self) -> int:
        return len(self.whats)

    def __contains__(self, key: object) -> bool:
        return key in self.whats

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._rows.split(b"\n")

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.whats)}


def lines_of(rows: Mapping[str, list[Any]]) -> str:
    """Give the lines that keep some rows: that of the keys, then that of each row."""
    by_what: dict[str, list[str]] = {}
    for key, row in rows.items():
        by_what.setdefault(row[0] if isinstance(row[0], str) else "", []).append(key)
    lines = [by_what, *(rows[key] for keys in by_what.values() for key in keys)]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
