#!/usr/bin/env python3
"""Compares Ligne with Hugo, Eleventy, Pelican and proselint on generated corpora: medians and ratios, pages checked.

A run that is finished is kept in .cache/bench, by the commit measured: a bench that was cut off goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

from benchmark.changes import built, pieces_of, run
from benchmark.compare import compare
from benchmark.contenders import ligne
from benchmark.curve import draw
from benchmark.mail.measured import lacking, measured
from benchmark.measure import BenchFailed
from benchmark.notebook import Notebook, Record, state_of
from benchmark.page import as_json, page
from benchmark.posts import FOLDER
from benchmark.results import ALIGNED, Results, print_table, results, this_machine
from benchmark.scenarios import FULL, PIECE, QUICK, Scenario, scenarios
from benchmark.sites import clear, site_of
from benchmark.targets import TARGETS, TARGETS_ALIGNED, targets_table
from components import COMPONENTS
from environment import ROOT, RUNTIME, CannotPrepare, Environment, language

WORK = ROOT / ".cache/bench"
DOCS = ROOT / "docs"
SEED = 1
SLOW, MANY_PIECES = frozenset(("eleventy", "pelican")), 5_000
"""Who takes a minute and more for a run on so many pieces."""


def main(arguments: list[str]) -> int:
    """Run the bench and tell; exit 1 when a contender fails or the sites it compares are not alike."""
    options = _parse(arguments)
    if options.images:
        return _images(options)
    if options.posts:
        return _posts(options)
    sizes = QUICK if options.quick else FULL
    sizes = replace(sizes, contest=options.pieces) if options.pieces else sizes
    every = scenarios(sizes, options.seed)
    if unknown := set(options.only or ()) - every.keys():
        print(
            f"bench: no scenario is called {', '.join(sorted(unknown))}; there are: {', '.join(every)}", file=sys.stderr
        )
        return 2
    state = state_of(ROOT)
    notes = WORK / "runs" / "-".join(map(str, (state.name, sizes.contest, sizes.beside, options.seed)))
    if options.fresh:
        shutil.rmtree(notes, ignore_errors=True)
    bench = Bench(Notebook(notes), every, options)
    try:
        Environment(ROOT).prepare(RUNTIME)
        for name in options.only or every:
            bench.measure(name)
    except CannotPrepare as problem:
        print(problem.read(language()), file=sys.stderr)
        return 2
    except BenchFailed as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    found = results(every, bench.notebook, bench.left_out, this_machine(), state, options.seed)
    print_table(found.table(), ALIGNED)
    if measured := [target for target in TARGETS if target.is_held(found) is not None]:
        print()
        print_table(targets_table(found, measured), TARGETS_ALIGNED)
    _write(found, options)
    return 0


class Bench:
    """Measures scenarios, and keeps each run in the notebook at once."""

    def __init__(self, notebook: Notebook, every: dict[str, Scenario], options: argparse.Namespace):
        self.notebook = notebook
        self.left_out: dict[str, str] = {}
        """Why a scenario was not measured."""
        self._every, self._options = every, options

    def measure(self, name: str) -> None:
        """Run each contender of a scenario in turn until there are enough runs; raises BenchFailed."""
        scenario = self._every[name]
        if scenario.corpus.texts == "real" and not FOLDER.is_dir():
            self.left_out[name] = "the real posts are not beside this checkout, in ../shared/corpora/fr-blog"
            return
        if "postgresql" in name and COMPONENTS["postgresql"].path() is None:
            self.left_out[name] = "PostgreSQL is not installed"
            return
        if scenario.letters and (why := lacking(scenario.letters)):
            self.left_out[name] = why
            return
        for turn in range(max(self._runs(name, who) for who in scenario.who)):
            for who in scenario.who:
                record = self.notebook.read(name).get(who)
                if turn < self._runs(name, who) and (record is None or len(record.runs) <= turn):
                    self._measure(name, who, turn)
        beside = (other for key, other in self._every.items() if key != name)
        if not scenario.letters and all(other.corpus != scenario.corpus for other in beside):
            clear(WORK, scenario.corpus)

    def _measure(self, name: str, who: str, turn: int) -> None:
        """Measure one run, and compare what it built with Ligne's own site where the scenario asks for that."""
        scenario = self._every[name]
        if scenario.letters:
            self._keep(name, who, turn, measured(WORK, scenario.letters, who, scenario.corpus.pieces))
            return
        contender = site_of(WORK, who, scenario.corpus)
        asked = contender
        if scenario.words and who == "ligne":
            piece = pieces_of(contender)[-1].relative_to(contender.folder).as_posix()
            words = (piece if word == PIECE else word for word in scenario.words)
            asked = replace(contender, command=(*ligne.COMMAND, *words))
        with scenario.act(contender, turn):
            cost = run(asked)
        facts = {}
        if who == "ligne" and not scenario.words:
            facts = {"files made": int(json.loads(contender.log.read_text(encoding="utf-8"))["made"])}
        elif scenario.alike is not None:
            reference = site_of(WORK, "ligne", scenario.corpus)
            with built(reference, turn):
                facts = compare(reference, contender, scenario.alike)
        self._keep(name, who, turn, Record(contender.name, contender.version, (cost,), facts))

    def _keep(self, name: str, who: str, turn: int, record: Record) -> None:
        self.notebook.add(name, who, record)
        (cost,) = record.runs
        done = f"{name}, {record.name}, run {turn + 1}: {cost.wall_s:.2f} s, {cost.peak_mb:.0f} MB"
        print(done, file=sys.stderr, flush=True)

    def _runs(self, name: str, who: str) -> int:
        if name.startswith("curve-"):
            return int(self._options.runs_curve)
        is_slow = who in SLOW and self._every[name].corpus.pieces >= MANY_PIECES
        return int(self._options.runs_slow if is_slow else self._options.runs)


