"""The letter: all that one newsletter edition shows, gathered from the plan, before any template or encoding."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import quote, unquote, urljoin

from channels.channel import Brief
from channels.excerpt import excerpt, shortened
from channels.html import to_html
from channels.newsletter.blocks import Block, read_blocks
from channels.newsletter.layouts import SINGLE, layout_of, opening_of
from channels.newsletter.mentions import with_marks
from channels.newsletter.names import named
from channels.newsletter.settings import Settings, one_line
from channels.picture import Photo, PictureProblem, crop_size, key, probe
from editorial.edition import Edition
from editorial.piece import NO_NOTE, CuratedLink, Focus, Piece, Sponsor
from editorial.plan import Plan
from editorial.typography import Typography, set_text

PHOTO_WIDTH_PX, PHOTO_HEIGHT_PX, PHOTO_QUALITY = 1200, 800, 74
"""Shown 600 px wide, so twice that for fine screens, whose pixels forgive a lower JPEG quality."""
MAX_TEXT_CHARS = 200
"""Two lines of a 600 px mail; what the editor wrote for the letter is never cut."""


@dataclass(frozen=True, slots=True)
class LeadPhoto:
    """The photo of the letter's first piece; `path` is its address on the site, `photo` what it is cut from."""

    path: str
    url: str
    alt: str
    credit: str
    width_px: int
    height_px: int
    digest: str
    focus: Focus | None
    photo: Photo = field(repr=False)


@dataclass(frozen=True, slots=True)
class Story:
    """One piece as the letter announces it; `rank` is its pillar's place in the charter, which gives its colour."""

    id: str
    url: str
    kicker: str
    rank: int
    title: str
    text: str
    opening: tuple[str, ...] = ()
    """How it begins, a text a paragraph, where the letter is about it alone."""


@dataclass(frozen=True, slots=True)
class ShownErratum:
    """What was corrected in a piece that left in an earlier edition."""

    id: str
    url: str
    title: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Some stories under a heading, which the first ones may go without."""

    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One edition, ready to be set: nothing that a reader sees comes from anywhere else."""

    id: str
    folder: str
    lang: str
    layout: str
    """One of LAYOUTS, which names its template."""
    settings: Settings
    number: int | None
    moment: datetime
    """When it leaves, in the calendar's own zone."""
    title: str
    standfirst: str
    subject: str
    preheader: str
    foreword: str
    """The édito, as HTML."""
    blocks: tuple[Block, ...]
    """The édito again, for the text part."""
    signature: str
    sections: tuple[Section, ...]
    photo: LeadPhoto | None
    links: tuple[CuratedLink, ...]
    """Those it recommends, each with the `id` that names it in this letter for ever."""
    sponsor: Sponsor | None
    """The advertisement, with the label that readers see."""
    errata: tuple[ShownErratum, ...]
    withdrawn: tuple[CuratedLink, ...]
    """Those that left with it and are shown no more."""
    site_name: str
    site_url: str
    url: str
    canonical: str
    """The address that searchers keep: the piece's own where the letter is one piece alone."""
    letters_url: str
    feed_url: str
    charter: str
    is_preview: bool

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every story, in the order it is read."""
        return tuple(story for section in self.sections for story in section.stories)


def shown_pieces(plan: Plan) -> dict[str, Piece]:
    """Give by path every piece and page that has an address on the site at the plan's instant."""
    return {piece.path: piece for piece in (*plan.pages, *(appearance.piece for appearance in plan.live))}


def compose(brief: Brief, edition: Edition, settings: Settings, shown: Mapping[str, Piece]) -> Letter:
    """Give the letter that an edition makes; `shown` is what `shown_pieces` gives."""
    settings = replace(settings, list_id=edition.list_id or settings.list_id)
    # A link is named by what its writer wrote.
    frame = with_marks(named(edition.frame), settings.defaults(edition.lang)) if edition.frame else None
    addresses = brief.addresses
    pieces = _in_sections(edition.pieces)
    layout, typography = layout_of(edition), brief.site.charter.typography("newsletter")
    stories = {piece.id: _story(brief, edition, piece) for _, group in pieces for piece in group}
    if layout == SINGLE and pieces:
        lead = pieces[0][1][0]
        stories[lead.id] = replace(stories[lead.id], opening=opening_of(lead, typography))
    first, second = (*stories.values(), None, None)[:2]
    asked = brief.site.charter.channels.get("newsletter")
    title = set_text(one_line(frame.title), frame.lang, typography) if frame else ""
    standfirst = set_text(one_line(frame.standfirst), frame.lang, typography) if frame else ""
    note = frame.newsletter if frame else NO_NOTE
    subject, preheader = (set_text(one_line(text), edition.lang, typography) for text in (note.title, note.text))
    curated = tuple(_curated(frame, typography)) if frame else ()

    def link(url: str) -> str | None:
        return _resolved(brief, shown, frame, url) if frame else None

    return Letter(
        id=edition.id,
        folder=edition.folder,
        lang=edition.lang,
        layout=layout,
        settings=settings,
        number=edition.number,
        moment=brief.site.calendar.local(edition.instant),
        title=title,
        standfirst=standfirst,
        subject=subject or title or (first.title if first else settings.name),
        preheader=preheader or standfirst or (second.title if second else first.text if first else ""),
        foreword=_foreword(frame, link, typography) if frame else "",
        blocks=read_blocks(frame, link, asked.typography if asked else None) if frame else (),
        signature=_signature(brief, frame) if frame else "",
        sections=tuple(Section(name, tuple(stories[piece.id] for piece in group)) for name, group in pieces),
        photo=_photo(brief, edition, pieces[0][1][0]) if pieces else None,
        links=tuple(link for link in curated if not link.withdrawn),
        sponsor=_sponsor(brief, frame, typography) if frame else None,
        errata=tuple(_errata(brief, edition, typography)),
        withdrawn=tuple(link for link in curated if link.withdrawn),
        site_name=addresses.name,
        site_url=addresses.absolute(addresses.index(edition.lang)),
        url=addresses.absolute(addresses.edition(edition)),
        canonical=first.url if first and edition.is_alone else addresses.absolute(addresses.edition(edition)),
        letters_url=addresses.absolute(addresses.letters(edition.lang)),
        feed_url=addresses.absolute(addresses.feed("letters", edition.lang)),
        charter=brief.site.charter.version,
        is_preview=brief.is_preview,
    )


