"""A font file as the cards need it: which signs it holds, how wide they run, and text drawn sign by sign.

Pillow asks the font for no coverage, and kerns only through a system library (fribidi) that a bare machine lacks, which
would make other bytes there: coverage and kerning are read here from the font's own `cmap` and `kern` tables. Only
scripts whose signs join, stack or run from right to left are drawn through raqm, a line at a time; where that library
is missing, a face covers none of them.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont, features

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.piece import digest_of

_EM = 1000
CAN_SHAPE = bool(features.check("raqm"))
"""Whether this machine has all that raqm takes (fribidi comes with the system, not with Pillow)."""
_SHAPED = re.compile(
    "[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Hebrew to Myanmar, Khmer, and the presentation forms and historic scripts of the same kinds."""
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that would turn a line around."""
_STAND_INS = {
    "\u202f": "\u00a0", "\u2009": "\u00a0", "\u00a0": " ", "\u2011": "-", "\u2010": "-", "\u2019": "'", "\u2018": "'",
    "\u201c": '"', "\u201d": '"', "\u2026": "...", "\u2192": "\u2013", "\u2014": "\u2013", "\u2013": "-",
    "\u0153": "oe", "\u0152": "OE", "\t": " ", "\n": " ",
}  # fmt: skip


class Typeface:
    """One face: `width` is in ems, so that a text is measured once for all sizes."""

    def __init__(self, raw: bytes):
        tables = _tables(raw)
        self.digest = digest_of(raw)
        self._glyphs = _glyphs(tables["cmap"])
        self._pairs = _pairs(tables.get("kern", b""))
        self._units_per_em = struct.unpack_from(">H", tables["head"], 18)[0]
        self._raw = raw
        self._advances: dict[str, float] = {}
        self._fonts: dict[tuple[int, ImageFont.Layout], ImageFont.FreeTypeFont] = {}
        self._shown: dict[str, str] = {}

    def covers(self, sign: str) -> bool:
        """Say whether the font has a drawing (or a space) for a sign."""
        return self._glyphs.get(ord(sign), 0) != 0 and (CAN_SHAPE or not is_shaped(sign))

    def missing(self, text: str) -> str:
        """Give the signs of a text that nothing in the font can stand for, each once, in order."""
        return "".join(dict.fromkeys(sign for sign in _composed(text) if _is_shown(sign) and not self._stand_in(sign)))

    def readable(self, text: str) -> str:
        """Give the text in signs the font holds: near ones stand in for missing ones, the rest is left out."""
        signs = [self._stand_in(sign) for sign in _composed(text) if sign not in _DIRECTIONS]
        words = "".join(signs).split(" ")
        return " ".join(word for word in words if word)

    def width(self, text: str, tracking: float = 0.0) -> float:
        """Give how wide a text runs, kerned, in ems."""
        if is_shaped(text):
            return self._font(_EM, ImageFont.Layout.RAQM).getlength(text) / _EM
        return sum(self._advance(sign) for sign in text) + sum(self._kerns(text)) + tracking * max(0, len(text) - 1)

    def draw(
        self,
        image: Image.Image,
        at: tuple[float, float],
        text: str,
        size_px: int,
        colour: str,
        tracking: float = 0.0,
        *,
        is_rtl: bool = False,
    ) -> tuple[int, int]:
        """Draw a text whose left end stands at `at` (left, baseline); give the rows it takes, first and past."""
        ink, (left, baseline) = ImageColor.getcolor(colour, image.mode), at
        if is_shaped(text):
            font, place = self._font(size_px, ImageFont.Layout.RAQM), (_nearest_px(left), _nearest_px(baseline))
            direction = "rtl" if is_rtl else "ltr"
            _, first, _, past = font.getbbox(text, direction=direction, anchor="ls")
            ImageDraw.Draw(image).text(place, text, ink, font, anchor="ls", direction=direction)
            return place[1] + int(first), place[1] + int(past) + 1
        line = top = bottom = _nearest_px(baseline)
        for sign, kern in zip(text, [*self._kerns(text), 0.0], strict=False):
            if not sign.isspace():
                mask, x, y = _mask(self, sign, size_px)
                image.paste(ink, (_nearest_px(left) + x, line + y), mask)
                top, bottom = min(top, line + y), max(bottom, line + y + mask.height)
            left += (self._advance(sign) + kern + tracking) * size_px
        return top, bottom

    def rendered(self, sign: str, size_px: int) -> tuple[Image.Image, int, int]:
        """Give the drawing of a sign as a mask, and where its corner stands from the sign's place on the baseline."""
        font = self._font(size_px)
        left, top, right, bottom = (int(edge) for edge in font.getbbox(sign, anchor="ls"))
        mask = Image.new("L", (max(1, right - left), max(1, bottom - top)))
        ImageDraw.Draw(mask).text((-left, -top), sign, 255, font, anchor="ls")
        box = mask.getbbox() or (0, 0, 1, 1)
        return mask.crop(box), left + box[0], top + box[1]

    def _kerns(self, text: str) -> list[float]:
        ids = [self._glyphs.get(ord(sign), 0) for sign in text]
        return [self._pairs.get(pair, 0) / self._units_per_em for pair in pairwise(ids)]

    def _advance(self, sign: str) -> float:
        if sign not in self._advances:
            self._advances[sign] = self._font(_EM).getlength(sign) / _EM
        return self._advances[sign]

    def _font(self, size_px: int, engine: ImageFont.Layout = ImageFont.Layout.BASIC) -> ImageFont.FreeTypeFont:
        key = size_px, engine
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(BytesIO(self._raw), size_px, layout_engine=engine)
        return self._fonts[key]

    def _stand_in(self, sign: str) -> str:
        if sign not in self._shown:
            seen = sign
            while seen and not all(self.covers(one) for one in seen):
                seen = _STAND_INS.get(seen) or _without_marks(seen)
            self._shown[sign] = seen
        return self._shown[sign]


