"""A photo is judged by its content, and every size made from it is upright, in sRGB and free of metadata."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from channels.picture import PictureProblem, crop_box, crop_size, cropped, image_cropped, key, probe, resized
from editorial.piece import Focus

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 30), (30, 30, 200)


def drawn(width: int = 600, height: int = 400) -> Image.Image:
    """A red field with a green left quarter: what is left, right, top and bottom can be told."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (0, 0, width // 4, height))
    image.paste(BLUE, (0, 0, width, height // 8))
    return image


def saved(folder: Path, image: Image.Image, name: str = "photo.jpg", **options: object) -> Path:
    path = folder / name
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def opened(raw: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


def near(colour: object, expected: tuple[int, int, int], tolerance: int = 12) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) <= tolerance for one, other in zip(colour, expected, strict=True))


def whole_jpeg() -> bytes:
    out = io.BytesIO()
    drawn().save(out, "JPEG")
    return out.getvalue()


def test_a_jpeg_hurt_anywhere_is_refused_or_shown_but_never_crashes(tmp_path: Path) -> None:
    raw = whole_jpeg()
    for place in range(2, len(raw), max(1, len(raw) // 150)):
        path = tmp_path / f"{place}.jpg"
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])
        with suppress(PictureProblem):
            cropped(probe(path), 100, 100)


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"])
def test_a_file_hurt_or_cut_anywhere_is_refused_or_shown_but_never_crashes(tmp_path: Path, form: str) -> None:
    out = io.BytesIO()
    drawn(120, 80).save(out, form)
    raw = out.getvalue()
    for place in range(2, len(raw), max(1, len(raw) // 40)):
        for number, hurt in enumerate((raw[:place], raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])):
            path = tmp_path / f"{place}-{number}.{form.lower()}"
            path.write_bytes(hurt)
            with suppress(PictureProblem):
                cropped(probe(path), 60, 60)


TURN = Image.Transpose
ORIENTATIONS = {
    1: None,
    2: TURN.FLIP_LEFT_RIGHT,
    3: TURN.ROTATE_180,
    4: TURN.FLIP_TOP_BOTTOM,
    5: TURN.TRANSPOSE,
    6: TURN.ROTATE_90,
    7: TURN.TRANSVERSE,
    8: TURN.ROTATE_270,
}


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_turned_photo_is_shown_upright(tmp_path: Path, orientation: int) -> None:
    turn = ORIENTATIONS[orientation]
    stored = drawn() if turn is None else drawn().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = probe(saved(tmp_path, stored, exif=exif.tobytes(), quality=95))
    assert (photo.width_px, photo.height_px) == (600, 400)
    shown = opened(resized(photo, 300, "jpeg"))
    assert shown.size == (300, 200)
    assert near(shown.getpixel((20, 150)), GREEN)
    assert near(shown.getpixel((250, 150)), RED)
    assert near(shown.getpixel((250, 8)), BLUE)


@pytest.mark.parametrize("form", ["jpeg", "webp"])
def test_metadata_comments_and_profiles_do_not_leave(tmp_path: Path, form: str) -> None:
    exif = Image.Exif()
    exif[0x8298] = "a secret"
    path = saved(tmp_path, drawn(), exif=exif.tobytes(), comment=b"a secret", icc_profile=b"a secret")
    made = cropped(probe(path), 300, 300, None, form)
    assert b"a secret" not in made
    assert set(opened(made).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
        "background",
        "loop",
        "timestamp",
        "duration",
    }


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "I;16", "I", "F", "YCbCr", "LAB"])
def test_every_kind_of_colour_gives_rgb(tmp_path: Path, mode: str) -> None:
    grey = Image.new("L", (64, 64), 128)
    if mode in ("I;16", "I", "F"):
        image = Image.new("F", (64, 64), 128 * 257).convert("I").convert(mode)
    else:
        image = (
            grey.convert("RGB").convert(mode)
            if mode not in ("PA", "LAB", "LA")
            else (Image.new("LAB", (64, 64), (128, 128, 128)) if mode == "LAB" else grey.convert("LA").convert(mode))
        )
    name = "photo.png" if mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16") else "photo.tif"
    shown = opened(cropped(probe(saved(tmp_path, image, name)), 32, 32))
    assert shown.mode == "RGB"
    if mode not in ("1", "LAB"):
        assert near(shown.getpixel((16, 16)), (128, 128, 128), 4)


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    path = saved(tmp_path, Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "photo.png")
    assert near(opened(cropped(probe(path), 32, 32)).getpixel((16, 16)), (255, 255, 255), 2)


