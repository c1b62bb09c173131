#!/usr/bin/env python3
"""Compares Ligne with stock Pelican on one generated corpus, in one run, in turn: medians and ratios, pages checked."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from compare import compare
from contenders import Contender, ligne, ligne_command, stock
from environment import ROOT, RUNTIME, CannotPrepare, Environment, language
from measure import BenchFailed, Cost, cost_of
from results import Results, Row, print_table

WORK = ROOT / ".cache/bench"
DOCS = ROOT / "docs"
PIECES, QUICK_PIECES = 1000, 150
SEED = 1
SETTLE_S = 1.0


def main(arguments: list[str]) -> int:
    """Run the bench and tell; exit 1 when a contender fails or the sites it compares are not alike."""
    options = _parse(arguments)
    try:
        Environment(ROOT).prepare(RUNTIME)
        results = bench(options.pieces or (QUICK_PIECES if options.quick else PIECES), options.seed, options.runs)
    except CannotPrepare as problem:
        print(problem.read(language()), file=sys.stderr)
        return 2
    except BenchFailed as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    print_table(results.table())
    if options.json:
        options.json.write_text(results.as_json(), encoding="utf-8")
    if options.write_docs:
        (DOCS / "performance.json").write_text(results.as_json(), encoding="utf-8")
        (DOCS / "performance.md").write_text(results.page(), encoding="utf-8")
    return 0


def bench(pieces: int, seed: int, runs: int) -> Results:
    """Give what every scenario came to; raises BenchFailed."""
    for name, wanted in _CORPORA.items():
        _corpus(WORK / name, pieces, seed, wanted)
    ours, theirs, everywhere = ligne(WORK / "blog"), stock(WORK / "stock", WORK), ligne(WORK / "all")
    for contender in (theirs, ours):  # Once unmeasured: bytecode and disk caches are warm for both.
        _run(contender)
    alike = compare(theirs, ours)
    results = Results(pieces, seed, {c.name: c.version for c in (ours, theirs)}, alike)
    results.rows.extend(_blog(ours, theirs, runs))
    results.rows.extend(_posts(ligne(WORK / "posts"), stock(WORK / "posts-stock", WORK), runs))
    results.rows.extend(_everywhere(everywhere, runs))
    results.rows.extend(_commands(ours, runs))
    return results


def _blog(ours: Contender, theirs: Contender, runs: int) -> Iterator[Row]:
    """Measure the blog alone: cold, its pages alone, and built again with nothing changed."""
    cold, pages = _Runs(), _Runs()
    for _ in range(runs):
        for contender in (theirs, ours):
            contender.forget()
            cold.add(contender, _run(contender))
        ours.forget(but="cards")
        pages.add(ours, _run(ours))
    stock_cold = cold.row("blog, cold", theirs, note=f"{_count(theirs.site, '*.html')} pages")
    yield stock_cold
    note = f"{_count(ours.site, '*.html')} pages, {_count(ours.site, 'cards/*')} cards"
    yield cold.row("blog, cold", ours, stock_cold, note)
    yield pages.row("blog, cards kept", ours, stock_cold)
    again = _Runs()
    for _ in range(runs):
        for contender in (theirs, ours):
            again.add(contender, _run(contender))
    stock_again = again.row("blog, nothing changed", theirs)
    yield stock_again
    yield again.row("blog, nothing changed", ours, stock_again, f"{_made(ours)} files")


def _posts(ours: Contender, theirs: Contender, runs: int) -> Iterator[Row]:
    """Measure the pages alone on pieces with as much code as the real posts of a technical blog."""
    for contender in (theirs, ours):
        _run(contender)
    compare(theirs, ours)
    pages = _Runs()
    for _ in range(runs):
        theirs.forget()
        pages.add(theirs, _run(theirs))
        ours.forget(but="cards")
        pages.add(ours, _run(ours))
    of_stock = pages.row("technical posts, cold", theirs, note=f"{_count(theirs.site, '*.html')} pages")
    yield of_stock
    yield pages.row("technical posts, cards kept", ours, of_stock, f"{_count(ours.site, '*.html')} pages")


def _everywhere(ours: Contender, runs: int) -> Iterator[Row]:
    """Measure the blog, the newsletter and the networks, with photos: cold, then again."""
    cold, again = _Runs(), _Runs()
    for _ in range(runs):
        ours.forget()
        cold.add(ours, _run(ours))
        note = f"{_made(ours)} files, {_count(ours.site.parent, '*.webp', '*.jpg')} of them images"
        again.add(ours, _run(ours))
    yield cold.row("all channels with photos, cold", ours, note=note)
    yield again.row("all channels with photos, nothing changed", ours, note=f"{_made(ours)} files, so no image twice")


def _commands(ours: Contender, runs: int) -> Iterator[Row]:
    """Measure what a writer waits for most often."""
    piece = min((ours.folder / "content/publier").glob("*.md")).relative_to(ours.folder).as_posix()
    for words in (("--version",), ("check", piece)):
        costs = [cost_of((*ligne_command(), *words), ours.folder, WORK / "log.txt") for _ in range(runs)]
        yield Row(f"ligne {words[0]}" + (" on one piece" if len(words) > 1 else ""), ours.name, tuple(costs))


class _Runs:
    """The runs of each contender in one scenario."""

    def __init__(self) -> None:
        self._costs: dict[str, list[Cost]] = {}

    def add(self, contender: Contender, cost: Cost) -> None:
        """Keep one run."""
        self._costs.setdefault(contender.name, []).append(cost)

    def row(self, what: str, who: Contender, beside: Row | None = None, note: str = "") -> Row:
        """Give a contender's runs as a row."""
        return Row(what, who.name, tuple(self._costs[who.name]), beside, note)


def _run(contender: Contender) -> Cost:
    """Run a contender on a quiet disk: the last files that were taken away or written would cost it up to 0.5 s."""
    os.sync()
    time.sleep(SETTLE_S)
    return cost_of(contender.command, contender.folder, _log(contender))


def _log(contender: Contender) -> Path:
    return contender.folder.with_suffix(".log")


def _made(contender: Contender) -> int:
    """Give how many files the last run of Ligne says it made."""
    return int(json.loads(_log(contender).read_text(encoding="utf-8"))["made"])


def _count(folder: Path, *patterns: str) -> int:
    return sum(1 for pattern in patterns for _ in folder.rglob(pattern))


def _corpus(folder: Path, pieces: int, seed: int, wanted: tuple[str, ...]) -> None:
    """Write a corpus by its own process: the bench stays small (see measure.py)."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [str(Environment(ROOT).python), str(ROOT / "scripts/corpus.py"), str(folder)]
    subprocess.run([*command, "--pieces", str(pieces), "--seed", str(seed), *wanted], check=True)


_CORPORA = {
    "blog": (),
    "stock": ("--stock",),
    "posts": ("--technical",),
    "posts-stock": ("--technical", "--stock"),
    "all": ("--channels", "all", "--images"),
}
"""What scripts/corpus.py is asked for, by the name of the folder."""


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_PIECES} pieces, under two minutes")
    parser.add_argument("--pieces", type=_positive, metavar="N", help=f"how many pieces (default: {PIECES})")
    parser.add_argument("--runs", type=_positive, default=3, metavar="N", help="runs for each median (default: 3)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"the seed of the corpus (default: {SEED})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--write-docs", action="store_true", help="write docs/performance.md and docs/performance.json")
    return parser.parse_args(arguments)


def _positive(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
