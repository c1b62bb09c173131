"""The kinds of rules, in the order in which they judge."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Final

from editorial.rules import (
    addresses,
    approval,
    blackout,
    cadence,
    campaign,
    clash,
    dates,
    due,
    edition_empty,
    embargo,
    evergreen,
    exemption,
    expiry,
    expression,
    formats,
    front_matter,
    gap,
    holiday,
    house,
    html,
    identity,
    image,
    image_files,
    known,
    legal,
    legal_notices,
    length,
    link_text,
    links,
    lists,
    portfolio,
    quiet,
    readability,
    rerun,
    scope,
    social_text,
    spelling,
    structure,
    translation,
    translation_order,
    typography,
    words,
)
from editorial.rules.kind import Kind, PlanKind, SiteKind

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

SITE_KINDS: Final[Mapping[str, SiteKind]] = {
    "identity": identity,
    "legal_notices": legal_notices,
    "approval": approval,
}
"""The kinds that judge all pieces together."""

PLAN_KINDS: Final[Mapping[str, PlanKind]] = {
    "cadence": cadence,
    "portfolio": portfolio,
    "gap": gap,
    "clash": clash,
    "due": due,
    "edition_empty": edition_empty,
    "social_text": social_text,
    "embargo": embargo,
    "expiry": expiry,
    "translation_order": translation_order,
    "holiday": holiday,
    "quiet": quiet,
    "blackout": blackout,
    "campaign": campaign,
    "rerun": rerun,
    "evergreen": evergreen,
}
"""The kinds that judge what is planned, once it is."""


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
