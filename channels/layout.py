"""The words of a card, laid out: the text in its lines, its label, a rule and the name, within a frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from channels.brand import Brand
from channels.card_template import Place, Template, Words
from channels.flat import Rows
from channels.scrim import Box
from channels.typeface import Typeface, is_shaped, read_typeface, reads_rtl
from channels.typesetting import fitted
from editorial.errors import EditorialError
from editorial.finding import Phrase

TRACKING = 0.07
_CAP_HEIGHT = 0.68
_ACCENTED_HEIGHT = 0.88
_DESCENT = 0.25
"""What stands above and below the baseline, in ems: a capital, one with its accent, the tail of a p."""


class Faces(NamedTuple):
    """What the text, its label and the name are set in."""

    text: Typeface
    label: Typeface
    name: Typeface


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


class Safe(NamedTuple):
    """What a network lays over an image, in percent: of its height at the head and the foot, of its width aside."""

    top: int = 0
    bottom: int = 0
    sides: int = 0


class Line(NamedTuple):
    """Words on one line: their size and baseline in pixels, and the space between signs in ems."""

    words: str
    size_px: int
    baseline: int
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """The words of a card, set: the lines of the text, the label, the name, and where the rule above it stands."""

    faces: Faces
    lines: tuple[Line, ...]
    label: Line
    name: Line
    rule_y: int
    top: int
    bottom: int
    is_rtl: bool = False
    """Whether it reads from right to left, and so begins at the right."""

    @property
    def set_lines(self) -> list[tuple[Typeface, Line]]:
        """Give every line with its face: those of the text, the label, the name."""
        text = [(self.faces.text, line) for line in self.lines]
        return [*text, (self.faces.label, self.label), (self.faces.name, self.name)]


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of the words and of the rule above the name."""

    text: str
    label: str
    rule: str


def frame_of(width: int, height: int, margin: int = 60, safe: Safe | None = None) -> Frame:
    """Give the frame of a card of one size, within its safe areas."""
    unit = (width * height / (1200 * 630)) ** 0.5
    # Stories (9:16) lay their interface over the top 14 % and the bottom 20 %.
    safe = safe or (Safe(14, 20) if height >= 1.7 * width else Safe())
    edge = round(margin * unit)
    left = max(edge, round(safe.sides * width / 100))
    top = max(edge, round(safe.top * height / 100))
    bottom = min(height - edge, round(height - safe.bottom * height / 100))
    return Frame(width, height, left, width - left, top, bottom, unit)


def set_words(
    brand: Brand, template: Template, frame: Frame, words: Words, room_px: float, *, is_alone: bool = False
) -> Block:
    """Set the words from the foot of the frame up, in `room_px` at most: name, rule, then text and label."""
    is_rtl = reads_rtl(words.text)
    faces = faces_for(brand, template, words)
    width, unit = frame.right - frame.left, frame.unit
    tracking = 0 if is_shaped(words.label) else template.label_tracking / 100
    label, name = faces.label.readable(words.label), faces.name.readable(words.name)
    label = label.upper() if template.has_capitals else label
    label_px = one_line(faces.label, label, width, template.label_size * unit, tracking)
    name_px = one_line(faces.name, name, width, template.name_size * unit)
    name_baseline = round(frame.bottom - name_px * _DESCENT)
    foot = name_baseline - name_px * _CAP_HEIGHT - template.name_gap * unit if name else frame.bottom
    beside = label_px * _CAP_HEIGHT + template.label_gap * unit if label else 0
    is_below = template.label_place is Place.BELOW
    text_bottom = foot - beside if is_below else foot
    room_px -= frame.bottom - foot + beside
    largest = (template.text_alone if is_alone else template.text_largest) * unit
    leading = template.text_leading / 100
    lines, size_px = fitted(
        faces.text, faces.text.readable(words.text), width, room_px, largest, template.text_smallest * unit,
        template.text_lines, leading,
    )  # fmt: skip
    last = text_bottom - size_px * _DESCENT
    baselines = [round(last - size_px * leading * (len(lines) - 1 - number)) for number in range(len(lines))]
    first = baselines[0] - size_px * _ACCENTED_HEIGHT
    label_baseline = round(foot) if is_below else round(first - template.label_gap * unit)
    return Block(
        faces,
        tuple(Line(line, size_px, baseline) for line, baseline in zip(lines, baselines, strict=True)),
        Line(label, label_px, label_baseline, tracking),
        Line(name, name_px, name_baseline),
        round(name_baseline - name_px * _CAP_HEIGHT - template.name_gap * unit / 2),
        round(first if is_below else first - beside),
        frame.bottom,
        is_rtl,
    )


