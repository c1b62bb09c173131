"""The title card of a piece, in the brand: over its photo, beside a small or a drawn one, or in type alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageStat

from channels import flat
from channels.brand import Brand, contrast
from channels.layout import (
    TRACKING,
    Block,
    Faces,
    Frame,
    Inks,
    boxes_of,
    draw,
    draw_around,
    draw_title,
    face_of,
    frame_of,
    moved,
    one_line,
    set_words,
)
from channels.picture import Photo, crop_box, encoded, image_cropped
from channels.picture import key as picture_key
from channels.scrim import shade
from channels.templates import Look
from editorial.piece import Focus, digest_of

_QUALITY = 86
_MAX_ENLARGED = 1.4
"""A photo stretched more than this stands beside the title, not under it."""
_PAPER_LEVEL, _EDGE_STEP, _EDGE_SHARE = 215, 32, 0.03
"""A ground lighter than this (of 255), where this share of neighbours differ by a step, is a drawing on paper."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; `stamp` marks one that must not leave (a preview's)."""

    title: str
    kicker: str
    pillar: str
    site_name: str
    photo: Photo | None = None
    focus: Focus | None = None
    size: tuple[int, int] = (1200, 630)
    stamp: str = ""

    @property
    def words(self) -> tuple[str, str, str]:
        """What is set in type, from the title down in weight."""
        return self.title, self.kicker, self.site_name


def title_card(look: Look, card: Card) -> bytes:
    """Give a card as JPEG."""
    frame = frame_of(*card.size)
    if card.photo is None and not card.stamp and not look.brand.logo:
        return _in_type(look.brand, frame, card)
    if card.photo is None:
        image = _in_colours(look.brand, frame, card)
    else:
        over = None if _is_small(card.photo, frame) else _over(look.brand, frame, card, card.photo)
        image = over or _beside(look.brand, frame, card, card.photo)
    if card.stamp:
        mark(look, image, card.stamp)
    return encoded(image, quality=_QUALITY)


def key(look: Look, card: Card) -> str:
    """Give the digest of all that a card depends on."""
    brand, pillar = look.brand, card.pillar
    colours = [brand.colour(token) for token in ("paper", "ink", "alert", "on-accent")]
    faces = [face_of(brand, name).digest for name in ("serif-bold", "sans-bold")]
    logo = digest_of(brand.logo.read_bytes()) if brand.logo else ""
    pillars = (brand.pillar(pillar), brand.pillar(pillar, "dark"))
    what = ("card", *card.words, *pillars, card.focus, card.size, card.stamp, *colours, *faces, logo)
    return picture_key(card.photo, *what)


def missing_signs(look: Look, title: str) -> str:
    """Give the signs of a title that the brand's title face cannot show; a card leaves them out."""
    return face_of(look.brand, "serif-bold").missing(title)


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


def _over(brand: Brand, frame: Frame, card: Card, photo: Photo) -> Image.Image | None:
    """Words over the photo: at its foot, or at its head where that leaves the subject freer; None over a drawing."""
    focus = card.focus
    low = set_words(brand, frame, card.words, (frame.bottom - frame.top) * 0.64, 92)
    high = moved(low, frame.top - low.top)
    fade = round(frame.height * 0.30)
    below = Focus(50.0, min(50.0, max(33.0, 60.0 * low.top / frame.height)))
    above = Focus(50.0, min(80.0, 50.0 * (1 + high.bottom / frame.height)))
    room_above = low.top - _subject_y(photo, frame, focus, below)
    room_below = _subject_y(photo, frame, focus, above) - high.bottom
    if room_above >= min(room_below, 0.06 * frame.height):
        block, at, edges = low, below, (low.top - fade, low.top + round(fade * 0.15))
    else:
        block, at, edges = high, above, (high.bottom + fade, high.bottom - round(fade * 0.15))
    image = image_cropped(photo, frame.width, frame.height, focus, at)
    if _is_drawing(image.crop((frame.left, min(block.top, block.bottom - 1), frame.right, block.bottom)), frame.unit):
        return None
    paper = brand.colour("paper")
    shade(image, boxes_of(brand, block, frame), paper, brand.colour("ink"), edges)
    draw(image, brand, block, frame, Inks(paper, paper, brand.pillar(card.pillar, "dark")))
    return image


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


def _beside(brand: Brand, frame: Frame, card: Card, photo: Photo) -> Image.Image:
    """Words on paper, the photo to the right of them, or above on a card that is no wider than high."""
    image = Image.new("RGB", (frame.width, frame.height), brand.colour("paper", "light"))
    gap = round(48 * frame.unit)
    if frame.width > 1.2 * frame.height:
        shown_px = min(round(frame.width * 0.42), frame.height)
        at, part = (frame.width - shown_px, 0), (shown_px, frame.height)
        text = replace(frame, right=frame.width - shown_px - gap)
    else:
        shown_px = round(frame.bottom * 0.60)
        at, part = (0, 0), (frame.width, shown_px)
        text = replace(frame, top=shown_px + gap)
    image.paste(image_cropped(photo, *part, card.focus), at)
    block = set_words(brand, text, card.words, text.bottom - text.top, 92)
    colour = brand.pillar(card.pillar, "light")
    draw(image, brand, block, text, Inks(brand.colour("ink", "light"), colour, colour))
    return image


def _in_type(brand: Brand, frame: Frame, card: Card) -> bytes:
    """Words alone on the pillar's colour, of which only the rows that hold words are encoded."""
    block = _set_in_type(brand, frame, card)
    faces = (face_of(brand, "serif-bold"), face_of(brand, "sans-bold"))
    around = replace(block, lines=(), baselines=(), size_px=0, top=0, bottom=0)
    plate = _plate(faces, frame, around, *_colours(brand, card.pillar))
    mask = plate.mask.copy()
    return flat.jpeg(flat.drawn_over(plate, mask, draw_title(mask, faces, block, frame, "white")))


@lru_cache(maxsize=64)
def _plate(faces: Faces, frame: Frame, around: Block, ground: str, ink: str) -> flat.Plate:
    """Give what all cards of a pillar share: the ground, the kicker, the rule and the name."""
    bare = flat.bare(frame.width, frame.height, ground, ink, _QUALITY)
    mask = bare.mask.copy()
    return flat.drawn_over(bare, mask, draw_around(mask, faces, around, frame, Inks("white", "white", "white")))


def _in_colours(brand: Brand, frame: Frame, card: Card) -> Image.Image:
    """The same, for what has colours of its own besides: a logo, a stamp."""
    ground, text = _colours(brand, card.pillar)
    image = Image.new("RGB", (frame.width, frame.height), ground)
    draw(image, brand, _set_in_type(brand, frame, card), frame, Inks(text, text, text))
    return image


def _set_in_type(brand: Brand, frame: Frame, card: Card) -> Block:
    """Give the words set with the title large at the head, the name at the foot."""
    block = set_words(brand, frame, card.words, frame.bottom - frame.top, 132)
    rise = min(0, frame.top - block.top)
    return replace(
        block,
        kicker_baseline=block.kicker_baseline + rise,
        baselines=tuple(baseline + rise for baseline in block.baselines),
    )


def _colours(brand: Brand, pillar: str) -> tuple[str, str]:
    """Give a pillar's colour, and that of the words that read best on it."""
    ground = brand.pillar(pillar, "light")
    inks = (brand.colour("paper", "light"), brand.colour("ink", "light"))
    return ground, max(inks, key=lambda one: contrast(one, ground))
