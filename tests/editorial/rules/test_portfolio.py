from __future__ import annotations

from pathlib import Path

import pytest

from editorial.charter import PATH
from editorial.desk import decide
from editorial.finding import Finding
from tests.builder import AT, CHARTER, SiteBuilder


def found(site: SiteBuilder) -> list[Finding]:
    return [finding for finding in site.decide().findings if finding.rule.startswith("portfolio.")]


def site_of(root: Path, ecouter: int, publier: int, **portfolio: int) -> SiteBuilder:
    builder = SiteBuilder(root).charter({**CHARTER, "portfolio": portfolio})
    for number in range(ecouter):
        builder.piece(f"e{number}")
    for number in range(publier):
        builder.piece(f"p{number}", pillar="publier")
    return builder


@pytest.mark.parametrize(
    ("ecouter", "publier", "tolerance", "expected"),
    [
        (5, 5, 0, []),
        (6, 4, 10, []),
        (7, 3, 10, [("pillars.ecouter.share", 70), ("pillars.publier.share", 30)]),
        (1, 0, 10, []),
        (0, 0, 10, []),
    ],
    ids=["on target", "within the tolerance", "beyond it", "less than a piece off", "nothing published"],
)
def test_shares_are_compared_with_their_targets(tmp_path, ecouter, publier, tolerance, expected) -> None:
    findings = found(site_of(tmp_path, ecouter, publier, tolerance=tolerance))

    assert [(f.clause, int(f.message.en.split("%")[0].split(": ")[1])) for f in findings] == expected


def test_the_finding_stands_at_the_share_and_says_what_to_plan(tmp_path) -> None:
    _, second = found(site_of(tmp_path, 9, 1))

    assert (second.path, second.level) == ("editorial/charter.yaml", "warning")
    line = (tmp_path / "editorial/charter.yaml").read_text().splitlines()[second.span.line - 1]
    assert line[second.span.column - 1 : second.span.end_column - 1] == "50"
    assert second.message.fr == (
        "« Publier » : 10 % des textes des 90 derniers jours (1 sur 10) ; la charte en veut 50 %"
    )
    assert second.fix.fr == "prévoyez-en davantage : 4 textes de plus"


def test_a_piece_to_come_that_goes_too_far_is_told(tmp_path) -> None:
    site = site_of(tmp_path, 6, 4).piece("more", date="2026-03-17T09:00+01:00")
    (finding,) = found(site)

    assert (finding.rule, finding.path, finding.level) == ("portfolio.move", "content/ecouter/more.md", "suggestion")
    assert finding.message.fr == "publier ce texte fait passer « Écouter » de 60 % à 64 % ; la charte en veut 50 %"
    assert finding.fix.en == "bring forward a piece of “Publish” instead"


def test_a_piece_to_come_that_brings_back_the_balance_is_not(tmp_path) -> None:
    site = site_of(tmp_path, 6, 4).piece("more", pillar="publier", date="2026-03-17T09:00+01:00")

    assert found(site) == []


def test_nothing_is_compared_without_the_key(tmp_path) -> None:
    site = site_of(tmp_path, 9, 1).charter(CHARTER)

    assert found(site) == []


def test_an_exemption_lifts_what_is_said_of_its_piece_and_is_not_called_useless(tmp_path) -> None:
    exemption = {"rule": "portfolio.move", "why": "un dossier", "owner": "redaction", "until": "2026-12-31"}
    site = site_of(tmp_path, 6, 4, tolerance=10)
    site.piece("de-trop", date="2026-03-20T09:00+01:00")
    told = [f.path for f in found(site)]

    site.piece("de-trop", date="2026-03-20T09:00+01:00", exemptions=[exemption])

    assert told == ["content/ecouter/de-trop.md"]
    assert [f.rule for f in site.decide().findings if f.path == told[0]] == []


def test_against_another_charter_its_own_targets_count(tmp_path) -> None:
    site = site_of(tmp_path, 7, 3, tolerance=50)
    strict = site_of(tmp_path / "autre", 7, 3, tolerance=10).site().charter

    against = decide(site.site(), AT, against=strict)

    assert found(site) == []
    assert [f.rule for f in against.findings if f.path == PATH] == ["portfolio.share", "portfolio.share"]
