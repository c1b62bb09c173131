from __future__ import annotations

import pytest

from editorial.errors import EditorialError
from editorial.finding import Level
from editorial.line import read_line
from tests.builder import SiteBuilder

WE = "extends: existence\nmessage: \"'%s'\"\nwhy: Nous, c’est qui ?\ntokens: [nous]\n"
VERY = "extends: existence\nmessage: \"'%s'\"\nlevel: error\ntokens: [très]\n"


@pytest.fixture
def site(tmp_path) -> SiteBuilder:
    builder = SiteBuilder(tmp_path)
    builder.file("editorial/styles/Maison/We.yml", WE)
    builder.file("editorial/styles/Paquet/Very.yaml", VERY)
    builder.file("editorial/styles/Paquet/meta.json", "{}")
    builder.file("editorial/styles/Paquet/README.md", "# très")
    return builder


def rules_of(site: SiteBuilder, **charter) -> dict[str, str]:
    site.charter(**charter)
    return {rule.name: str(rule.level) for rule in read_line(site.root).house.rules}


CHARTERS = {
    "no key: every folder": ({}, {"Maison.We": "warning", "Paquet.Very": "error"}),
    "a list": ({"styles": ["Maison"]}, {"Maison.We": "warning"}),
    "an empty list": ({"styles": []}, {}),
    "a level for a style": ({"styles": [{"style": "Paquet", "level": "suggestion"}]}, {"Paquet.Very": "suggestion"}),
    "a rule off": ({"rules": {"Maison.We": "off"}}, {"Paquet.Very": "error"}),
    "a rule at another level": ({"styles": ["Maison"], "rules": {"Maison.We": "error"}}, {"Maison.We": "error"}),
    "a style off": ({"rules": {"Paquet": "off"}}, {"Maison.We": "warning"}),
}


@pytest.mark.parametrize(("charter", "rules"), CHARTERS.values(), ids=CHARTERS)
def test_charter_says_which_rules_apply(site, charter, rules):
    assert rules_of(site, **charter) == rules


WRONG = {
    "no such style": ({"styles": ["Maisn"]}, "the style “Maisn” does not exist"),
    "no such rule": (
        {"rules": {"Maison.Ve": "off"}},
        "no style that applies has the rule “Maison.Ve”: did you mean “Maison.We”?",
    ),
    "a rule of Ligne, which no style has": (
        {"rules": {"length": "off"}},
        "no style that applies has the rule “length”: choose among Maison, Maison.We, Paquet, Paquet.Very",
    ),
    "a rule of a style that does not apply": (
        {"styles": ["Maison"], "rules": {"Paquet.Very": "off"}},
        "no style that applies has the rule “Paquet.Very”",
    ),
    "a rule where no style applies": (
        {"styles": [], "rules": {"Maison.We": "off"}},
        "no style that applies has the rule “Maison.We”: none applies here, and “rules” turns theirs alone; remove it",
    ),
    "no such level": ({"rules": {"Maison.We": "fatal"}}, "“rules.Maison.We”: “fatal” is not a choice"),
}


@pytest.mark.parametrize(("charter", "message"), WRONG.values(), ids=WRONG)
def test_charter_that_names_what_is_not_there_is_an_error_at_its_line(site, charter, message):
    with pytest.raises(EditorialError) as caught:
        rules_of(site, **charter)
    (problem,) = caught.value.problems
    assert problem.path == "editorial/charter.yaml"
    assert problem.span is not None
    assert problem.span.line > 1
    assert problem.message.en.startswith(message)


def test_rule_that_nobody_has_is_an_error_where_the_site_has_no_styles(tmp_path):
    builder = SiteBuilder(tmp_path).charter(rules={"Maison.We": "off"})
    with pytest.raises(EditorialError, match=r"has the rule “Maison\.We”: none applies here"):
        read_line(builder.root)


