"""The board (*chemin de fer*): the plan by month, week and channel, on one page to print for a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from channels.channel import ENGINE, Artifact, Audience, Brief
from channels.states import STATES
from channels.team.links import public_url, source_link
from channels.templates import long_day
from editorial.board import Card, Month, Share, Week, months, window
from editorial.finding import Level, Phrase, is_error
from editorial.piece import digest_of

PATH = "team/plan/index.html"
_TO_THE_SITE = "../../.."
"""The way from the page to the site's folder."""
_TEMPLATE = "board.html.j2"
_SOON = timedelta(days=42)
"""How far ahead something is to be decided; the board shows what comes later all the same."""


class ShownCard(NamedTuple):
    """A card as the page shows it, in words; `kind` is `gap`, `waiting`, `out`, `ahead` or `quiet`."""

    when: str
    day: str
    clock: str
    instant: str
    title: str
    more: int
    others: tuple[str, ...]
    """The titles of what else a letter to come holds, and of what it corrects."""
    href: str
    pillar: str
    pillar_name: str
    state: str
    kind: str
    note: str
    slot: str
    channel: str


class ShownMonth(NamedTuple):
    """A month as the page shows it."""

    first: date
    weeks: tuple[Week, ...]
    rows: tuple[tuple[str, tuple[tuple[ShownCard, ...], ...]], ...]
    shares: tuple[tuple[str, Share], ...]
    gaps: int


class Board(NamedTuple):
    """All that the page says."""

    lang: str
    name: str
    at: datetime
    start: date
    end: date
    pillars: tuple[tuple[str, str], ...]
    months: tuple[ShownMonth, ...]
    doubts: tuple[tuple[str, str, str, bool], ...]
    """What the calendar gets wrong: the place, the link to its file, the sentence, and whether it is an error."""

    @property
    def decisions(self) -> Sequence[ShownCard]:
        """Give what somebody has to decide soon: each gap nobody meant, and once each piece that something stops."""
        until = (self.at + _SOON).isoformat()
        found = (card for month in self.months for _, cells in month.rows for cell in cells for card in cell)
        cards = [card for card in found if card.instant < until]
        gaps = [card for card in cards if card.kind == "gap" and not card.note]
        told = {doubt[1] for doubt in self.doubts}
        waiting = {card.href: card for card in reversed(cards) if card.kind == "waiting" and card.href not in told}
        return sorted([*gaps, *waiting.values()], key=lambda card: card.instant)


def artifact(brief: Brief) -> Artifact:
    """Give the board of a build; its key is all that it says."""
    board = board_of(brief, *window(brief.plan, brief.site))
    inputs = digest_of(ENGINE, brief.look.digest("team"), repr(board))
    return Artifact(PATH, "text/html", "team", inputs, partial(page, brief, board), audience=Audience.TEAM)


def page(brief: Brief, board: Board) -> bytes:
    """Give the page of a board."""
    return brief.look.render("team", _TEMPLATE, board=board, lang=board.lang).encode()


def board_of(brief: Brief, start: datetime, end: datetime, channel: str = "", root: str = _TO_THE_SITE) -> Board:
    """Give the board from an instant (included) to another (excluded); `root` is the way to the site's folder."""
    site, lang, local = brief.site, brief.site.charter.lang, brief.site.calendar.local
    names = {pillar.id: pillar.name(lang) for pillar in site.charter.pillars}
    shown = tuple(_month(brief, month, names, root) for month in months(site, brief.plan, start, end, channel))
    doubts = tuple(
        (f"{f.path}:{f.span.line}", source_link(f.path, root), f.message.read(lang), is_error(f))
        for f in brief.doubts
        if f.level is not Level.SUGGESTION
    )
    # The day and not the instant: the page changes once a day where nothing else does.
    return Board(
        lang,
        brief.addresses.name,
        datetime.combine(local(brief.plan.at).date(), datetime.min.time()),
        local(start).date(),
        (local(end) - timedelta.resolution).date(),
        tuple(names.items()),
        shown,
        doubts,
    )


def _month(brief: Brief, month: Month, names: dict[str, str], root: str) -> ShownMonth:
    rows = tuple(
        (row.channel, tuple(tuple(_card(brief, card, names, root) for card in cell) for cell in row.cells))
        for row in month.rows
    )
    shares = tuple((names.get(share.pillar, share.pillar), share) for share in month.shares)
    return ShownMonth(month.first, month.weeks, rows, shares, month.gaps)


def _card(brief: Brief, card: Card, names: dict[str, str], root: str) -> ShownCard:
    item, lang = card.item, brief.site.charter.lang
    href = public_url(brief, item) or (source_link(card.piece.path, root) if card.piece else "")
    return ShownCard(
        when=_short(card.local, lang),
        day=long_day(card.local, lang),
        clock=card.local.strftime("%H:%M"),
        instant=card.local.isoformat(),
        title=card.title or item.note.read(lang),
        more=card.more,
        others=tuple(_others(brief, card)) if item.channel == "newsletter" else (),
        href=href,
        pillar=card.pillar,
        pillar_name=names.get(card.pillar, card.pillar),
        state=STATES[item.state].read(lang),
        kind=next(_kinds(card)),
        note=item.note.read(lang),
        slot=item.slot or item.edition,
        channel=item.channel,
    )


def _others(brief: Brief, card: Card) -> Iterator[str]:
    if card.item.instant > brief.plan.at:
        yield from (piece.title for piece in card.others)
        for erratum in card.item.errata:
            piece = brief.site.piece(erratum.piece)
            yield _ERRATUM.fill(title=piece.title if piece else erratum.piece).read(brief.site.charter.lang)


def _kinds(card: Card) -> Iterator[str]:
    if card.is_gap:
        yield "gap"
    if card.is_waiting:
        yield "waiting"
    if card.item.state.value == "live":
        yield "out"
    yield "ahead" if card.item.state.value in ("scheduled", "embargoed") else "quiet"


_ERRATUM = Phrase("erratum : {title}", "erratum: {title}")


def _short(local: datetime, lang: str) -> str:
    day = long_day(local, lang)[:3]
    return f"{day}. {local.day}" if lang.startswith("fr") else f"{day} {local.day}"
