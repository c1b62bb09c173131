"""An item of the agenda as it is told: when it is, what it shows, and all of it as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from editorial.desk import Decision
    from editorial.edition import Item


def item_json(item: Item, zone: ZoneInfo, lang: str) -> dict[str, object]:
    """Give an item with all it says, its instant in `zone`."""
    return {
        "instant": iso(item.instant, zone),
        "channel": item.channel,
        "state": item.state.value,
        "slot": item.slot or None,
        "edition": item.edition or None,
        "pieces": list(item.pieces),
        "note": item.note.read(lang),
        "campaign": item.campaign or None,
        "errata": errata_json(item),
    }


def errata_json(item: Item) -> list[dict[str, str]]:
    """Give what a letter corrects."""
    return [{"piece": one.piece, "date": one.day.isoformat(), "text": one.text} for one in item.errata]


def titles_of(decision: Decision, item: Item) -> str:
    """Give what an item shows: a title, or the first of several and how many more."""
    pieces = [piece for name in item.pieces if (piece := decision.site.piece(name))]
    more = f" (+{len(pieces) - 1})" if len(pieces) > 1 else ""
    title = pieces[0].title if pieces else ""
    return (title if len(title) <= 60 else title[:59].rstrip() + "…") + more


def when(instant: datetime | None, zone: ZoneInfo) -> str:
    """Give an instant as a reader reads it, "" where there is none."""
    # A page without a date has always been there: its instant is the first there is.
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M") if instant and instant.year > 1 else ""


def iso(instant: datetime | None, zone: ZoneInfo) -> str | None:
    """Give an instant in ISO 8601, None where there is none."""
    return instant.astimezone(zone).isoformat() if instant and instant.year > 1 else None
