"""A card of a piece, in the brand: over its photo, beside a small or a drawn one, or in type alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageStat

from channels import flat
from channels.brand import Brand, contrast
from channels.card_template import Ground, Template, Words, read_template
from channels.faces.detector import Face
from channels.layout import (
    TRACKING,
    Block,
    Frame,
    Inks,
    Safe,
    boxes_of,
    draw,
    draw_around,
    draw_text,
    face_of,
    faces_for,
    frame_of,
    lowered,
    moved,
    one_line,
    set_words,
)
from channels.picture import Photo, crop_box, encoded, image_cropped
from channels.picture import key as picture_key
from channels.scrim import Box, shade
from channels.subject import share_kept
from channels.templates import Look
from channels.typeface import CAN_SHAPE, is_shaped, reads_rtl
from editorial.piece import Focus, digest_of

_QUALITY = 86
_REACH = 0.05
"""How far a subject that is told by a point reaches up and down, in shares of the card's height; a box says it."""
_MAX_ENLARGED = 1.4
"""A photo stretched more than this stands beside the title, not under it."""
_QUOTED = {
    "fr": ("«\u00a0", "\u00a0»"), "en": ("“", "”"), "de": ("„", "“"), "es": ("«", "»"), "it": ("«", "»"),
    "pt": ("«", "»"), "ar": ("«", "»"), "he": ("”", "”"),
}  # fmt: skip
"""The marks around a quote, by language (CLDR, "delimiters"); English ones elsewhere."""
_MARKS = ' \u00a0\u202f«»“”„"'
_PAPER_LEVEL, _EDGE_STEP, _EDGE_SHARE = 215, 32, 0.03
"""A ground lighter than this (of 255), where this share of neighbours differ by a step, is a drawing on paper."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; `stamp` marks one that must not leave (a preview's). `kind` names its template."""

    title: str
    kicker: str
    pillar: str
    site_name: str
    photo: Photo | None = None
    focus: Focus | None = None
    size: tuple[int, int] = (1200, 630)
    stamp: str = ""
    kind: str = "title"
    quote: str = ""
    by: str = ""
    """Who says the quote."""
    lang: str = "fr"
    safe: Safe | None = None
    """What a network lays over it; None is nothing, and over a story what stories are known for."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a card is drawn by: the brand, its template, its words and where they may stand."""

    brand: Brand
    template: Template
    words: Words
    frame: Frame

    def block(self, frame: Frame, room_px: float, *, is_alone: bool = False) -> Block:
        """Give the words set at the foot of a frame."""
        return set_words(self.brand, self.template, frame, self.words, room_px, is_alone=is_alone)


def title_card(look: Look, card: Card) -> bytes:
    """Give a card as JPEG; raises EditorialError where its template or the brand is wrong."""
    setting = _setting(look, card)
    photo = None if setting.template.ground is Ground.NONE else card.photo
    if photo is None and not card.stamp and not look.brand.logo:
        return _in_type(setting, card)
    image = _in_colours(setting, card) if photo is None else _with_photo(setting, card, photo)
    if card.stamp:
        mark(look, image, card.stamp)
    return encoded(image, quality=_QUALITY)


def words_of(look: Look, card: Card) -> Words:
    """Give the words a card shows, by its template."""
    opening, closing = _QUOTED.get(card.lang.partition("-")[0], _QUOTED["en"])
    values = {"title": card.title, "quote": card.quote.strip(_MARKS), "by": card.by, "pillar": card.kicker,
              "site": card.site_name, "open": opening, "close": closing}  # fmt: skip
    return read_template(look, card.kind).filled(look, values)


