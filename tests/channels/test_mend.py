"""`ligne check --fix` writes what findings offer, once and for all, and says what it did."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from channels.formats.setting import Setting
from channels.mend import Mended, Seen, is_mendable, is_safe, mend
from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.piece import digest_of
from tests.builder import SiteBuilder
from tests.command import ligne

WORDS = {"preferred": [{"instead_of": "mail", "use": "courriel", "why": "un mot pour une chose"}]}
ONE = "content/ecouter/un.md"


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    return SiteBuilder(tmp_path).charter(vocabulary=WORDS)


def head(**keys: str) -> str:
    front = {"title": "Un", "pillar": "ecouter", "author": "redaction", "status": "draft", **keys}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + "---\n"


def fixed(site: SiteBuilder, *options: str) -> str:
    ran = ligne("check", "--fix", *options, "--at", "2026-03-10T12:00+01:00", site=site.root)
    assert ran.code in (0, 1), ran.said
    return ran.said


def read(site: SiteBuilder) -> str:
    return (site.root / ONE).read_bytes().decode()


def test_safe_fixes_are_written_and_the_others_left(site: SiteBuilder) -> None:
    site.file(ONE, head().replace("title", "titre ") + "Un mail.\n")
    said = fixed(site)
    assert read(site) == head().replace("title", "title ") + "Un mail.\n"
    assert f"{ONE} : 1 correction écrite" in said
    assert "1 remarque de plus se corrige par ligne check --fix --unsafe" in said
    assert "words.preferred" in said


def test_unsafe_fixes_are_written_where_they_are_asked_for(site: SiteBuilder) -> None:
    body = "Un mail, un MAIL. Mail ! `mail` [mail](https://a.org/mail)\n"
    site.file(ONE, head(title='"Le mail"') + body)
    assert f"{ONE} : 5 corrections écrites" in fixed(site, "--unsafe")
    expected = "Un courriel, un COURRIEL. Courriel ! `mail` [courriel](https://a.org/mail)\n"
    assert read(site) == head(title='"Le courriel"') + expected


def test_a_second_run_changes_nothing(site: SiteBuilder) -> None:
    site.file(ONE, head(pilar="ecoute").replace("pillar: ecouter\n", "") + "Un mail.\n")
    fixed(site, "--unsafe")
    once, stamp = read(site), (site.root / ONE).stat().st_mtime_ns
    assert "aucun fichier n’a changé" in fixed(site, "--unsafe")
    assert (read(site), (site.root / ONE).stat().st_mtime_ns) == (once, stamp)
    assert "pillar: ecouter" in once


def test_line_ends_bom_and_mode_stay(site: SiteBuilder) -> None:
    site.file(ONE, ("\ufeff" + head() + "Un mail.\n").replace("\n", "\r\n"))
    (site.root / ONE).chmod(0o640)
    fixed(site, "--unsafe")
    assert read(site) == ("\ufeff" + head() + "Un courriel.\n").replace("\n", "\r\n")
    assert (site.root / ONE).stat().st_mode & 0o777 == 0o640


def test_only_the_paths_that_are_named_are_mended(site: SiteBuilder) -> None:
    site.file(ONE, head() + "Un mail.\n").file("content/ecouter/deux.md", head(slug="deux") + "Un mail.\n")
    fixed(site, "--unsafe", "content/ecouter/deux.md")
    assert "mail" in read(site)
    assert "courriel" in (site.root / "content/ecouter/deux.md").read_text("utf-8")


def test_a_read_only_file_is_said_to_be_and_the_others_are_mended(site: SiteBuilder) -> None:
    site.file(ONE, head() + "Un mail.\n").file("content/ecouter/deux.md", head(slug="deux") + "Un mail.\n")
    (site.root / ONE).chmod(0o444)
    ran = ligne("check", "--fix", "--unsafe", "--at", "2026-03-10T12:00+01:00", site=site.root)
    assert ran.code == 1
    assert f"{ONE}: ce fichier est en lecture seule" in ran.err
    assert "courriel" in (site.root / "content/ecouter/deux.md").read_text("utf-8")


def test_an_exempt_finding_is_not_mended(site: SiteBuilder) -> None:
    rule = "\n  - {rule: words.preferred, why: cité, owner: redaction}"
    site.file(ONE, head(exemptions=rule) + "Un mail.\n")
    fixed(site, "--unsafe")
    assert "Un mail." in read(site)


def test_as_json_the_answer_keeps_to_the_contract(site: SiteBuilder) -> None:
    site.file(ONE, head() + "Un mail.\n")
    ran = ligne("check", "--fix", "--format", "json", "--at", "2026-03-10T12:00+01:00", site=site.root)
    assert json.loads(ran.out).keys() == {"findings"}
    assert [row["rule"] for row in json.loads(ran.out)["findings"]].count("words.preferred") == 1


def test_unsafe_alone_is_refused(site: SiteBuilder) -> None:
    ran = ligne("check", "--unsafe", site=site.root)
    assert (ran.code, ran.out) == (2, "")
    assert "ligne check --fix --unsafe" in ran.err


# Rules of the test's own: they review the file as it stands on disk.


def mended(root: Path, offers: Callable[[str], list[tuple[Edit, ...]]]) -> Mended:
    def look() -> Seen:
        raw = (root / ONE).read_bytes()
        findings = [
            Finding("test.rule", Level.WARNING, ONE, edits[0].span, Phrase("x", "x"), edits=edits)
            for edits in offers(raw.decode().split("\n")[7])
        ]
        return Seen(root, {ONE: digest_of(raw)}, findings, Setting("fr"))

    return mend(look, is_safe)


def swaps(pairs: dict[str, str]) -> Callable[[str], list[tuple[Edit, ...]]]:
    def offers(line: str) -> list[tuple[Edit, ...]]:
        return [
            (Edit(Span(8, match.start() + 1, match.end() + 1), instead),)
            for found, instead in pairs.items()
            for match in re.finditer(found, line)
        ]

    return offers


@pytest.mark.parametrize("begun", ["a", "b", "c"])
def test_rules_that_undo_each_other_end_at_one_text_wherever_they_begin(site: SiteBuilder, begun: str) -> None:
    site.file(ONE, head(lang="fr") + begun)
    mended(site.root, swaps({"a": "b", "b": "c", "c": "a"}))
    assert read(site) == head(lang="fr") + "a"
    assert mended(site.root, swaps({"a": "b", "b": "c", "c": "a"})).counts == {}
    assert read(site) == head(lang="fr") + "a"


def test_edits_without_an_end_leave_the_file_as_it_was(site: SiteBuilder) -> None:
    site.file(ONE, head(lang="fr") + "a")
    found = mended(site.root, swaps({"a$": "aa"}))
    assert (read(site), dict(found.counts)) == (head(lang="fr") + "a", {})
    assert "never come to an end" in found.refused[0].message.en


def test_an_edit_that_another_uncovers_is_written_in_the_same_run(site: SiteBuilder) -> None:
    site.file(ONE, head(lang="fr") + "a")
    assert dict(mended(site.root, swaps({"a": "b", "b": "c", "c": "d"})).counts) == {ONE: 3}
    assert read(site) == head(lang="fr") + "d"


def test_a_finding_is_safe_only_when_all_of_its_edits_are() -> None:
    safe, unsafe = Edit(Span(), "x"), Edit(Span(), "x", is_safe=False)
    found = [
        Finding("test.rule", Level.WARNING, ONE, Span(), Phrase("x", "x"), edits=edits)
        for edits in ((), (safe,), (safe, unsafe))
    ]
    assert [(is_safe(one), is_mendable(one)) for one in found] == [(False, False), (True, True), (False, True)]
