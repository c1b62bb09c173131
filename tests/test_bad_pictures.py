"""A hostile picture, wherever a piece shows it, is a finding at its place or is shown right: never a traceback."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from tests.builder import SiteBuilder
from tests.command import Ran, ligne

AT = "2026-03-10T12:00+00:00"
RED, GREEN, BLUE = (200, 30, 30), (30, 160, 30), (30, 30, 200)
SECRET = b"48.8584 2.2945 chez Zoe"
METADATA = {"exif", "xmp", "icc_profile", "comment", "Comment", "photoshop", "transparency"}
LEAD, BODY = "zoelead", "zoebody"


def drawn(width: int = 480, height: int = 320) -> Image.Image:
    """A red field with a blue head and a green left quarter: what is left, right, top and bottom can be told."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (0, 0, width // 4, height))
    image.paste(BLUE, (0, 0, width, height // 8))
    return image


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


@cache
def jpeg() -> bytes:
    return saved(drawn(), "JPEG", quality=95)


def exif(orientation: int = 1) -> bytes:
    block = Image.Exif()
    block[0x0112], block[0x010E], block[0x8298] = orientation, SECRET.decode(), SECRET.decode()
    block.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    return block.tobytes()


def with_a_huge_exif() -> bytes:
    """A JPEG with its EXIF block as large as one may be, forty more of them, and a comment."""
    whole = saved(drawn(), "JPEG", quality=95, exif=exif(), comment=SECRET * 2000)
    block = b"Exif\0\0" + SECRET * 2800
    return whole[:2] + (b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block) * 40 + whole[2:]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, pixels: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG whose every sum is right, whatever its pixels are."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    text = chunk(b"tEXt", b"Comment\0" + SECRET)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + text + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@cache
def two_hundred_megapixels() -> bytes:
    """A PNG of 20,000 × 10,000 px, whole and of one colour, in 25 kB: one bit a pixel."""
    squeeze = zlib.compressobj(9)
    rows = b"".join(squeeze.compress(b"\0" * 2501 * 100) for _ in range(100))
    return png(20_000, 10_000, rows + squeeze.flush(), depth=1, colour=0)


def taller(raw: bytes, height: int) -> bytes:
    """A JPEG whose frame header (SOF0) claims another height and as much width."""
    at = raw.index(b"\xff\xc0") + 5
    return raw[:at] + struct.pack(">HH", height, height) + raw[at + 4 :]


def gif_bomb() -> bytes:
    """A GIF of 60,000 × 60,000 px by its own account, in a few bytes."""
    return (
        b"GIF89a"
        + struct.pack("<HH", 60_000, 60_000)
        + b"\x80\0\0"
        + b"\0" * 6
        + b","
        + bytes(8)
        + b"\0\x02\x02L\x01\0;"
    )


def sixteen_bits() -> bytes:
    """A PNG of 16 bits a channel, as a camera's software exports it."""
    plain, row_bytes = drawn().tobytes(), 480 * 3
    deep = bytearray(2 * len(plain))
    deep[::2] = deep[1::2] = plain
    rows = (bytes(1) + deep[start : start + 2 * row_bytes] for start in range(0, len(deep), 2 * row_bytes))
    return png(480, 320, zlib.compress(b"".join(rows), 1), depth=16)


def palette_with_alpha() -> bytes:
    """A PNG of 256 colours, the whole red field of which is clear."""
    image = drawn().convert("P", palette=Image.Palette.ADAPTIVE, colors=8)
    clear = image.getpixel((400, 300))
    return saved(image, "PNG", transparency=clear)


def animated(form: str) -> bytes:
    frames = [drawn(), Image.new("RGB", (480, 320), BLUE)]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], comment=SECRET)


def in_cmyk() -> bytes:
    return saved(drawn().convert("CMYK"), "JPEG", quality=95, exif=exif(), comment=SECRET)


