"""What a bench found: its rows and ratios, as a table for a terminal, as JSON, and as docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from environment import ROOT
from measure import Cost, middle

COMMANDS = {
    "scripts/bench.py": "everything below",
    "scripts/bench.py --quick": "the same on fewer pieces, in under two minutes",
    "scripts/bench.py --write-docs": "writes this page and performance.json again",
    "scripts/corpus.py FOLDER --pieces 1000": "writes the corpus alone",
}


@dataclass(frozen=True)
class Row:
    """One thing done by one contender, some times over; `beside` is what it is compared with."""

    what: str
    who: str
    runs: tuple[Cost, ...]
    beside: Row | None = None
    note: str = ""

    @property
    def cost(self) -> Cost:
        """The median of its runs."""
        return middle(self.runs)

    def ratio(self, figure: str) -> float | None:
        """Give how many times less of a figure it took than what it stands beside, or None where that is nothing."""
        other = self.beside
        return round(getattr(other.cost, figure) / getattr(self.cost, figure), 2) if other else None


@dataclass(frozen=True)
class Results:
    """One run of the bench."""

    pieces: int
    seed: int
    versions: dict[str, str]
    alike: dict[str, int]
    rows: list[Row] = field(default_factory=list)

    def table(self) -> list[list[str]]:
        """Give the rows in words, a heading first."""
        head = ["what", "who", "CPU s", "wall s", "peak MB", "CPU ratio", "wall ratio", "made"]
        return [head, *map(_cells, self.rows)]

    def as_json(self) -> str:
        """Give everything, the single runs included, for machines."""
        rows = [
            {
                "what": row.what, "who": row.who, "note": row.note, "median": _rounded(row.cost),
                "runs": [_rounded(cost) for cost in row.runs],
                "ratio": {figure: row.ratio(figure) for figure in ("cpu_s", "wall_s")} if row.beside else None,
            }
            for row in self.rows
        ]  # fmt: skip
        made = {
            "pieces": self.pieces, "seed": self.seed, "versions": self.versions, "machine": _machine(),
            **_commit(ROOT), "alike": self.alike, "rows": rows,
        }  # fmt: skip
        return json.dumps(made, indent=1, ensure_ascii=False) + "\n"

    def page(self) -> str:
        """Give docs/performance.md."""
        head, *rows = self.table()
        table = [_line(head), _line(["---"] * 2 + ["---:"] * 5 + ["---"]), *map(_line, rows)]
        machine, runs = _machine(), max(len(row.runs) for row in self.rows)
        return _PAGE.format(
            pieces=f"{self.pieces:,}", seed=self.seed, runs=runs, table="\n".join(table),
            versions=", ".join(f"{name} {version}" for name, version in self.versions.items()),
            machine="{cores} cores ({processor}), {system}, Python {python}".format(**machine),
            alike=", ".join(f"{count:,} {name}" for name, count in self.alike.items()),
            commands="\n".join(f"| `python3 {command}` | {why} |" for command, why in COMMANDS.items()),
        )  # fmt: skip


def print_table(table: Sequence[Sequence[str]]) -> None:
    """Print a table in columns, words to the left and figures to the right."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        cells = [text.rjust(width) for text, width in zip(row, widths, strict=True)]
        for words in (0, 1, -1):
            cells[words] = row[words].ljust(widths[words])
        print("  ".join(cells).rstrip())


def _cells(row: Row) -> list[str]:
    cost, ratios = row.cost, [row.ratio(figure) for figure in ("cpu_s", "wall_s")]
    times = ["" if ratio is None else f"{ratio:.1f} ×" for ratio in ratios]
    return [row.what, row.who, f"{cost.cpu_s:.2f}", f"{cost.wall_s:.2f}", f"{cost.peak_mb:.0f}", *times, row.note]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rounded(cost: Cost) -> dict[str, float]:
    return {name: round(value, 3) for name, value in asdict(cost).items()}


def _machine() -> dict[str, object]:
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.is_file():
        named = (line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line)
        model = next(named, model)
    return {
        "processor": model, "cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version(),
    }  # fmt: skip


def _commit(root: Path) -> dict[str, object]:
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, encoding="utf-8", check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    return {"commit": git("rev-parse", "HEAD"), "dirty": bool(git("status", "--porcelain", "--", ".", ":!docs"))}


_PAGE = """\
# Performance

Made by `scripts/bench.py --write-docs`; the single runs are in [performance.json](performance.json). Do not edit.

{pieces} pieces, seed {seed}; medians of {runs} runs, contenders in turn. {machine}. {versions}.

{table}

CPU is user and system time of the whole process tree; peak is the resident memory of its largest process, both from
`wait4`. A ratio says how many times less than stock Pelican's for the same work, above 1 in Ligne's favour. Where other
work shares the machine, trust the ratios.

## What is compared

The same corpus, written by `scripts/corpus.py` for each contender: pieces of about 700 words with headings, lists,
links to one another, tables, quotes and notes now and then, code in one piece of four, and tags as Zipf says. Stock
Pelican runs with its own Markdown reader (Python-Markdown, which the bench installs into an environment of its own),
its defaults and its built-in "simple" theme, with Ligne's addresses and pages of ten.

"Technical posts" is a second corpus, with code in every piece: about four blocks of thirteen lines and ten inline
pieces for 700 words, as many as the real posts of a technical blog hold (counted in `drafts.py`). Python-Markdown pays
most for what such posts are made of; Ligne pays about the same for both.

The bench stops where the two differ: every list leads to the same articles in the same order, the feeds hold the same
entries, and every block of text of the articles sampled stands in both. Found alike in this run:
{alike}.

Beyond that set Ligne makes one social card a piece (a JPEG of 1200 × 630), which Pelican has not. A card is made once,
as long as its piece's title stays: "cold" makes them all, "cards kept" makes everything but those. Ligne's charter
page, list of letters, page for missing addresses and sitemap are made and timed too.

## Run it

| command | what it does |
|---|---|
{commands}
"""
