"""Files of words on one colour decode as if encoded whole, and what they begin from stays as it was."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from channels.flat import Rows, bare, drawn_over, jpeg

GROUND, INK = "#336699", "#fdf6e3"
SIZES = [(1200, 630), (1080, 1350), (320, 168), (17, 21)]


def decoded(raw: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


def whole(mask: Image.Image, height: int) -> Image.Image:
    """The same picture, encoded in one go."""
    image = Image.new("RGB", (mask.width, height), GROUND)
    image.paste(INK, (0, 0), mask.crop((0, 0, mask.width, height)))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=86, subsampling=2)
    return decoded(out.getvalue())


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("rows", [[], [(3, 9)], [(2, 40), (100, 101)], [(0, 9999)], [(-20, 2)]], ids=str)
def test_a_plate_decodes_as_if_encoded_whole(size: tuple[int, int], rows: list[Rows]) -> None:
    plate = bare(*size, GROUND, INK, 86)
    mask = plate.mask.copy()
    for top, past in rows:
        ImageDraw.Draw(mask).rectangle((2, top, size[0] // 2, past - 1), 255)
    image = decoded(jpeg(drawn_over(plate, mask, rows)))
    assert (image.size, image.mode) == (size, "RGB")
    assert image.tobytes() == whole(mask, size[1]).tobytes()


def test_what_is_drawn_over_a_plate_leaves_it_as_it_was() -> None:
    plate = bare(320, 168, GROUND, INK, 86)
    before = jpeg(plate)
    mask = plate.mask.copy()
    mask.paste(128, (10, 10, 60, 60))
    first = jpeg(drawn_over(plate, mask, [(10, 60)]))
    assert jpeg(plate) == before
    assert first == jpeg(drawn_over(plate, mask, [(10, 60)])) != before
