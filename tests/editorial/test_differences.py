"""What changed between two charters is said in sentences, whatever key it stands under."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from editorial.charter import Charter
from editorial.charter_file import read_past_charter
from editorial.differences import Difference, differences, rule_differences, section_name
from tests.builder import CHARTER

BASE: dict[str, Any] = {
    **CHARTER,
    "mission": {"client": "Asso", "scope": {"in": ["un article"]}},
    "vocabulary": {
        "banned": [{"term": "usé", "why": "vieux", "instead": "neuf"}],
        "preferred": [{"instead_of": "mail", "use": "courriel"}],
    },
    "channels": {"blog": {"length": {"max_words": 900}}, "newsletter": {}, "mastodon": {"hashtags": {"max": 3}}},
}


def charter(values: dict[str, Any]) -> Charter:
    return read_past_charter(json.dumps(values))


def with_(path: str, value: Any) -> dict[str, Any]:
    """Give the charter with one value changed; None takes it out."""
    changed = deepcopy(BASE)
    at: Any = changed
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    for step in steps:
        at = at[step]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return changed


def said(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    return list(differences(charter(before), charter(after)))


CASES: dict[str, tuple[str, Any, list[str]]] = {
    "version": ("version", "2.0.0", ["la version passe de « 1.0.0 » à « 2.0.0 »"]),
    "effective": ("effective", "2026-02-01", ["en vigueur le « 2026-02-01 » au lieu du « 2026-01-01 »"]),
    "a limit": (
        "channels/blog/length/max_words", 700, ["blog, longueur, mots au plus : 700 au lieu de 900"],
    ),
    "a limit that goes": (
        "channels/blog/length", None, ["blog, longueur, mots au plus : plus rien (c’était 900)"],
    ),
    "a limit that comes": (
        "channels/mastodon/length", {"max_chars": 480}, ["mastodon, longueur, signes au plus : 480, rien jusqu’ici"],
    ),
    "a channel that opens": ("channels/x", {"emoji": "none"}, ["le canal « x » s’ouvre"]),
    "a channel that closes": ("channels/mastodon", None, ["le canal « mastodon » se ferme"]),
    "a word banned": (
        "vocabulary/banned",
        [*BASE["vocabulary"]["banned"], {"term": "las", "why": "triste"}],
        ["« las » est désormais écarté (raison : « triste » ; à la place : rien)"],
    ),
    "a word no longer banned": ("vocabulary/banned", None, ["« usé » n’est plus écarté"]),
    "a word banned otherwise": (
        "vocabulary/banned/0/instead", "frais", ["mots écartés, usé, à la place : « frais » au lieu de « neuf »"],
    ),
    "a word said otherwise": (
        "vocabulary/preferred/0/use", "message", ["« mail » se dit « message » et non plus « courriel »"],
    ),
    "a pillar that comes and one that goes": (
        "pillars/1",
        {"id": "mesurer", "name": "Mesurer", "share": 50},
        ["nouveau pilier « mesurer » (nom « Mesurer », part 50)", "le pilier « publier » disparaît"],
    ),
    "a pillar's name": (
        "pillars/0/name/fr", "Entendre", ["ecouter, nom, fr : « Entendre » au lieu de « Écouter »"],
    ),
    "somebody new": (
        "masthead/people",
        [*CHARTER["masthead"]["people"], {"id": "ana", "name": "Ana"}],
        ["« ana » entre à l’ours"],
    ),
    "a list of texts": (
        "mission/scope/in", ["un article", "une lettre"], ["périmètre, compris : « une lettre » s’ajoute"],
    ),
    "an order": ("languages", ["en", "fr"], ["languages : l’ordre a changé"]),
    "a style": ("styles", ["Maison"], ["le style « Maison » s’applique"]),
    "a flag": ("images/alt", "free", ["texte de remplacement : « free » au lieu de « required »"]),
    "an empty channel that opens": ("channels/threads", {}, ["le canal « threads » s’ouvre"]),
    "a key nobody knows": (
        "images/grain", {"fin": [1, True]}, ["grain, fin : 1 s’ajoute", "grain, fin : oui s’ajoute"],
    ),
    "nothing": ("version", "1.0.0", []),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "expected"), CASES.values(), ids=CASES.keys())
def test_each_change_is_a_sentence(path: str, value: Any, expected: list[str]) -> None:
    assert [one.message.fr for one in said(BASE, with_(path, value))] == expected


@pytest.mark.parametrize(("path", "value", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said_one_way_is_said_the_other_way_too(path: str, value: Any, expected: list[str]) -> None:
    there, back = said(BASE, with_(path, value)), said(with_(path, value), BASE)

    assert {one.clause for one in there} == {one.clause for one in back}
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(turned[one.change] for one in back) == sorted(one.change.value for one in there)


def test_a_difference_names_its_section_and_its_clause() -> None:
    (one,) = said(BASE, with_("channels/blog/length/max_words", 700))

    assert (one.section, one.change.value, one.clause) == ("channels", "changed", "channels.blog.length.max_words")
    assert one.message.en == "blog, length, most words: 700 instead of 900"
    assert section_name("channels").en == "Channels"


def test_sections_come_in_the_charters_order_and_unknown_ones_last() -> None:
    after = {**with_("channels/blog/length/max_words", 700), "version": "2.0.0", "avenir": {"a": "b"}}

    assert [one.section for one in said(BASE, after)] == ["version", "channels", "avenir"]


def test_two_items_of_one_name_are_both_said() -> None:
    after = with_("vocabulary/banned", [*BASE["vocabulary"]["banned"], {"term": "usé", "why": "deux fois"}])

    assert len(said(BASE, after)) == 1


def test_rules_that_come_go_or_change_are_said_by_their_files() -> None:
    before = {"Maison/A.yml": "1", "Maison/B.yml": "1", "Maison/D.yml": "1"}
    after = {"Maison/B.yml": "2", "Maison/D.yml": "1", "config/vocabularies/Nous/accept.txt": "1"}

    assert [(d.section, d.change.value, d.clause, d.message.fr) for d in rule_differences(before, after)] == [
        ("rules", "removed", "styles.Maison.A", "la règle « Maison.A » disparaît"),
        ("rules", "changed", "styles.Maison.B", "la règle « Maison.B » a changé"),
        (
            "rules",
            "added",
            "styles.config.vocabularies.Nous.accept",
            "la liste de mots config/vocabularies/Nous/accept.txt s’ajoute",
        ),
    ]