def key(look: Look, card: Card) -> str:
    """Give the digest of all that a card depends on."""
    brand, pillar = look.brand, card.pillar
    template, words = read_template(look, card.kind), words_of(look, card)
    colours = [brand.colour(token) for token in ("paper", "ink", "alert", "on-accent")]
    faces = [face.digest for face in (*faces_for(brand, template, words), face_of(brand, "sans-bold"))]
    logo = digest_of(brand.logo.read_bytes()) if brand.logo else ""
    pillars = (brand.pillar(pillar), brand.pillar(pillar, "dark"))
    photo = None if template.ground is Ground.NONE else card.photo
    focus = card.focus if photo else None
    shaped = CAN_SHAPE if is_shaped("".join(words)) else ""
    what = ("card", *words, *pillars, focus, card.size, card.safe, card.stamp, *colours, *faces, logo, shaped)
    return picture_key(photo, *what, template.source)


def missing_signs(look: Look, card: Card) -> str:
    """Give the signs of a card's words that no face of the brand can show; a card leaves them out."""
    words = words_of(look, card)
    faces = faces_for(look.brand, read_template(look, card.kind), words)
    found = (face.missing(text) for face, text in zip(faces, words, strict=True))
    return "".join(dict.fromkeys("".join(found)))


def is_cut(look: Look, card: Card) -> bool:
    """Say whether a card has no room for all of its text, and ends it on an ellipsis."""
    setting = _setting(look, card)
    room = setting.frame.bottom - setting.frame.top
    last = setting.block(setting.frame, room, is_alone=True).lines[-1].words
    return last.endswith("…") and not setting.words.text.endswith(("…", "..."))


def _setting(look: Look, card: Card) -> _Setting:
    template = read_template(look, card.kind)
    frame = frame_of(*card.size, template.margin, card.safe)
    return _Setting(look.brand, template, words_of(look, card), frame)


def mark(look: Look, image: Image.Image, stamp: str) -> None:
    """Mark an image, across its top, as one that must not leave."""
    frame, face = frame_of(*image.size), face_of(look.brand, "sans-bold")
    text = face.readable(stamp).upper()
    size_px = one_line(face, text, image.width * 0.9, 26 * frame.unit, TRACKING)
    ImageDraw.Draw(image).rectangle((0, 0, image.width, size_px * 2), look.brand.colour("alert", "light"))
    at = (frame.left, size_px * 1.35)
    face.draw(image, at, text, size_px, look.brand.colour("on-accent", "light"), TRACKING)


def _is_small(photo: Photo, frame: Frame) -> bool:
    left, _, right, _ = crop_box(photo, frame.width, frame.height)
    return frame.width / (right - left) > _MAX_ENLARGED


def _with_photo(setting: _Setting, card: Card, photo: Photo) -> Image.Image:
    if setting.template.ground is Ground.OVER and not _is_small(photo, setting.frame):
        frame = setting.frame
        block, at, edges = _placed(setting, card, photo)
        if _is_in_sight(frame, card, photo, at):
            image = image_cropped(photo, frame.width, frame.height, card.focus, at)
            words = (frame.left, min(block.top, block.bottom - 1), frame.right, block.bottom)
            if not _is_drawing(image.crop(words), frame.unit):
                return _over(setting, card, image, block, edges)
    return _beside(setting, card, photo)


def _is_in_sight(frame: Frame, card: Card, photo: Photo, at: Focus) -> bool:
    """Say whether nothing that a network lays over the card hides the subject of a photo that fills it."""
    head, foot = _subject_span(photo, frame, card.focus, at, _REACH * frame.height)
    return not _is_laid_over(card) or frame.top <= head <= foot <= frame.bottom


def subject_left(look: Look, card: Card) -> float:
    """Give the share of the subject's box that a story's photo shows; 1 for a point, and without a photo."""
    setting, photo, focus = _setting(look, card), card.photo, card.focus
    if photo is None or focus is None or not focus.height or setting.template.ground is Ground.NONE:
        return 1.0
    if setting.template.ground is Ground.OVER and _is_laid_over(card) and not _is_small(photo, setting.frame):
        _, at, _ = _placed(setting, card, photo)
        if _is_in_sight(setting.frame, card, photo, at):
            return 1.0
    _, part = _photo_beside(setting, card, photo)
    region = Face(focus.x - focus.width / 2, focus.y - focus.height / 2, focus.width, focus.height)
    return share_kept(photo, crop_box(photo, *part, focus), region)


