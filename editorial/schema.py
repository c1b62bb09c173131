"""The JSON Schema of a data file, made from its reader: the reader is run on samples, and what it asks for is noted.

Nothing is declared twice: a key that a reader begins to ask for is in the schema at once. JSON Schema 2020-12.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from editorial.errors import EditorialError
from editorial.fields import WITNESS, Fields
from editorial.finding import Phrase
from editorial.meaning import meaning_of
from editorial.source import Keys, Unreadable

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ANY = "*"
"""The name of a key that may be any: a language of a text, a tag of a map."""
_NESTED = 8
_TEXT: Mapping[str, Any] = {"type": ["string", "number"]}
"""Numbers are texts too: `title: 1984`, and `version: 1.10` to an editor that reads YAML's own types."""
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_SHAPES: Mapping[str, Mapping[str, Any]] = {
    "whole": {"type": "integer"},
    "flag": {"type": "boolean"},
    "day": {"type": "string", "pattern": _DAY},
    "local": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:?\d{2}.*)?$"},
    "clock": {"type": "string", "pattern": r"^\d{1,2}:\d{2}$"},
    "text": _TEXT,
    "words": {"type": "array", "items": _TEXT},
    "words_or_text": {"type": ["array", "string"], "items": _TEXT},
}
_PRECISE = frozenset({"choice", "day", "local", "clock"})
"""What is read through `text`, and says more than it."""


@dataclass(slots=True)
class Node:
    """One group of keys: how each is asked for, which must be there, and whether a choice among them decides that."""

    shapes: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    needs: set[str] | None = None
    groups: dict[str, Node] = field(default_factory=dict)

    def under(self, key: str) -> Node:
        """Give the group at a key."""
        return self.groups.setdefault(key, Node())


class _Run:
    """One run of a reader: what it asks for is noted under the root, groups of one list as one group."""

    def __init__(self, root: Node):
        self.root, self.top, self.needs = root, None, dict[int, tuple[Node, set[str]]]()

    root: Node
    top: Fields | None

    def asked(self, fields: Fields, key: str, shape: str, options: tuple[str, ...] = ()) -> None:
        """Note a key, and how it is asked for."""
        node = self._node(fields)
        if node is not None:
            node.shapes.setdefault(key, {}).setdefault(shape, options)

    def required(self, fields: Fields, keys: tuple[str, ...]) -> None:
        """Note the keys that must be there in this run."""
        node = self._node(fields)
        if node is not None:
            self.needs.setdefault(id(node), (node, set()))[1].update(keys)

    def _node(self, fields: Fields) -> Node | None:
        if not fields.keys:
            self.top = self.top or fields
            if fields is not self.top:  # a reader's stand-in for a group that is not there
                return None
        node = self.root
        for step in _names(fields.keys):
            node = node.under(step)
        return node


