"""The words of a card, laid out: the kicker, the title in its lines, a rule and the name, within a frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from channels.brand import Brand
from channels.flat import Rows
from channels.scrim import Box
from channels.typeface import Typeface, read_typeface
from channels.typesetting import LEADING, fitted
from editorial.errors import EditorialError
from editorial.finding import Phrase

Faces = tuple[Typeface, Typeface]
"""What titles and the name are set in, and what the kicker is."""

TRACKING = 0.07
_CAP_HEIGHT = 0.68
_ACCENTED_HEIGHT = 0.88
_DESCENT = 0.25
"""What stands above and below the baseline, in ems: a capital, one with its accent, the tail of a p."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text may stand on a card, in pixels; sizes of type are told in `unit`, 1 px on a card of 1200 × 630."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    unit: float


@dataclass(frozen=True, slots=True)
class Block:
    """The words of a card, set: the title's lines, the kicker, the name; each with its size and baseline in pixels."""

    lines: tuple[str, ...]
    size_px: int
    baselines: tuple[int, ...]
    kicker: str
    kicker_px: int
    kicker_baseline: int
    name: str
    name_px: int
    name_baseline: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of the words and of the rule above the name."""

    text: str
    kicker: str
    rule: str


def frame_of(width: int, height: int) -> Frame:
    """Give the frame of a card of one size, with the safe areas of a story."""
    unit = (width * height / (1200 * 630)) ** 0.5
    margin = round(60 * unit)
    # Stories (9:16) lay their interface over the top 14 % and the bottom 20 %.
    is_story = height >= 1.7 * width
    top, bottom = (0.14 * height, 0.80 * height) if is_story else (margin, height - margin)
    return Frame(width, height, margin, width - margin, round(top), round(bottom), unit)


def set_words(brand: Brand, frame: Frame, words: tuple[str, str, str], room_px: float, largest: float) -> Block:
    """Set the words from the foot of the frame up, in `room_px` at most: name, rule, title, kicker."""
    title, kicker, name = words
    serif, sans = face_of(brand, "serif-bold"), face_of(brand, "sans-bold")
    width, unit = frame.right - frame.left, frame.unit
    kicker, name = sans.readable(kicker).upper(), serif.readable(name)
    kicker_px = one_line(sans, kicker, width, 27 * unit, TRACKING)
    name_px = one_line(serif, name, width, 36 * unit)
    name_baseline = round(frame.bottom - name_px * _DESCENT)
    title_bottom = name_baseline - name_px * _CAP_HEIGHT - 44 * unit if name else frame.bottom
    above = kicker_px * _CAP_HEIGHT + 20 * unit if kicker else 0
    room_px -= frame.bottom - title_bottom + above
    lines, size_px = fitted(serif, serif.readable(title), width, room_px, largest * unit, 34 * unit)
    last = title_bottom - size_px * _DESCENT
    baselines = tuple(round(last - size_px * LEADING * (len(lines) - 1 - number)) for number in range(len(lines)))
    first = baselines[0] - size_px * _ACCENTED_HEIGHT
    return Block(
        lines,
        size_px,
        baselines,
        kicker,
        kicker_px,
        round(first - 20 * unit),
        name,
        name_px,
        name_baseline,
        round(first - above),
        frame.bottom,
    )


def moved(block: Block, down: int) -> Block:
    """Give a block further down the card (or up)."""
    return replace(
        block, baselines=tuple(baseline + down for baseline in block.baselines), top=block.top + down,
        kicker_baseline=block.kicker_baseline + down, name_baseline=block.name_baseline + down,
        bottom=block.bottom + down,
    )  # fmt: skip


def boxes_of(brand: Brand, block: Block, frame: Frame) -> list[Box]:
    """Give the box of each line of words."""
    serif, sans = face_of(brand, "serif-bold"), face_of(brand, "sans-bold")
    lines = [
        (serif.width(line), block.size_px, baseline)
        for line, baseline in zip(block.lines, block.baselines, strict=True)
    ]
    lines.append((sans.width(block.kicker, TRACKING), block.kicker_px, block.kicker_baseline))
    lines.append((serif.width(block.name), block.name_px, block.name_baseline))
    return [
        (
            frame.left,
            max(0, round(baseline - size_px * _ACCENTED_HEIGHT)),
            min(frame.width, frame.left + round(width * size_px)),
            min(frame.height, round(baseline + size_px * _DESCENT)),
        )
        for width, size_px, baseline in lines
    ]


def draw(image: Image.Image, brand: Brand, block: Block, frame: Frame, inks: Inks) -> None:
    """Draw a block, its rule, and the name or the logo."""
    faces = (face_of(brand, "serif-bold"), face_of(brand, "sans-bold"))
    logo = _logo(brand.logo, round(block.name_px * 1.1)) if brand.logo else None
    draw_title(image, faces, block, frame, inks.text)
    draw_around(image, faces, block, frame, inks, logo)


def draw_title(image: Image.Image, faces: Faces, block: Block, frame: Frame, ink: str) -> list[Rows]:
    """Draw the lines of a title; give the rows of the image that they take."""
    return [
        faces[0].draw(image, (frame.left, baseline), line, block.size_px, ink)
        for line, baseline in zip(block.lines, block.baselines, strict=True)
    ]


def draw_around(
    image: Image.Image, faces: Faces, block: Block, frame: Frame, inks: Inks, logo: Image.Image | None = None
) -> list[Rows]:
    """Draw the kicker, the rule, and the name or the logo; give the rows that the words and the rule take."""
    serif, sans = faces
    kicker_at = (frame.left, block.kicker_baseline)
    drawn = [sans.draw(image, kicker_at, block.kicker, block.kicker_px, inks.kicker, TRACKING)]
    if not (block.name or logo):
        return drawn
    y = round(block.name_baseline - block.name_px * _CAP_HEIGHT - 22 * frame.unit)
    thickness = max(1, round(2.4 * frame.unit))
    ImageDraw.Draw(image).rectangle((frame.left, y, frame.right - 1, y + thickness - 1), inks.rule)
    drawn.append((y, y + thickness))
    if logo:
        image.paste(logo, (frame.left, round(block.name_baseline - logo.height * 0.85)), logo)
    else:
        drawn.append(serif.draw(image, (frame.left, block.name_baseline), block.name, block.name_px, inks.text))
    return drawn


def one_line(face: Typeface, text: str, width_px: float, size_px: float, tracking: float = 0.0) -> int:
    """Give the size at which a text stands on one line, at most `size_px`."""
    return max(1, int(min(size_px, width_px / max(0.01, face.width(text, tracking)))))


def face_of(brand: Brand, name: str) -> Typeface:
    """Give one of the brand's faces; raises EditorialError where it names none."""
    path = brand.fonts.get(name) or brand.fonts.get(name.partition("-")[0])
    if path is None:
        raise EditorialError(_NO_FACE.fill(name=name), "theme/brand.yaml")
    return read_typeface(path)


@lru_cache(maxsize=4)
def _logo(path: Path, height_px: int) -> Image.Image | None:
    """Give a logo drawn in pixels; an SVG one is for the web, and cards set the name in type."""
    if path.suffix.lower() not in (".png", ".webp"):
        return None
    try:
        with Image.open(path, formats=("PNG", "WEBP")) as image:
            shown = image.convert("RGBA")
    except (OSError, ValueError):
        raise EditorialError(_BAD_LOGO, f"theme/{path.name}") from None
    return shown.resize((max(1, round(shown.width * height_px / shown.height)), height_px), Image.Resampling.LANCZOS)


_NO_FACE = Phrase(
    "la marque ne nomme pas de police « {name} » pour les cartes", "the brand names no “{name}” font for cards"
)
_BAD_LOGO = Phrase("ce logo ne se lit pas", "this logo cannot be read")
