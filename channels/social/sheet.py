"""The team's contact sheet: each photo in each ratio, with its focal point and the share of it that is kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PIL import Image

from channels.card import Card, title_card
from channels.card import key as card_key
from channels.channel import ENGINE, Artifact, Audience, Brief
from channels.darkroom import Box
from channels.layout import Safe
from channels.picture import Photo, crop_box, crop_size, cropped, encoded, key, resized
from channels.shipped import shipped_theme
from channels.social.avatar import SIZE as AVATAR_SIZE
from channels.social.avatar import find_avatar
from channels.social.cards import quote_of, title_of
from channels.social.network import Network, Story
from channels.social.shown import Shown, find_shown
from editorial.edition import Appearance
from editorial.piece import Focus, Piece, digest_of

FOLDER = "team/contact-sheet"
_TEMPLATE = "contact-sheet.html.j2"
_HEIGHT_PX = 260
"""Twice what the page shows, for fine screens."""
_QUOTE_SIZE = (1080, 1080)
_ALIKE = 0.02
"""Ratios that differ by less than this are one on the sheet."""


@dataclass(frozen=True, slots=True)
class Crop:
    """One photo in one ratio: its file, its size as shown, whose ratio it is, and what is kept of the photo.

    `made` is the size in which it leaves.
    """

    src: str
    width_px: int
    height_px: int
    networks: str
    kept_percent: int
    focus_x: float
    focus_y: float
    made: str
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    """Faces and the author's box, in percent of what is shown: left, top, width, height."""
    left_percent: int | None = None
    """The least that is left of any of them; None where there is none."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card as it leaves, small: its file, its size as shown, what it is, and what a network lays over it."""

    src: str
    width_px: int
    height_px: int
    kind: str
    networks: str
    safe: Safe
    made: str


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of the sheet: its photo whole, then its crops and its cards."""

    piece: Piece
    pillar: str
    photo: Photo
    has_focus: bool
    has_faces: bool
    whole: Crop
    crops: tuple[Crop, ...]
    cards: tuple[Drawn, ...]


def artifacts(brief: Brief, networks: Sequence[Network]) -> Iterator[Artifact]:
    """Give the sheet and its images; nothing where no network is enabled. A preview's shows only what is looked at."""
    if not networks:
        return
    rows = []
    looked_at = {piece.path for edition in brief.plan.editions for piece in edition.pieces}
    for appearance in brief.plan.live:
        if brief.is_preview and appearance.piece.path not in looked_at:
            continue
        shown = find_shown(brief.site, appearance.piece, "")
        if shown is not None:
            cards = list(_cards(brief, appearance.piece, shown, networks))
            drawn = tuple(one for one, _ in cards)
            rows.append(_row(brief, appearance, shown, networks, drawn))
            yield from _files(appearance.piece, shown, networks)
            yield from (made for _, made in cards)
    lang, name = brief.site.charter.lang, brief.addresses.name
    template = brief.look.find(f"social/{_TEMPLATE}")
    is_ours = template is not None and template.is_relative_to(shipped_theme())
    house = None if brief.is_preview else find_avatar(brief.site)
    round_one = _avatar(house) if house else None
    said = (_said(row, is_ours) for row in rows)
    inputs = digest_of(ENGINE, brief.look.digest("social"), lang, name, str(round_one), *said)
    if house and round_one:
        focus = house.focus_in(AVATAR_SIZE)
        make = partial(cropped, house.photo, _HEIGHT_PX, _HEIGHT_PX, focus)
        yield Artifact(f"team/{round_one.src}", "image/jpeg", "social", key(house.photo, "sheet", focus), make,
                       audience=Audience.TEAM)  # fmt: skip
    yield Artifact(f"{FOLDER}.html", "text/html", "social", inputs, partial(_page, brief, rows, round_one, lang),
                   pieces=tuple(row.piece.id for row in rows), audience=Audience.TEAM)  # fmt: skip


def _said(row: Row, is_ours: bool) -> str:
    """Give what the sheet says of a piece; a template of the site's own may say anything of it."""
    piece, alt = row.piece, row.piece.image.alt if row.piece.image else ""
    said = repr((piece.title, piece.path, piece.pillar, alt)) if is_ours else piece.digest
    return f"{said} {row.pillar} {row.photo.digest} {row.has_focus} {row.has_faces} {row.whole} {row.crops} {row.cards}"


def _page(brief: Brief, rows: Sequence[Row], avatar: Crop | None, lang: str) -> bytes:
    page = brief.look.render("social", _TEMPLATE, rows=rows, avatar=avatar, lang=lang, name=brief.addresses.name)
    return page.encode()


