"""JPEG files of words on one colour: only the rows that hold words are encoded, the others once for all files.

A JPEG cut by restart markers (ITU-T T.81, B.2.1 and E.1.4) is a sequence of stretches that know nothing of each other,
so that a stretch of bare ground can stand in any file of that ground. What is decoded is the same, byte for byte.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import cycle

from PIL import Image, ImageColor

Rows = tuple[int, int]
"""Rows of pixels: the first, and the one past the last."""

_MCU_PX = 16
"""What a JPEG with halved colours is coded in: squares of 16 px."""
_START_OF_SCAN, _END = b"\xff\xda", b"\xff\xd9"
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")


@dataclass(frozen=True)
class Plate:
    """A file that others begin from: its mask (white is ink), its head, and its data by rows of squares."""

    mask: Image.Image
    ground: str
    ink: str
    quality: int
    head: bytes
    stretches: tuple[bytes, ...]


def bare(width: int, height: int, ground: str, ink: str, quality: int) -> Plate:
    """Give a plate without a word; its mask is as high as whole squares are."""
    head, stretches = _encoded(Image.new("RGB", (width, height), ground), quality)
    return Plate(Image.new("L", (width, len(stretches) * _MCU_PX)), ground, ink, quality, head, stretches)


def drawn_over(plate: Plate, mask: Image.Image, drawn: Iterable[Rows]) -> Plate:
    """Give a plate with another mask; `drawn` tells every row, first and past, where it differs."""
    spans = (range(top // _MCU_PX, -(-past // _MCU_PX)) for top, past in drawn)
    rows = sorted({row for span in spans for row in span} & set(range(len(plate.stretches))))
    if not rows:
        return plate
    _, made = _encoded(_coloured(_gathered(mask, rows), plate.ground, plate.ink), plate.quality)
    stretches = list(plate.stretches)
    for row, stretch in zip(rows, made, strict=True):
        stretches[row] = stretch
    return replace(plate, mask=mask, stretches=tuple(stretches))


def jpeg(plate: Plate) -> bytes:
    """Give the file of a plate."""
    marks = cycle(bytes((0xFF, 0xD0 + number)) for number in range(8))
    parts = [part for pair in zip(plate.stretches, marks, strict=False) for part in pair]
    return b"".join((plate.head, *parts[:-1], _END))


def _encoded(image: Image.Image, quality: int) -> tuple[bytes, tuple[bytes, ...]]:
    """Give a JPEG's head, up to its data, and its data cut into rows of squares."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=2, restart_marker_rows=1)
    raw = out.getvalue()
    scan = raw.index(_START_OF_SCAN)
    start = scan + 2 + int.from_bytes(raw[scan + 2 : scan + 4], "big")
    return raw[:start], tuple(_RESTART.split(raw[start : -len(_END)]))


def _gathered(mask: Image.Image, rows: list[int]) -> Image.Image:
    """Give some rows of squares of a mask, one below the other; those that follow each other are cut out as one."""
    gathered = Image.new("L", (mask.width, len(rows) * _MCU_PX))
    first = 0
    for rank in range(1, len(rows) + 1):
        if rank == len(rows) or rows[rank] != rows[rank - 1] + 1:
            box = (0, rows[first] * _MCU_PX, mask.width, (rows[rank - 1] + 1) * _MCU_PX)
            gathered.paste(mask.crop(box), (0, first * _MCU_PX))
            first = rank
    return gathered


def _coloured(mask: Image.Image, ground: str, ink: str) -> Image.Image:
    mask.putpalette(_mixed(ground, ink))
    return mask.convert("RGB")


@lru_cache(maxsize=32)
def _mixed(ground: str, ink: str) -> bytes:
    """Give the 256 colours from a ground to an ink."""
    ends = list(zip(ImageColor.getrgb(ground)[:3], ImageColor.getrgb(ink)[:3], strict=True))
    return bytes((low * (255 - share) + high * share + 127) // 255 for share in range(256) for low, high in ends)
