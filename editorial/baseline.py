"""The baseline of an archive: how many findings of each rule each file had when the charter was adopted.

They are neither shown nor in the way: a piece is held, and a check fails, for what comes on top of them. The baseline
only ever shrinks.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from os.path import lexists
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase, Span, is_error
from editorial.line import read_text
from editorial.parser_words import JSON_WORDS

PATH = "editorial/baseline.json"
FORMAT = 1
Key = tuple[str, str]
"""A file and a rule."""


@dataclass(frozen=True)
class Baseline:
    """How many findings of a rule a file is allowed; `text` is the file it was read from."""

    counts: Mapping[Key, int] = field(default_factory=dict)
    text: str = ""

    @property
    def written(self) -> str:
        """The file that holds it: sorted, one line a file and rule, so that branches merge."""
        files: dict[str, dict[str, int]] = {}
        for (path, rule), count in sorted(self.counts.items()):
            files.setdefault(path, {})[rule] = count
        return json.dumps({"format": FORMAT, "counts": files}, ensure_ascii=False, indent=1) + "\n"

    def grown(self, now: Mapping[Key, int]) -> Mapping[Key, int]:
        """Give what there is more of now than the baseline allows, and by how much."""
        return {key: count - self.counts.get(key, 0) for key, count in now.items() if count > self.counts.get(key, 0)}

    def pruned(self, now: Mapping[Key, int]) -> Baseline:
        """Give the baseline without what is not found any more."""
        kept = {key: min(count, now.get(key, 0)) for key, count in self.counts.items()}
        return Baseline({key: count for key, count in kept.items() if count})


EMPTY = Baseline()


@dataclass(frozen=True)
class SetApart:
    """Findings weighed against a baseline: what stands, how many are not shown, and all there were by file and rule."""

    stand: tuple[Finding, ...]
    hidden: int = 0
    counts: Mapping[Key, int] = field(default_factory=dict)


def read_baseline(root: Path) -> Baseline:
    """Give a site's baseline, an empty one where there is none; raises EditorialError with the place of the problem."""
    return baseline_in(read_text(root, PATH)) if lexists(root / PATH) else EMPTY


def baseline_in(text: str) -> Baseline:
    """Give the baseline a text holds; raises EditorialError with the place of the problem."""
    try:
        held = json.loads(text, object_pairs_hook=_pairs)
    except json.JSONDecodeError as problem:
        span = Span(problem.lineno, problem.colno, problem.colno + 1)
        raise EditorialError(_NOT_JSON.fill(why=JSON_WORDS.get(problem.msg, problem.msg)), PATH, span) from None
    except RecursionError:
        raise EditorialError(_NOT_JSON.fill(why=_TOO_DEEP), PATH, Span()) from None
    except _Twice as problem:
        raise EditorialError(_TWICE.fill(found=problem.name), PATH, _span(text, problem.name)) from None
    return Baseline(dict(_counts(held, text)), text)


def set_apart(findings: Iterable[Finding], baseline: Baseline, is_countable: Callable[[Finding], bool]) -> SetApart:
    """Give what stands of some findings, in their order.

    Where a file has no more of a rule than the baseline allows, those are not shown. Where it has more, nobody can tell
    which are new: as many as are allowed stand as suggestions, the others as they are.
    """
    every = list(findings)
    counts = Counter(_key(finding) for finding in every if is_countable(finding))
    if not baseline.counts:
        return SetApart(tuple(every), 0, counts)
    left = {key: baseline.counts.get(key, 0) for key in counts}
    stand: list[Finding] = []
    hidden = 0
    for finding in every:
        key = _key(finding)
        if not left.get(key) or not is_countable(finding):
            stand.append(finding)
        elif counts[key] <= baseline.counts[key]:
            hidden += 1
        else:
            left[key] -= 1
            why = _ONE_IS_NEW.fill(allowed=baseline.counts[key], count=counts[key])
            stand.append(replace(finding, level=Level.SUGGESTION, why=why))
    return SetApart(tuple(stand), hidden, counts)


def has_new_error(findings: Iterable[Finding], baseline: Baseline) -> bool:
    """Say whether there is an error on top of those a baseline allows."""
    return any(is_error(finding) for finding in set_apart(findings, baseline, lambda f: not f.is_binding).stand)


