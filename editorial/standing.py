"""Where each piece stands at one instant: live, still to come, or why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from operator import itemgetter

from editorial.edition import Appearance, Item, Planned, Standing, State
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind, Piece, Status
from editorial.schedule import Booking, Schedule
from editorial.site import Site


class Roster:
    """The pieces as they are to be shown at an instant (UTC), and where each stands on the blog then.

    `held` says by path why a piece is stopped, `waiting` which of those miss nothing but an approval; `versions` gives
    by path the last right version of a live piece whose text now has an error (DESIGN.md §3).
    """

    def __init__(
        self,
        site: Site,
        schedule: Schedule,
        at: datetime,
        held: Mapping[str, Phrase],
        versions: Mapping[str, Piece],
        waiting: frozenset[str] = frozenset(),
    ):
        self.site, self.schedule, self.at, self._held, self._waiting = site, schedule, at, held, waiting
        self.oldest_post = at - site.calendar.outbox
        readable = [versions.get(piece.path, piece) for piece in site.pieces]
        known, day = {piece.path for piece in site.pieces}, site.calendar.local(at).date()
        others = (piece for path, piece in sorted(versions.items()) if path not in known)
        self.pieces = [piece.as_of(day) for piece in (*readable, *others)]
        # Of two with one id, the one that is held does not stand for it.
        ranked = sorted(self.pieces, key=lambda piece: piece.path in held) if held else self.pieces
        self.by_id = {piece.id: piece for piece in reversed(ranked)}
        self._standings = {piece.path: self._on_the_blog(piece) for piece in self.pieces}

    def standing(self, piece: Piece) -> Standing:
        """Give a piece's state on the blog; for a page or an edition's frame, whether it may be shown."""
        return self._standings[piece.path]

    def appearances(self, *states: State) -> list[Appearance]:
        """Give the pieces in some states with the instant from which each is on the blog, oldest first."""
        return [appearance for _, _, state, appearance in self._in_time if state in states]

    @cached_property
    def _in_time(self) -> list[tuple[datetime, str, State, Appearance]]:
        """Give the pieces that have an instant, oldest first and then by id, each with its state."""
        found = [
            (standing.instant, piece.id, standing.state, Appearance(piece, standing.instant))
            for piece in self.pieces
            if piece.kind is Kind.PIECE and (standing := self._standings[piece.path]).instant
        ]
        found.sort(key=itemgetter(0, 1))
        return found

    def standing_from(self, piece: Piece, instant: datetime | None) -> Standing:
        """Give a piece's state if it is to appear from `instant` on."""
        if piece.status is Status.UNPUBLISHED:
            return Standing(State.UNPUBLISHED, instant, _UNPUBLISHED)
        if piece.expires and piece.expires <= self.at:
            return Standing(State.EXPIRED, instant, _EXPIRED.fill(day=self._day(piece.expires)))
        if piece.path in self._held:
            state = State.UNAPPROVED if piece.path in self._waiting else State.HELD
            return Standing(state, instant, self._held[piece.path])
        if piece.status is not Status.APPROVED:
            return Standing(State.UNAPPROVED, instant, _UNAPPROVED.fill(status=piece.status))
        if instant is None:
            return Standing(State.UNPLANNED, None, _UNPLANNED)
        if piece.embargo and piece.embargo > self.at and instant == piece.embargo:
            return Standing(State.EMBARGOED, instant, _EMBARGOED.fill(day=self._day(piece.embargo)))
        if instant > self.at:
            return Standing(State.SCHEDULED, instant, _SCHEDULED.fill(day=self._day(instant)))
        return Standing(State.LIVE, instant, _LIVE)

    def too_early(self, piece: Piece, booking: Booking) -> Planned:
        """Say that a post or letter is planned before its piece is live: it would link to nothing."""
        channel = booking.channel
        item = Item(booking.instant, channel, State.HELD, booking.slot, booking.edition, (piece.id,), _BEFORE_BLOG)
        if booking.place is None:
            return Planned(item)
        span = self.site.calendar.span(booking.place)
        message = _BEFORE_BLOG_FINDING.fill(piece=piece.id, channel=channel)
        finding = Finding("calendar.before-blog", Level.WARNING, booking.place.path, span, message)
        return Planned(item, findings=(finding,))

    def _on_the_blog(self, piece: Piece) -> Standing:
        instant = piece.date
        if instant is None and (booking := self.schedule.booking(piece.id)):
            instant = booking.instant
        if instant and piece.embargo:
            instant = max(instant, piece.embargo)
        if piece.kind is not Kind.PIECE and instant is None:
            instant = piece.embargo or datetime.min.replace(tzinfo=self.at.tzinfo)
        return self.standing_from(piece, instant)

    def _day(self, instant: datetime) -> str:
        local = self.site.calendar.local(instant)
        return local.strftime("%d/%m/%Y %H:%M" if self.site.charter.lang == "fr" else "%Y-%m-%d %H:%M")


_UNPUBLISHED = Phrase("retiré (status: unpublished)", "taken down (status: unpublished)")
_EXPIRED = Phrase("expiré le {day}", "expired on {day}")
_UNAPPROVED = Phrase("pas encore approuvé (status: {status})", "not approved yet (status: {status})")
_UNPLANNED = Phrase("aucun créneau du calendrier, aucune date", "no slot of the calendar, no date")
_EMBARGOED = Phrase("sous embargo jusqu’au {day}", "under embargo until {day}")
_SCHEDULED = Phrase("prévu le {day}", "scheduled for {day}")
_LIVE = Phrase("en ligne", "live")
_BEFORE_BLOG = Phrase("prévu avant la mise en ligne sur le blog", "planned before it is live on the blog")
_BEFORE_BLOG_FINDING = Phrase(
    "« {piece} » est prévu sur {channel} avant d’être en ligne sur le blog : il n’y paraîtra pas",
    "“{piece}” is planned on {channel} before it is live on the blog: it will not appear there",
)
