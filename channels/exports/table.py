"""The table of a tool: its rows, each within what the tool takes, and its bytes (RFC 4180, UTF-8, CRLF)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from channels.exports.cells import Manner, Told, cell
from channels.exports.tool import Threads, Tool
from editorial.finding import Phrase

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet reads as a formula (OWASP, CSV Injection)."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a tool's table cannot hold a post, and what to do about it."""

    why: Phrase
    fix: Phrase


def rows_of(tool: Tool, told: Told) -> list[list[str]] | Refused:
    """Give the rows of a post, one a part where the tool has it so, or why it has none."""
    if len(told.parts) > 1 and tool.threads is Threads.NONE:
        return Refused(_THREAD.fill(tool=tool.name, count=len(told.parts)), _THREAD_FIX)
    if tool.separator and any(tool.separator in text for text in (*told.parts, told.alt)):
        return Refused(_PARTED.fill(tool=tool.name, sign=tool.separator), _PARTED_FIX.fill(sign=tool.separator))
    manner = Manner(tool.date, tool.minutes, tool.separator)
    parts = range(len(told.parts)) if tool.threads is Threads.ROWS else range(1)
    guard = "'" if tool.is_for_people else " "
    rows = [[_harmless(cell(holds, told, part, manner), guard) for _, holds in tool.columns] for part in parts]
    longest = max((len(value) for row in rows for value in row), default=0)
    if tool.max_chars is not None and longest > tool.max_chars:
        said = {"tool": tool.name, "length": longest, "limit": tool.max_chars}
        return Refused(_LONG.fill(**said), _LONG_FIX.fill(excess=longest - tool.max_chars))
    return rows


def tables(tool: Tool, rows: Sequence[list[str]]) -> Iterator[bytes]:
    """Give the files that hold some rows, as many as the tool's limit asks for."""
    most = tool.max_rows or max(1, len(rows))
    for first in range(0, len(rows), most):
        yield _written(tool, rows[first : first + most])


def _written(tool: Tool, rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    if tool.has_header:
        table.writerow(name for name, _ in tool.columns)
    table.writerows(rows)
    return text.getvalue().encode("utf-8-sig" if tool.has_bom else "utf-8")


def _harmless(value: str, guard: str) -> str:
    """Give a cell that no spreadsheet takes for a formula, a guard before it where one would.

    What a tool posts has a space there, which costs nothing where it is shown; an apostrophe would be read.
    """
    return f"{guard}{value}" if value.startswith(FORMULA) else value


_THREAD = Phrase(
    "{tool} ne prend pas les fils, et celui-ci a {count} parties", "{tool} takes no threads, and this has {count} parts"
)
_THREAD_FIX = Phrase(
    "raccourcissez le texte, ou publiez-le à la main depuis l’archive de sa campagne",
    "shorten the text, or post it by hand from its campaign’s archive",
)
_PARTED = Phrase(
    "« {sign} » y sépare pour {tool} deux textes d’une même case",
    "“{sign}” there parts two texts of one cell for {tool}",
)
_PARTED_FIX = Phrase("écrivez-le sans « {sign} »", "write it without “{sign}”")
_LONG = Phrase(
    "une case de {tool} a {limit} signes au plus, et ceci en a {length}",
    "a cell of {tool} has {limit} characters at most, and this has {length}",
)
_LONG_FIX = Phrase("ôtez {excess} signe{excess:|s}", "take {excess} character{excess:|s} away")
