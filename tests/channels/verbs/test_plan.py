from __future__ import annotations

import json

import pytest

from tests.builder import SiteBuilder
from tests.command import ligne

AT = "2026-03-10T12:00+01:00"
FAIR = {"id": "foire", "name": "La foire", "from": "2026-06-01", "to": "2026-06-10", "channels": ["blog", "mastodon"]}
MONTH = "editorial/calendar/2026-06.yaml"


@pytest.fixture
def builder(tmp_path) -> SiteBuilder:
    builder = SiteBuilder(tmp_path).calendar(campaigns=[FAIR], notice={}).piece("a", date=None).piece("b")
    lines = ("{slot: articles/2026-06-09, piece: a, campaign: foire}", "{slot: articles/2026-06-02, skipped: true}")
    return builder.file(MONTH, "entries:\n" + "".join(f"  - {line}\n" for line in lines))


def test_a_campaign_is_shown_with_its_posts_from_its_first_day_to_its_last(builder) -> None:
    ran = ligne("plan", "--campaign", "foire", "--at", AT, site=builder.root)

    assert ran.out.splitlines()[:3] == [
        "quand             canal     état   édition  textes         campagne",
        "2026-06-09 09:00  blog      prévu  a        Le titre de a  foire",
        "2026-06-09 09:30  mastodon  prévu  a        Le titre de a  foire",
    ]
    ran = ligne("plan", "--campaign", "foire", "--at", AT, "--format", "json", site=builder.root)
    items = json.loads(ran.out)["items"]
    assert [(item["channel"], item["campaign"]) for item in items] == [("blog", "foire"), ("mastodon", "foire")]


def test_a_campaign_that_nobody_described_is_refused(builder) -> None:
    ran = ligne("plan", "--campaign", "salon", "--at", AT, site=builder.root)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "ligne: « salon » n’est pas une campagne du calendrier ; campagnes : foire\n"


def test_fix_sorts_the_entries_then_shows_the_plan(builder) -> None:
    before = ligne("plan", "--at", AT, site=builder.root)

    ran = ligne("plan", "--fix", "--at", AT, site=builder.root)

    assert ran.err == f"entrées triées : {MONTH}\n"
    assert (ran.code, ran.out) == (before.code, before.out)
    assert ligne("plan", "--fix", "--at", AT, site=builder.root).err == "les entrées du calendrier étaient en ordre\n"


def test_the_plan_tells_what_does_not_fit_below_the_agenda(builder) -> None:
    builder.piece("c", date="2026-03-12T09:00+01:00", status="draft")

    ran = ligne("plan", "--at", AT, site=builder.root)

    said = [line.split()[1:3] for line in ran.out.splitlines() if line.startswith(("content/", "editorial/"))]
    assert said == [
        ["warning", "due.unapproved:"],
        ["suggestion", "gap.slot:"],
        ["suggestion", "edition.empty:"],
    ]
    assert ran.code == 0


@pytest.mark.parametrize("at", ["9999-12-31T23:00+00:00", "0001-01-01", "1899-12-31", "soon"])
def test_an_instant_out_of_the_calendar_is_refused(builder, at) -> None:
    ran = ligne("plan", "--at", at, site=builder.root)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"ligne: « {at} » n’est pas un instant : écrivez par exemple 2026-12-01T09:00+01:00\n"