def moved(block: Block, down: int) -> Block:
    """Give a block further down the card (or up)."""
    return replace(
        block, lines=lowered(block.lines, down), label=lowered((block.label,), down)[0], rule_y=block.rule_y + down,
        name=lowered((block.name,), down)[0], top=block.top + down, bottom=block.bottom + down,
    )  # fmt: skip


def lowered(lines: Iterable[Line], down: int) -> tuple[Line, ...]:
    """Give lines further down the card (or up)."""
    return tuple(line._replace(baseline=line.baseline + down) for line in lines)


def boxes_of(block: Block, frame: Frame, inks: Inks) -> list[tuple[Box, str]]:
    """Give the box of each line of words, with its colour."""
    colours = [*(inks.text for _ in block.lines), inks.label, inks.text]
    boxes = []
    for (face, line), colour in zip(block.set_lines, colours, strict=True):
        left, width = _place(face, line, block, frame)
        top = max(0, round(line.baseline - line.size_px * _ACCENTED_HEIGHT))
        bottom = min(frame.height, round(line.baseline + line.size_px * _DESCENT))
        boxes.append(((max(0, round(left)), top, min(frame.width, round(left + width)), bottom), colour))
    return boxes


def draw(image: Image.Image, brand: Brand, block: Block, frame: Frame, inks: Inks) -> None:
    """Draw a block, its rule, and the name or the logo."""
    logo = _logo(brand.logo, round(block.name.size_px * 1.1)) if brand.logo else None
    draw_text(image, block, frame, inks.text)
    draw_around(image, block, frame, inks, logo)


def draw_text(image: Image.Image, block: Block, frame: Frame, ink: str) -> list[Rows]:
    """Draw the lines of a text; give the rows of the image that they take."""
    return [_drawn(image, block.faces.text, line, block, frame, ink) for line in block.lines]


def draw_around(
    image: Image.Image, block: Block, frame: Frame, inks: Inks, logo: Image.Image | None = None
) -> list[Rows]:
    """Draw the label, the rule, and the name or the logo; give the rows that the words and the rule take."""
    drawn = [_drawn(image, block.faces.label, block.label, block, frame, inks.label)]
    if not (block.name.words or logo):
        return drawn
    y, thickness = block.rule_y, max(1, round(2.4 * frame.unit))
    ImageDraw.Draw(image).rectangle((frame.left, y, frame.right - 1, y + thickness - 1), inks.rule)
    drawn.append((y, y + thickness))
    if logo:
        left = frame.right - logo.width if block.is_rtl else frame.left
        image.paste(logo, (left, round(block.name.baseline - logo.height * 0.85)), logo)
    else:
        drawn.append(_drawn(image, block.faces.name, block.name, block, frame, inks.text))
    return drawn


def _place(face: Typeface, line: Line, block: Block, frame: Frame) -> tuple[float, float]:
    """Give where a line begins and how wide it runs, in pixels."""
    width = face.width(line.words, line.tracking) * line.size_px
    return (frame.right - width if block.is_rtl else float(frame.left)), width


def _drawn(image: Image.Image, face: Typeface, line: Line, block: Block, frame: Frame, ink: str) -> Rows:
    left, _ = _place(face, line, block, frame)
    return face.draw(image, (left, line.baseline), line.words, line.size_px, ink, line.tracking, is_rtl=block.is_rtl)


def one_line(face: Typeface, text: str, width_px: float, size_px: float, tracking: float = 0.0) -> int:
    """Give the size at which a text stands on one line, at most `size_px`."""
    return max(1, int(min(size_px, width_px / max(0.01, face.width(text, tracking)))))


def faces_for(brand: Brand, template: Template, words: Words) -> Faces:
    """Give the faces that a template names; where one lacks a sign of its words, the first that has all."""
    return Faces(*(_showing(brand, name, text) for name, text in zip(template.faces, words, strict=True)))


def _showing(brand: Brand, name: str, text: str) -> Typeface:
    face = face_of(brand, name)
    if not face.missing(text):
        return face
    others = (read_typeface(path) for other, path in brand.fonts.items() if other != name)
    return next((other for other in others if not other.missing(text)), face)


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
