"""What a bench found: a row for each contender in each scenario, with its median, and ratios to Ligne's."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.measure import Cost, middle
from benchmark.notebook import Notebook, State
from benchmark.scenarios import Scenario

HEAD = ("what", "pieces", "who", "runs", "CPU s", "wall s", "peak MB", "CPU ratio", "wall ratio", "made")
ALIGNED = "lrlrrrrrrl"
"""To the left or to the right, column by column."""
FACTS = {"files made": "files", "pages": "pages"}
"""What of a row's facts the table tells, and in which word."""


@dataclass(frozen=True)
class Row:
    """One thing done by one contender, some times over; `beside` is Ligne's own row, where another's is compared."""

    scenario: str
    what: str
    pieces: int
    who: str
    name: str
    runs: tuple[Cost, ...]
    facts: Mapping[str, int]
    beside: Row | None = None

    @property
    def cost(self) -> Cost:
        """The median of its runs."""
        return middle(self.runs)

    def ratio(self, figure: str) -> float | None:
        """Give how many times Ligne's figure this one is, or None where it stands beside nothing."""
        return getattr(self.cost, figure) / getattr(self.beside.cost, figure) if self.beside else None

    def cells(self) -> list[str]:
        """Give the row in words."""
        ratios = [self.ratio(figure) for figure in ("cpu_s", "wall_s")]
        made = [f"{self.facts[fact]:,} {word}" for fact, word in FACTS.items() if fact in self.facts]
        return [
            self.what, f"{self.pieces:,}", self.name, str(len(self.runs)), f"{self.cost.cpu_s:.2f}",
            f"{self.cost.wall_s:.2f}", f"{self.cost.peak_mb:.0f}",
            *("" if ratio is None else f"{ratio:.1f} ×" for ratio in ratios), ", ".join(made),
        ]  # fmt: skip


@dataclass(frozen=True)
class Results:
    """The rows of one commit, and where they were measured."""

    rows: tuple[Row, ...]
    versions: Mapping[str, str]
    left_out: Mapping[str, str]
    state: State
    machine: Mapping[str, object]
    seed: int

    def row(self, scenario: str, who: str = "ligne") -> Row | None:
        """Give one row, or None where it was not measured."""
        return next((row for row in self.rows if (row.scenario, row.who) == (scenario, who)), None)

    def curve(self) -> list[Row]:
        """Give Ligne's cold builds, from few pieces to many."""
        return [row for row in self.rows if row.scenario.startswith("curve-")]

    def table(self) -> list[list[str]]:
        """Give the rows in words, a heading first."""
        return [list(HEAD), *(row.cells() for row in self.rows)]


def results(
    every: Mapping[str, Scenario], notebook: Notebook, left_out: Mapping[str, str], machine: Mapping[str, object],
    state: State, seed: int,
) -> Results:  # fmt: skip
    """Give what stands in a notebook, in the order of the scenarios."""
    rows: list[Row] = []
    versions: dict[str, str] = {}
    for name, scenario in every.items():
        records, beside = notebook.read(name), None
        for who in scenario.who:
            if who in records:
                record = records[who]
                pieces = scenario.corpus.pieces
                rows.append(Row(name, scenario.what, pieces, who, record.name, record.runs, record.facts, beside))
                versions[record.name] = record.version
                beside = rows[-1] if who == "ligne" else beside
    return Results(tuple(rows), versions, left_out, state, machine, seed)


def print_table(table: Sequence[Sequence[str]], aligned: str) -> None:
    """Print a table in columns."""
    widths = [max(len(row[number]) for row in table) for number in range(len(aligned))]
    for row in table:
        cells = [
            cell.ljust(width) if side == "l" else cell.rjust(width)
            for cell, width, side in zip(row, widths, aligned, strict=True)
        ]
        print("  ".join(cells).rstrip())


def this_machine() -> dict[str, object]:
    """Give what the figures were measured on."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.is_file():
        named = (line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line)
        model = next(named, model)
    return {
        "processor": model, "cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version(),
    }  # fmt: skip
