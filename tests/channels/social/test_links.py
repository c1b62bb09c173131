"""Links are found where twitter-text 3.1.0 finds them (each case was checked against it)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.social.links import Place, any_links, mastodon_links, plain_links, x_links

CASES = {
    "a link in a sentence": ("Lire https://exemple.fr/a, puis b.", ["https://exemple.fr/a"]),
    "closing marks are not part of it": ("(voir https://exemple.fr/a).", ["https://exemple.fr/a"]),
    "parentheses of its own are": (
        "https://fr.wikipedia.org/wiki/Toile_(web)",
        ["https://fr.wikipedia.org/wiki/Toile_(web)"],
    ),
    "an ellipsis ends it": ("https://exemple.fr/a…", ["https://exemple.fr/a"]),
    "quotes end it": ("« https://exemple.fr\u00a0»", ["https://exemple.fr"]),
    "query and anchor": ("https://exemple.fr/?a=1&b=2#c", ["https://exemple.fr/?a=1&b=2#c"]),
    "accents in the path": ("https://exemple.fr/été", ["https://exemple.fr/été"]),
    "two at once": ("https://a.fr https://b.fr", ["https://a.fr", "https://b.fr"]),
    "no such top-level domain": ("https://exemple.inconnu/a", []),
    "no domain": ("https://localhost/a et http://", []),
    "a label of 64 signs": (f"https://{'a' * 64}.fr", []),
    "a mail address": ("contact@exemple.fr", []),
    "capitals": ("HTTPS://EXEMPLE.FR", ["HTTPS://EXEMPLE.FR"]),
    "t.co ends with its slug": ("https://t.co/abc/def", ["https://t.co/abc"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("exemple.com.inconnu/a", ["exemple.com"]),
        ("a.fr.b.c", ["a.fr"]),
        ("exemple.COMé exemple.comx", ["exemple.COM"]),
        ("a.XN--P1AI", ["a.XN--P1AI"]),
        ("http://例え.みんなです", ["http://例え.みんな"]),
        ("httpſ://a.fr", []),
        ("a.vermögensberater a.VERMÖGENSBERATUNG/x", ["a.vermögensberater", "a.VERMÖGENSBERATUNG/x"]),
    ],
    ids=[
        "a-shorter-one",
        "further-labels",
        "letters-after-it",
        "punycode",
        "no-space-after-it",
        "no-scheme",
        "of-two-alphabets",
    ],
)
def test_a_link_ends_in_a_top_level_domain_there_is(text: str, links: list[str]) -> None:
    assert [url for _, _, url in x_links(text)] == links


@pytest.mark.parametrize(("text", "links"), CASES.values(), ids=CASES)
def test_links_are_found(text: str, links: list[str]) -> None:
    assert [url for _, _, url in plain_links(text)] == links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Voir exemple.fr et b.com/c.", ["exemple.fr", "b.com/c"]),
        ("fichier.txt, 3.14, fin.Suite", []),
        ("l’adresse -exemple.fr", []),
        (" été.fr", ["été.fr"]),
    ],
    ids=["domains", "look-alikes", "after-a-hyphen", "accents"],
)
def test_bare_links_are_found_where_asked(text: str, links: list[str]) -> None:
    assert [url for _, _, url in x_links(text)] == links
    assert list(plain_links(text)) == []


@given(
    st.sampled_from(["https://", "http://", "HTTP://", "dat://", ""]),
    st.lists(st.sampled_from(["a", "b1", "t", "x-y", "z-", "-", "été", "xn--9ca", "k" * 70]), min_size=1, max_size=3),
    st.sampled_from(["fr", "co", "com", "inconnu", "FR", "example", "みんな"]),
    st.text(st.sampled_from("a0-_./?=&%#é"), max_size=12),
)
def test_the_links_everybody_reads_alike_are_known_without_looking_twice(
    scheme: str, labels: list[str], top: str, rest: str
) -> None:
    """A link after a bracket is not looked at as a whole, but by the network's own rules."""
    link = f"{scheme}{'.'.join([*labels, top])}{rest}"

    def moved(found: tuple[Place, ...]) -> list[Place]:
        return [(start - 1, end - 1, url) for start, end, url in found]

    for links in (plain_links, mastodon_links) if scheme else ():
        assert list(links(link)) == moved(links(f"({link}"))
    for links in (x_links, any_links):
        assert list(links(f" {link}")) == moved(links(f" ({link}"))
