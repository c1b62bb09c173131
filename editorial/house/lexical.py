"""The two rules that vocabularies make: `Vocab.Avoid` for words not wanted, `Vocab.Terms` for their capitals."""

from __future__ import annotations

from dataclasses import replace

from editorial.errors import Problem
from editorial.house.hit import Shelf
from editorial.house.rule import Rule, read_rule
from editorial.house.vocabulary import Vocabulary

STYLE = "Vocab"


def vocabulary_rules(vocabulary: Vocabulary) -> list[Rule]:
    """Give the rules that a vocabulary makes, as Vale’s own of the same name."""
    rules: list[Rule | None] = []
    if vocabulary.rejected:
        rules.append(_made("Avoid", _AVOID + "".join(f"  - {_quoted(word)}\n" for word in vocabulary.rejected)))
    if vocabulary.accepted:
        swap = {word.lower().removeprefix("(?i)"): word for word in vocabulary.accepted if not word.startswith("(?i)")}
        if swap:
            lines = "".join(f"  {_quoted(found)}: {_quoted(said)}\n" for found, said in swap.items())
            rules.append(_made("Terms", _TERMS + lines))
    return [rule for rule in rules if rule is not None]


def _made(name: str, text: str) -> Rule | None:
    rule, problems = read_rule(text, "", Shelf(name=f"{STYLE}.{name}"))
    _none(problems)
    return replace(rule, path="") if rule else None


def _none(problems: list[Problem]) -> None:
    """A word of a vocabulary was read before it came here."""
    assert not problems, problems  # noqa: S101


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


_AVOID = "extends: existence\nmessage: \"Avoid using '%s'.\"\nlevel: error\ntokens:\n"
_TERMS = "extends: substitution\nmessage: \"Use '%s' instead of '%s'.\"\nlevel: error\nignorecase: true\nswap:\n"
