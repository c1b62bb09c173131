"""The front page follows the editor's weight before the date."""

from __future__ import annotations

from pathlib import Path

from channels.blog.front import LISTED, RECENT, front_of
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import view


def site(folder: Path, *weights: int) -> SiteBuilder:
    """Pieces p0, p1… newest first, with these weights."""
    builder = SiteBuilder(folder)
    for number, weight in enumerate(weights):
        builder.piece(
            f"p{number:02}",
            date=f"2026-02-{28 - number % 27:02}T{23 - number // 27:02}:00+01:00",
            newsletter={"weight": weight},
        )
    return builder


def test_the_weightiest_of_the_newest_leads_and_the_next_two_second_it(tmp_path: Path) -> None:
    front = front_of(view(site(tmp_path, 0, 3, 1, 0, 5)), "fr")
    assert front.lead is not None
    assert front.lead.id == "p04"
    assert [teaser.id for teaser in front.seconds] == ["p01", "p02"]
    assert [(str(day), [teaser.id for teaser in teasers]) for day, teasers in front.days] == [
        ("2026-02-28", ["p00"]), ("2026-02-25", ["p03"]),
    ]  # fmt: skip


def test_an_old_piece_does_not_come_back_by_its_weight(tmp_path: Path) -> None:
    front = front_of(view(site(tmp_path, *[0] * RECENT, 9)), "fr")
    assert front.lead is not None
    assert front.lead.id == "p00"


def test_pieces_of_one_day_stand_together(tmp_path: Path) -> None:
    builder = site(tmp_path, 1, 1, 1)
    builder.piece("matin", date="2026-02-02T08:00+01:00").piece("soir", date="2026-02-02T20:00+01:00")
    assert [[t.id for t in teasers] for _, teasers in front_of(view(builder), "fr").days] == [["soir", "matin"]]


def test_a_long_list_says_that_there_is_more(tmp_path: Path) -> None:
    fits, exceeds = 3 + LISTED, 4 + LISTED
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert not front_of(view(site(tmp_path / "a", *[0] * fits)), "fr").has_more
    assert front_of(view(site(tmp_path / "b", *[0] * exceeds)), "fr").has_more


def test_an_empty_site_has_an_empty_front_page(tmp_path: Path) -> None:
    front = front_of(view(SiteBuilder(tmp_path)), "fr")
    assert (front.lead, front.seconds, front.days, front.letter, front.pillars) == (None, (), (), None, ())


def test_the_last_letter_is_announced_in_the_sites_own_language(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("one", lang="en")
    front = front_of(view(builder), "fr")
    assert front.letter is not None
    assert (front.letter.url, front.letter.title) == ("/lettre/2026-03-06/", "Le titre de un")
    assert front_of(view(builder), "en").letter is None
