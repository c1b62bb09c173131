from __future__ import annotations

import pytest

RULE = "extends: existence\nmessage: m\ntokens: [mot]\n"
TEXTS = {
    "off and on": ("<!-- ligne off -->\n\nmot\n\n<!-- ligne on -->\n\nmot\n", ["7:1 “mot”"]),
    "Vale’s own": ("<!-- vale off -->\n\nmot\n\n<!-- vale on -->\n\nmot\n", ["7:1 “mot”"]),
    "never on again": ("mot\n\n<!-- ligne off -->\n\nmot\n", ["1:1 “mot”"]),
    "inside a line": ("mot <!-- ligne off -->mot<!-- ligne on --> mot\n", ["1:1 “mot”", "1:44 “mot”"]),
    "one rule": ("<!-- ligne House.Rule = NO -->\n\nmot\n\n<!-- ligne House.Rule = YES -->\n\nmot\n", ["7:1 “mot”"]),
    "another rule": ("<!-- vale House.Other = NO -->\n\nmot\n", ["3:1 “mot”"]),
    "a style": ("<!-- vale House = NO -->\n\nmot\n", []),
    "only other styles": ("<!-- vale style = Other -->\n\nmot\n", []),
    "one match": ('<!-- vale House.Rule["mot"] = NO -->\n\nmot\n', []),
    "another match": ('<!-- vale House.Rule["mat"] = NO -->\n\nmot\n', ["3:1 “mot”"]),
    "in a list": ("- <!-- ligne off --> mot\n- <!-- ligne on --> mot\n", ["2:21 “mot”"]),
    "in code": ("`<!-- ligne off -->` mot\n\n```\n<!-- ligne off -->\n```\n\nmot\n", ["1:22 “mot”", "7:1 “mot”"]),
    "unclosed": ("mot\n\n<!-- ligne off\n\nmot\n", ["1:1 “mot”"]),
    "said otherwise": ("<!-- ligne, off! -->\n\nmot\n", ["3:1 “mot”"]),
}


@pytest.mark.parametrize(("body", "places"), TEXTS.values(), ids=TEXTS)
def test_comment_switches_rules(bench, body, places):
    assert bench.places(RULE, body) == places


@pytest.mark.parametrize("said", ["Vale.Terms = NO", 'Vale.Terms["mot"] = NO', "Vale = NO", "Vocab.Terms = NO"])
def test_rule_of_a_vocabulary_is_switched_by_vales_name_too(bench, said):
    rule = "extends: existence\nmessage: m\ntokens: [mot]\n"
    assert bench.run(rule, f"<!-- vale {said} -->\n\nmot\n", name="Vocab.Terms") == []
    assert bench.places(rule, f"<!-- vale {said} -->\n\nmot\n", name="House.Terms") == ["3:1 “mot”"]


def test_rule_on_the_raw_file_keeps_to_the_comments_around_a_place(bench):
    rule = "extends: occurrence\nmessage: m\nscope: summary\nmax: 1\ntoken: mot\n"
    assert bench.places(rule, "<!-- ligne off -->\n\nmot mot\n") == []
