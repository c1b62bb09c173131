"""Runs that are finished are kept one by one, for the commit that was measured."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmark.measure import Cost
from benchmark.notebook import Notebook, Record, state_of


def test_runs_are_kept_in_order_and_the_newest_facts_stand(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path / "runs")
    notebook.add("cold", "hugo", Record("Hugo", "1", (Cost(1, 2, 3),), {"pages": 7, "lists": 2}))
    notebook.add("cold", "ligne", Record("Ligne", "2", (Cost(4, 5, 6),)))
    notebook.add("cold", "hugo", Record("Hugo", "1", (Cost(7, 8, 9),), {"pages": 8}))
    assert Notebook(tmp_path / "runs").read("cold") == {
        "hugo": Record("Hugo", "1", (Cost(1, 2, 3), Cost(7, 8, 9)), {"pages": 8, "lists": 2}),
        "ligne": Record("Ligne", "2", (Cost(4, 5, 6),)),
    }


def test_what_was_not_measured_has_no_record(tmp_path: Path) -> None:
    assert Notebook(tmp_path).read("cold") == {}


def test_a_checkout_has_another_state_after_a_change_but_not_after_one_of_the_docs(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        name = ("-c", "user.name=banc", "-c", "user.email=banc@banc.example")
        subprocess.run(["git", *name, *words], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "docs").mkdir()
    (tmp_path / "code.py").write_text("one = 1\n")
    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    clean = state_of(tmp_path)
    (tmp_path / "docs/page.md").write_text("written by the bench\n")
    told = state_of(tmp_path)
    (tmp_path / "code.py").write_text("one = 2\n")
    changed = state_of(tmp_path)
    assert (clean == told, clean.changed, changed.commit == clean.commit, bool(changed.changed)) == (
        True,
        "",
        True,
        True,
    )