def ground_over(look: Look, card: Card, photo: Photo) -> tuple[Image.Image, list[tuple[Box, str]]]:
    """Give what stands behind the words of a card over its photo, and the boxes of these words with their colours."""
    setting = _setting(look, card)
    block, at, edges = _placed(setting, card, photo)
    image = image_cropped(photo, setting.frame.width, setting.frame.height, card.focus, at)
    inks = _inks_over(setting.brand, card)
    words = boxes_of(block, setting.frame, inks)
    shade(image, words, setting.brand.colour("ink"), edges)
    return image, words


def _over(setting: _Setting, card: Card, image: Image.Image, block: Block, edges: tuple[int, int]) -> Image.Image:
    """Words over the photo, which is darkened under them as far as they need."""
    inks = _inks_over(setting.brand, card)
    shade(image, boxes_of(block, setting.frame, inks), setting.brand.colour("ink"), edges)
    draw(image, setting.brand, block, setting.frame, inks)
    return image


def _inks_over(brand: Brand, card: Card) -> Inks:
    paper = brand.colour("paper")
    return Inks(paper, paper, brand.pillar(card.pillar, "dark"))


def _placed(setting: _Setting, card: Card, photo: Photo) -> tuple[Block, Focus, tuple[int, int]]:
    """Give the words set, where the subject is to stand, and from where to where the shade grows full.

    They stand at the foot, or at the head where that leaves the subject freer.
    """
    frame, focus = setting.frame, card.focus
    low = setting.block(frame, (frame.bottom - frame.top) * 0.64)
    high = moved(low, frame.top - low.top)
    fade = round(frame.height * 0.30)
    below, above = _below(frame, low), _above(frame, high)
    room_above = low.top - _subject_y(photo, frame, focus, below)
    room_below = _subject_y(photo, frame, focus, above) - high.bottom
    if room_above >= min(room_below, 0.06 * frame.height):
        return low, below, (low.top - fade, low.top)
    return high, above, (high.bottom + fade, high.bottom)


def _below(frame: Frame, low: Block) -> Focus:
    """Give where the subject is to stand above words at the foot."""
    return Focus(50.0, min(50.0, max(33.0, 60.0 * low.top / frame.height)))


def _above(frame: Frame, high: Block) -> Focus:
    """Give where the subject is to stand below words at the head."""
    return Focus(50.0, min(80.0, 50.0 * (1 + high.bottom / frame.height)))


def _is_laid_over(card: Card) -> bool:
    """Say whether a network lays its interface over the card: it is a story."""
    return card.safe is not None or card.size[1] >= 1.7 * card.size[0]


def _is_drawing(ground: Image.Image, unit: float) -> bool:
    """Say whether words would stand on a diagram's or a screenshot's own: light on average, yet full of edges."""
    small = ground.convert("L").reduce(max(1, round(5 * unit)))
    if ImageStat.Stat(small).mean[0] < _PAPER_LEVEL:
        return False
    right, bottom = small.width - 1, small.height - 1
    here = small.crop((0, 0, right, bottom))
    neighbours = (small.crop((1, 0, right + 1, bottom)), small.crop((0, 1, right, bottom + 1)))
    edges = sum(sum(ImageChops.difference(here, one).histogram()[_EDGE_STEP:]) for one in neighbours)
    return edges > _EDGE_SHARE * len(neighbours) * right * bottom


def _subject_y(photo: Photo, frame: Frame, focus: Focus | None, at: Focus) -> float:
    """Give how far down the card the focus comes to stand."""
    _, top, _, bottom = crop_box(photo, frame.width, frame.height, focus, at)
    return (photo.height_px * (focus or Focus()).y / 100 - top) / (bottom - top) * frame.height


def _subject_span(photo: Photo, frame: Frame, focus: Focus | None, at: Focus, reach_px: float) -> tuple[float, float]:
    """Give from where to where down the card the subject comes to stand: its box, else `reach_px` around its point."""
    _, top, _, bottom = crop_box(photo, frame.width, frame.height, focus, at)
    if focus is not None and focus.height:
        reach_px = photo.height_px * focus.height / 200 / (bottom - top) * frame.height
    y = _subject_y(photo, frame, focus, at)
    return y - reach_px, y + reach_px


