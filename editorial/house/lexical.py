"""The two rules that vocabularies make: `Vocab.Avoid` for words not wanted, `Vocab.Terms` for their capitals."""

from __future__ import annotations

from dataclasses import replace

from editorial.errors import Problem
from editorial.finding import Phrase
from editorial.house.hit import Shelf
from editorial.house.rule import Rule, read_rule
from editorial.house.vocabulary import Vocabulary

STYLE = "Vocab"


def vocabulary_rules(vocabulary: Vocabulary, lang: str = "en") -> list[Rule]:
    """Give the rules that a vocabulary makes, as Vale’s own of the same name, speaking French or else English."""
    rules: list[Rule | None] = []
    if vocabulary.rejected:
        avoid = _AVOID.format(message=_said(_NOT_WANTED, lang))
        rules.append(_made("Avoid", avoid + "".join(f"  - {_quoted(word)}\n" for word in vocabulary.rejected)))
    if vocabulary.accepted:
        swap = {word.lower().removeprefix("(?i)"): word for word in vocabulary.accepted if not word.startswith("(?i)")}
        if swap:
            lines = "".join(f"  {_quoted(found)}: {_quoted(said)}\n" for found, said in swap.items())
            rules.append(_made("Terms", _TERMS.format(message=_said(_INSTEAD, lang)) + lines))
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


def _said(phrase: Phrase, lang: str) -> str:
    return _quoted(phrase.fr if lang.startswith("fr") else phrase.en)


_NOT_WANTED = Phrase("« %s » est à éviter : le vocabulaire de la maison l’écarte", "Avoid using '%s'.")
_INSTEAD = Phrase("Écrivez « %s » au lieu de « %s »", "Use '%s' instead of '%s'.")
_AVOID = "extends: existence\nmessage: {message}\nlevel: error\ntokens:\n"
_TERMS = "extends: substitution\nmessage: {message}\nlevel: error\nignorecase: true\nswap:\n"