@lru_cache(maxsize=4096)
def _mask(face: Typeface, sign: str, size_px: int) -> tuple[Image.Image, int, int]:
    """Titles stand in some forty sizes: a thousand cards draw 60,000 signs, of which 1,400 differ."""
    return face.rendered(sign, size_px)


def _nearest_px(place: float) -> int:
    """Give the pixel nearest to a place told in 64ths, as FreeType counts them."""
    return (round(place * 64) + 32) >> 6


@lru_cache(maxsize=16)
def read_typeface(path: Path) -> Typeface:
    """Give the face a TrueType or OpenType file holds; raises EditorialError when it is none."""
    try:
        face = Typeface(path.read_bytes())
        face.width("a")
    except (OSError, KeyError, IndexError, ValueError, struct.error):
        raise EditorialError(_NO_FONT, f"{path.parent.name}/{path.name}") from None
    return face


def is_shaped(text: str) -> bool:
    """Say whether a text holds signs whose drawing depends on those around them."""
    return _SHAPED.search(text) is not None


def reads_rtl(text: str) -> bool:
    """Say whether a text reads from right to left: by its first letter (Unicode Bidirectional Algorithm, P2 and P3)."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cf", "Cc", "Mn", "Me", "Cs")


def _without_marks(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign)
    base = "".join(one for one in plain if not unicodedata.combining(one))
    return "" if base == sign else base


def _tables(raw: bytes) -> Mapping[str, bytes]:
    """Give the tables of a font file (OpenType 1.9, "Table Directory")."""
    start = struct.unpack_from(">4sI4xI", raw)[2] if raw[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", raw, start + 4)[0]
    entries = [struct.unpack_from(">4s4xII", raw, start + 12 + 16 * number) for number in range(count)]
    if any(offset + length > len(raw) for _, offset, length in entries):
        raise ValueError(len(raw))
    return {tag.decode("latin-1"): raw[offset : offset + length] for tag, offset, length in entries}


def _glyphs(cmap: bytes) -> Mapping[int, int]:
    """Give the glyph of each code point: `cmap` formats 4 and 12, all that Unicode fonts use."""
    glyphs: dict[int, int] = {}
    for number in range(struct.unpack_from(">H", cmap, 2)[0]):
        offset = struct.unpack_from(">4xI", cmap, 4 + 8 * number)[0]
        form = struct.unpack_from(">H", cmap, offset)[0]
        if form == 12:
            for group in range(struct.unpack_from(">I", cmap, offset + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", cmap, offset + 16 + 12 * group)
                glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        elif form == 4:
            glyphs.update(_segments(cmap, offset))
    return glyphs


def _segments(cmap: bytes, offset: int) -> Mapping[int, int]:
    count = struct.unpack_from(">H", cmap, offset + 6)[0] // 2
    ends, starts, deltas, shifts = (
        struct.unpack_from(f">{count}H", cmap, offset + 14 + place)
        for place in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2)
    )
    glyphs = {}
    for number in range(count):
        for code in range(starts[number], min(ends[number], 0xFFFE) + 1):
            glyph = code
            if shifts[number]:
                at = offset + 16 + 6 * count + 2 * number + shifts[number] + 2 * (code - starts[number])
                glyph = struct.unpack_from(">H", cmap, at)[0]
            glyphs[code] = (glyph + deltas[number]) & 0xFFFF if glyph or not shifts[number] else 0
    return glyphs


def _pairs(kern: bytes) -> Mapping[tuple[int, int], int]:
    """Give the kerning of glyph pairs in font units: the first horizontal subtable of format 0."""
    if len(kern) < 18 or struct.unpack_from(">HHHHH", kern)[0] != 0 or kern[8] != 0:
        return {}
    count = struct.unpack_from(">H", kern, 10)[0]
    found = struct.iter_unpack(">HHh", kern[18 : 18 + 6 * count])
    return {(left, right): value for left, right, value in found}


_NO_FONT = Phrase("ce fichier n’est pas une police TrueType ou OpenType", "this file is no TrueType or OpenType font")