def stale(baseline: Baseline, now: Mapping[Key, int], unread: Iterable[str]) -> Iterator[tuple[str, Finding]]:
    """Give, with the file it is about, a finding for each entry that allows more than there is.

    Of the files in `unread` nobody knows what they would have.
    """
    silent = frozenset(unread)
    for (path, rule), allowed in sorted(baseline.counts.items()):
        count = now.get((path, rule), 0)
        if count < allowed and path not in silent:
            message = (_STALE if count else _NONE_LEFT).fill(path=path, rule=rule, allowed=allowed, count=count)
            span = _span(baseline.text, path, rule)
            yield path, Finding("baseline.stale", Level.ERROR, PATH, span, message, fix=_STALE_FIX)


def _key(finding: Finding) -> Key:
    return finding.path, finding.rule


def _counts(held: object, text: str) -> Iterator[tuple[Key, int]]:
    if not isinstance(held, dict) or not isinstance(held.get("counts"), dict):
        raise EditorialError(_SHAPE, PATH, Span(1, 1, 2))
    if held.get("format") != FORMAT:
        raise EditorialError(_FORMAT.fill(found=held.get("format"), known=FORMAT), PATH, _span(text, "format"))
    for path, rules in held["counts"].items():
        if not isinstance(rules, dict):
            raise EditorialError(_RULES.fill(found=path), PATH, _span(text, path))
        for rule, count in rules.items():
            if not isinstance(count, int) or isinstance(count, bool) or count < 1:
                message = _COUNT.fill(path=path, rule=rule, found=json.dumps(count, ensure_ascii=False))
                raise EditorialError(message, PATH, _span(text, path, rule))
            yield (path, rule), count


class _Twice(Exception):
    """A key that stands twice, as a merge leaves it."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found


def _span(text: str, *names: str) -> Span:
    """Give the place of a name in the file, of the last of several that stand below each other."""
    position, word = 0, ""
    for name in names:
        word = json.dumps(name, ensure_ascii=False)
        found = text.find(f"{word}:", position)
        if found < 0:
            return Span(1, 1, 2)
        position = found
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return Span(line, column, column + len(word))


_NOT_JSON = Phrase(
    "ce fichier n’est pas du JSON ({why}) : reprenez sa version commise, puis ligne check --prune",
    "this file is not JSON ({why}): take its committed version again, then ligne check --prune",
)
_TOO_DEEP = Phrase("il est imbriqué sans fin", "it is nested without end")
_TWICE = Phrase(
    "« {found} » y est deux fois : gardez le plus petit des deux comptes",
    "“{found}” stands here twice: keep the smaller of the two counts",
)
_SHAPE = Phrase(
    "ce fichier n’est pas une référence : il faut « format » et « counts » (ligne check --baseline l’écrit)",
    "this file is no baseline: it needs “format” and “counts” (ligne check --baseline writes it)",
)
_FORMAT = Phrase(
    "cette référence est au format « {found} », cette version de Ligne lit le format {known}",
    "this baseline is in format “{found}”, this version of Ligne reads format {known}",
)
_RULES = Phrase(
    '« {found} » : un compte par règle est attendu, comme {{"words.banned": 3}}',
    '“{found}”: one count a rule is expected, as {{"words.banned": 3}}',
)
_COUNT = Phrase(
    "{path}, {rule} : il faut un nombre entier à partir de 1, et c’est {found}",
    "{path}, {rule}: found {found}, expected a whole number from 1 on",
)
_ONE_IS_NEW = Phrase(
    "la référence en admet {allowed} dans ce fichier, et il y en a {count} : l’une d’elles est nouvelle",
    "the baseline allows {allowed} in this file, and there are {count}: one of them is new",
)
_STALE = Phrase(
    "la référence admet {allowed} × {rule} dans {path}, et il n’y en a plus que {count}",
    "the baseline allows {allowed} × {rule} in {path}, and there are only {count} left",
)
_NONE_LEFT = Phrase(
    "la référence admet {allowed} × {rule} dans {path}, et il n’y en a plus",
    "the baseline allows {allowed} × {rule} in {path}, and there are none left",
)
_STALE_FIX = Phrase(
    "rétrécissez la référence, et commettez-la avec le texte : ligne check --prune",
    "shrink the baseline, and commit it with the text: ligne check --prune",
)
