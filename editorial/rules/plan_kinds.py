"""The kinds that judge what is planned, in the order in which they judge: loaded where a plan is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from editorial.rules import (
    blackout,
    cadence,
    campaign,
    clash,
    due,
    edition_empty,
    embargo,
    evergreen,
    expiry,
    gap,
    holiday,
    portfolio,
    quiet,
    rerun,
    social_text,
    translation_order,
)
from editorial.rules.kind import PlanKind

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
