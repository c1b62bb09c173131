"""Links are found where twitter-text 3.1.0 finds them (each case was checked against it)."""

from __future__ import annotations

import pytest

from channels.social.links import find_links

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


@pytest.mark.parametrize(("text", "links"), CASES.values(), ids=CASES)
def test_links_are_found(text: str, links: list[str]) -> None:
    assert [text[start:end] for start, end in find_links(text, bare=False)] == links


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
    assert [text[start:end] for start, end in find_links(text, bare=True)] == links
    assert list(find_links(text, bare=False)) == []
