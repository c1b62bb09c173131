"""A build is the same with one process and with two, and fails as one."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from channels.build import look_over
from tests.builder import BLOG, SiteBuilder
from tests.command import ligne
from tests.trees import tree

AT = "2026-03-10T12:00:00+00:00"


def many(root: Path) -> SiteBuilder:
    """A site with enough texts and pages for two processes."""
    root.mkdir()
    builder = SiteBuilder(root).data("channels/blog.yaml", {**BLOG, "cards": False}).charter(channels={"blog": {}})
    for number in range(170):
        builder.piece(f"p{number}", f"Texte {number} ; voir [ici](p{number // 2}.md).", tags=[f"t{number % 7}"])
    return builder.piece("faux", pillar="inconnu").file("content/octets.md", b"\xff")


def test_two_processes_write_and_say_what_one_does(tmp_path: Path) -> None:
    one, two = many(tmp_path / "one"), many(tmp_path / "two")

    said = [
        ligne("build", "--format", "json", "--at", AT, "--jobs", str(jobs), site=builder.root)
        for jobs, builder in ((1, one), (2, two))
    ]

    assert said[0].code == said[1].code == 1
    assert said[0].said.replace("/one/", "/two/") == said[1].said
    assert tree(one.root / "output") == tree(two.root / "output")


def test_a_template_that_fails_in_another_process_is_named(tmp_path: Path) -> None:
    builder = many(tmp_path / "site")
    builder.file(
        "theme/templates/article.html", "{{ article.title }}\n{% if article.slug == 'p3' %}{{ absent }}{% endif %}"
    )

    ran = ligne("build", "--at", AT, "--jobs", "2", site=builder.root)

    assert (ran.code, "theme/templates/article.html:2" in ran.err, (builder.root / "output").exists()) == (
        2,
        True,
        False,
    )


@pytest.mark.parametrize("jobs", ["0", "-1", "x"])
def test_a_number_of_processes_that_is_none_is_refused(tmp_path: Path, jobs: str) -> None:
    SiteBuilder(tmp_path)

    assert ligne("build", "--jobs", jobs, site=tmp_path).code == 2


EXEMPT = {
    "a warning": ("Oui 🎉", "social.emoji", []),
    "all of its kind": ("Oui 🎉", "social", []),
    "an error of the network": ("x" * 600, "social.too-long", ["exemption.unused", "social.too-long"]),
    "nothing": ("Oui", "social.emoji", ["exemption.unused"]),
    "what the plan lifts": ("", "social.no-text", []),
    "nothing of the letter": ("Oui", "newsletter.image", ["exemption.unused"]),
}


@pytest.mark.parametrize(("text", "rule", "rules"), EXEMPT.values(), ids=EXEMPT.keys())
def test_piece_is_exempt_from_what_a_channel_finds_but_its_errors(
    tmp_path: Path, text: str, rule: str, rules: list[str]
) -> None:
    builder = SiteBuilder(tmp_path).charter(
        channels={"blog": {}, "newsletter": {}, "mastodon": {"emoji": "none", "text": "required"}}
    )
    exemptions = [{"rule": rule, "why": "convenu", "owner": "redaction"}]
    builder.piece("un", social={"mastodon": {"text": text}} if text else None, exemptions=exemptions)
    found = [finding.rule for finding in look_over(builder.site(), datetime.fromisoformat(AT)).findings]
    assert sorted(found) == rules


def test_a_site_where_nothing_is_written_yet_is_built(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).data("channels/blog.yaml", BLOG)
    shutil.rmtree(tmp_path / "content", ignore_errors=True)

    built = ligne("build", "--at", AT, site=builder.root)

    assert built.code == 0, built.said
    assert (tmp_path / "output/site/index.html").is_file()