def _row(
    brief: Brief, appearance: Appearance, shown: Shown, networks: Sequence[Network], cards: tuple[Drawn, ...]
) -> Row:
    piece, photo = appearance.piece, shown.photo
    pillar = brief.site.charter.pillar(piece.pillar)
    crops = tuple(_crop(piece.id, shown, size, names) for size, names in _ratios(networks).items())
    width = round(_HEIGHT_PX / 2 * photo.width_px / photo.height_px)
    focus = shown.subject.focus or Focus()
    whole = Crop(_name(piece, "photo"), width, _HEIGHT_PX // 2, "", 100, focus.x, focus.y, "", _boxes(shown))
    name = pillar.name(brief.site.charter.lang) if pillar else piece.pillar
    return Row(piece, name, photo, shown.subject.focus is not None, bool(shown.subject.faces), whole, crops, cards)


def _cards(brief: Brief, piece: Piece, shown: Shown, networks: Sequence[Network]) -> Iterator[tuple[Drawn, Artifact]]:
    """Give the story of each kind that a network has, and the quote, each with the file that shows it."""
    stories: dict[Story, list[str]] = {}
    for network in networks:
        if network.story:
            stories.setdefault(network.story, []).append(network.name)
    for number, (story, names) in enumerate(stories.items()):
        card = replace(title_of(brief, piece, shown, story.size), safe=story.safe)
        yield _drawn(brief, piece, card, f"story{number or ''}", ", ".join(names))
    quote = quote_of(brief, piece, _QUOTE_SIZE)
    if quote:
        yield _drawn(brief, piece, quote, "quote", "")


def _drawn(brief: Brief, piece: Piece, card: Card, name: str, networks: str) -> tuple[Drawn, Artifact]:
    size = (round(_HEIGHT_PX * card.size[0] / card.size[1]), _HEIGHT_PX)

    def make() -> bytes:
        with Image.open(io.BytesIO(title_card(brief.look, card))) as image:
            return encoded(image.resize(size, Image.Resampling.LANCZOS), "jpeg")

    made = f"{card.size[0]} × {card.size[1]} px"
    drawn = Drawn(_name(piece, name), size[0] // 2, size[1] // 2, name, networks, card.safe or Safe(), made)
    return drawn, _image(piece, name, digest_of("sheet", card_key(brief.look, card)), make)


def _ratios(networks: Sequence[Network]) -> dict[tuple[int, int], str]:
    """Give one size for each ratio, with the names of the networks that show it."""
    ratios: dict[tuple[int, int], list[str]] = {}
    for network in networks:
        width, height = network.size
        alike = (size for size in ratios if abs(size[0] * height / (size[1] * width) - 1) < _ALIKE)
        ratios.setdefault(next(alike, network.size), []).append(network.name)
    return {size: ", ".join(names) for size, names in ratios.items()}


def _avatar(shown: Shown) -> Crop:
    """Give the avatar as a crop whose share left is that within the circle."""
    crop = _crop("avatar", shown, AVATAR_SIZE, "")
    left = round(100 * shown.subject.cut_round(shown.photo)) if shown.subject.regions else None
    return replace(crop, left_percent=left)


def _crop(name: str, shown: Shown, size: tuple[int, int], networks: str) -> Crop:
    photo = shown.photo
    focus = shown.focus_in(size)
    left, top, right, bottom = box = crop_box(photo, *size, focus)
    kept = (right - left) * (bottom - top) / (photo.width_px * photo.height_px)
    x, y = (focus.x, focus.y) if focus else (50.0, 50.0)
    made = crop_size(photo, *size)
    return Crop(
        src=_named(name, f"{size[0]}x{size[1]}"),
        width_px=round(_HEIGHT_PX / 2 * size[0] / size[1]),
        height_px=_HEIGHT_PX // 2,
        networks=networks,
        kept_percent=round(100 * kept),
        focus_x=round((photo.width_px * x / 100 - left) / (right - left) * 100, 1),
        focus_y=round((photo.height_px * y / 100 - top) / (bottom - top) * 100, 1),
        made=f"{made[0]} × {made[1]} px",
        boxes=_boxes(shown, box),
        left_percent=round(100 * shown.subject.cut(photo, *size)) if shown.subject.regions else None,
    )


def _boxes(shown: Shown, box: Box | None = None) -> tuple[tuple[float, float, float, float], ...]:
    """Give the faces and the author's box as they stand in a crop, or in the whole photo."""
    photo, subject = shown.photo, shown.subject
    left, top, right, bottom = box or (0.0, 0.0, float(photo.width_px), float(photo.height_px))
    x, y = photo.width_px / (right - left), photo.height_px / (bottom - top)
    shift_x, shift_y = 100 * left / (right - left), 100 * top / (bottom - top)
    regions = dict.fromkeys((*subject.regions, *subject.faces))
    return tuple(
        (
            round(one.left * x - shift_x, 1),
            round(one.top * y - shift_y, 1),
            round(one.width * x, 1),
            round(one.height * y, 1),
        )
        for one in regions
    )


def _files(piece: Piece, shown: Shown, networks: Sequence[Network]) -> Iterator[Artifact]:
    photo = shown.photo
    width = round(_HEIGHT_PX * photo.width_px / photo.height_px)
    yield _image(piece, "photo", key(photo, "sheet", width), lambda: resized(photo, width, "jpeg"))
    for width_px, height_px in _ratios(networks):
        size = (round(_HEIGHT_PX * width_px / height_px), _HEIGHT_PX)
        focus = shown.focus_in((width_px, height_px))
        make = partial(cropped, photo, *size, focus)
        yield _image(piece, f"{width_px}x{height_px}", key(photo, "sheet", size, focus), make)


def _name(piece: Piece, what: str) -> str:
    return _named(piece.id, what)


def _named(of: str, what: str) -> str:
    return f"contact-sheet/{of}-{what}.jpg"


def _image(piece: Piece, what: str, inputs: str, make: Callable[[], bytes]) -> Artifact:
    return Artifact(f"team/{_name(piece, what)}", "image/jpeg", "social", inputs, make, pieces=(piece.id,),
                    audience=Audience.TEAM)  # fmt: skip
