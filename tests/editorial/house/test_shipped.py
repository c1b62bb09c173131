"""The styles that come with Ligne: every example tried, every rule with its reason."""

from __future__ import annotations

from pathlib import Path

from editorial.house.styles import read_house
from editorial.house.trial import try_rules
from tests.builder import SiteBuilder


def test_every_example_of_the_shipped_style_holds_and_no_two_rules_disagree(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).charter(styles=["Ligne"])
    rules = read_house(tmp_path, builder.site().charter).rules
    trial = try_rules(rules, rules, frozenset({"Ligne"}), "fr")
    assert (trial.findings, trial.rules, trial.examples) == ((), 15, 50)
