"""What is ready to leave is what has files in the outbox, whichever channel is asked, and none of these is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from channels.build import look_over_what_leaves
from channels.registry import channels_of
from editorial.site import read_site
from tests.builder import NEWSLETTER, SiteBuilder
from tests.channels.delivery.outgoing import AT, lay_out

LETTERS, POSTS = {"lettre/2026-03-06", "lettre/2026-03-13"}, {"vieux", "neuf"}
WITHOUT_SENDER = {key: value for key, value in NEWSLETTER.items() if key != "from"}
FRAME = {"entries": [{"slot": "lettre/2026-03-13", "piece": "cadre"}]}


def with_frame(site: SiteBuilder, words: str) -> None:
    site.calendar(**FRAME).piece("cadre", words, folder="editions", kind="edition", date=None)


CASES: dict[str, tuple[Callable[[SiteBuilder], object], set[str]]] = {
    "all-of-it": (lambda site: None, LETTERS | POSTS),
    "a-post-too-long": (
        lambda site: site.piece("neuf", date="2026-03-12T20:00+01:00", social={"mastodon": {"text": "Long. " * 200}}),
        LETTERS | {"vieux"},
    ),
    "no-sender": (lambda site: site.data("channels/newsletter.yaml", WITHOUT_SENDER), POSTS),
    "no-settings": (lambda site: (site.root / "channels/newsletter.yaml").unlink(), POSTS),
    "a-letter-that-names-its-reader": (
        lambda site: with_frame(site, "Bonjour [[prenom]] !"),
        {"lettre/2026-03-06"} | POSTS,
    ),
    "a-letter-with-a-foreword": (lambda site: with_frame(site, "Bonjour !"), LETTERS | POSTS),
    "a-sentence-that-names-its-reader": (
        lambda site: site.data("theme/newsletter/strings.yaml", {"format": 1, "leave_why": {"fr": "Et [[nom]] ?"}}),
        POSTS,
    ),
}


@pytest.mark.parametrize(("change", "leave"), CASES.values(), ids=CASES)
def test_what_is_ready_is_what_has_files_in_the_outbox(
    tmp_path: Path, change: Callable[[SiteBuilder], object], leave: set[str]
) -> None:
    site = lay_out(tmp_path)
    change(site)
    brief = look_over_what_leaves(read_site(tmp_path), AT).brief
    families = channels_of(brief.site.charter).values()

    ready = {(one.channel, one.id) for family in families for one in family.ready(brief)}
    made = [artifact for family in families for artifact in family.render(brief)]

    assert ready == {(one.channel, one.edition) for one in made if one.edition and one.path.startswith("outbox/")}
    assert {id_ for _, id_ in ready} == leave
