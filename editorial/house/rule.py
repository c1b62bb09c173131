"""One house rule, read from its file: what it looks for, where, how grave it is, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from editorial.errors import Problem
from editorial.finding import Level, Phrase, Span
from editorial.house import (
    capitalization,
    conditional,
    consistency,
    existence,
    metric,
    occurrence,
    repetition,
    sequence,
    spelling,
    substitution,
)
from editorial.house.edit import problem_in
from editorial.house.hit import Check, Shelf
from editorial.house.keys import RuleKeys, nearest
from editorial.house.message import ACTIONS, Action
from editorial.house.scope import ELSEWHERE, FORMATS, SECTIONS, Scope, scope_of
from editorial.source import Document, Unreadable, load_yaml

_SCRIPT = Phrase(
    "cette règle est un script : Ligne n’exécute pas de code venu d’une charte, et ne l’applique pas",
    "this rule is a script: Ligne runs no code that comes with a charter, and does not apply it",
)


def _script(keys: RuleKeys, shelf: Shelf) -> Phrase:
    keys.text("script")
    return _SCRIPT


KINDS: Final[Mapping[str, Callable[[RuleKeys, Shelf], Check | Phrase]]] = {
    "existence": existence.read,
    "substitution": substitution.read,
    "occurrence": occurrence.read,
    "repetition": repetition.read,
    "consistency": consistency.read,
    "conditional": conditional.read,
    "capitalization": capitalization.read,
    "metric": metric.read,
    "readability": metric.read_readability,
    "spelling": spelling.read,
    "sequence": sequence.read,
    "script": _script,
}
"""What a rule may extend."""
COMMON: Final = (
    *"extends message level scope link description limit action name matchcase vocab why good bad safe".split(),
    *("tests", "source"),
)
_WEAK: Final = ("consistency", "spelling")
"""Kinds in which Vale passes over keys of the others, so that packages have some."""
_OTHERS: Final = "tokens raw append ignorecase nonword exceptions max min token filters custom ignore".split()
_OPEN: Final = frozenset(("class", "meta", "frontmatter", "front-matter"))
"""Sections that any name may follow: of a class, of a field."""
_MEASURES: Final = ("metric", "readability")


@dataclass(frozen=True)
class Rule:
    """A rule ready to judge; `check` is missing where the rule asks for what Ligne cannot do, which `left_out` says."""

    name: str
    path: str
    extends: str
    message: str
    level: Level
    scope: Scope
    limit: int
    link: str
    description: str
    why: Phrase | None
    action: Action | None
    is_safe: bool
    good: tuple[str, ...]
    bad: tuple[str, ...]
    check: Check | None
    left_out: Phrase | None = None
    values: Sequence[str] = ()
    """What the rule would have written: the values of a `swap`."""
    source: Document = field(default_factory=lambda: Document("", {}), repr=False, compare=False)

    @property
    def style(self) -> str:
        """The style it belongs to."""
        return self.name.partition(".")[0]


def read_rule(text: str, path: str, shelf: Shelf) -> tuple[Rule | None, list[Problem]]:
    """Give the rule that a file holds, or all that is wrong with it."""
    try:
        values = load_yaml(text, may_alias=True)
    except Unreadable as problem:
        line = text.split("\n")[problem.span.line - 1].strip() if text else ""
        message = Phrase(f"{problem.message.fr} (ligne : « {line} »)", f"{problem.message.en} (line: “{line}”)")
        return None, [Problem(message, path, problem.span)]
    if not isinstance(values, dict):
        return None, [Problem(_NO_MAPPING, path, Span(1, 1, 2))]
    spelled = {str(key).lower(): str(key) for key in values}
    keys = RuleKeys(
        path, {str(key).lower(): value for key, value in values.items()}, Document(text, values), spelled=spelled
    )
    rule = _rule(keys, shelf)
    return (None if keys.problems else rule), keys.problems


def _rule(keys: RuleKeys, shelf: Shelf) -> Rule | None:
    extends = keys.text("extends")
    keys.require("extends")
    if extends and extends not in KINDS:
        keys.complain(("extends",), _UNKNOWN_KIND.fill(found=extends, advice=nearest(extends, KINDS)))
        return None
    if not extends:
        return None
    keys.require("message")
    if keys.flag("code"):
        keys.complain(("code",), _CODE)
    level = keys.choice("level", [level.value for level in Level], "warning")
    written = _scopes(keys, extends)
    scope = scope_of(written)
    action = _action(keys)
    is_prose = not scope.names("raw")
    inner = Shelf(shelf.vocabulary, shelf.files, shelf.name, is_prose, shelf.find_dictionary)
    made = KINDS[extends](keys, inner)
    check, left_out = (None, made) if isinstance(made, Phrase) else (made, None)
    why, description = keys.text("why"), keys.text("description")
    rule = Rule(
        name=shelf.name,
        path=keys.path,
        extends=extends,
        message=keys.text("message"),
        level=Level(level),
        scope=scope,
        limit=keys.whole("limit"),
        link=keys.text("link").strip(),
        description=description,
        why=Phrase(why.strip(), why.strip()) if why else None,
        action=action,
        is_safe=keys.flag("safe"),
        good=keys.texts("good"),
        bad=keys.texts("bad"),
        check=check,
        left_out=left_out,
        values=tuple(value for _, value in keys.pairs("swap")) if extends == "substitution" else (),
        source=keys.source,
    )
    keys.finish((*COMMON, *_OTHERS) if extends in _WEAK else COMMON)
    return rule


def _scopes(keys: RuleKeys, extends: str) -> list[str]:
    written = [scope for scope in keys.texts("scope") if scope.strip()] or ["text"]
    known = SECTIONS | FORMATS | ELSEWHERE
    for number, scope in enumerate(written):
        for section in sorted(scope_of([scope]).sections):
            if section not in known and _OPEN.isdisjoint(re.split(r"[\s.&~]+", scope)):
                keys.complain(("scope",), _UNKNOWN_SCOPE.fill(found=section, advice=nearest(section, sorted(SECTIONS))))
        if not scope.strip("~& "):
            keys.complain(("scope", number), _UNKNOWN_SCOPE.fill(found=scope, advice=nearest(scope, sorted(SECTIONS))))
    if extends in _MEASURES and written == ["text"]:
        return ["summary"]
    if extends == "sequence":
        return [scope if "sentence" in scope else f"sentence & {scope}" for scope in written]
    return written


def _action(keys: RuleKeys) -> Action | None:
    group = keys.group("action")
    name = str(group.get("name") or "")
    if not name:
        return None
    if name not in ACTIONS:
        keys.complain(("action", "name"), _UNKNOWN_ACTION.fill(found=name, advice=nearest(name, ACTIONS)))
        return None
    params = group.get("params")
    listed = params if isinstance(params, list) else [] if params is None else [params]
    steps = [param if isinstance(param, list) else [param] for param in listed]
    action = Action(name, tuple(str(param) for step in steps for param in step))
    problem = problem_in(action.params) if name == "edit" else None
    if problem:
        keys.complain(("action",), _BAD_ACTION.fill(why=problem))
    return action


_NO_MAPPING = Phrase("une règle doit être une suite de « clé : valeur »", "a rule must be a list of “key: value” lines")
_UNKNOWN_KIND = Phrase("« extends: {found} » n’existe pas ; {advice}", "“extends: {found}” does not exist; {advice}")
_UNKNOWN_SCOPE = Phrase("la portée « {found} » n’existe pas ; {advice}", "the scope “{found}” does not exist; {advice}")
_UNKNOWN_ACTION = Phrase(
    "l’action « {found} » n’existe pas ; {advice}", "the action “{found}” does not exist; {advice}"
)
_BAD_ACTION = Phrase("l’action ne se lit pas : {why}", "the action cannot be read: {why}")
_CODE = Phrase("« code » n’existe plus : écrivez « scope: raw »", "“code” is no more: write “scope: raw”")
