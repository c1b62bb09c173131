"""`ligne plan` says what the next edition of each letter would hold, and `--propose` what it would correct."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builder import CALENDAR, SiteBuilder
from tests.command import ligne

AT = "2026-03-10T12:00+00:00"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    correction = {"date": "2026-03-09", "text": "Huit, et non sept."}
    builder = SiteBuilder(tmp_path)
    builder.piece("sortie", date="2026-03-04T09:00+01:00", title="Sortie", corrections=[correction])
    builder.piece("a-venir", date="2026-03-12T09:00+01:00", title="À venir")
    builder.piece("autre", date="2026-03-12T09:00+01:00", title="Autre", lang="en")
    builder.piece("cadre", kind="edition", pillar=None, date=None, title="Le cadre")
    builder.calendar(
        cadences=[
            *CALENDAR["cadences"],
            {**CALENDAR["cadences"][1], "id": "letter", "segment": {"lang": "en"}},
        ],
        entries=[{"slot": "lettre/2026-03-13", "piece": "cadre"}],
    )
    return tmp_path


def test_the_plan_says_what_the_next_editions_would_hold(site: Path) -> None:
    out = ligne("plan", "--at", AT, site=site).out

    assert (
        "L’édition letter/2026-03-13 tiendrait :\n"
        "  Autre\n"
        "L’édition lettre/2026-03-13 tiendrait :\n"
        "  Le cadre (cadre)\n"
        "  À venir\n"
        "  erratum du 2026-03-09, « Sortie » : Huit, et non sept.\n"
    ) in out
    assert "newsletter.erratum: la correction du 2026-03-09 sera un erratum de l’édition lettre/2026-03-13" in out


def test_proposals_name_the_errata(site: Path) -> None:
    said = ligne("plan", "--propose", "--at", AT, site=site).out
    data = json.loads(ligne("plan", "--propose", "--at", AT, "--format", "json", site=site).out)

    assert "L’édition lettre/2026-03-13 corrigerait :\n  erratum du 2026-03-09, « Sortie »" in said
    erratum = {"piece": "sortie", "date": "2026-03-09", "text": "Huit, et non sept."}
    assert data["errata"] == [{"edition": "lettre/2026-03-13", "errata": [erratum]}]


def test_the_agenda_as_json_tells_the_errata_of_each_edition(site: Path) -> None:
    data = json.loads(ligne("plan", "--channel", "newsletter", "--at", AT, "--format", "json", site=site).out)

    found = {item["edition"]: [one["piece"] for one in item["errata"]] for item in data["items"] if item["errata"]}
    assert found == {"lettre/2026-03-13": ["sortie"]}


def test_the_board_lists_what_a_letter_to_come_holds(site: Path) -> None:
    page = ligne("plan", "--html", "--at", AT, site=site).out

    assert '<ul class="others"><li>À venir</li><li>erratum\u202f: Sortie</li></ul>' in page.replace("\u00a0", "\u202f")
