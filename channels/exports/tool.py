"""A tool that takes tables of posts: its columns, its dates and what it cannot take, as dated and sourced data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from channels.exports.cells import Holds
from editorial.datafile import close_datafile, open_datafile
from editorial.finding import Phrase
from editorial.source import Document

FOLDER = Path(__file__).parent / "tools"
_SHOWN = "channels/exports/tools"


class Threads(StrEnum):
    """What becomes of the second part of a post, and of those after it."""

    ROWS = "rows"
    COMMENTS = "comments"
    NONE = "none"


@dataclass(frozen=True)
class Tool:
    """One tool, as `checked` on a day against its `sources`; None is no limit."""

    id: str
    name: str
    checked: date
    expires: date
    """The day from which it may no longer be relied on."""
    sources: tuple[str, ...]
    how: Phrase
    """How its files are imported."""
    columns: tuple[tuple[str, Holds], ...]
    """The name and the content of each, in order."""
    threads: Threads
    separator: str
    """What parts several values of one cell, which none of them may hold; "" where there is none."""
    date: str
    """How a local time is written (strftime)."""
    minutes: int
    """Its times are multiples of so many."""
    max_rows: int | None
    max_chars: int | None
    """Of one cell."""
    is_one_file: bool
    """Whether one file holds the posts of all networks."""
    has_header: bool
    has_bom: bool
    is_for_people: bool
    """Whether it is read in a spreadsheet, not imported: what guards a cell from being a formula may be seen."""
    source: Document = field(repr=False, compare=False)

    @property
    def path(self) -> str:
        """Where the profile stands in the engine."""
        return f"{_SHOWN}/{self.id}.yaml"


def read_tools() -> tuple[Tool, ...]:
    """Give every tool, by id; a tool is added by a file of its own."""
    return tuple(read_tool(path.stem) for path in sorted(FOLDER.glob("*.yaml")))


@cache
def read_tool(tool_id: str) -> Tool:
    """Give the profile of one tool; raises EditorialError when its file is wrong."""
    path = FOLDER / f"{tool_id}.yaml"
    shown = f"{_SHOWN}/{path.name}"
    f, source = open_datafile(path.read_text(encoding="utf-8"), shown)
    f.require("name", "checked", "expires", "sources", "how", "table", "columns")
    table, columns, how = f.group("table"), f.each("columns"), f.group("how")
    table.require("date")
    tool = Tool(
        id=tool_id,
        name=f.text("name"),
        checked=f.day("checked") or date.min,
        expires=f.day("expires") or date.min,
        sources=f.words("sources"),
        how=Phrase(how.text("fr"), how.text("en")),
        columns=tuple((one.text("name"), Holds(one.choice("holds", Holds, Holds.NOTHING))) for one in columns),
        threads=Threads(f.choice("thread", Threads, Threads.NONE)),
        separator=f.text("separator"),
        date=table.text("date"),
        minutes=table.whole("minutes") or 1,
        max_rows=table.whole("max_rows"),
        max_chars=f.whole("max_chars"),
        is_one_file=table.flag("one"),
        has_header=table.flag("header", default=True),
        has_bom=table.flag("bom"),
        is_for_people=table.flag("is_for_people"),
        source=source,
    )
    for group in (table, how, *columns):
        group.finish()
    close_datafile(f, source, shown)
    return tool
