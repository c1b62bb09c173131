"""`ligne charter diff` says what changed and for whom, as text, as JSON and as a valid page."""

from __future__ import annotations

import json
from pathlib import Path

import html5lib
import pytest

from tests.builder import CHARTER, SiteBuilder
from tests.command import Ran, ligne


def banned(*terms: str) -> dict[str, object]:
    return {"banned": [{"term": term, "why": "usé <b>&</b>", "instead": "neuf"} for term in terms]}


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """Give a site whose charter went from 1 to 2, with a live piece and one to come that break the second."""
    builder = SiteBuilder(tmp_path).piece("a", "Un mot usé.", title="<script>alert(1)</script> & co").commit()
    builder.charter(version="2.0.0", effective="2026-03-01", vocabulary=banned("usé"))
    builder.piece("b", "Un mot usé.", date="2026-04-01T09:00+02:00")
    return builder.commit(at="2026-02-20T09:00:00+01:00")


def diff(builder: SiteBuilder, *words: str) -> Ran:
    return ligne("charter", "diff", "--at", "2026-03-10T12:00", *words, site=builder.root)


def test_without_names_the_version_before_is_compared_with_the_work_tree(site: SiteBuilder) -> None:
    ran = diff(site)

    assert ran.code == 0
    assert ran.out.splitlines() == [
        "La charte, de 1.0.0 à 2.0.0",
        "En vigueur le 2026-01-01, puis le 2026-03-01.",
        " ",
        "Version",
        "  ~ la version passe de « 1.0.0 » à « 2.0.0 »",
        " ",
        "Entrée en vigueur",
        "  ~ en vigueur le « 2026-03-01 » au lieu du « 2026-01-01 »",
        " ",
        "Vocabulaire",
        "  + « usé » est désormais écarté (raison : « usé <b>&</b> » ; à la place : « neuf »)",
        " ",
        "Relus avec l’une et l’autre : 1 texte en ligne, 1 prévu.",
        "Nouvellement en défaut : 2 textes, 1 en ligne et 1 prévu.",
        "  error words.banned: 2 textes : 1 en ligne, 1 prévu",
        "    content/ecouter/a.md:9:8 (en ligne) « usé » est un mot que la charte écarte",
        "    content/ecouter/b.md:9:8 (prévu) « usé » est un mot que la charte écarte",
        "Libérés : 0 texte, 0 en ligne et 0 prévu.",
        "Ce qui a paru reste sous la version de son premier créneau tant qu’on ne le modifie pas : une nouvelle charte "
        "ne retient que ce qui est prévu après son entrée en vigueur.",
    ]


def test_as_json_it_is_the_same(site: SiteBuilder) -> None:
    said = json.loads(diff(site, "2.0.0", "1.0.0", "--format", "json").out)

    assert (said["from"], said["to"]["version"]) == (
        {"name": "2.0.0", "version": "2.0.0", "effective": "2026-03-01"},
        "1.0.0",
    )
    assert said["changes"][-1] == {
        "section": "vocabulary",
        "change": "removed",
        "clause": "vocabulary.banned.usé",
        "message": "« usé » n’est plus écarté",
    }
    assert said["impact"]["failing"] == []
    ((row),) = said["impact"]["freed"]
    assert (row["rule"], row["level"]) == ("words.banned", "error")
    assert [(one["path"], one["state"], one["line"], one["column"]) for one in row["pieces"]] == [
        ("content/ecouter/a.md", "live", 9, 8),
        ("content/ecouter/b.md", "planned", 9, 8),
    ]


@pytest.mark.parametrize("words", [(), ("HEAD",)], ids=["changed", "same"])
def test_the_page_is_valid_escapes_everything_and_asks_for_nothing(
    site: SiteBuilder, tmp_path: Path, words: tuple[str, ...]
) -> None:
    page = tmp_path / "diff.html"

    ran = diff(site, *words, "--html", str(page))

    text = page.read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    assert (ran.code, str(page) in ran.out) == (0, True)
    assert "<script" not in text
    assert "<b>" not in text
    assert not any(asked in text for asked in ("http://", "https://", "src=", "url(", "@import", "<link"))
    assert "prefers-color-scheme:dark" in text
    assert "@media print" in text
    assert ("«\u00a0" in text, "« " in text) == (not words, False)
    assert ("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in text) == (not words)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param(("HEAD~1", "HEAD"), ["1.0.0 (HEAD~1)", "2.0.0 (HEAD)"], id="commits"),
        pytest.param(("v1",), ["1.0.0 (v1)", "2.0.0"], id="a-tag-and-the-work-tree"),
        pytest.param(("1.0.0", "essai"), ["1.0.0", "2.0.0 (essai)"], id="a-version-and-a-branch"),
    ],
)
def test_charters_are_named_in_any_way(site: SiteBuilder, words: tuple[str, ...], names: list[str]) -> None:
    site._git("tag", "v1", "HEAD~1")
    site._git("branch", "essai")

    assert diff(site, *words).out.splitlines()[0] == "La charte, de {} à {}".format(*names)


def test_a_file_is_compared_as_it_stands(site: SiteBuilder, tmp_path: Path) -> None:
    site.data("projet.yaml", {**CHARTER, "version": "3.0.0", "channels": {"blog": {"length": {"min_words": 90}}}})

    said = diff(site, "2.0.0", str(tmp_path / "projet.yaml")).out

    assert "le canal « mastodon » se ferme" in said
    assert "error length.blog: 2 textes : 1 en ligne, 1 prévu" in said


def test_a_charter_changed_without_a_new_number_is_compared_with_its_committed_text(site: SiteBuilder) -> None:
    site.charter(version="2.0.0", effective="2026-03-01", vocabulary=banned("usé", "las"))

    assert "« las » est désormais écarté" in diff(site).out
    assert "la version passe" not in diff(site).out


@pytest.mark.parametrize("words", [(), ("1.0.0", "9.9.9")], ids=["nothing-before", "unknown"])
def test_what_cannot_be_compared_is_a_sentence_and_exit_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = diff(SiteBuilder(tmp_path).piece("a").commit(), *words)

    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)


def test_a_page_that_cannot_be_written_is_said(site: SiteBuilder, tmp_path: Path) -> None:
    ran = diff(site, "--html", str(tmp_path / "absent" / "diff.html"))

    assert (ran.code, "absent" in ran.err) == (2, True)


def test_a_post_keeps_the_version_of_its_piece(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", social={"mastodon": {"text": "Un message de trente signes."}}).commit()
    strict = {"blog": {}, "newsletter": {}, "mastodon": {"length": {"max_chars": 60}}}
    builder.charter(version="2.0.0", effective="2026-03-05", channels=strict).commit(at="2026-03-04T09:00:00+01:00")

    def check(*words: str) -> Ran:
        return ligne("check", "--at", "2026-03-10T12:00", *words, site=tmp_path)

    assert check().code == 0, check().out
    builder.piece("b", social={"mastodon": {"text": "Un message assez long, " * 3}}, date="2026-03-06T09:00+01:00")
    assert check().code == 1
    assert "content/ecouter/b.md" in check().out
    assert "content/ecouter/a.md" not in check().out
    assert check("--against", "1.0.0").code == 0
