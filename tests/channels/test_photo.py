"""A photo is judged by its content: what cannot serve is refused in both languages, and nothing crashes."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from channels.photo import MAX_PIXELS, PictureProblem, probe, problems
from channels.picture import resized

RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(width: int = 600, height: int = 400) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


def saved(folder: Path, image: Image.Image, name: str = "photo.jpg", **options: object) -> Path:
    path = folder / name
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(data: bytes, width: int = 480, height: int = 320, interlace: int = 0) -> bytes:
    """A PNG of 8 bits RGB whose every sum is right, whatever its data are."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlace)
    chunks = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def png_header(width: int, height: int) -> bytes:
    return png(zlib.compress(b""), width, height)


def whole_jpeg() -> bytes:
    out = io.BytesIO()
    drawn().save(out, "JPEG")
    return out.getvalue()


def marked_jpeg(mark: bytes) -> bytes:
    """A JPEG with a head, an end, and a mark in the midst of what a decoder reads between them."""
    raw = whole_jpeg()
    half = (raw.index(b"\xff\xda") + len(raw)) // 2
    return raw[:half] + mark + raw[half + 2 :]


HOSTILE = {
    "zero-bytes": b"",
    "text": b"this is no picture",
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "svg-with-bom": b"\xef\xbb\xbf\n<svg></svg>",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "jpeg-header-only": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "jpeg-cut-short": whole_jpeg()[: len(whole_jpeg()) // 2],
    "jpeg-then-noise": whole_jpeg()[:30] + b"\xaa" * 4000,
    "jpeg-with-a-mark-in-its-data": marked_jpeg(b"\xff\xdb"),
    "png-cut-short": png_header(100, 100)[:40],
    "png-with-a-wrong-sum": png_header(100, 100)[:-20] + b"\x00" * 20,
    "png-bomb-200-megapixels": png_header(20_000, 10_000),
    "png-bomb-just-over": png_header(10_000, MAX_PIXELS // 10_000 + 1),
    "png-bomb-of-bombs": png_header(2**31 - 1, 2**31 - 1),
    "png-zero-wide": png_header(0, 100),
    "png-of-too-few-pixels": png(zlib.compress(b"\0" * 900)),
    "png-one-byte-short": png(zlib.compress(b"\0" * (320 * 1441 - 1))),
    "png-of-noise": png(b"\xaa" * 4000),
    "png-without-data": png(b""),
    "png-of-unknown-filters": png(zlib.compress(b"\xaa" * (320 * 1441))),
    "png-interlaced-of-too-few-pixels": png(zlib.compress(b"\0" * 900), interlace=1),
    "png-with-a-text-bomb": png(zlib.compress(b"\0" * 320 * 1441))[:33]
    + png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 2_000_000))
    + png(zlib.compress(b"\0" * 320 * 1441))[33:],
    "gif-header-only": b"GIF89a\x01\x00\x01\x00",
    "webp-header-only": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "tiff-of-nothing": b"II*\x00\x08\x00\x00\x00\x00\x00",
    "bmp-of-noise": b"BM" + b"\xff" * 60,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_serve_is_refused_in_two_languages(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(raw)
    with pytest.raises(PictureProblem) as caught:
        probe(path)
    assert caught.value.message.fr
    assert caught.value.message.en
    assert problems(path) == [caught.value.message]


@pytest.mark.parametrize("size", [(1, 1), (15, 400), (1, 20_000), (16, 2_000)], ids=str)
def test_a_picture_too_small_or_too_thin_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(PictureProblem):
        probe(saved(tmp_path, Image.new("RGB", size), "photo.png"))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    for name in ("missing.jpg", "folder.jpg", "nul\0.jpg"):
        with pytest.raises(PictureProblem):
            probe(tmp_path / name)


def test_the_format_is_read_from_the_content_and_a_lying_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(whole_jpeg())
    assert probe(path).format == "jpeg"
    assert [phrase.en for phrase in problems(path)] == [
        "the extension “.png” is not true: this is a JPEG (rename it to .jpg)"
    ]


def test_an_avif_file_whose_first_brand_is_that_of_heic_too_is_avif(tmp_path: Path) -> None:
    path = saved(tmp_path, drawn(), "photo.avif")
    raw = path.read_bytes()
    path.write_bytes(raw[:8] + b"mif1" + raw[12:])
    assert probe(path).format == "avif"


def test_a_right_name_in_capitals_is_no_lie(tmp_path: Path) -> None:
    path = tmp_path / "PHOTO.JPG"
    path.write_bytes(whole_jpeg())
    assert problems(path) == []


def test_a_changed_file_is_judged_anew(tmp_path: Path) -> None:
    path = saved(tmp_path, drawn())
    first = probe(path)
    saved(tmp_path, drawn(300, 300))
    assert (first.width_px, probe(path).width_px) == (600, 300)
    assert first.digest != probe(path).digest


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_whole_png_of_any_kind_serves(tmp_path: Path, mode: str) -> None:
    image = Image.new(mode, (37, 41)) if mode == "I;16" else drawn(37, 41).convert(mode)
    path = saved(tmp_path, image, "photo.png")
    assert (probe(path).width_px, problems(path)) == (37, [])


def test_a_png_serves_in_many_pieces_with_more_data_than_rows(tmp_path: Path) -> None:
    data = zlib.compress(b"\0" * (320 * 1441) + b"\xaa" * 9999, 0)
    whole = png(b"")
    pieces = b"".join(png_chunk(b"IDAT", data[at : at + 1000]) for at in range(0, len(data), 1000))
    (tmp_path / "photo.png").write_bytes(whole.replace(png_chunk(b"IDAT", b""), pieces))
    assert problems(tmp_path / "photo.png") == []


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("content/ecouter", "content/ecouter/photo.png"),
        ("content/site/content", "content/photo.png"),
        ("x", "photo.png"),
    ],
)
def test_a_photo_spoilt_after_it_was_judged_is_told_without_its_absolute_path(
    tmp_path: Path, folder: str, told: str
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    path = saved(tmp_path / folder, drawn(), "photo.png")
    photo = probe(path)
    path.write_bytes(HOSTILE["jpeg-then-noise"])
    with pytest.raises(PictureProblem) as caught:
        resized(photo, 100)
    assert [problem.path for problem in caught.value.problems] == [told]
    assert str(tmp_path) not in f"{caught.value.message.fr} {caught.value.message.en} {caught.value}"


@pytest.mark.parametrize("spoilt", [name for name in HOSTILE if name.startswith("png-") and "bomb" not in name])
def test_a_png_spoilt_after_it_was_judged_never_gives_a_black_image(tmp_path: Path, spoilt: str) -> None:
    path = saved(tmp_path, drawn(), "photo.png")
    photo = probe(path)
    path.write_bytes(HOSTILE[spoilt])
    with pytest.raises(PictureProblem) as caught:
        resized(photo, 100)
    assert str(tmp_path) not in str(caught.value.problems)


def test_an_animation_is_told(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (64, 64), RED), Image.new("RGB", (64, 64), BLUE)]
    for name in ("photo.gif", "photo.webp"):
        path = saved(tmp_path, frames[0], name, save_all=True, append_images=frames[1:])
        assert [phrase.en for phrase in problems(path)] == ["the picture is animated: only its first frame is shown"]


def test_broken_metadata_does_not_hide_the_photo(tmp_path: Path) -> None:
    broken = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff" + b"\x01" * 40
    assert probe(saved(tmp_path, drawn(), exif=broken)).width_px == 600