def test_rules_that_nobody_has_are_said_with_the_other_problems_and_those_that_cannot_be_told_are_not(site):
    site.file("editorial/styles/Maison/A.yml", "extends: nothing\n")
    rules = {"Maison.A": "off", "Maison.Ve": "off", "Absent.B": "off", "Vocab.Terms": "off"}
    with pytest.raises(EditorialError) as caught:
        rules_of(site, styles=["Maison", "Absent"], rules=rules)
    assert [problem.message.en.partition(":")[0] for problem in caught.value.problems] == [
        "“extends",
        "the style “Absent” does not exist",
        "no style that applies has the rule “Maison.Ve”",
    ]


def test_every_problem_of_every_rule_file_is_said_at_once(site):
    site.file("editorial/styles/Maison/A.yml", "extends: nothing\n")
    site.file("editorial/styles/Maison/B.yml", "extends: existence\nmessage: m\ntokens: ['(']\nlimit: many\n")
    site.file("editorial/styles/Vocab/Mots/accept.txt", "mot(\n")
    with pytest.raises(EditorialError) as caught:
        read_line(site.root)
    assert [(p.path, p.span.line) for p in caught.value.problems] == [
        ("editorial/styles/Vocab/Mots/accept.txt", 1),
        ("editorial/styles/Maison/A.yml", 1),
        ("editorial/styles/Maison/B.yml", 3),
        ("editorial/styles/Maison/B.yml", 4),
    ]


def test_rule_that_stands_in_yaml_and_in_yml_is_read_as_vale_reads_it(site):
    site.file("editorial/styles/Maison/Deux.yaml", "extends: nothing\n")
    site.file("editorial/styles/Maison/Deux.yml", "extends: existence\nmessage: m\ntokens: [deux]\n")
    assert "Maison.Deux" in rules_of(site)


def test_rule_file_that_is_no_text_is_an_error(site):
    site.file("editorial/styles/Maison/A.yml", b"\xff\xfe")
    with pytest.raises(EditorialError, match="not UTF-8"):
        read_line(site.root)


def test_rule_file_that_is_no_text_hides_nothing_of_the_others(site):
    site.charter(styles=["Maison", "Seul"], rules={"Seul.B": "off"})
    site.file("editorial/styles/Maison/A.yml", "extends: nothing\n")
    site.file("editorial/styles/Maison/Z.yml", "extends: existence\nmessage: m\ntokens: ['(']\n")
    site.file("editorial/styles/Seul/B.yml", b"\xff\xfe")
    site.file("editorial/styles/Maison/C.yml", b"a: \xff")
    with pytest.raises(EditorialError) as caught:
        read_line(site.root)
    assert [(p.path, p.span.line) for p in caught.value.problems] == [
        ("editorial/styles/Maison/A.yml", 1),
        ("editorial/styles/Maison/C.yml", 1),
        ("editorial/styles/Maison/Z.yml", 3),
        ("editorial/styles/Seul/B.yml", 1),
    ]


def test_folders_join_a_rules_name_and_tests_and_hidden_ones_are_left_out(site):
    site.file("editorial/styles/Maison/dates/Jour.yml", WE)
    site.file("editorial/styles/Maison/Jour.test.yml", "- x")
    site.file("editorial/styles/Maison/_brouillon/Jour.yml", "x")
    assert set(rules_of(site, styles=["Maison"])) == {"Maison.We", "Maison.dates.Jour"}


def test_change_of_any_rule_file_or_word_list_changes_the_line(site):
    digests = {read_line(site.root).digest}
    site.file("editorial/styles/Maison/We.yml", WE + "limit: 1\n")
    digests.add(read_line(site.root).digest)
    site.file("editorial/styles/config/vocabularies/Mots/accept.txt", "mot\n")
    digests.add(read_line(site.root).digest)
    assert len(digests) == 3


def test_style_of_a_language_judges_its_texts_only(site):
    site.charter(styles=[{"style": "Maison", "lang": "fr"}, "Paquet"])
    house = read_line(site.root).house
    assert {lang: [rule.name for rule in house.rules_for(lang)] for lang in ("fr-CA", "en")} == {
        "fr-CA": ["Maison.We", "Paquet.Very"],
        "en": ["Paquet.Very"],
    }
    assert house.rules[0].level is Level.WARNING
