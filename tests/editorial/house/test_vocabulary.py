from __future__ import annotations

import pytest

from editorial.house.lexical import vocabulary_rules
from editorial.house.lint import Linter, Page
from editorial.house.vocabulary import Vocabulary, read_vocabulary

ACCEPTING = Vocabulary(accepted=("wrod", "mail", "[Oo]Auth2?"))
RULES = {
    "spelling knows it, whatever its capitals": (
        "extends: spelling\nmessage: m\n",
        "The wrod, a Wrod, a wrods.\n",
        ["1:21 “wrods”"],
    ),
    "a substitution leaves it": (
        "extends: substitution\nmessage: m\nignorecase: true\nswap: {mail: courriel}\n",
        "mail, Mail\n",
        ["1:7 “Mail”"],
    ),
    "no substitution of other words is silenced": (
        "extends: substitution\nmessage: m\nswap: {mail box: boîte}\n",
        "mail box\n",
        ["1:1 “mail box”"],
    ),
    "a substitution may not heed it": (
        "extends: substitution\nmessage: m\nvocab: false\nswap: {mail: courriel}\n",
        "mail\n",
        ["1:1 “mail”"],
    ),
    "no other rule is silenced": ("extends: existence\nmessage: m\ntokens: [mail]\n", "mail\n", ["1:1 “mail”"]),
}


@pytest.mark.parametrize(("rule", "body", "places"), RULES.values(), ids=RULES)
def test_accepted_word_is_right_for_itself_only(bench, rule, body, places):
    assert bench.places(rule, body, vocabulary=ACCEPTING) == places


def test_words_of_an_accepted_phrase_are_right_within_it(bench):
    phrases = Vocabulary(accepted=("flooberg plaza", r"mea\s+culpa"))
    rule = "extends: spelling\nmessage: m\n"
    body = "A flooberg plaza, a Flooberg\nplaza; mea  culpa. A flooberg.\n"
    assert bench.places(rule, body, vocabulary=phrases) == ["2:22 “flooberg”"]


def test_vocabularies_make_rules_of_their_own():
    rules = vocabulary_rules(Vocabulary(("GitHub", "l'Été"), ("booster", "synergie.?")))
    alerts = Linter(rules).alerts(Page("fr", "Un github, GitHub, L'été ; Booster, booster des synergies.\n"))
    assert {(alert.rule.name, alert.message) for alert in alerts} == {
        ("Vocab.Terms", "Use 'GitHub' instead of 'github'."),
        ("Vocab.Terms", "Use 'l'Été' instead of 'L'été'."),
        ("Vocab.Avoid", "Avoid using 'booster'."),
        ("Vocab.Avoid", "Avoid using 'synergies'."),
    }


def test_the_rules_of_vocabularies_speak_french_to_a_french_team():
    rules = vocabulary_rules(Vocabulary(("GitHub",), ("booster",)), "fr-CA")
    assert {alert.message for alert in Linter(rules).alerts(Page("fr", "Un github, booster.\n"))} == {
        "Écrivez « GitHub » au lieu de « github »",
        "« booster » est à éviter : le vocabulaire de la maison l’écarte",
    }


def test_word_lists_are_read_from_both_of_vales_places():
    files = {
        "config/vocabularies/Base/accept.txt": "# why\nun\n\ndeux\n",
        "Vocab/Old/accept.txt": "trois\nun\n",
        "Vocab/Old/reject.txt": "non\n",
        "config/ignore/accept.txt": "rien\n",
        "Microsoft/accept.txt": "rien\n",
    }
    assert read_vocabulary(files, "editorial/styles") == (Vocabulary(("trois", "un", "deux"), ("non",)), [])


def test_word_that_is_a_bad_pattern_is_a_problem_at_its_line():
    _, problems = read_vocabulary({"Vocab/A/accept.txt": "ok\nc(\n"}, "editorial/styles")
    assert [(p.path, p.span.line) for p in problems] == [("editorial/styles/Vocab/A/accept.txt", 2)]


def test_word_with_plus_signs_is_a_word():
    vocabulary, problems = read_vocabulary({"Vocab/A/accept.txt": "C++\nnotepad++\n"}, "editorial/styles")
    assert (problems, vocabulary.accepts("C++"), vocabulary.accepts("C"), vocabulary.knows("Notepad++")) == (
        [],
        True,
        False,
        True,
    )
    assert Linter(vocabulary_rules(vocabulary)).alerts(Page("en", "C, c, C++ and notepad++.\n")) == []
