"""`ligne plan --since`: what a branch changes in the plan."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.builder import SiteBuilder
from tests.command import Ran, ligne

AT = "2026-03-10T12:00+01:00"


@pytest.fixture
def branch(tmp_path: Path) -> SiteBuilder:
    """A branch that moves one piece, adds one and takes one out."""
    site = SiteBuilder(tmp_path).calendar(offsets={}, cadences=[])
    site.piece("bouge", date="2026-03-12T09:00+01:00").piece("reste", date="2026-03-13T09:00+01:00")
    site.piece("part", date="2026-03-14T09:00+01:00").commit()
    subprocess.run(["git", "branch", "base"], cwd=tmp_path, check=True)
    site.piece("bouge", date="2026-03-16T09:00+01:00").piece("vient", date="2026-03-11T09:00+01:00", title="A|B <b>")
    (tmp_path / "content/ecouter/part.md").unlink()
    return site


def since(site: SiteBuilder, *words: str) -> Ran:
    return ligne("plan", "--since", "base", "--at", AT, *words, site=site.root)


def test_the_changes_are_told_in_the_order_of_time(branch: SiteBuilder) -> None:
    ran = since(branch)

    assert (ran.code, ran.err) == (0, "")
    assert [line.split() for line in ran.out.splitlines()] == [
        ["changement", "quand", "canal", "état", "édition", "textes"],
        ["ajouté", "2026-03-11", "09:00", "blog", "prévu", "vient", "A|B", "<b>"],
        ["retiré", "2026-03-14", "09:00", "blog", "prévu", "part", "Le", "titre", "de", "part"],
        ["déplacé", "2026-03-12", "09:00", "→", "2026-03-16", "09:00", "blog", "prévu", "bouge", "Le", "titre", "de",
         "bouge"],
    ]  # fmt: skip


def test_the_changes_as_json(branch: SiteBuilder) -> None:
    said = json.loads(since(branch, "--format", "json").out)

    assert (said["since"], len(said["commit"])) == ("base", 40)
    moved = said["changes"][2]
    assert [change["change"] for change in said["changes"]] == ["added", "removed", "moved"]
    assert (moved["before"]["instant"], moved["after"]["instant"], moved["after"]["pieces"]) == (
        "2026-03-12T09:00:00+01:00",
        "2026-03-16T09:00:00+01:00",
        ["bouge"],
    )
    assert (said["changes"][0]["before"], said["changes"][1]["after"]) == (None, None)


def test_the_changes_as_markdown_for_a_jobs_summary(branch: SiteBuilder) -> None:
    assert since(branch, "--format", "markdown").out.splitlines() == [
        "### Ce que cela change à l’agenda",
        "",
        "| changement | quand | canal | état | édition | textes |",
        "| --- | --- | --- | --- | --- | --- |",
        "| ajouté | 2026-03-11 09:00 | blog | prévu | vient | A\\|B \\<b\\> |",
        "| retiré | 2026-03-14 09:00 | blog | prévu | part | Le titre de part |",
        "| déplacé | 2026-03-12 09:00 → 2026-03-16 09:00 | blog | prévu | bouge | Le titre de bouge |",
    ]


def test_only_the_days_asked_for_are_compared(branch: SiteBuilder) -> None:
    branch.piece("loin", date="2031-01-01T09:00+01:00")

    def told(*words: str) -> list[str]:
        changes = json.loads(since(branch, "--format", "json", *words).out)["changes"]
        return [(change["after"] or change["before"])["edition"] for change in changes]

    assert told() == ["vient", "part", "bouge", "loin"]
    assert told("--to", "2026-03-13") == ["vient", "bouge"]
    assert told("--from", "2026-03-15", "--to", "2026-03-20") == ["bouge"]
    assert told("--channel", "newsletter") == []


def test_a_branch_that_changes_nothing_says_so(branch: SiteBuilder) -> None:
    branch.commit()
    here = ("plan", "--since", "HEAD", "--at", AT)
    assert ligne(*here, site=branch.root).out == "Rien ne change à l’agenda.\n"
    assert ligne(*here, "--format", "markdown", site=branch.root).out.splitlines()[-1] == "Rien ne change à l’agenda."


def test_a_site_that_was_not_there_is_added_whole(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path)
    kept = tmp_path / "editorial/charter.yaml"
    text = kept.read_text("utf-8")
    kept.unlink()
    site.commit()
    kept.write_text(text, "utf-8")
    site.calendar(offsets={}, cadences=[]).piece("a", date="2026-03-12T09:00+01:00")

    said = json.loads(ligne("plan", "--since", "HEAD", "--at", AT, "--format", "json", site=tmp_path).out)

    assert [(change["change"], change["after"]["edition"]) for change in said["changes"]] == [("added", "a")]


def test_a_site_that_could_not_be_read_then_is_said_to_be_that_one(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path).calendar(timezone="Mars/Phobos").commit()
    ran = ligne("plan", "--since", "HEAD", "--at", AT, site=site.calendar().root)
    assert (ran.code, ran.err.startswith("ligne: le site tel qu’il était là où l’on s’est écarté de « HEAD »")) == (
        2,
        True,
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "nulle-part"), "« nulle-part » ne nomme aucun commit"),
        (("--since", "base", "--propose"), "--since compare deux agendas"),
        (("--since", "base", "--html"), "--since compare deux agendas"),
        (("--format", "markdown"), "--format markdown va avec --since"),
    ],
    ids=["no such revision", "with --propose", "with --html", "markdown alone"],
)
def test_what_cannot_be_compared_is_said(branch: SiteBuilder, words: tuple[str, ...], said: str) -> None:
    ran = ligne("plan", *words, "--at", AT, site=branch.root)
    assert (ran.code, ran.out, said in ran.err) == (2, "", True), ran.said
