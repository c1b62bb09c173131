from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editorial.finding import Finding, is_error
from editorial.index import piece_of
from editorial.review import OWN, SITE_PAGES, context_of, review, review_one
from editorial.rules.kind import Context
from tests.builder import WORDS, SiteBuilder

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def builder(tmp_path: Path) -> SiteBuilder:
    return SiteBuilder(tmp_path)


def context(builder: SiteBuilder, **given: object) -> Context:
    return context_of(builder.site(), AT, **given)


def lines(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{f.path}:{f.span.line}:{f.span.column}: {f.level} {f.rule}" for f in findings]


def test_a_right_site_has_no_finding(builder: SiteBuilder) -> None:
    builder.piece("un", body=f"## Suite\n\n{WORDS} [deux](deux.md#suite) [la charte](/charte/)").piece(
        "deux", body=f"## Suite\n\n{WORDS}"
    )

    assert review(context(builder)) == ()


def test_findings_of_every_kind_come_in_order_of_place(builder: SiteBuilder) -> None:
    builder.charter(vocabulary={"banned": [{"term": "booster"}]}).file("content/ecouter/a.md", b"\xff").piece(
        "b", "\n### Trop bas\n\nUn [lien](c.md) booster <script> ![](x.jpg) [x](javascript:y)", pillar="non", cle="x"
    ).piece("d", id="b", slug="b")

    assert lines(review(context(builder))) == [
        "content/ecouter/a.md:1:1: error encoding",
        "content/ecouter/b.md:3:9: error known.pillar",
        "content/ecouter/b.md:8:1: warning key.unknown",
        "content/ecouter/b.md:11:1: warning structure.skipped-level",
        "content/ecouter/b.md:13:11: error links.missing-piece",
        "content/ecouter/b.md:13:17: error words.banned",
        "content/ecouter/b.md:13:25: warning html.removed",
        "content/ecouter/b.md:13:34: error image.alt",
        "content/ecouter/b.md:13:38: error image.missing",
        "content/ecouter/b.md:13:49: error addresses.scheme",
        "content/ecouter/d.md:8:5: error identity.id",
        "content/ecouter/d.md:9:7: error identity.slug",
    ]


@pytest.mark.parametrize("status", ["pitch", "draft"])
def test_in_a_draft_what_the_charter_wishes_is_only_a_warning(builder: SiteBuilder, status: str) -> None:
    builder.charter(channels={"blog": {"length": {"min_words": 500}}}).piece(
        "un", "[x](y.md) ![](z.jpg)", status=status, pillar="non", tags={"a": "b"}
    )

    assert lines(review(context(builder))) == [
        "content/ecouter/un.md:3:9: error known.pillar",
        "content/ecouter/un.md:9:3: error type",
        "content/ecouter/un.md:11:1: warning length.blog",
        "content/ecouter/un.md:11:5: warning links.missing-piece",
        "content/ecouter/un.md:11:11: warning image.alt",
        "content/ecouter/un.md:11:15: warning image.missing",
    ]


def test_a_text_under_review_is_judged_in_full(builder: SiteBuilder) -> None:
    builder.piece("un", "![](z.jpg)", status="review")

    assert all(is_error(finding) for finding in review(context(builder)))


EXEMPTIONS = {
    "the rule": ("words.banned", "2026-03-10", []),
    "its kind": ("words", None, []),
    "another rule": ("words.preferred", None, ["words.banned"]),
    "a past day": ("words.banned", "2026-03-09", ["words.banned"]),
}


@pytest.mark.parametrize(("rule", "until", "expected"), EXEMPTIONS.values(), ids=EXEMPTIONS.keys())
def test_an_exemption_lifts_a_rule_until_its_day_included(
    builder: SiteBuilder, rule: str, until: str | None, expected: list[str]
) -> None:
    exemption = {"rule": rule, "why": "une citation", "owner": "redaction"} | ({"until": until} if until else {})
    builder.charter(vocabulary={"banned": [{"term": "booster"}]}).piece("un", "booster", exemptions=[exemption])

    found = [finding.rule for finding in review(context(builder))]
    assert [rule for rule in found if not rule.startswith("exemption.")] == expected


def test_no_exemption_lifts_what_cannot_be_read_or_would_clash(builder: SiteBuilder) -> None:
    exemptions = [{"rule": rule, "why": "x", "owner": "redaction"} for rule in ("known", "key", "identity", "date")]
    builder.piece("un", exemptions=exemptions, pillar="non", date="2026-02-30", id="x").piece("zut", id="x")

    assert [finding.rule for finding in review(context(builder)) if is_error(finding)] == [
        "known.pillar",
        "date",
        "identity.id",
    ]


def test_an_older_version_is_judged_by_its_own_text_alone(builder: SiteBuilder) -> None:
    builder.piece("un", "[x](disparu.md) ![une image](disparue.jpg)", date="2026-02-30")
    site = builder.site()
    given = context_of(site, AT)
    raw = (builder.root / "content/ecouter/un.md").read_bytes().replace(b"2026-02-30", b"2026-02-20")
    older, complaints = piece_of("content/ecouter/un.md", raw, site.charter, site.calendar)

    assert review_one(older, given, scopes=OWN, complaints=complaints) == ()
    assert review_one(older, given, scopes=OWN) == ()
    assert [finding.rule for finding in review_one(site.pieces[0], given, scopes=OWN)] == ["date"]
    assert [finding.rule for finding in review_one(older, given)] == ["links.missing-piece", "image.missing"]


def test_the_planned_order_says_who_keeps_an_id(builder: SiteBuilder) -> None:
    builder.piece("a", id="x").piece("b", id="x")

    findings = review(context(builder, order={"content/ecouter/b.md": 1.0, "content/ecouter/a.md": 2.0}))

    assert [finding.path for finding in findings] == ["content/ecouter/a.md"]


def test_addresses_and_the_pages_of_the_site_may_be_given(builder: SiteBuilder) -> None:
    builder.piece("charte").piece("en").piece("plan")

    assert {finding.path for finding in review(context(builder))} == {
        "content/ecouter/charte.md",
        "content/ecouter/en.md",
    }
    assert [f.path for f in review(context(builder, address=lambda p: f"/blog/{p.slug}/", taken=["/blog/plan/"]))] == [
        "content/ecouter/plan.md"
    ]
    assert SITE_PAGES == ("/charte/", "/lettre/", "/archives/")


def test_the_same_site_gives_the_same_findings_in_any_order_of_pieces(builder: SiteBuilder) -> None:
    for name in "abc":
        builder.piece(name, "[x](y.md)", id="x")
    given = context(builder)

    assert review(given) == review(replace(given, pieces=given.pieces[::-1]))
