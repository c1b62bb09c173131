from __future__ import annotations

import pytest

from editorial.rules import known

CASES = {
    "right": ("lang: en\nauthor: [redaction, chef]\nsocial: {mastodon: {text: x}}\n", []),
    "pillar": ("pillar: metiers\n", ["error known.pillar at 5:9 “metiers”"]),
    "author": ("author: redacton\n", ["error known.author at 5:9 “redacton”"]),
    "one of the authors": ("author: [chef, personne]\n", ["error known.author at 5:16 “personne”"]),
    "lang": ("lang: de\n", ["error known.lang at 6:7 “de”"]),
    "channel": ("social:\n  x: {text: a}\n", ["warning known.channel at 7:3 “x”"]),
    "audience": ("audience: [debutant]\n", ["warning known.audience at 6:12 “debutant”"]),
    "a page has no pillar": ("kind: page\npillar:\nauthor:\n", []),
}


@pytest.mark.parametrize(("front", "expected"), CASES.values(), ids=CASES.keys())
def test_what_the_charter_does_not_know_is_found(desk, front, expected) -> None:
    assert desk.judge(known, front=front) == expected


def test_the_nearest_name_is_proposed(desk) -> None:
    (finding,) = desk.findings(known, front="pillar: metiers\n")

    assert finding.message.fr == "le pilier « metiers » n’est pas dans la charte"
    assert finding.fix.fr == "vouliez-vous écrire « metier » ?"
    assert finding.clause == "pillars"


def test_the_known_names_are_listed_when_none_is_near(desk) -> None:
    (finding,) = desk.findings(known, front="author: zzz\n")

    assert finding.fix.en == "choose among: chef, redaction"
