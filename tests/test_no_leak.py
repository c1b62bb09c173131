"""What may not be seen yet, or any more, stands in no byte of any artifact outside output/team/."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.builder import AT, SiteBuilder
from tests.command import ligne

SECRET = "zorglub"
HIDDEN: dict[str, dict[str, Any]] = {
    "future": {"date": "2026-03-20T09:00+01:00"},
    "embargo": {"embargo": "2026-03-20T09:00+01:00"},
    "draft": {"status": "draft"},
    "review": {"status": "review"},
    "pitch": {"status": "pitch"},
    "unpublished": {"status": "unpublished"},
    "expired": {"expires": "2026-03-05"},
    "error": {"author": "personne"},
}


def photo(colour: tuple[int, int, int] = (200, 90, 60)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(made, "JPEG", comment=SECRET.encode())
    return made.getvalue()


def secret_site(root: Path, hidden: dict[str, dict[str, Any]]) -> SiteBuilder:
    """A site with one open piece and, for each way of being hidden, a piece that says the secret everywhere it can."""
    builder = SiteBuilder(root).piece("ouvert", "Un texte ouvert, avec un [lien](un-autre.md).", tags=["commun"])
    builder.piece("un-autre", "Un autre texte.", tags=["commun"])
    for name, front in hidden.items():
        builder.file(f"content/ecouter/{SECRET}-{name}.jpg", photo())
        builder.piece(
            f"{SECRET}-{name}",
            f"Un texte {SECRET} avec ![{SECRET}]({SECRET}-{name}.jpg).",
            **{
                "title": f"Le {SECRET} {name}",
                "standfirst": f"Chapô {SECRET}",
                "tags": ["commun", f"{SECRET} {name}"],
                "image": {"src": f"{SECRET}-{name}.jpg", "alt": f"alt {SECRET}", "caption": SECRET, "credit": SECRET},
                "social": {"mastodon": {"text": f"texte {SECRET}", "hashtags": [SECRET]}},
                "newsletter": {"title": SECRET, "text": SECRET, "section": SECRET},
                "series": SECRET,
                "aliases": [f"/{SECRET}/{name}/"],
                "corrections": [{"date": "2026-03-02", "text": SECRET}],
                "translation_of": "ouvert" if name == "future" else "",
                "lang": "en" if name == "future" else "fr",
                **front,
            },
        )
    builder.piece(f"{SECRET}-cadre", f"Édito {SECRET}", kind="edition", pillar=None, date=None, title=SECRET)
    builder.calendar(entries=[{"slot": "lettre/2026-03-27", "piece": f"{SECRET}-cadre"}])
    builder.piece(f"{SECRET}-page", f"Page {SECRET}", kind="page", pillar=None, status="draft", title=SECRET)
    return builder


def leaks(output: Path) -> list[str]:
    """The artifacts outside team/ whose name or bytes hold the secret."""
    found = []
    for path in sorted(output.rglob("*")):
        where = path.relative_to(output).as_posix()
        is_open = path.is_file() and not where.startswith("team/")
        if is_open and (SECRET in where.lower() or SECRET.encode() in path.read_bytes().lower()):
            found.append(where)
    return found


@pytest.mark.parametrize("is_committed", [False, True], ids=["no-git", "git"])
def test_no_hidden_piece_leaves_a_trace(tmp_path: Path, is_committed: bool) -> None:
    builder = secret_site(tmp_path, HIDDEN)
    if is_committed:
        builder.commit()

    ran = ligne("build", "--at", AT.isoformat(), site=tmp_path)

    assert ran.code == 1  # the piece with an error
    assert (tmp_path / "output/site/ouvert/index.html").is_file()
    assert leaks(tmp_path / "output") == []


@pytest.mark.parametrize("seconds", [-1, 0], ids=["a-second-before", "at-the-instant"])
def test_a_piece_is_in_the_output_from_its_instant_on_and_not_before(tmp_path: Path, seconds: int) -> None:
    secret_site(tmp_path, {"future": HIDDEN["future"]})
    at = datetime.fromisoformat("2026-03-20T09:00+01:00") + timedelta(seconds=seconds)

    ligne("build", "--at", at.isoformat(), site=tmp_path)

    assert bool(leaks(tmp_path / "output")) is (seconds >= 0)


def test_what_was_shown_and_expired_is_pruned(tmp_path: Path) -> None:
    secret_site(tmp_path, {"expired": HIDDEN["expired"]})

    ligne("build", "--at", "2026-03-04T09:00+01:00", site=tmp_path)
    before = leaks(tmp_path / "output")
    ligne("build", "--at", AT.isoformat(), site=tmp_path)

    assert before
    assert leaks(tmp_path / "output") == []


def test_the_team_alone_sees_what_is_to_come(tmp_path: Path) -> None:
    secret_site(tmp_path, {"future": HIDDEN["future"], "draft": {**HIDDEN["future"], "status": "draft"}})

    ligne("build", "--at", AT.isoformat(), site=tmp_path)

    output = tmp_path / "output"
    told = [
        path for path in sorted((output / "team").rglob("*")) if path.is_file() and SECRET in path.read_text("utf-8")
    ]
    assert [path.relative_to(output).as_posix() for path in told if path.suffix != ".jpg"] == [
        "team/calendar/all.ics",
        "team/calendar/blog.ics",
        "team/calendar/mastodon.ics",
        "team/calendar/newsletter.ics",
        "team/plan/index.html",
    ]
    assert leaks(output) == []
    assert (output / "site/calendar.ics").read_bytes().count(b"BEGIN:VEVENT") > 0


def test_nothing_on_the_site_leads_to_what_is_the_team_s(tmp_path: Path) -> None:
    secret_site(tmp_path, HIDDEN)

    ligne("build", "--at", AT.isoformat(), site=tmp_path)

    site = [path for path in (tmp_path / "output/site").rglob("*") if path.is_file()]
    assert [path for path in site if b"team/" in path.read_bytes()] == []