def _images(options: argparse.Namespace) -> int:
    """Run the contest of pictures, which has no corpus; exit 1 where a contender is missing or fails."""
    try:
        Environment(ROOT).prepare(RUNTIME)
        sys.path.insert(0, str(ROOT))
        from benchmark.images import lines, page, table

        found = lines()
        print_table(table(found), "llrrrrrrl")
        if options.write_docs:
            (DOCS / "performance-images.md").write_text(page(found), encoding="utf-8")
    except CannotPrepare as problem:
        print(problem.read(language()), file=sys.stderr)
        return 2
    except BenchFailed as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    return 0


def _posts(options: argparse.Namespace) -> int:
    """Compose the posts of a corpus on every network; exit 2 where nothing can be installed."""
    try:
        Environment(ROOT).prepare(RUNTIME)
        sys.path.insert(0, str(ROOT))
        from benchmark.words import PIECES, table

        print_table(table(options.pieces or PIECES, options.seed), "rrrrr")
    except CannotPrepare as problem:
        print(problem.read(language()), file=sys.stderr)
        return 2
    return 0


def _write(found: Results, options: argparse.Namespace) -> None:
    if options.json:
        options.json.write_text(as_json(found), encoding="utf-8")
    if options.write_docs:
        (DOCS / "performance.json").write_text(as_json(found), encoding="utf-8")
        (DOCS / "performance.svg").write_text(draw(found.curve()), encoding="utf-8")
        (DOCS / "performance.md").write_text(page(found), encoding="utf-8")


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("--quick", action="store_true", help="everything on few pieces, in under two minutes")
    parser.add_argument("--pieces", type=_positive, metavar="N", help=f"of the contest (default: {FULL.contest})")
    parser.add_argument("--runs", type=_positive, metavar="N", help="for each median (default: 3; 1 with --quick)")
    parser.add_argument(
        "--runs-slow", type=_positive, metavar="N",
        help=f"of Eleventy and stock Pelican on {MANY_PIECES} pieces and more (default: as --runs)",
    )  # fmt: skip
    parser.add_argument("--runs-curve", type=_positive, default=1, metavar="N", help="at each size (default: 1)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the corpora (default: {SEED})")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="run these scenarios: " + ", ".join(_NAMES))
    parser.add_argument(
        "--images", action="store_true", help="compare crops and widths of photos with Pillow and sharp"
    )
    parser.add_argument(
        "--posts", action="store_true", help="compose the posts of 10,000 pieces, or of --pieces, on every network"
    )
    parser.add_argument("--fresh", action="store_true", help="forget the runs kept of this commit")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--write-docs", action="store_true", help="write docs/performance.md, .json and .svg")
    options = parser.parse_args(arguments)
    options.runs = options.runs or (1 if options.quick else 3)
    options.runs_slow = options.runs_slow or options.runs
    return options


def _positive(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


_NAMES = tuple(scenarios(FULL, SEED))

if __name__ == "__main__":
    # So that what an edit changed in a corpus is put back where `timeout` ends the bench.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
