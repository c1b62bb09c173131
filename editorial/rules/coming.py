"""What is planned and still to come, and where in the sources it is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from editorial.calendar import PATH, Place
from editorial.edition import Item, State
from editorial.finding import Phrase, Span
from editorial.rules.kind import Context
from editorial.rules.place import in_front
from editorial.slot import Booking, Slot

PLANNED = (State.LIVE, State.SCHEDULED, State.EMBARGOED, State.UNAPPROVED, State.HELD)
"""The states of what is to leave, be it that something is still to do for it."""

_MORE = Phrase("{said} et {more} autre{more:|s}", "{said} and {more} more")


def coming(context: Context, *states: State, within: timedelta | None = None) -> Iterator[Item]:
    """Give what is still to come in some states, in order of time; up to the end of the day `within` from now."""
    last = local_day(context, context.at) + within if within is not None else date.max
    for item in context.once("coming", lambda: [one for one in context.agenda if one.instant > context.at]):
        if item.state in states and (within is None or local_day(context, item.instant) <= last):
            yield item


def local_day(context: Context, instant: datetime) -> date:
    """Give the day of an instant in the calendar's zone."""
    return instant.astimezone(context.zone).date()


def told(context: Context, instant: datetime) -> str:
    """Give an instant as a message says it."""
    return instant.astimezone(context.zone).strftime("%Y-%m-%d %H:%M")


def slot_of(context: Context, item: Item) -> Slot | None:
    """Give the slot an item of the agenda fills, if it fills one."""
    slots = context.once("slots", lambda: {slot.id: slot for slot in context.schedule.slots})
    return slots.get(item.slot) if item.slot else None


def booking_of(context: Context, item: Item) -> Booking | None:
    """Give the booking an entry of the calendar made for an item, if one did."""
    for piece in item.pieces[:1]:
        for booking in context.schedule.bookings.get((piece, item.channel), ()):
            if booking.edition == item.edition and booking.place is not None and not item.slot:
                return booking
    return None


def placed(context: Context, item: Item) -> Place | None:
    """Give where in the calendar an item is decided; None where its piece decides alone, or follows the blog."""
    slot = slot_of(context, item)
    if slot is not None:
        return slot.place
    booking = booking_of(context, item)
    return booking.place if booking else None


def reason(context: Context, item: Item) -> str:
    """Give why an item stands where it does, in its entry's words: whoever wrote them knows."""
    decided = slot_of(context, item) or booking_of(context, item)
    return decided.why if decided else ""


def spot(context: Context, item: Item, key: str = "", *, front: str = "date") -> tuple[str, Span]:
    """Give the file and the place to point at: the item's entry (a `key` of it), else its piece's front matter."""
    slot, place = slot_of(context, item), placed(context, item)
    if place is not None:
        key = "id" if slot and slot.entry is None else key
        return place.path, context.calendar.span(place, *((key,) if key else ()))
    piece = context.by_id.get(item.pieces[0]) if item.pieces else None
    return (piece.path, in_front(piece, front)) if piece else (PATH, Span(1, 1, 2))


def named(context: Context, item: Item) -> str:
    """Give what an item is called: its piece's title, or the edition's id."""
    piece = context.by_id.get(item.pieces[0]) if item.pieces and item.channel != "newsletter" else None
    return piece.title if piece else item.edition or item.slot


def listed(items: Sequence[object], most: int = 3) -> Phrase:
    """Give the first of some things in one phrase, and how many more there are."""
    said, more = ", ".join(str(item) for item in items[:most]), len(items) - most
    return _MORE.fill(said=said, more=more) if more > 0 else Phrase(said, said)
