from __future__ import annotations

import pytest

from editorial.rules import scope

CHARTER = """\
mission:
  scope:
    out:
      - Le conseil juridique
      - {text: Nos prix, words: [tarif, devis], tags: [Prix]}
"""
CASES = {
    "within": ("Un devis, un tarif.\n", 'title: "Les tarifications"\ntags: [brief]\n', []),
    "a tag": ("Oui.\n", "tags: [brief, prix]\n", ["warning scope.out at 6:15 “prix”"]),
    "a word of the title": ("Oui.\n", 'title: "Le bon Tarif"\n', ['warning scope.out at 5:8 “"Le bon Tarif"”']),
    "a word of the standfirst": ("Oui.\n", "standfirst: Un devis.\n", ["warning scope.out at 6:13 “Un devis.”"]),
    "a word of a heading": ("Oui.\n\n## Le *devis*\n", "", ["warning scope.out at 9:1 “## Le *devis*”"]),
    "one finding an item": ("## Devis\n\n## Tarif\n", "tags: [prix]\n", ["warning scope.out at 6:8 “prix”"]),
    "a page": ("## Devis\n", "kind: page\n", []),
}


@pytest.mark.parametrize(("body", "front", "expected"), CASES.values(), ids=CASES.keys())
def test_a_piece_stays_within_the_mission(desk, body, front, expected) -> None:
    assert desk.judge(scope, body, front, charter=CHARTER) == expected


def test_what_is_said_for_people_is_not_looked_for(desk) -> None:
    assert desk.judge(scope, "## Nos prix\n", charter="mission: {scope: {out: [Nos prix]}}") == []


def test_the_clause_leads_to_the_item(desk) -> None:
    (finding,) = desk.findings(scope, "## Devis\n", charter=CHARTER)

    assert finding.message.fr == "hors de la mission : « Nos prix » (« devis »)"
    assert finding.clause == "mission.scope.out.2"
