from __future__ import annotations

import json

import pytest

from tests.builder import SiteBuilder
from tests.command import ligne

GOOD = """\
extends: existence
message: "« %s »"
why: Nous, c’est qui ?
tokens: [nous]
good: On va.
bad: Nous allons, et nous aussi.
"""


@pytest.fixture
def builder(tmp_path) -> SiteBuilder:
    return SiteBuilder(tmp_path).file("editorial/styles/Maison/Nous.yml", GOOD)


def test_rules_that_keep_their_word_pass(builder):
    ran = ligne("charter", "test", site=builder.root)
    assert (ran.code, ran.out) == (0, "1 règle, 2 exemples, 0 échec\n")


def test_rule_that_does_not_is_shown_with_its_line(builder):
    builder.file("editorial/styles/Maison/Nous.yml", GOOD.replace("good: On va.", "good: Et nous."))
    ran = ligne("charter", "test", site=builder.root)
    assert ran.code == 1
    assert ran.out.splitlines()[0] == (
        "editorial/styles/Maison/Nous.yml:5:7: error charter-test.good: "
        "Maison.Nous relève « nous » dans son exemple « good » : « Et nous. »"
    )


def test_answer_as_json(builder):
    ran = ligne("charter", "test", "--format", "json", site=builder.root)
    assert (ran.code, json.loads(ran.out)) == (0, {"rules": 1, "examples": 2, "findings": []})


def test_only_the_rules_of_some_paths_are_tried(builder):
    builder.file("editorial/styles/Autre/Vide.yml", "extends: existence\nmessage: m\ntokens: [rien]\n")
    assert ligne("charter", "test", "editorial/styles/Maison", site=builder.root).code == 0
    assert ligne("charter", "test", site=builder.root).code == 1


def test_path_that_is_not_there_is_an_error(builder):
    ran = ligne("charter", "test", "editorial/styles/Rien", site=builder.root)
    assert (ran.code, ran.err) == (2, "editorial/styles/Rien: ce fichier n’existe pas\n")


def test_rule_that_cannot_be_read_stops_every_verb_with_its_line(builder):
    builder.file("editorial/styles/Maison/Nous.yml", "extends: existence\nmessage: m\ntokens: ['(']\n").piece("a")
    for verb in (["charter", "test"], ["check"]):
        ran = ligne(*verb, site=builder.root)
        assert (ran.code, ran.err.splitlines()) == (
            2,
            [
                "editorial/styles/Maison/Nous.yml:3:10: « ( » n’est pas une expression rationnelle : missing ) "
                "(ligne : « tokens: ['('] »)"
            ],
        )


def test_check_says_what_the_house_rules_say(builder):
    builder.piece("a", "Un jour, **nous** irons. " + "Un mot. " * 40)
    ran = ligne("check", "--format", "json", site=builder.root)
    (finding,) = [f for f in json.loads(ran.out)["findings"] if f["rule"] == "Maison.Nous"]
    assert finding == {
        "path": "content/ecouter/a.md",
        "line": 9,
        "column": 12,
        "end_column": 16,
        "level": "warning",
        "rule": "Maison.Nous",
        "message": "« nous »",
        "why": "Nous, c’est qui ?",
        "clause": "styles.Maison.Nous",
        "fix": None,
    }
