"""The bench of pictures: likeness is measured right, and its page holds every line."""

from __future__ import annotations

from PIL import Image, ImageFilter

from benchmark.images import Line, page, table
from benchmark.ssim import ssim

LINES = [
    Line("9 pictures", "Ligne", 0.5, 0.4, 0.96, 1_000_000),
    Line("9 pictures", "sharp", 0.6, 0.5, 0.96, 1_100_000),
    Line("a card", "Ligne", 0.01, 0.01, 0.0, 0),
]


def test_a_picture_is_like_itself_and_the_less_like_the_more_it_is_blurred() -> None:
    photo = Image.effect_noise((160, 120), 60)
    blurred = [ssim(photo, photo.filter(ImageFilter.GaussianBlur(radius))) for radius in (0, 0.5, 1, 3)]
    assert abs(blurred[0] - 1) < 1e-9
    assert blurred == sorted(blurred, reverse=True)
    assert blurred[-1] < 0.5


def test_the_table_tells_ratios_to_our_own_figures() -> None:
    assert [row[4:6] for row in table(LINES)[1:]] == [["", ""], ["1.2 ×", "1.2 ×"], ["", ""]]
    assert all(f"| {line.what} | {line.who} |" in page(LINES) for line in LINES)
