from __future__ import annotations

import pytest

from editorial.rules import front_matter

CASES = {
    "right": ("slug: ecouter\n", []),
    "missing": ("author:\n", ["error key.missing at 5:1 “author”"]),
    "unknown key": ("tag: [a]\n", ["warning key.unknown at 6:1 “tag”"]),
    "French key": ("chapô: 'a'\n", ["warning key.french at 6:1 “chapô”"]),
    "of the wrong type": ("tags: {a: b}\n", ["error type at 6:7 “{a: b}”"]),
    "no such day": ("updated: 2026-02-30\n", ["error date at 6:10 “2026-02-30”"]),
    "no zone": ("date: 2026-11-03T09:00\n", ["error date.no-zone at 6:7 “2026-11-03T09:00”"]),
    "slug": ('slug: "Un été"\n', ['error slug at 6:7 “"Un été"”']),
    "deep": (
        "image:\n  src: a.jpg\n  focus: milieu\n  atl: x\n",
        ["error image.focus at 8:10 “milieu”", "warning key.unknown at 9:3 “atl”"],
    ),
    "deep and missing": ("image:\n  alt: un\n", ["error key.missing at 6:1 “image”"]),
    "in a list": ("corrections:\n  - {date: hier, text: x}\n", ["error date at 7:12 “hier”"]),
}


@pytest.mark.parametrize(("front", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_wrong_with_the_front_matter_is_found_at_its_place(desk, front, expected) -> None:
    assert desk.judge(front_matter, front=front) == expected


def test_the_fix_is_told(desk) -> None:
    (finding,) = desk.findings(front_matter, front="tag: [a]\n")

    assert finding.message.fr == "clé inconnue « tag »"
    assert finding.fix.fr == "vouliez-vous écrire « tags » ?"
