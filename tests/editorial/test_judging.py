"""A piece is judged by the version it names, else by that of its first slot, until it is edited under a newer one."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from editorial.crew import Crew
from editorial.desk import Decision, decide
from editorial.errors import EditorialError
from editorial.finding import is_error
from editorial.judging import judged_by
from editorial.memory import Memory
from editorial.rejudged import NAME
from editorial.schedule import lay_out
from editorial.site import read_site
from editorial.versions import charter_of_site
from tests.builder import SiteBuilder

AT = datetime(2026, 5, 10, 12, tzinfo=UTC)
JANUARY, FEBRUARY, MARCH, APRIL, MAY = (f"2026-0{month}-15T09:00:00+01:00" for month in range(1, 6))
TEXT = "Un mot usé et un mot las. " * 8


def word(*terms: str) -> dict[str, Any]:
    return {"banned": [{"term": term, "why": "usé", "instead": "autre chose"} for term in terms]}


def charter(builder: SiteBuilder, number: int) -> SiteBuilder:
    """Write version 1 (January), 2 (from March on, bans « usé ») or 3 (from May on, bans « las » too)."""
    effective = {1: "2026-01-01", 2: "2026-03-01", 3: "2026-05-01"}[number]
    return builder.charter(version=f"{number}.0.0", effective=effective, vocabulary=word(*["usé", "las"][: number - 1]))


def archive(root: Path, last: int = 2, **front: Any) -> SiteBuilder:
    """Lay out a piece that appeared in January, then the charters up to `last`, each committed before its day."""
    builder = charter(SiteBuilder(root), 1).piece("a", TEXT, **{"date": "2026-01-20T09:00+01:00", **front})
    builder.commit(at=JANUARY)
    for number, at in [(2, FEBRUARY), (3, APRIL)][: last - 1]:
        charter(builder, number).commit(at=at)
    return builder


def version(decision: Decision, name: str = "a") -> str:
    return decision.judging.version(f"content/ecouter/{name}.md")


def words(decision: Decision) -> list[tuple[str, str]]:
    return [(f.rule, f.level.value) for f in decision.findings if f.rule.startswith("words")]


def test_a_piece_out_before_a_version_takes_effect_is_not_judged_by_it(tmp_path: Path) -> None:
    decision = archive(tmp_path).decide(AT)

    assert (version(decision), words(decision)) == ("1.0.0", [])


def test_a_piece_whose_slot_comes_later_is_judged_by_the_new_version(tmp_path: Path) -> None:
    decision = archive(tmp_path, date="2026-06-20T09:00+01:00").decide(AT)

    assert (version(decision), set(words(decision))) == ("2.0.0", {("words.banned", "error")})


def test_the_slot_of_the_calendar_counts_as_a_date_does(tmp_path: Path) -> None:
    builder = charter(SiteBuilder(tmp_path), 1).piece("a", TEXT, date=None).piece("b", TEXT, date=None).commit()
    charter(builder, 2).calendar(
        entries=[{"slot": "articles/2026-02-10", "piece": "a"}, {"slot": "articles/2026-03-10", "piece": "b"}]
    )

    decision = builder.commit(at=FEBRUARY).decide(AT)

    assert (version(decision), version(decision, "b")) == ("1.0.0", "2.0.0")


def test_an_embargo_puts_the_first_slot_off(tmp_path: Path) -> None:
    assert version(archive(tmp_path, embargo="2026-04-01T09:00+01:00").decide(AT)) == "2.0.0"


def test_a_piece_without_a_slot_is_judged_by_the_version_in_force(tmp_path: Path) -> None:
    builder = archive(tmp_path, last=3, date=None)

    assert version(builder.decide(datetime(2026, 4, 1, tzinfo=UTC))) == "2.0.0"
    assert version(builder.decide(AT)) == "3.0.0"


def test_a_version_to_come_judges_what_will_appear_under_it_only(tmp_path: Path) -> None:
    builder = archive(tmp_path, last=3, date="2026-04-20T09:00+02:00")
    builder.piece("b", TEXT, date="2026-05-20T09:00+02:00")

    decision = builder.decide(datetime(2026, 4, 17, tzinfo=UTC))

    assert (version(decision), version(decision, "b")) == ("2.0.0", "3.0.0")


@pytest.mark.parametrize("is_committed", [False, True], ids=["in-the-work-tree", "committed"])
def test_a_piece_edited_under_a_newer_version_is_judged_by_it(tmp_path: Path, is_committed: bool) -> None:
    builder = archive(tmp_path).piece("a", TEXT + "Une phrase de plus.", date="2026-01-20T09:00+01:00")
    if is_committed:
        builder.commit(at=APRIL)

    decision = builder.decide(AT)

    assert (version(decision), set(words(decision))) == ("2.0.0", {("words.banned", "error")})


def test_a_piece_edited_under_one_version_and_not_under_the_next_is_judged_by_the_first(tmp_path: Path) -> None:
    builder = archive(tmp_path).piece("a", TEXT + "Une de plus.", date="2026-01-20T09:00+01:00").commit(at=MARCH)
    charter(builder, 3).commit(at=APRIL)

    decision = builder.decide(AT)

    assert version(decision) == "2.0.0"
    assert decision.judging.grounds["content/ecouter/a.md"].en == "it was edited after version 2.0.0 took effect"


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda b: b.piece("a", TEXT, date="2026-01-20T09:00+01:00", tags=[]), id="empty-key"),
        pytest.param(lambda b: b.piece("a", TEXT + "\n\n<!-- note -->", date="2026-01-20T09:00+01:00"), id="comment"),
        pytest.param(
            lambda b: b.piece("a", TEXT.replace(". ", ".\n"), date="2026-01-20T09:00+01:00"), id="lines-broken-anew"
        ),
    ],
)
def test_a_save_that_changes_nothing_said_keeps_the_version(tmp_path: Path, edit: Any) -> None:
    builder = archive(tmp_path)
    edit(builder)

    assert version(builder.commit(at=APRIL).decide(AT)) == "1.0.0"


def test_an_edit_before_the_new_version_takes_effect_changes_nothing(tmp_path: Path) -> None:
    builder = archive(tmp_path).piece("a", TEXT + "Une de plus.", date="2026-01-20T09:00+01:00")

    assert version(builder.commit(at="2026-02-25T09:00:00+01:00").decide(AT)) == "1.0.0"


def test_a_version_counts_from_its_commit_where_its_day_was_before(tmp_path: Path) -> None:
    builder = archive(tmp_path, last=1).piece("a", TEXT + "Une de plus.", date="2026-01-20T09:00+01:00")
    builder.commit(at=APRIL)
    charter(builder, 2).commit(at=MAY)

    assert version(builder.decide(datetime(2026, 5, 20, tzinfo=UTC))) == "1.0.0"


def test_a_piece_that_moved_to_another_folder_keeps_its_version(tmp_path: Path) -> None:
    builder = archive(tmp_path)
    (tmp_path / "content/ecouter/a.md").rename(tmp_path / "content/a.md")

    assert builder.commit(at=APRIL).decide(AT).judging.version("content/a.md") == "1.0.0"


def test_a_picture_that_was_replaced_is_an_edit(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    Image.new("RGB", (20, 20), "red").save(tmp_path / "content/p.png")
    builder = archive(tmp_path, image={"src": "p.png", "alt": "Un aplat"})
    assert version(builder.decide(AT)) == "1.0.0"
    Image.new("RGB", (20, 20), "blue").save(tmp_path / "content/p.png")

    assert version(builder.commit(at=APRIL).decide(AT)) == "2.0.0"


def test_an_archive_brought_in_late_counts_by_its_slots_until_it_is_edited(tmp_path: Path) -> None:
    builder = charter(SiteBuilder(tmp_path), 1).commit(at=JANUARY)
    charter(builder, 2).commit(at=FEBRUARY)
    for name in ("a", "b", "c"):
        builder.piece(name, TEXT, date="2026-01-20T09:00+01:00")
    builder.commit(at=APRIL).piece("b", TEXT + "Une de plus.", date="2026-01-20T09:00+01:00").commit(at=MAY)
    builder.piece("c", TEXT + "Une de plus.", date="2026-01-20T09:00+01:00")

    decision = builder.decide(AT)

    assert [version(decision, name) for name in ("a", "b", "c")] == ["1.0.0", "2.0.0", "2.0.0"]


def test_a_squashed_branch_is_an_edit_where_it_says_something_else(tmp_path: Path) -> None:
    builder = archive(tmp_path)
    builder._git("checkout", "-q", "-b", "retouche")
    builder.piece("a", TEXT + "Une de plus.", date="2026-01-20T09:00+01:00").commit(at=MARCH)
    builder.piece("a", TEXT, date="2026-01-20T09:00+01:00").piece("b", TEXT, date="2026-01-20T09:00+01:00")
    builder.commit(at=MARCH)
    builder._git("checkout", "-q", "main")
    builder._git("merge", "-q", "--squash", "retouche")
    decision = builder.commit(at=APRIL).decide(AT)

    assert (version(decision), version(decision, "b")) == ("1.0.0", "1.0.0")


def test_the_key_charter_names_the_version_until_the_piece_is_edited(tmp_path: Path) -> None:
    front = {"date": "2026-04-20T09:00+01:00", "charter": "1.0.0"}
    builder = archive(tmp_path, **front)
    assert version(builder.decide(AT)) == "1.0.0"
    assert words(builder.decide(AT)) == []

    builder.piece("a", TEXT + "Une de plus.", **front).commit(at=APRIL)

    assert version(builder.decide(AT)) == "2.0.0"


def test_a_key_may_name_a_version_to_come(tmp_path: Path) -> None:
    builder = archive(tmp_path, last=3, charter="3.0.0", date="2026-04-25T09:00+02:00")

    decision = builder.decide(datetime(2026, 4, 20, tzinfo=UTC))

    assert (version(decision), len(words(decision))) == ("3.0.0", 16)


def test_the_version_of_a_valid_approval_goes_before_the_key_and_the_slot(tmp_path: Path) -> None:
    builder = archive(tmp_path, last=3, charter="1.0.0")
    site = builder.site()

    judging = judged_by(site, lay_out(site, AT), AT, approved={"a": "2.0.0"})

    assert judging.version("content/ecouter/a.md") == "2.0.0"
    assert judging.grounds["content/ecouter/a.md"].fr == "son approbation nomme la version 2.0.0"


@pytest.mark.parametrize(
    ("status", "changes", "level"),
    [
        pytest.param("approved", [], "error", id="approved"),
        pytest.param("draft", [], "warning", id="draft"),
        pytest.param("approved", [{"version": "0.9.0", "summary": "x"}], "warning", id="known-on-paper-only"),
    ],
)
def test_a_version_that_does_not_exist_is_a_finding_at_its_key(
    tmp_path: Path, status: str, changes: list[dict[str, str]], level: str
) -> None:
    builder = SiteBuilder(tmp_path).charter(changes=changes).piece("a", charter="0.9.0", status=status)

    found = [f for f in builder.commit().decide(AT).findings if f.rule == "version.unknown"]

    assert [(f.path, f.span.line, f.span.column, f.level.value) for f in found] == [
        ("content/ecouter/a.md", 8, 10, level)
    ]


def test_another_charter_judges_every_piece_and_live_ones_without_mercy(tmp_path: Path) -> None:
    site = archive(tmp_path, last=3).site()

    found = {
        name: set(words(decide(site, AT, against=charter_of_site(tmp_path, site.charter, site.calendar.zone, name))))
        for name in ("1.0.0", "2.0.0")
    }

    assert found == {"1.0.0": set(), "2.0.0": {("words.banned", "error")}}


def test_a_live_piece_whose_new_version_was_made_retroactive_only_gets_warnings(tmp_path: Path) -> None:
    builder = archive(tmp_path, last=1)
    builder.charter(version="2.0.0", effective="2026-01-01", vocabulary=word("usé")).commit(at=MARCH)

    decision = builder.decide(AT)

    assert (version(decision), {level for _, level in words(decision)}) == ("2.0.0", {"warning"})


def test_what_older_versions_find_is_remembered_and_the_same(tmp_path: Path) -> None:
    builder = archive(tmp_path, last=2).piece("b", TEXT, date="2026-03-20T09:00+01:00").commit(at=MARCH)
    charter(builder, 3).commit(at=APRIL)
    plain = builder.decide(AT)
    site = read_site(tmp_path.resolve(), Crew())

    first = decide(site, AT, crew=Crew())
    remembered = Memory(tmp_path.resolve(), NAME, "Europe/Paris").entries
    again = decide(read_site(tmp_path.resolve(), Crew()), AT, crew=Crew())

    assert plain.findings == first.findings == again.findings
    assert {name.partition(" ")[2] for name in remembered} == {"content/ecouter/a.md", "content/ecouter/b.md"}
    assert any(is_error(finding) for finding in first.findings)


def test_a_text_that_changes_is_judged_anew_whatever_is_remembered(tmp_path: Path) -> None:
    builder = archive(tmp_path, charter="1.0.0", pillar="ecouter")
    decide(read_site(tmp_path.resolve(), Crew()), AT, crew=Crew())
    builder.piece("a", "", date="2026-01-20T09:00+01:00", charter="1.0.0")
    builder.charter(version="2.0.0", effective="2026-05-20").commit(at=APRIL)

    decision = decide(read_site(tmp_path.resolve(), Crew()), AT, crew=Crew())

    assert "length.empty" in {f.rule for f in decision.findings}


def test_one_version_costs_no_judgement_and_no_comparison(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", TEXT).commit()

    decision = decide(read_site(tmp_path.resolve(), Crew()), AT, crew=Crew())

    assert (decision.judging.charters, builder.decide(AT).judging.charters) == ({}, {})
    assert not (tmp_path / ".ligne" / NAME).exists()


def test_a_shallow_clone_without_the_version_a_piece_needs_says_what_to_fetch(tmp_path: Path) -> None:
    (tmp_path / "origin").mkdir()
    builder = archive(tmp_path / "origin", last=1)
    changes = [{"version": "2.0.0", "summary": "x"}, {"version": "1.0.0", "summary": "y"}]
    builder.charter(version="2.0.0", effective="2026-03-01", changes=changes).commit(at=FEBRUARY)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{tmp_path}/origin", str(clone)], check=True)

    with pytest.raises(EditorialError, match=r"charter 1\.0\.0 is needed to judge content/ecouter/a\.md.*unshallow"):
        decide(read_site(clone), AT)
    assert version(builder.decide(AT)) == "1.0.0"


def test_without_git_there_is_one_version(tmp_path: Path) -> None:
    changes = [{"version": "2.0.0", "summary": "x"}, {"version": "1.0.0", "summary": "y"}]
    builder = SiteBuilder(tmp_path).charter(version="2.0.0", effective="2026-03-01", changes=changes).piece("a")

    assert version(builder.decide(AT)) == "2.0.0"
