"""Runs the rules of a house over one text and gives their alerts, in order, each where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from editorial.house.block import Block, Extent, Part, joined
from editorial.house.hit import LANG, Hit, Memory
from editorial.house.message import filled, sentence_of
from editorial.house.metric import ELEMENTS
from editorial.house.need import Key, Need
from editorial.house.rule import Rule
from editorial.house.search import Slow
from editorial.house.walk import walk
from editorial.sentences import sentences_of


class Alert(NamedTuple):
    """What one rule says of one place; without an extent, of the file."""

    rule: Rule
    message: str
    extent: Extent | None
    candidates: tuple[str, ...] | None
    is_verbatim: bool
    matched: str = ""
    description: str = ""


@dataclass(frozen=True)
class Page:
    """A text as rules see it: its language, its Markdown, the fields of its front matter, and the whole file."""

    lang: str
    body: str
    fields: tuple[Block, ...] = ()
    whole: Block | None = None


class _Candidate(NamedTuple):
    """A pattern of a rule by their numbers, and what a text must hold besides what it is found by."""

    number: int
    pick: int
    besides: tuple[frozenset[Key], ...]


class Linter:
    """Runs some rules over one text after another; a rule whose pattern is too slow is left out from then on."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = [rule for rule in rules if rule.check is not None]
        self.at_fault: dict[str, Rule] = {}
        self._by_word: dict[str, list[_Candidate]] = {}
        self._by_part: dict[str, list[_Candidate]] = {}
        self._always: list[_Candidate] = []
        self._for_scope: dict[tuple[frozenset[str], str], frozenset[int]] = {}
        for number, rule in enumerate(self.rules):
            for pick, need in enumerate(rule.check.needs if rule.check else ()):
                self._index(number, pick, need)
        self.wants_sentences = any(rule.scope.names("sentence") for rule in self.rules)
        self.wants_summary = any(rule.scope.names("summary") for rule in self.rules)
        self.wants_raw = any(rule.scope.names("raw") for rule in self.rules)

    def _index(self, number: int, pick: int, need: Need | None) -> None:
        if need is None:
            self._always.append(_Candidate(number, pick, ()))
            return
        candidate = _Candidate(number, pick, need.besides)
        for key in need.one_of:
            (self._by_word if key.is_word else self._by_part).setdefault(key.text, []).append(candidate)

    def alerts(self, page: Page) -> list[Alert]:
        """Give what the rules say of a text, each rule no more often than its `limit`."""
        if not self.rules:
            return []
        walked = walk(page.body)
        memories: dict[int, Memory] = {}
        seen: set[tuple[str, Extent | None]] = set()
        said: dict[str, int] = {}
        found: list[Alert] = []
        small = "\n".join([block.small for block in (*page.fields, *walked.blocks)])
        if self.wants_raw and page.whole is not None:
            small += page.whole.small
        parts = [part for part in self._by_part if part in small]
        for block in self._blocks(page, walked.blocks):
            for number, picks in self._candidates(block, parts):
                rule = self.rules[number]
                if rule.name in self.at_fault:
                    continue
                memory = memories.setdefault(number, {LANG: page.lang, ELEMENTS: walked.counts})
                for alert in self._run(rule, block, picks, memory):
                    place = (rule.name, alert.extent)
                    at = alert.extent.start if alert.extent and alert.extent.part is Part.BODY else -1
                    if place in seen or walked.switches.is_off(rule.name, alert.matched, at):
                        continue
                    if rule.limit and said.get(rule.name, 0) >= rule.limit:
                        break
                    seen.add(place)
                    said[rule.name] = said.get(rule.name, 0) + 1
                    found.append(alert)
        return found

    def _blocks(self, page: Page, blocks: Sequence[Block]) -> Iterator[Block]:
        for block in (*page.fields, *blocks):
            if self.wants_sentences and not block.asked:
                scope = block.scope | {"sentence"}
                for start, end in sentences_of(block.text):
                    yield block.within(start, end, scope, "sentence")
            yield block
        if self.wants_summary:
            prose = [b for b in blocks if not b.asked and not _NOT_SUMMED.intersection(b.scope)]
            yield joined(prose, frozenset(("summary", "md")), "summary")
        if self.wants_raw and page.whole is not None:
            yield page.whole

    def _candidates(self, block: Block, parts: Sequence[str]) -> Iterable[tuple[int, list[int]]]:
        """Give the rules that may say something of a block, each with the patterns that may match there."""
        mine = self._mine(block)
        if not mine:
            return
        held = [self._always, *(self._by_word[word] for word in block.words & self._by_word.keys())]
        held += [self._by_part[part] for part in parts if part in block.small]
        found: dict[int, set[int]] = {}
        for candidate in chain.from_iterable(held):
            if candidate.number in mine and all(map(block.holds, candidate.besides)):
                found.setdefault(candidate.number, set()).add(candidate.pick)
        for number in sorted(found):
            yield number, sorted(found[number])

    def _mine(self, block: Block) -> frozenset[int]:
        key = (block.scope, block.asked)
        if key not in self._for_scope:
            self._for_scope[key] = frozenset(n for n, rule in enumerate(self.rules) if rule.scope.takes(block))
        return self._for_scope[key]

    def _run(self, rule: Rule, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Alert]:
        if rule.check is None:
            return
        try:
            for hit in rule.check.find(block, picks, memory):
                yield _alert(rule, block, hit)
        except Slow:
            self.at_fault[rule.name] = rule


def _alert(rule: Rule, block: Block, hit: Hit) -> Alert:
    matched = block.text[hit.start : hit.end]
    candidates, subs = hit.candidates, hit.subs
    if candidates is None and rule.action is not None:
        candidates = rule.action.candidates(matched.replace("\n", " "))
        if rule.extends in _FILLED_BY_ACTION:
            choices = candidates or (matched,)
            subs = (matched, choices[0] if len(choices) == 1 else sentence_of(choices))
    message, description = filled(hit.message or rule.message, subs), filled(rule.description, subs)
    if hit.at_top:
        return Alert(rule, message, None, None, False, description=description)
    extent, is_verbatim = block.extent(hit.start, hit.end), block.is_verbatim(hit.start, hit.end)
    return Alert(rule, message, extent, candidates, is_verbatim, matched, description)


_NOT_SUMMED = frozenset(("heading", "table", "alt"))
_FILLED_BY_ACTION = ("existence", "conditional", "consistency")
