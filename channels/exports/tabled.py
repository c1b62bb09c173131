"""The tables of some posts: the files of every tool, and which posts a tool cannot take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from channels.exports.cells import Told
from channels.exports.table import Refused, rows_of, tables
from channels.exports.tool import Tool, read_tools

MEDIA_TYPE = "text/csv"


class Turned(NamedTuple):
    """A post that a tool cannot take."""

    tool: Tool
    told: Told
    refused: Refused


class Tabled(NamedTuple):
    """Tables by their path from the folder they stand in, with how many posts each tool's hold, and what none does."""

    files: Mapping[str, bytes]
    counts: Mapping[str, int]
    """Posts by the path of the first file that holds them."""
    turned: tuple[Turned, ...]


def tabled(posts: Sequence[Told]) -> Tabled:
    """Give every tool's tables of some posts; one of no post is not written."""
    files: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    turned = []
    for tool in read_tools():
        by_file: dict[str, list[list[str]]] = {}
        for told in posts:
            rows = rows_of(tool, told)
            if isinstance(rows, Refused):
                turned.append(Turned(tool, told, rows))
            else:
                stem = tool.id if tool.is_one_file else f"{tool.id}/{told.channel}"
                by_file.setdefault(stem, []).extend(rows)
                counts[f"{stem}.csv"] = counts.get(f"{stem}.csv", 0) + 1
        for stem, rows in by_file.items():
            for number, made in enumerate(tables(tool, rows), 1):
                files[f"{stem}-{number}.csv" if number > 1 else f"{stem}.csv"] = made
    return Tabled(files, counts, tuple(turned))