def in_another_space() -> bytes:
    """A photo whose numbers are Lab's: without its profile it would be of other colours."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB")
    made = ImageCms.applyTransform(drawn(), to_lab)
    assert made is not None
    return saved(made, "TIFF", icc_profile=lab.tobytes())


def turned() -> bytes:
    return saved(drawn(320, 480).transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif(6))


@dataclass(frozen=True)
class Refused:
    """A picture nobody could be shown: an error, so that the piece waits; `why` is what the finding says of it."""

    name: str
    make: Callable[[], bytes]
    why: str


@dataclass(frozen=True)
class Shown:
    """A picture that is shown; `warned` is what a writer should know all the same, None where all is as it looks."""

    name: str
    make: Callable[[], bytes]
    warned: str | None = None
    size: tuple[int, int] = (480, 320)
    field: tuple[int, int, int] = RED


REFUSED = {
    # Nothing can be made of these, and a hole in the page would be worse than a wait.
    "corrupt": Refused("vue.jpg", lambda: jpeg()[:200] + b"\xaa" * 4000, "abîmée ou tronquée"),
    "truncated": Refused("vue.jpg", lambda: jpeg()[: len(jpeg()) // 2], "abîmée ou tronquée"),
    "too-few-pixels": Refused("vue.png", lambda: png(480, 320, zlib.compress(b"\0" * 900)), "abîmée ou tronquée"),
    "noise-for-pixels": Refused("vue.png", lambda: png(480, 320, b"\xaa" * 4000), "abîmée ou tronquée"),
    "zero-bytes": Refused("vue.jpg", lambda: b"", "vide"),
    "text": Refused("vue.jpg", lambda: b"ceci n'est pas une image", "pas une image lisible"),
    # Networks and mails show no SVG, and it may hold a script.
    "svg": Refused("vue.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
    # It would fill the memory of the machine that publishes.
    "200-megapixels": Refused("vue.png", two_hundred_megapixels, "millions de pixels"),
    # Pillow reads none without a plug-in, and networks show none.
    "heic": Refused("vue.heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400, "HEIC"),
    "heic-named-jpg": Refused("vue.jpg", lambda: b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic" + b"\0" * 400, "HEIC"),
    # What the header says decides how much memory is asked for.
    "lying-png-header": Refused(
        "vue.png", lambda: png(60_000, 60_000, zlib.compress(b"\0" * 900)), "millions de pixels"
    ),
    "lying-jpeg-header": Refused("vue.jpg", lambda: taller(jpeg(), 60_000), "millions de pixels"),
    # Far more pixels than follow: a decoder fills them with grey and says nothing.
    "jpeg-that-promises-more": Refused("vue.jpg", lambda: taller(jpeg(), 4_000), "abîmée ou tronquée"),
    "gif-bomb": Refused("vue.gif", gif_bomb, "millions de pixels"),
    "tiff-of-nothing": Refused("vue.tif", lambda: saved(drawn(), "TIFF")[:300], "abîmée ou tronquée"),
    "webp-cut-short": Refused("vue.webp", lambda: saved(drawn(), "WEBP")[:200], "abîmée ou tronquée"),
    # No crop of these shows anything.
    "one-pixel": Refused("vue.png", lambda: saved(Image.new("RGB", (1, 1)), "PNG"), "1 × 1"),
    "a-flat-line": Refused("vue.png", lambda: saved(Image.new("RGB", (20_000, 1)), "PNG"), "20000 × 1"),
    "a-line": Refused("vue.png", lambda: saved(Image.new("RGB", (1, 20_000)), "PNG"), "1 × 20000"),
}
SHOWN = {
    # Converted without a word: what is shown is what the author sees.
    "cmyk": Shown("vue.jpg", in_cmyk),
    "16-bits": Shown("vue.png", sixteen_bits),
    "palette-with-alpha": Shown("vue.png", palette_with_alpha, field=(255, 255, 255)),
    "another-space": Shown("vue.tif", in_another_space),
    "turned": Shown("vue.jpg", turned, size=(320, 480)),
    "huge-exif": Shown("vue.jpg", with_a_huge_exif),
    # Shown, but not as the author may expect.
    "animated-gif": Shown("vue.gif", lambda: animated("GIF"), "animée"),
    "animated-png": Shown("vue.png", lambda: animated("PNG"), "animée"),
    "animated-webp": Shown("vue.webp", lambda: animated("WEBP"), "animée"),
    "png-named-jpg": Shown("vue.jpg", lambda: saved(drawn(), "PNG"), "un PNG"),
}


def a_site(root: Path, name: str, raw: bytes) -> SiteBuilder:
    """A good piece, one led by the picture, and one that shows it in its text."""
    builder = SiteBuilder(root).piece("bon").file(f"content/ecouter/{name}", raw)
    builder.piece(LEAD, title=f"Un {LEAD}", image={"alt": "La vue", "src": name}, newsletter={"weight": 9})
    return builder.piece(BODY, f"Un texte.\n\nEt puis ![La vue]({name}) après.", title=f"Un {BODY}")


def findings(ran: Ran) -> dict[str, tuple[str, str]]:
    """The level and message of what is said of a picture's file, by place."""
    said = re.findall(r"^(\S+:\d+:\d+): (\w+) image\.(?:unusable|doubtful): (.*)$", ran.out, re.MULTILINE)
    return {place: (level, message) for place, level, message in said}


