from __future__ import annotations

import io
import json

import pytest

from channels.report import Reporter
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

    assert ran.out.splitlines()[:4] == [
        "quand             canal     état   édition  textes         campagne",
        "Semaine 24, du 8 juin 2026".replace("8 juin 2026", "8\u00a0juin\u00a02026"),
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


def test_each_week_begins_with_its_name(builder) -> None:
    ran = ligne(
        "plan", "--at", AT, "--channel", "blog", "--from", "2026-03-16", "--to", "2026-03-30", site=builder.root
    )

    lines = ran.out.replace("\u00a0", " ").splitlines()
    assert lines[1:6] == [
        "Semaine 12, du 16 mars 2026",
        "2026-03-17 09:00  blog   libre  articles/2026-03-17",
        "",
        "Semaine 13, du 23 mars 2026",
        "2026-03-24 09:00  blog   libre  articles/2026-03-24",
    ]


class Terminal(io.StringIO):
    """A terminal that keeps what it was shown."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_colour", "is_coloured"), [("", True), ("1", False)], ids=["colours", "NO_COLOR"])
def test_states_have_colours_on_a_terminal_alone(monkeypatch, no_colour, is_coloured) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_colour:
        monkeypatch.setenv("NO_COLOR", no_colour)
    shown = {out.__class__: out for out in (Terminal(), io.StringIO())}
    for out in shown.values():
        Reporter("fr", out=out).table([["a", "libre"], ["bb", "paru"]], colours={(0, 1): "31"})

    said = "a   \x1b[31mlibre\x1b[0m\nbb  paru\n" if is_coloured else "a   libre\nbb  paru\n"
    assert shown[Terminal].getvalue() == said
    assert shown[io.StringIO].getvalue() == "a   libre\nbb  paru\n"


def test_html_gives_the_board_on_the_output_or_in_a_file(builder) -> None:
    ligne("build", "--at", AT, site=builder.root)
    built = (builder.root / "output/team/plan/index.html").read_text("utf-8")

    shown = ligne("plan", "--at", AT, "--html", site=builder.root)
    file = builder.root / "réunion/plan.html"
    written = ligne("plan", "--at", AT, "--html", str(file), site=builder.root)

    assert shown.out == built.replace("../../../", "")
    assert file.read_text("utf-8") == built.replace("../../../", "../")
    assert (written.code, written.out) == (0, f"Page écrite : {file}\n")


def test_the_board_shows_the_channel_and_the_days_that_are_asked_for(builder) -> None:
    asked = ("--from", "2026-06-01", "--to", "2026-07-01", "--channel", "blog")

    page = ligne("plan", "--at", AT, "--html", *asked, site=builder.root).out

    assert [word for word in ("juin", "mars", ">mastodon<", ">blog<") if word in page.partition("<main>")[2]] == [
        "juin", ">blog<",
    ]  # fmt: skip


@pytest.mark.parametrize("other", [["--propose"], ["--format", "json"], ["--campaign", "foire"]], ids=" ".join)
def test_one_answer_at_a_time(builder, other) -> None:
    ran = ligne("plan", "--at", AT, "--html", *other, site=builder.root)

    assert ran.code == 2
    assert "--html plan.html" in ran.said


def test_a_page_and_json_go_together_where_the_page_has_a_file(builder) -> None:
    ran = ligne("plan", "--at", AT, "--html", str(builder.root / "x.html"), "--format", "json", site=builder.root)

    assert {"at", "items", "findings"} <= json.loads(ran.out).keys()
    assert (builder.root / "x.html").is_file()


def test_propose_gives_entries_to_paste_that_fill_the_gaps(builder) -> None:
    builder.piece("c", date=None, pillar="publier")
    before = json.loads(ligne("plan", "--at", AT, "--propose", "--format", "json", site=builder.root).out)

    ran = ligne("plan", "--at", AT, "--propose", site=builder.root)

    assert ran.out == (
        "# editorial/calendar/2026-03.yaml\nentries:\n"
        "  - {slot: articles/2026-03-17, piece: c} # Publier : 0 % → 50 %, visé 50 %\n"
    )
    assert "Sans texte approuvé à leur donner" in ran.err
    assert before["proposals"][0] == {
        "slot": "articles/2026-03-17", "channel": "blog", "instant": "2026-03-17T09:00:00+01:00", "piece": "c",
        "pillar": "publier", "path": "editorial/calendar/2026-03.yaml", "before": 0.0, "after": 50.0, "target": 50,
    }  # fmt: skip
    builder.file("editorial/calendar/2026-03.yaml", ran.out)
    items = json.loads(ligne("plan", "--at", AT, "--channel", "blog", "--format", "json", site=builder.root).out)[
        "items"
    ]
    assert next(item for item in items if item["slot"] == "articles/2026-03-17")["pieces"] == ["c"]


def test_without_a_gap_there_is_nothing_to_propose(builder) -> None:
    ran = ligne("plan", "--at", AT, "--propose", "--to", "2026-03-12", site=builder.root)

    assert (ran.code, ran.out) == (0, "Aucun créneau libre à venir sur le blog.\n")
