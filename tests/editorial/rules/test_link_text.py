from __future__ import annotations

import pytest

from editorial.rules import link_text

CASES = {
    "right": ("Lisez [la méthode](a.md), page [Sources et notes](b.md).\n", []),
    "click here": ("É [Cliquez **ici**](a.md).\n", ["warning link.vague at 7:3 “[Cliquez **ici**](a.md)”"]),
    "here": ("See [here](a.md).\n", ["warning link.vague at 7:5 “[here](a.md)”"]),
    "with marks around": ("[« En savoir plus… »](a.md)\n", ["warning link.vague at 7:1 “[« En savoir plus… »](a.md)”"]),
    "no text": ("[](a.md)\n", ["warning link.silent at 7:1 “[](a.md)”"]),
    "a picture is its text": ("[![une loutre](a.jpg)](a.md)\n", []),
    "an address as text": (
        "[https://a.example/b](https://a.example/c)\n",
        ["suggestion link.bare at 7:1 “[https://a.example/b](https://a.example/c)”"],
    ),
    "an address written bare": ("https://a.example/b <https://a.example> <a@b.example>\n", []),
    "a noun may be enough": ("[Source](a.md), [lien](b.md)\n", []),
    "code is a text": ("[`x`](a.md)\n", []),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_a_link_says_where_it_leads(desk, body, expected) -> None:
    assert desk.judge(link_text, body) == expected


def test_the_message_quotes_the_link(desk) -> None:
    (finding,) = desk.findings(link_text, "[par\nici](a.md)\n")

    assert finding.message.fr == "« par ici » ne dit pas où mène le lien"