def places(root: Path, name: str) -> list[str]:
    """Where the picture's name stands in both pieces, as path:line:col."""
    found = []
    for piece in (BODY, LEAD):
        path = root / f"content/ecouter/{piece}.md"
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found += [f"content/ecouter/{piece}.md:{number}:{line.index(name) + 1}"] if name in line else []
    return found


def public(root: Path) -> dict[str, bytes]:
    files = ((path.relative_to(root / "output").as_posix(), path) for path in (root / "output").rglob("*"))
    return {name: path.read_bytes() for name, path in files if path.is_file() and not name.startswith("team/")}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_picture_that_cannot_be_shown_holds_its_piece_and_no_other(tmp_path: Path, case: Refused) -> None:
    a_site(tmp_path, case.name, case.make())

    ran = ligne("build", "--at", AT, site=tmp_path)
    said = findings(ran)

    assert ran.code == 1, ran.said
    assert sorted(said) == places(tmp_path, case.name), ran.out
    assert all(level == "error" and case.why in message for level, message in said.values()), ran.out
    assert "Traceback" not in ran.said
    made = public(tmp_path)
    assert "site/bon/index.html" in made
    for piece in (LEAD, BODY):
        assert [name for name, raw in made.items() if piece in name or piece.encode() in raw] == []


@pytest.mark.parametrize("case", SHOWN.values(), ids=SHOWN)
def test_a_picture_that_can_be_shown_is_shown_right_everywhere(tmp_path: Path, case: Shown) -> None:
    a_site(tmp_path, case.name, case.make())

    ran = ligne("build", "--at", AT, site=tmp_path)
    said = findings(ran)

    assert ran.code == 0, ran.said
    assert sorted(said) == (places(tmp_path, case.name) if case.warned else []), ran.out
    assert all(level == "warning" and str(case.warned) in message for level, message in said.values()), ran.out
    made = public(tmp_path)
    assert {f"site/{piece}/index.html" for piece in ("bon", LEAD, BODY)} <= made.keys()
    pictures = {name: raw for name, raw in made.items() if name.endswith((".jpg", ".webp", ".png"))}
    assert {"site/mail/lettre_2026-03-06/zoelead.jpg", "outbox/social/zoelead/mastodon/photo.jpg"} <= pictures.keys()
    for name, raw in pictures.items():
        assert_clean(name, raw)
    (page,) = [
        raw
        for name, raw in pictures.items()
        if re.fullmatch(r"site/images/vue-\w+-\d{3}\.jpg", name) and opened(raw).size == case.size
    ]
    assert_drawn(opened(page), case)


def opened(raw: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


def assert_clean(name: str, raw: bytes) -> None:
    """An output picture is plain sRGB, and tells nothing of where it comes from."""
    image = opened(raw)
    assert image.mode == "RGB", name
    assert not METADATA & image.info.keys(), name
    assert dict(image.getexif()) == {}, name
    assert SECRET not in raw, name
    assert b"Zoe" not in raw, name


def assert_drawn(image: Image.Image, case: Shown) -> None:
    """The picture is upright, and its colours are those of `drawn`."""
    width, height = case.size
    for at, colour in (((width // 8, height // 2), GREEN), ((width * 3 // 4, height * 3 // 4), case.field),
                       ((width // 2, height // 20), BLUE)):  # fmt: skip
        found = image.getpixel(at)
        assert isinstance(found, tuple)
        assert all(abs(one - other) <= 24 for one, other in zip(found, colour, strict=True)), (at, found, colour)


def test_a_live_piece_whose_picture_breaks_stays_up_without_it(tmp_path: Path) -> None:
    builder = a_site(tmp_path, "vue.jpg", jpeg()).commit()
    builder.file("content/ecouter/vue.jpg", b"plus rien")

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert ran.code == 1, ran.said
    assert "image.unusable" in ran.out
    live = sorted(path.parent.name for path in (tmp_path / "output/site").glob("*/index.html"))
    assert {LEAD, BODY} <= set(live), live


def test_a_piece_whose_picture_never_could_be_shown_is_not_live(tmp_path: Path) -> None:
    a_site(tmp_path, "vue.jpg", jpeg()[:40]).commit()

    ran = ligne("build", "--at", AT, site=tmp_path)

    assert (ran.code, "image.unusable" in ran.out) == (1, True)
    assert not list((tmp_path / "output/site").glob(f"**/*{LEAD}*"))
