"""A text of another day is judged by the house rules of that day; none that came later takes it down."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from editorial.crew import Crew
from editorial.desk import Decision, decide
from editorial.edition import State
from editorial.errors import EditorialError
from editorial.house_then import NONE, rule_files, staged_house, styles_at
from editorial.site import read_site
from editorial.versions import charter_of_site
from tests.builder import SiteBuilder

AT = datetime(2026, 5, 10, 12, tzinfo=UTC)
JANUARY, FEBRUARY, MARCH = (f"2026-0{month}-15T09:00:00+01:00" for month in range(1, 4))
TEXT = "Un mot usé et un mot las. " * 8
PATH = "content/ecouter/a.md"


def rule(builder: SiteBuilder, name: str, *words: str, level: str = "error") -> SiteBuilder:
    lines = "".join(f"  - {word}\n" for word in words)
    text = f'extends: existence\nmessage: "« %s » est de trop"\nlevel: {level}\nwhy: usé\ntokens:\n{lines}'
    return builder.file(f"editorial/styles/Maison/{name}.yml", text)


def site(root: Path) -> SiteBuilder:
    """Lay out a piece that appeared in January under version 1, which has no house rules."""
    builder = SiteBuilder(root).charter(version="1.0.0", effective="2026-01-01")
    return builder.piece("a", TEXT, date="2026-01-20T09:00+01:00").commit(at=JANUARY)


def house(decision: Decision) -> list[tuple[str, str]]:
    return [(f.rule, f.level.value) for f in decision.findings if f.rule.startswith("Maison.")]


def test_a_rule_that_comes_later_warns_about_what_is_live_and_leaves_it_there(tmp_path: Path) -> None:
    decision = rule(site(tmp_path), "Use", "usé").commit(at=FEBRUARY).decide(AT)

    assert decision.plan.standings["a"].state is State.LIVE
    assert set(house(decision)) == {("Maison.Use", "warning")}


def test_a_rule_that_was_there_when_the_text_appeared_never_lets_it(tmp_path: Path) -> None:
    builder = rule(SiteBuilder(tmp_path), "Use", "usé").piece("a", TEXT, date="2026-01-20T09:00+01:00")

    assert builder.commit(at=JANUARY).decide(AT).plan.standings["a"].state is State.HELD


def test_an_edit_that_breaks_a_later_rule_leaves_the_text_as_it_was(tmp_path: Path) -> None:
    builder = rule(site(tmp_path), "Use", "usé").commit(at=FEBRUARY)
    builder.piece("a", TEXT + "Encore usé. ", date="2026-01-20T09:00+01:00")

    decision = builder.decide(AT)

    assert (decision.plan.standings["a"].state, "Encore" in decision.versions[PATH].body) == (State.LIVE, False)


def test_a_version_judges_with_the_rules_it_last_stood_with(tmp_path: Path) -> None:
    builder = rule(site(tmp_path), "Use", "usé", level="warning").commit(at=FEBRUARY)
    rule(builder, "Las", "las").charter(version="2.0.0", effective="2026-04-01").commit(at=MARCH)

    decision = builder.decide(AT)

    assert decision.judging.version(PATH) == "1.0.0"
    assert set(house(decision)) == {("Maison.Use", "warning")}


def test_a_style_that_is_gone_still_judges_what_it_judged(tmp_path: Path) -> None:
    builder = rule(site(tmp_path), "Use", "usé", level="warning").charter(
        version="1.0.0", effective="2026-01-01", styles=["Maison"], rules={"Maison.Use": "suggestion"}
    )
    builder.commit(at=FEBRUARY)
    (tmp_path / "editorial/styles/Maison/Use.yml").unlink()
    builder.charter(version="2.0.0", effective="2026-04-01", styles=[]).commit(at=MARCH)

    assert set(house(builder.decide(AT))) == {("Maison.Use", "suggestion")}


def test_what_older_rules_find_is_remembered_and_judged_anew_under_others(tmp_path: Path) -> None:
    builder = rule(site(tmp_path), "Use", "usé", level="warning").commit(at=FEBRUARY)
    builder.charter(version="2.0.0", effective="2026-04-01").commit(at=MARCH)

    def seen() -> list[tuple[str, str]]:
        crew = Crew()
        return sorted(set(house(decide(read_site(tmp_path, crew), AT, crew=crew))))

    first, again = seen(), seen()
    builder.piece("a", TEXT.replace("usé", "neuf"), date="2026-01-20T09:00+01:00")

    assert (first, again, seen()) == ([("Maison.Use", "warning")], [("Maison.Use", "warning")], [])


def test_against_a_commit_its_own_rules_judge(tmp_path: Path) -> None:
    builder = rule(site(tmp_path), "Use", "usé").commit(at=FEBRUARY)
    builder._git("branch", "avec")
    (tmp_path / "editorial/styles/Maison/Use.yml").unlink()
    today = builder.commit(at=MARCH).site()
    against = charter_of_site(tmp_path, today.charter, UTC, "avec")

    assert house(decide(today, AT)) == []
    assert set(house(decide(today, AT, against=against))) == {("Maison.Use", "error")}


def test_of_the_past_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    builder = rule(site(tmp_path), "Use", "usé", level="warning")
    builder.file("editorial/styles/Maison/Cassee.yml", "extends: rien\n").file("editorial/styles/Maison/x.yml", b"\xff")
    builder.commit(at=FEBRUARY)
    for name in ("Cassee", "x"):
        (tmp_path / f"editorial/styles/Maison/{name}.yml").unlink()
    builder.charter(version="2.0.0", effective="2026-04-01").commit(at=MARCH)

    assert set(house(builder.decide(AT))) == {("Maison.Use", "warning")}


def test_the_files_of_a_charter_are_those_of_its_styles(tmp_path: Path) -> None:
    builder = rule(site(tmp_path), "Use", "usé").file("editorial/styles/Autre/A.yml", "extends: existence\n")
    builder.charter(version="1.0.0", effective="2026-01-01", styles=["Maison"]).commit(at=FEBRUARY)
    today = builder.site().charter
    then = charter_of_site(tmp_path, today, UTC, "HEAD~1")

    assert list(rule_files(tmp_path, today)) == ["Maison/Use.yml"]
    assert list(rule_files(tmp_path, charter_of_site(tmp_path, today, UTC, "HEAD"))) == ["Maison/Use.yml"]
    assert (then.styles_tree, rule_files(tmp_path, then)) == (NONE, {})


def test_nothing_is_asked_of_git_for_no_commits(tmp_path: Path) -> None:
    assert styles_at(tmp_path, []) == []


def test_what_is_staged_is_judged_by_the_rules_that_are_staged(tmp_path: Path) -> None:
    builder = rule(site(tmp_path), "Use", "usé")
    builder._git("add", "-A")
    rule(builder, "Use", "rien")
    charter = builder.site().charter

    assert [rule.name for rule in staged_house(tmp_path, charter).rules] == ["Maison.Use"]
    builder.file("editorial/styles/Maison/Use.yml", b"\xff")._git("add", "-A")
    with pytest.raises(EditorialError):
        staged_house(tmp_path, charter)
