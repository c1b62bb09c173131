"""What is live in a text is found at its place, in characters and in the bytes that Bluesky counts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.social.facets import Facet, What, find_facets, in_bytes, shortened

LINK, MENTION, TAG = What.LINK, What.MENTION, What.TAG


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lire https://a.example/b, et dire.", [(LINK, "https://a.example/b")]),
        ("(https://a.example/b_(c))", [(LINK, "https://a.example/b_(c)")]),
        ("Bonjour @latoile@social.example.", [(MENTION, "latoile@social.example")]),
        ("Bonjour @la-toile.bsky.social !", [(MENTION, "la-toile.bsky.social")]),
        ("écrire à lettre@la-toile.example", []),
        ("#Écriture #2026 #日本語 ＃標籤", [(TAG, "Écriture"), (TAG, "日本語"), (TAG, "標籤")]),
        ("#हिन्दी et #العربية", [(TAG, "हिन्दी"), (TAG, "العربية")]),
        ("C# et a#b et &#233;", []),
        ("https://a.example/#titre #vrai", [(LINK, "https://a.example/#titre"), (TAG, "vrai")]),
        ("https://a.example/@qui", [(LINK, "https://a.example/@qui")]),
    ],
)
def test_what_is_live_is_found(text: str, found: list[tuple[What, str]]) -> None:
    assert [(one.what, one.value) for one in find_facets(text)] == found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # The example of Bluesky's documentation, and one with an emoji of several code points before the link.
        ("✨ example mentioning @atproto.com to share the URL 👨\u200d❤️\u200d👨 https://en.wikipedia.org/wiki/CBOR.",
         [(23, 35), (74, 108)]),
        ("é #b", [(3, 5)]),
    ],
)  # fmt: skip
def test_places_are_counted_in_bytes(text: str, places: list[tuple[int, int]]) -> None:
    assert [(one.start, one.end) for one in in_bytes(find_facets(text), text)] == places


@given(
    st.lists(
        st.sampled_from(["é", "👩🏽\u200d🚀", " ", "a", "#Été", "@a.example", "https://a.example/é", "日本", ".", "\n"])
    )
)
def test_the_bytes_of_a_place_are_what_stands_there(pieces: list[str]) -> None:
    text = "".join(pieces)
    raw = text.encode()
    for here, there in zip(find_facets(text), in_bytes(find_facets(text), text), strict=True):
        assert raw[there.start : there.end].decode() == text[here.start : here.end]


def test_a_link_shows_its_beginning_and_leads_all_the_way() -> None:
    url = "https://www.la-toile.example/metier/ecrire-le-brief/"
    text = f"Lire {url} #Brief"
    made, facets = shortened(text, find_facets(text), 24)
    assert made == "Lire la-toile.example/metier… #Brief"
    assert [(made[one.start : one.end], one.value) for one in facets] == [
        ("la-toile.example/metier…", url),
        ("#Brief", "Brief"),
    ]


def test_no_two_facets_overlap() -> None:
    found = find_facets("@a.example/#b https://x.example/@y#z #t")
    assert all(one.end <= other.start for one, other in pairwise(found)), found
    assert Facet(37, 39, TAG, "t") in found
