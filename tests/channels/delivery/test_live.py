"""The live check, asked of a folder and of a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.delivery.folder import Folder
from channels.delivery.live import Web, tags_of, why_not_live
from channels.delivery.sealed import Sealed, read_sealed
from channels.delivery.target import Witness
from tests.channels.delivery.outgoing import DUE, Outgoing

PAGE = "site/neuf/index.html"


def test_the_tags_by_which_a_page_is_known(outgoing: Outgoing) -> None:
    assert tags_of((outgoing.root / "output" / PAGE).read_bytes()) == {
        "og:url": "https://banc.example/neuf/",
        "og:title": "Le titre de neuf",
        "og:image": "https://banc.example/cards/_site.jpg",
    }


def ways(outgoing: Outgoing, served: str) -> dict[str, Witness]:
    return {"folder": Folder(outgoing.to), "web": Web(served, pauses_s=(0.0,))}


@pytest.mark.parametrize("way", ["folder", "web"])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (None, None),
        ((b"", b""), None),
        ((b"<p>", b"<p> "), None),
        ((b'"https://banc.example/neuf/"', b'"https://banc.example/autre/"'), "og:url"),
        ((b'og:title" content="Le titre', b'og:title" content="Un titre'), "og:title"),
        ((b"/cards/_site.jpg", b"/cards/autre.jpg"), "og:image"),
    ],
    ids=["not there", "the very page", "another body", "another address", "another title", "another image"],
)
def test_a_page_is_online_when_it_says_of_itself_what_this_build_says(
    outgoing: Outgoing, served: str, way: str, change: tuple[bytes, bytes] | None, said: str | None
) -> None:
    site: Sealed = read_sealed(outgoing.root / "output")
    place: Path = outgoing.to / "blog/neuf/index.html"
    (outgoing.to / "blog").mkdir()
    if change is not None:
        place.parent.mkdir()
        made = site.read(PAGE)
        assert change[0] in made
        place.write_bytes(made.replace(*change))

    why = why_not_live(ways(outgoing, served)[way], site, PAGE)

    if change is None:
        assert why is not None
        assert "404" in why.en
    else:
        assert (said in why.en if why and said else why) == (True if said else None)


def test_nobody_at_the_address_is_no_page(outgoing: Outgoing) -> None:
    site = read_sealed(outgoing.root / "output")
    why = why_not_live(Web("http://127.0.0.1:9", pauses_s=(0.0,)), site, PAGE)
    assert why is not None
    assert "n’est pas en ligne (réponse —)" in why.fr


def test_a_delivery_asks_the_server_for_its_pages(outgoing: Outgoing, served: str) -> None:
    ran = outgoing.live("--online", served)

    assert (ran.code, list(outgoing.arrivals())) == (0, DUE), ran.said
