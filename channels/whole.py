"""Whether a JPEG holds the picture that its head tells of, by its own marks and by how much it says."""

from __future__ import annotations

import re

_START, _FRAMES, _SCAN, _END = b"\xff\xd8", (0xC0, 0xC1), 0xDA, b"\xff\xd9"
_MARK = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""A mark within the data (ITU-T T.81, B.1.1.2): a zero says that there is none, D0 to D7 where to go on."""
_SCARCE = 0.05
"""Fewer bytes a pixel than nearly any photo has: a head that claims far more pixels than follow."""


def is_whole(raw: bytes) -> bool:
    """Say whether a file is surely whole by its own marks; otherwise only decoding it tells.

    A PNG never is: its checksums can all be right over pixels that are missing, or are none.
    """
    scan, pixels = _scan_of(raw)
    end = raw.rfind(_END)
    return end > scan > 0 and len(raw) - scan >= _SCARCE * pixels and not (pixels and _is_interrupted(raw, scan, end))


def _is_interrupted(raw: bytes, scan: int, end: int) -> bool:
    """Say whether any other mark than the last stands in the data of a JPEG with one scan: its decoder may give up."""
    found = _MARK.search(raw, scan + 2)
    return found is not None and found.start() != end


def unsealed(raw: bytes) -> bytes:
    """Give a file whose decoder says that data are missing, where it would fill the rest with grey.

    A decoder that meets the end mark too early goes on without a word (libjpeg, "Premature end of JPEG file"); nothing
    but zeros after the last data makes it ask for more. A progressive file stays as it is: it is read up to the mark.
    """
    scan, pixels = _scan_of(raw)
    end = raw.rfind(_END)
    return raw[:end] + bytes(256) if pixels and end > scan > 0 else raw


def _scan_of(raw: bytes) -> tuple[int, int]:
    """Give where the data of a JPEG begin, 0 where that cannot be seen, and the pixels it claims, 0 if progressive."""
    if not raw.startswith(_START):
        return 0, 0
    at, pixels = 2, 0
    while at + 9 <= len(raw) and raw[at] == 0xFF and raw[at + 1] != _SCAN:
        if raw[at + 1] in _FRAMES:
            pixels = int.from_bytes(raw[at + 5 : at + 7], "big") * int.from_bytes(raw[at + 7 : at + 9], "big")
        at += 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
    return (at, pixels) if raw[at : at + 2] == bytes((0xFF, _SCAN)) else (0, 0)
