"""What changed between two charters, in sentences: key by key, so that whatever a charter may hold is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from editorial.charter import Charter
from editorial.charter_words import LABELS, SECTIONS
from editorial.finding import Phrase


class Change(StrEnum):
    """What happened to a clause."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: the section of the charter (its top key), what happened, where, and in words."""

    section: str
    change: Change
    clause: str
    message: Phrase


def differences(before: Charter, after: Charter) -> tuple[Difference, ...]:
    """Give all that changed, section by section in the charter's own order."""
    old, new = _mapping(before.source.values), _mapping(after.source.values)
    sections = [*(key for key in SECTIONS if key in old or key in new), *sorted({*old, *new} - {*SECTIONS, "format"})]
    return tuple(one for section in sections for one in _compared((section,), old.get(section), new.get(section)))


def rule_differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Difference, ...]:
    """Give the house rules and lists of words that came, went or changed: each file's text, by its path."""
    told = []
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            change = Change.ADDED if path not in before else Change.REMOVED if path not in after else Change.CHANGED
            name, _, end = path.rpartition(".")
            name = name.replace("/", ".")
            message = _WORD_LISTS[change].fill(path=path) if end == "txt" else _RULES[change].fill(name=name)
            told.append(Difference("rules", change, f"styles.{name}", message))
    return tuple(told)


def section_name(section: str) -> Phrase:
    """Give what a section is called; its key where it has no name."""
    return SECTIONS.get(section) or Phrase(section, section)


def _compared(keys: tuple[str, ...], old: object, new: object) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*new, *old]):
            yield from _compared((*keys, str(key)), old.get(key), new.get(key))
    elif _is_listed(old) and _is_listed(new):
        yield from _lists(keys, _items(old), _items(new))
    elif _is_group(old) and _is_group(new) and keys[0] != "pillars" and not _opens(keys):
        yield from _compared(keys, _mapping(old), _mapping(new))
    else:
        yield _said(keys, old, new)


def _lists(keys: tuple[str, ...], old: Sequence[object], new: Sequence[object]) -> Iterator[Difference]:
    """Compare two lists by what names their items, so that an order changed is said as such, and only then."""
    before, after = _by_name(old), _by_name(new)
    found = False
    for name in dict.fromkeys([*after, *before]):
        for one in _compared((*keys, name), before.get(name), after.get(name)):
            found = True
            yield one
    if not found:
        yield Difference(keys[0], Change.CHANGED, ".".join(keys), _ORDER.fill(what=_label(keys)))


def _by_name(items: Sequence[object]) -> dict[str, object]:
    """Give the items of a list by the key that tells them apart; of two with one name, the later gets a number."""
    found: dict[str, object] = {}
    for item in items:
        name = next((str(item[key]) for key in _NAMES if key in item), "") if isinstance(item, dict) else str(item)
        while name in found:
            name += "′"
        found[name] = item
    return found


def _said(keys: tuple[str, ...], old: object, new: object) -> Difference:
    # A channel that is open and says nothing is there all the same.
    is_absent = _is_none if _opens(keys) else _is_empty
    change = Change.ADDED if is_absent(old) else Change.REMOVED if is_absent(new) else Change.CHANGED
    item = new if change is Change.ADDED else old
    names_itself = not isinstance(item, (dict, list)) and str(item) == keys[-1]
    # A text of a list names itself: its clause is the list's.
    clause = ".".join(keys[:-1] if names_itself else keys)
    special = _SPECIAL.get((".".join(_pattern(keys)), change))
    if special is not None:
        values = {key: _value(value) for key, value in _mapping(item).items()}
        held = {"item": keys[-1], "old": _value(old), "new": _value(new), "owner": keys[-2] if len(keys) > 1 else ""}
        return Difference(keys[0], change, clause, special.fill(**{**_BLANK, **values, **held}))
    said = {Change.ADDED: _ADDED, Change.REMOVED: _REMOVED, Change.CHANGED: _CHANGED}[change]
    if names_itself:
        said, keys_said = {Change.ADDED: _ITEM_ADDED, Change.REMOVED: _ITEM_REMOVED}.get(change, _CHANGED), keys[:-1]
    else:
        keys_said = keys
    message = said.fill(what=_label(keys_said), old=_value(old), new=_value(new))
    return Difference(keys[0], change, clause, message)


def _pattern(keys: tuple[str, ...]) -> Iterator[str]:
    """Give the keys with `*` for the names of a list's items and of channels."""
    for number, key in enumerate(keys):
        yield "*" if ".".join(keys[:number]) in _LISTS else key


def _label(keys: tuple[str, ...]) -> Phrase:
    """Give what a place in the charter is called, without its section, which the reader sees above."""
    named = [LABELS.get(key) or Phrase(key, key) for key in (keys[1:] or keys)]
    return Phrase(", ".join(name.fr for name in named), ", ".join(name.en for name in named))


def _value(value: object) -> Phrase:
    if _is_empty(value):
        return Phrase("rien", "nothing")
    if isinstance(value, bool):
        return Phrase("oui", "yes") if value else Phrase("non", "no")
    if isinstance(value, dict):
        parts = [(LABELS.get(str(key)) or Phrase(str(key), str(key)), _value(held)) for key, held in value.items()]
        return Phrase(", ".join(f"{k.fr} {v.fr}" for k, v in parts), ", ".join(f"{k.en} {v.en}" for k, v in parts))
    if isinstance(value, list):
        held_ = [_value(item) for item in value]
        return Phrase(", ".join(one.fr for one in held_), ", ".join(one.en for one in held_))
    if isinstance(value, int):
        return Phrase(str(value), str(value))
    return Phrase(f"« {value} »", f"“{value}”")


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _is_listed(value: object) -> bool:
    return isinstance(value, list) or value is None


