"""An archive is adopted in one command; from then on only what is new fails, and what was mended must go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editorial.baseline import PATH
from tests.builder import SiteBuilder
from tests.command import Ran, ligne

BANNED = {"vocabulary": {"banned": [{"term": "usé", "why": "x", "instead": "neuf"}]}}
A, B = "content/ecouter/a.md", "content/ecouter/b.md"


@pytest.fixture
def archive(tmp_path: Path) -> SiteBuilder:
    builder = (
        SiteBuilder(tmp_path)
        .calendar(cadences=[])
        .charter(**BANNED)
        .piece("a", "Un mot usé, deux mots usés, un mot usé.")
    )
    return builder.piece("b", "Un mot usé.").commit()


def check(builder: SiteBuilder, *words: str) -> Ran:
    return ligne("check", "--at", "2026-03-10T12:00", *words, site=builder.root)


def counts(builder: SiteBuilder) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads((builder.root / PATH).read_text("utf-8"))["counts"]
    return found


def test_what_is_hidden_is_counted_in_the_files_asked_for(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    path = str(archive.root / B)
    assert check(archive, path).err == "1 remarque de la référence (editorial/baseline.json) n’est pas montrée.\n"
    assert "1 remarque" in check(archive, path, "--fix").err


def test_after_the_baseline_the_check_is_clean_and_says_how_much_it_hides(archive: SiteBuilder) -> None:
    assert check(archive).code == 1

    first = check(archive, "--baseline")
    again = check(archive)

    assert (first.code, again.code) == (0, 0)
    assert counts(archive) == {A: {"words.banned": 2}, B: {"words.banned": 1}}
    assert "3 remarques dans 2 fichiers" in first.err
    assert again.out == "Rien à redire.\n"
    assert again.err == "3 remarques de la référence (editorial/baseline.json) ne sont pas montrées.\n"


def test_a_new_finding_fails_as_usual(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    archive.piece("b", "Un mot usé. Un autre mot usé.")

    ran = check(archive, "--format", "json")

    assert ran.code == 1
    assert [(f["path"], f["level"]) for f in json.loads(ran.out)["findings"] if f["rule"] == "words.banned"] == [
        (B, "suggestion"),
        (B, "error"),
    ]


def test_a_build_is_not_held_by_what_the_baseline_has(archive: SiteBuilder) -> None:
    check(archive, "--baseline")

    ran = ligne("build", "--at", "2026-03-10T12:00", site=archive.root)

    assert ran.code == 0, ran.said
    assert (archive.root / "output/site/a/index.html").is_file()


def test_a_baseline_that_would_grow_is_refused_and_left_as_it_was(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    before = (archive.root / PATH).read_bytes()
    archive.piece("c", "Un mot usé.")

    ran = check(archive, "--baseline")

    assert ran.code == 1
    assert "1 × words.banned dans content/ecouter/c.md" in ran.err
    assert "retirez editorial/baseline.json" in ran.err
    assert (archive.root / PATH).read_bytes() == before


def test_without_the_file_a_new_baseline_begins(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    archive.piece("c", "Un mot usé.")
    (archive.root / PATH).unlink()

    assert check(archive, "--baseline").code == 0
    assert set(counts(archive)) == {A, B, "content/ecouter/c.md"}


@pytest.mark.parametrize("how", ["--prune", "--baseline"])
def test_what_was_mended_is_stale_until_it_is_pruned(archive: SiteBuilder, how: str) -> None:
    check(archive, "--baseline")
    archive.piece("a", "Un mot usé.").piece("b", "Un mot neuf.")

    stale = check(archive)
    pruned = check(archive, how)

    assert stale.code == 1
    assert stale.out.count("baseline.stale") == 2
    assert "ligne check --prune" in stale.out
    assert (pruned.code, counts(archive)) == (0, {A: {"words.banned": 1}})
    assert check(archive).code == 0


def test_a_file_that_is_gone_is_stale(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    (archive.root / B).unlink()

    assert check(archive).code == 1
    assert (check(archive, "--prune").code, set(counts(archive))) == (0, {A})


def test_the_last_one_mended_takes_the_file_away(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    archive.piece("a", "Neuf.").piece("b", "Neuf.")

    assert check(archive, "--prune").code == 0
    assert not (archive.root / PATH).exists()


def test_a_file_that_no_longer_reads_keeps_its_count(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    archive.file(B, b"---\ntitle: a: b\n---\nx")

    ran = check(archive, "--prune")

    assert (ran.code, "baseline.stale" in ran.out, counts(archive)[B]) == (1, False, {"words.banned": 1})


def test_what_is_stale_elsewhere_is_not_said_of_the_files_asked_for(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    archive.piece("b", "Neuf.")

    assert check(archive, A).code == 0
    assert check(archive, B).code == 1
    assert check(archive, PATH).code == 1


def test_a_binding_error_stays_an_error_beside_a_baseline(archive: SiteBuilder) -> None:
    archive.piece("b", "Un mot usé.", pillar="inconnu")

    ran = check(archive, "--baseline")

    assert ran.code == 1
    assert "known.pillar" in ran.out
    assert "words.banned" not in ran.out


@pytest.mark.parametrize("words", [("--prune",), ("--baseline", "--prune"), ("--baseline", A), ("--prune", "--staged")])
def test_what_cannot_be_done_is_a_sentence_and_exit_2(archive: SiteBuilder, words: tuple[str, ...]) -> None:
    ran = check(archive, *words)

    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert not (archive.root / PATH).exists()


@pytest.mark.parametrize("words", [(), ("--prune",), ("--baseline",)], ids=["check", "prune", "baseline"])
def test_a_broken_baseline_stops_the_command_and_is_not_written_over(archive: SiteBuilder, words: list[str]) -> None:
    archive.file(PATH, '{\n "format": 1,\n<<<<<<< HEAD\n')

    ran = check(archive, *words)

    assert ran.code == 2
    assert ran.err.startswith(f"{PATH}:3:1: ")
    assert (archive.root / PATH).read_text() == '{\n "format": 1,\n<<<<<<< HEAD\n'


def test_a_baseline_counts_under_another_charter_but_is_not_called_stale(archive: SiteBuilder) -> None:
    check(archive, "--baseline")
    archive.commit().charter().commit(at="2026-01-06T09:00:00+01:00")
    archive.charter(**BANNED)

    assert check(archive, "--against", "HEAD").code == 0
