"""What a change cannot reach keeps its key: how far a change ripples is never told too short."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path

import pytest

from channels.blog.render import keys_of, routes_of
from channels.blog.ripple import Around, around, left_alone
from channels.channel import Brief
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import brief

Act = Callable[[SiteBuilder], object]
COUNT = 60
OF_P12: dict[str, object] = {"lang": "en", "translation_of": "p12", "date": "2026-01-02T09:00+01:00"}


def front(number: int, **more: object) -> dict[str, object]:
    """The front matter of a piece, one a day: one tag of three, and one that two of them share far from each other."""
    tags = [f"sur-{number % 3}", *([f"paire-{number % 20}"] if number % 20 < 3 else [])]
    day = date(2026, 1, 1) + timedelta(days=number)
    return {"tags": tags, "date": f"{day}T09:00+01:00", "pillar": ("ecouter", "publier")[number % 2], **more}


def a_site(root: Path) -> SiteBuilder:
    """A blog of sixty pieces: a series, a link far back, a translation, a page."""
    builder = SiteBuilder(root).piece("mention", kind="page", pillar=None, date=None)
    for number in range(COUNT):
        more: dict[str, object] = {"series": "La suite"} if number in (4, 33) else {}
        builder.piece(
            f"p{number}", "Voir [le trentième](p30.md)." if number == 2 else "Texte.", **front(number, **more)
        )
    return builder.piece("english", "A text.", **OF_P12)


def rewritten(number: int, **more: object) -> Act:
    return lambda builder: builder.piece(f"p{number}", "Autre texte.", **front(number, **more))


def added(name: str, **more: object) -> Act:
    return lambda builder: builder.piece(name, "Texte.", **front(0, **more))


def gone(name: str) -> Act:
    return lambda builder: next(builder.root.glob(f"content/*/{name}.md")).unlink()


REACHING: dict[str, tuple[Act, str]] = {
    "the-newest-title": (rewritten(59, title="Autre"), "p59"),
    "an-old-title": (rewritten(8, title="Autre"), "p8"),
    "a-title-that-a-piece-links-to": (rewritten(30, title="Autre"), "p30"),
    "an-address-that-a-piece-links-to": (rewritten(30, slug="ailleurs"), "p30"),
    "a-title-in-a-series": (rewritten(4, title="Autre", series="La suite"), "p4"),
    "a-piece-out-of-its-series": (rewritten(33), "p33"),
    "a-series-of-three": (rewritten(20, series="La suite"), "p20"),
    "a-title-of-a-translated-piece": (rewritten(12, title="Autre"), "p12"),
    "a-title-of-a-translation": (lambda b: b.piece("english", "A text.", **OF_P12, title="Other"), "english"),
    "a-piece-of-other-tags": (rewritten(20, tags=["paire-1", "neuf"]), "p20"),
    "a-piece-of-another-day": (rewritten(5, date="2026-02-15T10:00+01:00"), "p5"),
    "the-newest-piece": (added("neuf", date="2026-03-09T09:00+01:00"), "neuf"),
    "a-piece-in-between": (added("milieu", date="2026-01-10T12:00+01:00"), "milieu"),
    "a-piece-of-the-instant-of-another": (added("double", date="2026-01-10T09:00+01:00"), "double"),
    "the-newest-piece-gone": (gone("p59"), "p59"),
    "an-old-piece-gone": (gone("p20"), "p20"),
    "a-piece-that-another-links-to-gone": (gone("p30"), "p30"),
}  # fmt: skip


EVERYWHERE: dict[str, tuple[Act, str]] = {
    "a-language-gone": (gone("english"), "english"),
    "the-title-of-a-page": (
        lambda b: b.piece("mention", kind="page", pillar=None, date=None, title="Autre"),
        "mention",
    ),
    "a-template-of-the-sites-own": (lambda b: b.file("theme/templates/article.html", "x"), "p59"),
}


def told(given: Brief) -> tuple[Around, dict[str, str]]:
    """What a build remembers of what stands around its pages, and the key of each page by its path."""
    return around(given), {route.path: keys_of(given).page(route) for route in routes_of(given)}


def alone_of(before: Around, given: Brief, now: Brief, name: str) -> Collection[str]:
    """The pages that a change of one piece leaves alone."""
    stood = [appearance for one in (given, now) for appearance in one.plan.live if appearance.piece.id == name]
    touched = {piece.path for one in (given, now) if (piece := one.site.piece(name))}
    return left_alone(now, before, touched, {appearance.instant for appearance in stood})


@pytest.mark.parametrize(("act", "name"), REACHING.values(), ids=REACHING)
def test_a_page_that_a_change_does_not_reach_keeps_its_key(tmp_path: Path, act: Act, name: str) -> None:
    builder = a_site(tmp_path)
    given = brief(builder)
    before, old = told(given)
    act(builder)
    now = brief(builder)

    alone = alone_of(before, given, now, name)

    new = told(now)[1]
    assert {path for path in alone if new[path] != old.get(path)} == set()
    assert {route.template for route in routes_of(now) if route.path in alone} >= {"article", "tag"}


@pytest.mark.parametrize(("act", "name"), EVERYWHERE.values(), ids=EVERYWHERE)
def test_a_change_around_every_article_leaves_none_alone(tmp_path: Path, act: Act, name: str) -> None:
    builder = a_site(tmp_path)
    given = brief(builder)
    before, _ = told(given)
    act(builder)
    now = brief(builder)

    alone = alone_of(before, given, now, name)

    assert [
        route.path
        for route in routes_of(now)
        if (route.template, route.lang) == ("article", "fr") and route.path in alone
    ] == []


def test_a_file_laid_at_the_root_is_not_left_alone_as_a_page(tmp_path: Path) -> None:
    builder = a_site(tmp_path).file("theme/site-root/p3/index.html", "À la place.")
    given = brief(builder)

    alone = alone_of(around(given), given, given, "p59")

    assert [path in alone for path in ("/p3/", "/p4/")] == [False, True]