def test_a_profile_is_converted_not_dropped(tmp_path: Path) -> None:
    # Lab → sRGB as a profile of its own: pixels that mean "mid grey" in Lab must come out grey.
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    image = Image.new("LAB", (64, 64), (137, 128, 128))
    path = saved(tmp_path, image, "photo.tif", icc_profile=lab.tobytes())
    assert near(opened(cropped(probe(path), 32, 32)).getpixel((16, 16)), (128, 128, 128), 8)


def test_an_animation_shows_its_first_frame(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (64, 64), RED), Image.new("RGB", (64, 64), BLUE)]
    for name in ("photo.gif", "photo.webp"):
        path = saved(tmp_path, frames[0], name, save_all=True, append_images=frames[1:])
        assert near(opened(cropped(probe(path), 32, 32)).getpixel((16, 16)), RED)


def test_a_photo_is_never_enlarged(tmp_path: Path) -> None:
    photo = probe(saved(tmp_path, drawn()))
    assert opened(resized(photo, 2000)).size == (600, 400)
    assert opened(cropped(photo, 1080, 1350)).size == crop_size(photo, 1080, 1350) == (320, 400)
    assert image_cropped(photo, 1080, 1350).size == (1080, 1350)


def test_a_tall_photo_stays_within_what_webp_holds(tmp_path: Path) -> None:
    photo = probe(saved(tmp_path, Image.new("RGB", (1000, 19_000)), "photo.jpg"))
    assert opened(resized(photo, 1000)).height == 16_000


@pytest.mark.parametrize(
    ("focus", "box"),
    [
        (None, (100, 0, 500, 400)),
        (Focus(0, 0), (0, 0, 400, 400)),
        (Focus(100, 100), (200, 0, 600, 400)),
        (Focus(60, 10), (160, 0, 560, 400)),
    ],
    ids=["centre", "corner", "far-corner", "inside"],
)
def test_the_crop_follows_the_focus_up_to_the_edge(
    tmp_path: Path, focus: Focus | None, box: tuple[int, int, int, int]
) -> None:
    assert crop_box(probe(saved(tmp_path, drawn())), 1080, 1080, focus) == box


def test_a_large_photo_keeps_its_sharpness_at_full_width(tmp_path: Path) -> None:
    stripes = Image.effect_noise((4200, 3900), 120)
    photo = probe(saved(tmp_path, stripes, "photo.bmp"))
    assert opened(resized(photo, 4200, "jpeg")).size == (4200, 3900)
    assert opened(resized(photo, 800, "jpeg")).size == (800, 743)


def test_the_same_photo_gives_the_same_bytes_and_the_same_key(tmp_path: Path) -> None:
    photo = probe(saved(tmp_path, drawn()))
    made = [
        (cropped(photo, 200, 100, Focus(30, 40)), resized(photo, 222), key(photo, 200, 100, Focus(30, 40)))
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert key(photo, 1, 23) != key(photo, 12, 3)


def test_drawing_on_a_size_leaves_the_next_one_clean(tmp_path: Path) -> None:
    photo = probe(saved(tmp_path, drawn()))
    for size in ((600, 400), (300, 200), (150, 100)):
        image_cropped(photo, *size).paste((255, 255, 255), (0, 0, *size))
        shown = image_cropped(photo, *size)
        assert near(shown.getpixel((size[0] - 2, size[1] - 2)), RED)


@pytest.mark.parametrize("width", range(300, 1300, 77))
def test_any_ratio_stays_within_the_photo(tmp_path: Path, width: int) -> None:
    photo = probe(saved(tmp_path, drawn(width, 331)))
    for size in ((1200, 627), (1080, 1350), (100, 100), (1080, 1920)):
        left, top, right, bottom = crop_box(photo, *size, Focus(100, 0))
        assert left >= 0
        assert top >= 0
        assert right <= photo.width_px + 1e-6
        assert bottom <= photo.height_px + 1e-6
        assert opened(cropped(photo, *size, Focus(100, 0))).size == crop_size(photo, *size)


@pytest.mark.parametrize(("width", "height"), [(1300, 900), (900, 1300)], ids=["wide", "tall"])
def test_a_size_is_the_same_whatever_was_made_before_it(tmp_path: Path, width: int, height: int) -> None:
    raw = Image.effect_noise((width, height), 90).convert("RGB")
    first, later = (probe(saved(tmp_path, raw, f"{name}.png")) for name in ("first", "later"))
    alone = cropped(first, 800, 420, Focus(40, 30)), image_cropped(first, 800, 420, Focus(40, 30)).tobytes()
    for width_px in (480, 800, 850):
        resized(later, width_px)
    drawn_on = image_cropped(later, 800, 420, Focus(40, 30))
    drawn_on.paste(RED, (0, 0, 800, 420))
    assert (cropped(later, 800, 420, Focus(40, 30)), image_cropped(later, 800, 420, Focus(40, 30)).tobytes()) == alone
