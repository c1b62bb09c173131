"""The page says of every target whether it is held, and names only scripts that are there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmark.curve import draw
from benchmark.measure import Cost
from benchmark.notebook import Notebook, Record, State
from benchmark.page import as_json, page
from benchmark.results import Results, results
from benchmark.scenarios import FULL, scenarios
from benchmark.targets import TARGETS, targets_table

ROOT = Path(__file__).parent.parent.parent
NAMES = {"ligne": "Ligne", "hugo": "Hugo", "eleventy": "Eleventy", "pelican": "stock Pelican", "proselint": "proselint"}
NAMES |= {
    "dkimpy": "dkimpy",
    "smtplib": "smtplib",
    "made": "Ligne, made before",
    "delivered": "Ligne, no ledger",
    "mjml": "mjml",
}


@pytest.fixture
def found(tmp_path: Path) -> Results:
    """What a bench found in which Ligne took 0.3 s for everything, and every other ten times that."""
    notebook, every = Notebook(tmp_path), scenarios(FULL, seed=1)
    for name, scenario in every.items():
        for who in scenario.who:
            ms = scenario.corpus.pieces if name.startswith("curve") else 300 if who == "ligne" else 3000
            notebook.add(name, who, Record(NAMES[who], "1", (Cost(ms / 1000, ms / 1000, 90),), {"pages": 7}))
    left_out = {"real": "the posts are not there"}
    return results(
        every, notebook, left_out, {"cores": 2, "processor": "P", "system": "S", "python": "3"}, State("c0ffee", ""), 1
    )


def test_every_target_is_judged(found: Results) -> None:
    judged = {target.what: target.is_held(found) for target in TARGETS}
    late = {what for what, is_held in judged.items() if not is_held}
    assert (len(judged) >= 17, late) == (True, {
        "`ligne --version`", "the same, against EmailMessage and dkimpy", "its MJML to HTML, against npm's mjml",
    })  # fmt: skip


def test_a_target_is_not_judged_by_a_site_of_another_size(tmp_path: Path) -> None:
    every = scenarios(FULL, seed=1)
    nothing = results(every, Notebook(tmp_path), {}, {}, State("", ""), 1)
    assert {row[-1] for row in targets_table(nothing, TARGETS)[1:]} == {"not measured"}


def test_the_page_tells_every_row_every_target_and_what_was_left_out(found: Results) -> None:
    told = page(found)
    lines = [line for line in told.splitlines() if line.startswith("| ")]
    assert len(lines) > len(found.rows) + len(TARGETS)
    assert all(text in told for text in ("**not held**", "Not measured: real, because the posts", "7 pages", "0.1 ×"))
    assert all((ROOT / name).exists() for name in re.findall(r"`(?:python3 )?(scripts/[\w/.]+)", told))


def test_the_figures_are_told_to_machines_too(found: Results) -> None:
    told = json.loads(as_json(found))
    assert (len(told["rows"]), told["rows"][1]["ratio"]) == (len(found.rows), {"cpu_s": 10.0, "wall_s": 10.0})


def test_the_curve_is_flat_where_the_cost_per_piece_is(found: Results) -> None:
    drawn = ElementTree.fromstring(draw(found.curve()))
    lines = [path.get("d", "") for path in drawn.findall(".//{*}path") if path.get("class") == "line"]
    heights = {re.sub(r"^\S+ ", "", point) for line in lines for point in re.split("[ML]", line) if point}
    said = {text.text for text in drawn.findall(".//{*}text")}
    assert (len(heights), {"1,000", "50,000", "wall 1.00"} <= said) == (1, True)