def _is_group(value: object) -> bool:
    return isinstance(value, dict) or value is None


def _opens(keys: tuple[str, ...]) -> bool:
    """Say whether what stands there is told as one thing when it comes or goes: an item of a list, a channel."""
    return ".".join(keys[:-1]) in _LISTS


def _is_none(value: object) -> bool:
    return value is None


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})


_NAMES = ("id", "style", "term", "instead_of", "version", "text", "name")
_LISTS = frozenset(
    ("pillars", "changes", "audiences", "masthead.people", "masthead.roles", "vocabulary.banned", "channels",
     "vocabulary.preferred", "mission.objectives", "mission.scope.out", "languages", "styles", "formats",
     "legal.mentions")
)  # fmt: skip
_BLANK = dict.fromkeys(("name", "share", "why", "instead", "use", "version", "summary"), Phrase("rien", "nothing"))
_ADDED = Phrase("{what} : {new}, rien jusqu’ici", "{what}: {new}, nothing until now")
_REMOVED = Phrase("{what} : plus rien (c’était {old})", "{what}: nothing any more (it was {old})")
_CHANGED = Phrase("{what} : {new} au lieu de {old}", "{what}: {new} instead of {old}")
_ITEM_ADDED = Phrase("{what} : {new} s’ajoute", "{what}: {new} is added")
_ITEM_REMOVED = Phrase("{what} : {old} disparaît", "{what}: {old} is removed")
_ORDER = Phrase("{what} : l’ordre a changé", "{what}: the order changed")
_RULES = {
    Change.ADDED: Phrase("la règle « {name} » s’ajoute", "the rule “{name}” is added"),
    Change.REMOVED: Phrase("la règle « {name} » disparaît", "the rule “{name}” goes"),
    Change.CHANGED: Phrase("la règle « {name} » a changé", "the rule “{name}” changed"),
}
_WORD_LISTS = {
    Change.ADDED: Phrase("la liste de mots {path} s’ajoute", "the word list {path} is added"),
    Change.REMOVED: Phrase("la liste de mots {path} disparaît", "the word list {path} goes"),
    Change.CHANGED: Phrase("la liste de mots {path} a changé", "the word list {path} changed"),
}
_SPECIAL: Mapping[tuple[str, Change], Phrase] = {
    ("version", Change.CHANGED): Phrase("la version passe de {old} à {new}", "the version goes from {old} to {new}"),
    ("effective", Change.CHANGED): Phrase("en vigueur le {new} au lieu du {old}", "effective {new} instead of {old}"),
    ("pillars.*", Change.ADDED): Phrase(
        "nouveau pilier « {item} » (nom {name}, part {share})", "new pillar “{item}” (name {name}, share {share})"
    ),
    ("pillars.*", Change.REMOVED): Phrase("le pilier « {item} » disparaît", "the pillar “{item}” goes"),
    ("pillars.*.share", Change.CHANGED): Phrase(
        "la part du pilier « {owner} » passe de {old} à {new} %", "the share of “{owner}” goes from {old} to {new}%"
    ),
    ("masthead.people.*", Change.ADDED): Phrase("« {item} » entre à l’ours", "“{item}” joins the masthead"),
    ("masthead.people.*", Change.REMOVED): Phrase("« {item} » quitte l’ours", "“{item}” leaves the masthead"),
    ("vocabulary.banned.*", Change.ADDED): Phrase(
        "« {item} » est désormais écarté (raison : {why} ; à la place : {instead})",
        "“{item}” is now banned (reason: {why}; instead: {instead})",
    ),
    ("vocabulary.banned.*", Change.REMOVED): Phrase("« {item} » n’est plus écarté", "“{item}” is no longer banned"),
    ("vocabulary.preferred.*", Change.ADDED): Phrase(
        "« {item} » se dit désormais {use} (raison : {why})", "“{item}” is now said {use} (reason: {why})"
    ),
    ("vocabulary.preferred.*", Change.REMOVED): Phrase(
        "« {item} » ne se dit plus autrement", "“{item}” is no longer said otherwise"
    ),
    ("vocabulary.preferred.*.use", Change.CHANGED): Phrase(
        "« {owner} » se dit {new} et non plus {old}", "“{owner}” is said {new} and no longer {old}"
    ),
    ("channels.*", Change.ADDED): Phrase("le canal « {item} » s’ouvre", "the channel “{item}” opens"),
    ("channels.*", Change.REMOVED): Phrase("le canal « {item} » se ferme", "the channel “{item}” closes"),
    ("languages.*", Change.ADDED): Phrase("la langue « {item} » s’ajoute", "the language “{item}” is added"),
    ("languages.*", Change.REMOVED): Phrase("la langue « {item} » est retirée", "the language “{item}” is removed"),
    ("formats.*", Change.ADDED): Phrase("le format « {item} » est décrit", "the format “{item}” is described"),
    ("formats.*", Change.REMOVED): Phrase(
        "le format « {item} » n’est plus décrit", "the format “{item}” is no longer described"
    ),
    ("styles.*", Change.ADDED): Phrase("le style « {item} » s’applique", "the style “{item}” applies"),
    ("styles.*", Change.REMOVED): Phrase(
        "le style « {item} » ne s’applique plus", "the style “{item}” no longer applies"
    ),
    ("changes.*", Change.ADDED): Phrase(
        "nouvelle ligne pour {version} : {summary}", "new line for {version}: {summary}"
    ),
    ("changes.*", Change.REMOVED): Phrase("la ligne de {version} est retirée", "the line of {version} is removed"),
}
"""Sentences for what is changed most; `{item}` is the name of what changed, `{owner}` of what holds it."""
