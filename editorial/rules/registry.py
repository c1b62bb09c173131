"""The kinds of rules, in the order in which they judge."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Final

from editorial.rules import (
    addresses,
    approval,
    dates,
    exemption,
    expression,
    formats,
    front_matter,
    house,
    html,
    image,
    image_files,
    known,
    legal,
    length,
    link_text,
    links,
    lists,
    readability,
    scope,
    spelling,
    structure,
    translation,
    typography,
    words,
)
from editorial.rules.kind import Kind
from editorial.rules.plan_kinds import PLAN_KINDS
from editorial.rules.site_kinds import SITE_KINDS

KINDS: Final[Mapping[str, Kind]] = {
    "front_matter": front_matter,
    "known": known,
    "dates": dates,
    "exemption": exemption,
    "length": length,
    "readability": readability,
    "structure": structure,
    "formats": formats,
    "lists": lists,
    "link_text": link_text,
    "expression": expression,
    "words": words,
    "spelling": spelling,
    "typography": typography,
    "house": house,
    "legal": legal,
    "scope": scope,
    "addresses": addresses,
    "html": html,
    "image": image,
    "image_files": image_files,
    "links": links,
    "translation": translation,
    "approval": approval,
}
"""The kinds that judge one piece at a time."""


def kind_of(rule: str) -> tuple[str, str]:
    """Give the kind that a rule is of and what that kind's manual says; two empty texts for a rule of no kind."""
    first = rule.partition(".")[0].partition("_")[0]
    first = "front_matter" if first in _FRONT_MATTER else _APART.get(rule, first)
    for name, kind in (*KINDS.items(), *SITE_KINDS.items(), *PLAN_KINDS.items()):
        if first == name or (first == name.partition("_")[0] and name not in PLAN_KINDS):
            return name, inspect.cleandoc(getattr(kind, "__doc__", None) or "")
    return "", ""


def is_of_a_plan(rule: str) -> bool:
    """Say whether a kind that judges what is planned may find a rule, or a rule of the kind that is named."""
    return rule.partition(".")[0] in PLAN_KINDS or any(rule in (own, own.partition(".")[0]) for own in _APART)


_APART = {
    "edition.empty": "edition_empty",
    "social.no-text": "social_text",
    "translation.early": "translation_order",
}
"""The rules, by name, that stand with those of another kind or of a channel, where a reader looks for them."""
_FRONT_MATTER = frozenset({"key", "value", "type", "date", "time", "slug", "id", "lang", "alias", "control-character"})
