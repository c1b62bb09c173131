"""A JPEG whose head promises more than follows is seen, and no other."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from channels.whole import is_whole, unsealed

NOISE, FLAT = Image.effect_noise((320, 208), 80), Image.new("RGB", (333, 211), "white")
KINDS = {
    "noise": (NOISE, {}),
    "flat": (FLAT, {}),
    "flat-in-small-codes": (FLAT, {"optimize": True}),
    "restarting": (NOISE.convert("RGB"), {"restart_marker_rows": 1}),
    "in-four-colours": (FLAT.convert("CMYK"), {}),
    "progressive": (NOISE, {"progressive": True}),
}


def jpeg(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **options)  # type: ignore[arg-type]
    return out.getvalue()


def promising(raw: bytes, side: int) -> bytes:
    """The same file, its head claiming a square."""
    at = raw.index(b"\xff\xc0") + 5
    return raw[:at] + struct.pack(">HH", side, side) + raw[at + 4 :]


def can_be_read(raw: bytes) -> bool:
    try:
        Image.open(io.BytesIO(raw)).load()
    except OSError:
        return False
    return True


@pytest.mark.parametrize(("image", "options"), KINDS.values(), ids=KINDS)
def test_a_file_that_keeps_its_promise_can_be_read_without_its_end_mark(
    image: Image.Image, options: dict[str, object]
) -> None:
    raw = jpeg(image, **options)
    assert can_be_read(raw)
    assert can_be_read(unsealed(raw))


@pytest.mark.parametrize("side", [352, 4000])
@pytest.mark.parametrize("name", [name for name in KINDS if name != "progressive"])
def test_a_file_that_promises_more_cannot(name: str, side: int) -> None:
    image, options = KINDS[name]
    raw = promising(jpeg(image, **options), side)
    assert can_be_read(raw), "a decoder fills the rest with grey"
    assert not can_be_read(unsealed(raw))


def test_only_a_file_that_says_too_little_for_its_size_is_looked_at() -> None:
    raw = jpeg(NOISE)
    assert (is_whole(raw), is_whole(promising(raw, 4000)), is_whole(raw[:-2]), is_whole(b"GIF89a")) == (
        True, False, False, False,
    )  # fmt: skip


@pytest.mark.parametrize("mark", [0xC0, 0xD8, 0xD9, 0xDA, 0xDB], ids=hex)
def test_a_file_with_a_mark_in_its_data_is_looked_at(mark: int) -> None:
    raw = jpeg(NOISE)
    half = (raw.index(b"\xff\xda") + len(raw)) // 2
    assert not is_whole(raw[:half] + bytes((0xFF, mark)) + raw[half + 2 :])


@pytest.mark.parametrize("name", ["noise", "restarting", "progressive"])
def test_a_whole_file_of_any_kind_is_not_looked_at(name: str) -> None:
    image, options = KINDS[name]
    assert is_whole(jpeg(image, **options))
