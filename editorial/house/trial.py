"""Tries the house rules on their own examples, and on each other: what one asks for, no other may ban."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from editorial.finding import Finding, Level, Phrase, Span
from editorial.house.block import Block, Part, Run
from editorial.house.lint import Linter, Page
from editorial.house.message import options_of
from editorial.house.rule import Rule

_FIELDS: Final = frozenset(("title", "standfirst", "caption", "newsletter", "social", "thread", "note"))
_MEASURES: Final = frozenset(("metric", "readability", "occurrence", "spelling", "capitalization"))
"""What a few words cannot break, or break for being a few."""


@dataclass(frozen=True)
class Trial:
    """What came of trying the rules: how many, on how many examples, and what failed."""

    rules: int
    examples: int
    findings: tuple[Finding, ...]


def try_rules(rules: Sequence[Rule], chosen: Sequence[Rule], own: frozenset[str], lang: str) -> Trial:
    """Give what comes of trying the `chosen` rules among all; those of the styles `own` must say why they are."""
    findings: list[Finding] = []
    for rule in chosen:
        if rule.style in own and rule.why is None and rule.path:
            findings.append(_failed(rule, ("extends",), "charter-test.why", _NO_WHY.fill(rule=rule.name)))
        findings += _on_examples(rule, lang)
    findings += _contradictions(rules, chosen, lang)
    return Trial(len(chosen), sum(len(rule.good) + len(rule.bad) for rule in chosen), tuple(findings))


def _on_examples(rule: Rule, lang: str) -> Iterator[Finding]:
    linter = Linter([rule])
    for key, examples, message in (("bad", rule.bad, _BAD_PASSES), ("good", rule.good, _GOOD_FIRES)):
        for number, example in enumerate(examples):
            found = [alert.matched or alert.message for alert in linter.alerts(_page(rule, example, lang))]
            if bool(found) is (key == "good"):
                said = message.fill(rule=rule.name, example=_short(example), found=_short(found[0]) if found else "")
                yield _failed(rule, (key, number), f"charter-test.{key}", said)


def _contradictions(rules: Sequence[Rule], chosen: Sequence[Rule], lang: str) -> Iterator[Finding]:
    """Give a finding for each pair of rules of which one asks for what the other bans, with the first such words."""
    linter = Linter([rule for rule in rules if rule.extends not in _MEASURES])
    told: set[tuple[str, str]] = set()
    for rule in chosen:
        for text, key in (*((value, "swap") for value in _asked(rule)), *((good, "good") for good in rule.good)):
            for alert in linter.alerts(_page(rule, text, lang)):
                pair = (rule.name, alert.rule.name)
                is_own = alert.rule.name == rule.name and not (alert.matched == text and key == "swap" and rule.values)
                if is_own or pair in told:
                    continue
                told.add(pair)
                said = _AGAINST.fill(
                    rule=rule.name, text=_short(text), other=alert.rule.name, message=_short(alert.message)
                )
                level = Level.WARNING if alert.rule.level is Level.SUGGESTION else Level.ERROR
                yield _failed(rule, (key,), "charter-test.contradiction", said, _AGAINST_FIX, level)


def _asked(rule: Rule) -> Iterator[str]:
    """Give the words a rule would have written."""
    for value in rule.values:
        yield from (option for option in options_of(value) if "$" not in option)
    if rule.action is not None and rule.action.name == "replace":
        yield from rule.action.params


def _page(rule: Rule, example: str, lang: str) -> Page:
    """Give an example as a text: as Markdown, and in the fields that the rule's scope names."""
    wanted = rule.scope.sections & _FIELDS
    runs = (Run(len(example), 0, len(example), True),)
    scope = frozenset(("text", "md", "front-matter", "frontmatter", *wanted))
    fields = (Block(example, scope, "", Part.FRONT, runs),) if wanted else ()
    whole = Block(example, frozenset(("raw", "md")), "raw", Part.BODY, runs)
    return Page(lang, example, fields, whole)


def _failed(
    rule: Rule,
    keys: tuple[str | int, ...],
    name: str,
    message: Phrase,
    fix: Phrase | None = None,
    level: Level = Level.ERROR,
) -> Finding:
    # The rules that vocabularies make have no file, and no place in it.
    span = rule.source.span(keys) if rule.path else Span(1, 1, 2)
    return Finding(name, level, rule.path or "editorial/styles", span, message, fix=fix)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else f"{flat[:79]}…"


_NO_WHY = Phrase(
    "{rule} ne dit pas pourquoi elle est là : ajoutez « why: … »", "{rule} does not say why it is: add “why: …”"
)
_BAD_PASSES = Phrase(
    "{rule} ne relève rien dans son exemple « bad » : « {example} »",
    "{rule} reports nothing in its “bad” example: “{example}”",
)
_GOOD_FIRES = Phrase(
    "{rule} relève « {found} » dans son exemple « good » : « {example} »",
    "{rule} reports “{found}” in its “good” example: “{example}”",
)
_AGAINST = Phrase(
    "{rule} demande « {text} », que {other} relève : « {message} »",
    "{rule} asks for “{text}”, which {other} reports: “{message}”",
)
_AGAINST_FIX = Phrase(
    "accordez les deux règles, ou éteignez-en une dans la charte (rules)",
    "make the two rules agree, or turn one of them off in the charter (rules)",
)