def _beside(setting: _Setting, card: Card, photo: Photo) -> Image.Image:
    """Words on paper, the photo after them, or above on a card that is no wider than high."""
    brand, frame = setting.brand, setting.frame
    image = Image.new("RGB", (frame.width, frame.height), brand.colour("paper", "light"))
    gap = round(48 * frame.unit)
    at, part = _photo_beside(setting, card, photo)
    if _is_wide(frame):
        sides = {"left": part[0] + gap} if at[0] == 0 else {"right": at[0] - gap}
        text = replace(frame, **sides)
    else:
        text = replace(frame, top=at[1] + part[1] + gap)
        image.paste(brand.pillar(card.pillar, "light"), (0, 0, frame.width, at[1]))
    image.paste(image_cropped(photo, *part, card.focus), at)
    block = setting.block(text, text.bottom - text.top)
    colour = brand.pillar(card.pillar, "light")
    draw(image, brand, block, text, Inks(brand.colour("ink", "light"), colour, colour))
    return image


def _is_wide(frame: Frame) -> bool:
    return frame.width > 1.2 * frame.height


def _photo_beside(setting: _Setting, card: Card, photo: Photo) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give where the photo stands beside or above the words, and its size."""
    frame = setting.frame
    if _is_wide(frame):
        shown_px = min(round(frame.width * 0.42), frame.height)
        is_rtl = reads_rtl(setting.words.text)
        return (0 if is_rtl else frame.width - shown_px, 0), (shown_px, frame.height)
    shown_px = round(frame.bottom * 0.60)
    covered = frame.top if _is_laid_over(card) else 0
    whole = replace(frame, height=shown_px)
    if covered and _subject_span(photo, whole, card.focus, Focus(), _REACH * frame.height)[0] < covered:
        return (0, covered), (frame.width, shown_px - covered)
    return (0, 0), (frame.width, shown_px)


def _in_type(setting: _Setting, card: Card) -> bytes:
    """Words alone on the pillar's colour, of which only the rows that hold words are encoded."""
    block = _set_in_type(setting)
    around = replace(block, lines=(), top=0, bottom=0)
    plate = _plate(setting.frame, around, *_colours(setting.brand, card.pillar))
    mask = plate.mask.copy()
    return flat.jpeg(flat.drawn_over(plate, mask, draw_text(mask, block, setting.frame, "white")))


@lru_cache(maxsize=64)
def _plate(frame: Frame, around: Block, ground: str, ink: str) -> flat.Plate:
    """Give what all title cards of a pillar share: the ground, the label, the rule and the name."""
    bare = flat.bare(frame.width, frame.height, ground, ink, _QUALITY)
    mask = bare.mask.copy()
    return flat.drawn_over(bare, mask, draw_around(mask, around, frame, Inks("white", "white", "white")))


def _in_colours(setting: _Setting, card: Card) -> Image.Image:
    """The same, for what has colours of its own besides: a logo, a stamp."""
    ground, text = _colours(setting.brand, card.pillar)
    image = Image.new("RGB", (setting.frame.width, setting.frame.height), ground)
    draw(image, setting.brand, _set_in_type(setting), setting.frame, Inks(text, text, text))
    return image


def _set_in_type(setting: _Setting) -> Block:
    """Give the words set with the text large at the head, the name at the foot."""
    frame = setting.frame
    block = setting.block(frame, frame.bottom - frame.top, is_alone=True)
    rise = min(0, frame.top - block.top)
    return replace(block, label=lowered((block.label,), rise)[0], lines=lowered(block.lines, rise))


def _colours(brand: Brand, pillar: str) -> tuple[str, str]:
    """Give a pillar's colour, and that of the words that read best on it."""
    ground = brand.pillar(pillar, "light")
    inks = (brand.colour("paper", "light"), brand.colour("ink", "light"))
    return ground, max(inks, key=lambda one: contrast(one, ground))