def _foreword(frame: Piece, link: Callable[[str], str | None], typography: Typography) -> str:
    return to_html(frame, link=link, image=lambda _: None, trusted=False, typography=typography).strip()


def _resolved(brief: Brief, shown: Mapping[str, Piece], frame: Piece, url: str) -> str | None:
    """Give the whole address of a link written in the édito; None for a text that is not on the site (yet)."""
    path, mark, anchor = url.partition("#")
    if not unquote(path).endswith(".md"):
        return urljoin(brief.addresses.absolute("/"), url) if path.startswith("/") else None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(frame.path), unquote(path)))
    piece = shown.get(target)
    if piece is None:
        return None
    return brief.addresses.absolute(brief.addresses.piece(piece)) + mark + quote(unquote(anchor))


def _in_sections(pieces: Iterable[Piece]) -> list[tuple[str, list[Piece]]]:
    """Give the pieces by section, those without one first, else as each section first comes."""
    groups: dict[str, list[Piece]] = {"": []}
    for piece in pieces:
        groups.setdefault(one_line(piece.newsletter.section), []).append(piece)
    return [(name, group) for name, group in groups.items() if group]


def _story(brief: Brief, edition: Edition, piece: Piece) -> Story:
    charter, note = brief.site.charter, piece.newsletter
    pillar, typography = charter.pillar(piece.pillar), charter.typography("newsletter")
    short = shortened(one_line(piece.standfirst), MAX_TEXT_CHARS)
    return Story(
        id=piece.id,
        url=brief.addresses.absolute(brief.addresses.piece(piece)),
        kicker=pillar.name(edition.lang) if pillar else "",
        rank=charter.pillars.index(pillar) if pillar else 0,
        title=set_text(one_line(note.title or piece.title), piece.lang, typography),
        text=set_text(one_line(note.text) or short or excerpt(piece, MAX_TEXT_CHARS), piece.lang, typography),
    )


def _signature(brief: Brief, frame: Piece) -> str:
    people = (brief.site.charter.person(author) for author in frame.authors)
    return ", ".join(person.name for person in people if person)


def _curated(frame: Piece, typography: Typography) -> Iterable[CuratedLink]:
    for link in frame.newsletter.links:
        if link.url.startswith(("https://", "http://")):
            title, note = (set_text(one_line(text), frame.lang, typography) for text in (link.title, link.note))
            yield replace(link, title=title, url="".join(link.url.split()), note=note)


def _sponsor(brief: Brief, frame: Piece, typography: Typography) -> Sponsor | None:
    sponsor = frame.newsletter.sponsor
    if sponsor is None or not sponsor.url.startswith(("https://", "http://")):
        return None
    # A label in the charter's language says nothing to readers of another.
    own = brief.site.charter.legal.sponsored.label if frame.lang == brief.site.charter.lang else ""
    said = (sponsor.name, sponsor.text, sponsor.label or own)
    name, text, label = (set_text(one_line(text), frame.lang, typography) for text in said)
    return Sponsor(name, text, "".join(sponsor.url.split()), label)


def _errata(brief: Brief, edition: Edition, typography: Typography) -> Iterable[ShownErratum]:
    live = brief.once("newsletter live", lambda: {one.piece.id: one.piece for one in brief.plan.live})
    for erratum in edition.errata:
        piece = live.get(erratum.piece)
        if piece is not None:
            title, text = (set_text(one_line(said), piece.lang, typography) for said in (piece.title, erratum.text))
            url = brief.addresses.absolute(brief.addresses.piece(piece))
            yield ShownErratum(piece.id, url, title, erratum.day, text)


def _photo(brief: Brief, edition: Edition, piece: Piece) -> LeadPhoto | None:
    file = brief.site.locate_image(piece, piece.image.src) if piece.image else None
    if piece.image is None or file is None:
        return None
    try:
        photo = probe(file)
    except PictureProblem:
        # The rule about pictures says so; a letter reads well without.
        return None
    path = f"/mail/{edition.folder}/{piece.id}.jpg"
    width, height = crop_size(photo, PHOTO_WIDTH_PX, PHOTO_HEIGHT_PX)
    return LeadPhoto(
        path,
        brief.addresses.absolute(path),
        one_line(piece.image.alt),
        one_line(piece.image.credit),
        width,
        height,
        key(photo, PHOTO_WIDTH_PX, PHOTO_HEIGHT_PX, PHOTO_QUALITY, piece.image.focus),
        piece.image.focus,
        photo,
    )
