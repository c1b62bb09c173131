"""The clauses of a charter: what each is called, where it stands in the file, and its anchor on the public page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from editorial.finding import Phrase
from editorial.meaning import meaning_of
from editorial.meaning.charter import MEANINGS

DEPTH = 3
"""Deeper keys (`channels.blog.length.min_words`) stand in the clause that holds them."""
PRIVATE = frozenset(
    {"mission.client", "mission.objectives", "vocabulary.banned", "vocabulary.preferred", "vocabulary.accepted"}
)
"""What concerns the client and the team: the public page names these clauses, and leaves out what they say."""
_SHOWN_OF_PEOPLE = frozenset({"id", "name", "roles", "duties"})


class Clause(NamedTuple):
    """One key of a charter: its name as findings say it (`channels.blog.length`), what it means, and what it holds.

    `text` is what a clause that holds no others says, one item a line; it is empty for a group.
    """

    name: str
    anchor: str
    meaning: Phrase | None
    text: str
    depth: int
    is_public: bool = True


def clauses(values: object) -> Iterator[Clause]:
    """Give every clause of a charter's values, in order, each group before what it holds."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            if key != "format":
                yield from _clauses((str(key),), value)


def anchor_of(name: str, values: object) -> str:
    """Give the anchor of a clause, or of the nearest group around it that the charter holds; nothing if it has none."""
    found: list[str] = []
    for key in name.split(".")[:DEPTH]:
        if not isinstance(values, Mapping) or key not in values:
            break
        found.append(key)
        values = values[key]
    return _anchor(found) if found else ""


def _clauses(keys: tuple[str, ...], value: object) -> Iterator[Clause]:
    name = ".".join(keys)
    is_group = isinstance(value, Mapping) and bool(value) and len(keys) < DEPTH
    if keys[0] == "masthead":
        value = _of_people(value)
    yield Clause(
        name,
        _anchor(keys),
        meaning_of(name, MEANINGS),
        "" if is_group else _said(value),
        len(keys),
        name not in PRIVATE,
    )
    if is_group and isinstance(value, Mapping):
        for key, held in value.items():
            yield from _clauses((*keys, str(key)), held)


def _anchor(keys: Iterable[str]) -> str:
    return "-".join(("clause", *keys))


def _of_people(value: object) -> object:
    """Give a list of people or roles without what only the machine needs of them: addresses, keys."""
    if not isinstance(value, list):
        return value
    kept = (item for item in value if isinstance(item, Mapping))
    return [{key: held for key, held in item.items() if key in _SHOWN_OF_PEOPLE} for item in kept]


def _said(value: object) -> str:
    """Give a value in words: a list one item a line, a group as `key: value` after `key: value`."""
    if isinstance(value, list):
        is_flat = not any(isinstance(item, (list, Mapping)) for item in value) and sum(map(_length, value)) < 80
        return (", " if is_flat else "\n").join(map(_said, value))
    if isinstance(value, Mapping):
        return " · ".join(f"{key}: {_said(held)}" for key, held in value.items() if held not in (None, "", [], {}))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else " ".join(str(value).split())


def _length(value: object) -> int:
    return len(str(value))