def schema_of(
    read: Callable[[str], object],
    title: Phrase,
    meanings: Mapping[str, Phrase],
    lang: str,
    *,
    known: Mapping[str, Iterable[str]] | None = None,
    also: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Give the JSON Schema of the files that a reader reads, with its descriptions in one language.

    `read` takes the text of a file and may raise EditorialError or Unreadable. `meanings` says what each key means, by
    its dotted name (`pillars.share`); `known` gives the values a site has for a key (its pillars), and `also` what a
    reader checks of a group beyond its keys.
    """
    root = nodes_of(read)
    schema = _object(root, "", meanings, lang, known or {}, also or {})
    conditions = _conditions(read, root)
    shared: dict[str, Any] = {}
    _share(schema, "", shared)
    more = {"allOf": conditions, "$defs": shared}
    return {"$schema": DRAFT, "title": title.read(lang), **schema, **{key: held for key, held in more.items() if held}}


def nodes_of(read: Callable[[str], object]) -> Node:
    """Give every group and key that a reader asks for."""
    root = Node()
    before = -1
    for _ in range(_NESTED):
        for filler in ("x", {ANY: "x"}, [{ANY: "x"}], True):
            _run(read, root, _sample(root, filler))
        size = _size(root)
        if size == before:
            break
        before = size
    for key, options in _choices(root):
        for option in options:
            _run(read, root, {key: option})
    return root


def names_of(node: Node, prefix: str = "") -> Iterable[str]:
    """Give the dotted name of every key of a group and of the groups in it."""
    for key in node.shapes:
        yield f"{prefix}{key}"
        if key in node.groups:
            yield from names_of(node.groups[key], f"{prefix}{key}.")


def _run(read: Callable[[str], object], root: Node, sample: object) -> set[str]:
    """Run a reader on a sample, and give the keys it required of the file itself."""
    run = _Run(root)
    token = WITNESS.set(run)
    try:
        read(json.dumps(sample))
    except (EditorialError, Unreadable):
        pass  # a sample says nothing that is right
    finally:
        WITNESS.reset(token)
    for node, keys in run.needs.values():
        node.needs = keys if node.needs is None else node.needs & keys
    return run.needs.get(id(root), (root, set()))[1]


def _sample(node: Node, filler: object) -> dict[str, object]:
    """Give a file with every key known so far; what is no group by nature holds the filler."""
    sample: dict[str, object] = {ANY: "x"}
    for key, shapes in node.shapes.items():
        group = _sample(node.groups[key], filler) if key in node.groups else {ANY: "x"}
        kinds = set(shapes) - {"has"}
        sample[key] = group if kinds == {"group"} else [group] if kinds in ({"each"}, {"words_or_groups"}) else filler
        if isinstance(filler, dict) and "group" in kinds:
            sample[key] = group
    return sample


def _size(node: Node) -> int:
    return sum(map(len, node.shapes.values())) + sum(map(_size, node.groups.values())) + len(node.groups)


def _object(
    node: Node,
    prefix: str,
    meanings: Mapping[str, Phrase],
    lang: str,
    known: Mapping[str, Iterable[str]],
    also: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Give the schema of one group."""
    properties: dict[str, Any] = {}
    rest: Any = False
    for key, shapes in node.shapes.items():
        name = f"{prefix}{key}"
        group = None
        if key in node.groups:
            group = _object(node.groups[key], f"{name}.", meanings, lang, known, also)
        made = _value(shapes, group, tuple(known.get(name, ())))
        if key not in (node.needs or ()) and isinstance(made.get("type"), (str, list)):
            types = made["type"] if isinstance(made["type"], list) else [made["type"]]
            made["type"] = [*types, "null"]
            if "enum" in made:
                made["enum"] = [*made["enum"], None]
        elif key not in (node.needs or ()) and "anyOf" in made:
            made["anyOf"] = [*made["anyOf"], {"type": "null"}]
        if key == ANY:
            rest = made
            continue
        meaning = meaning_of(name, meanings)
        if meaning is not None:
            made["description"] = meaning.read(lang)
        properties[key] = made
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": rest}
    if node.needs:
        schema["required"] = sorted(node.needs)
    return schema | dict(also.get(prefix.rstrip("."), {}))


def _share(schema: dict[str, Any], name: str, shared: dict[str, Any]) -> None:
    """Say groups that are alike (the nine channels) once, in `$defs`."""
    properties = schema.get("properties", {})
    for key, held in properties.items():
        _share(held.get("items", held) if isinstance(held.get("items", held), dict) else {}, key, shared)
    groups = [held for held in properties.values() if "properties" in held]
    if len(groups) > 2 and all(held == groups[0] for held in groups):
        shared[name] = groups[0]
        for key, held in properties.items():
            properties[key] = {"$ref": f"#/$defs/{name}"} if "properties" in held else held


def _value(
    shapes: Mapping[str, tuple[str, ...]], group: dict[str, Any] | None, known: tuple[str, ...]
) -> dict[str, Any]:
    """Give the schema of one value, from all the ways in which it is asked for."""
    kinds = [shape for shape in shapes if shape not in ("has", "by_lang")]
    if _PRECISE & set(kinds):
        kinds = [shape for shape in kinds if shape != "text"]
    found = [_shape(shape, shapes[shape], group, known) for shape in kinds]
    return found[0] if len(found) == 1 else {"anyOf": found} if found else {}


def _shape(
    shape: str, options: tuple[str, ...], group: dict[str, Any] | None, known: tuple[str, ...]
) -> dict[str, Any]:
    if shape == "choice":
        return {"type": "string", "enum": [option for option in dict.fromkeys(options[1:]) if option]}
    if shape in ("group", "each", "words_or_groups"):
        held = group or {"type": "object"}
        item = {"anyOf": [_TEXT, held]} if shape == "words_or_groups" else held
        return held if shape == "group" else {"type": "array", "items": item}
    made = dict(_SHAPES[shape])
    if known and shape == "text":
        return {"type": "string", "enum": list(known)}
    if known and "items" in made:
        one = {"type": "string", "enum": list(known)}
        made = {"type": "array", "items": one}
        return made if shape == "words" else {"anyOf": [one, made]}
    return made


def _conditions(read: Callable[[str], object], root: Node) -> list[dict[str, Any]]:
    """Give what more must be there where a choice says so (`kind: piece` asks for a pillar)."""
    found = []
    for key, options in _choices(root):
        needs = {option: _run(read, Node(), {key: option}) for option in options}
        always = set.intersection(*needs.values())
        for option in options:
            more = sorted(needs[option] - always)
            if more:
                chosen: dict[str, Any] = {"properties": {key: {"const": option}}}
                is_default = option == root.shapes[key]["choice"][0]
                then = {"required": more, "properties": {name: {"not": {"type": "null"}} for name in more}}
                found.append({"if": chosen | ({} if is_default else {"required": [key]}), "then": then})
    return found


def _choices(root: Node) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Give each key of a file that is a choice, with its options."""
    return [(key, shapes["choice"][1:]) for key, shapes in root.shapes.items() if "choice" in shapes]


def _names(keys: Keys) -> Iterable[str]:
    return [key for key in keys if isinstance(key, str)]
