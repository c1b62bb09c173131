from __future__ import annotations

import pytest

from editorial.house.trial import try_rules

HEAD = "extends: existence\nmessage: \"'%s'\"\nwhy: parce que\n"
RULES = {
    "all is well": ([HEAD + "tokens: [nous]\ngood: On va.\nbad: [Nous nous voyons., 'Et nous.']\n"], []),
    "a bad that passes": ([HEAD + "tokens: [nous]\nbad: On va.\n"], ["charter-test.bad at 5"]),
    "a good that fires": ([HEAD + "tokens: [nous]\ngood:\n  - On va.\n  - Et nous.\n"], ["charter-test.good at 7"]),
    "no reason": (["extends: existence\nmessage: m\ntokens: [nous]\n"], ["charter-test.why at 1"]),
    "examples in the scope": ([HEAD + "scope: heading\ntokens: [nous]\ngood: Et nous.\nbad: '## Et nous'\n"], []),
    "examples of a field": ([HEAD + "scope: title\ntokens: [nous]\nbad: Et nous\n"], []),
    "what one says another bans": (
        [
            "extends: substitution\nmessage: m\nwhy: w\nswap: {equipe: notre équipe}\n",
            HEAD + "level: error\ntokens: [notre]\n",
        ],
        ["error charter-test.contradiction at 4"],
    ),
    "what one says another only offers otherwise": (
        [
            "extends: substitution\nmessage: m\nwhy: w\nswap: {equipe: notre équipe}\n",
            HEAD + "level: suggestion\ntokens: [notre]\n",
        ],
        ["warning charter-test.contradiction at 4"],
    ),
    "each swaps for the other": (
        [
            "extends: substitution\nmessage: m\nwhy: w\nswap: {mail: courriel}\n",
            "extends: substitution\nmessage: m\nwhy: w\nswap: {courriel: mail}\n",
        ],
        ["charter-test.contradiction at 4", "charter-test.contradiction at 4"],
    ),
    "one swaps for what it swaps": (
        ["extends: substitution\nmessage: m\nwhy: w\nswap: {vite: rapidement, rapidement: vite, bot: bot(s)}\n"],
        ["charter-test.contradiction at 4"],
    ),
    "a good that another bans": (
        [HEAD + "tokens: [nous]\ngood: On va vite.\n", HEAD + "tokens: [vite]\n"],
        ["charter-test.contradiction at 5"],
    ),
}


@pytest.mark.parametrize(("texts", "failed"), RULES.values(), ids=RULES)
def test_rules_are_tried_on_their_examples_and_on_each_other(bench, texts, failed):
    rules = [bench.rule(text, name=f"House.R{number}") for number, text in enumerate(texts)]
    trial = try_rules(rules, rules, frozenset({"House"}), "fr")
    lines = [f"{finding.level} {finding.rule} at {finding.span.line}" for finding in trial.findings]
    assert len(lines) == len(failed)
    assert all(line.endswith(expected) for line, expected in zip(lines, failed, strict=True)), lines


def test_rule_of_a_package_need_not_say_why(bench):
    rule = bench.rule("extends: existence\nmessage: m\ntokens: [nous]\n", name="Paquet.We")
    assert try_rules([rule], [rule], frozenset({"House"}), "fr").findings == ()
