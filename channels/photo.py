"""A photo, judged by its content before anything is made from it: what it is, how large, and what is wrong with it."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from channels.whole import is_whole, unsealed
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.piece import digest_of
from editorial.scan import CONTENT

MAX_PIXELS = 60_000_000
"""Above what phones and cameras give (50 MP), well below what fills the memory of a CI job."""
MAX_BYTES = 100_000_000
MIN_SIDE_PX = 16
MAX_RATIO = 20

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP")
"""All that is opened: Pillow would hand a PostScript file to another programme."""
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"heif", b"mif1", b"msf1")
"""ISO/IEC 23008-12, annex B and 10; the last two may hold AVIF as well, and then say so among their brands."""
_SUFFIXES = {
    "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"), "png": (".png", ".apng"), "webp": (".webp",), "gif": (".gif",),
    "tiff": (".tif", ".tiff"), "avif": (".avif",), "bmp": (".bmp", ".dib"),
}  # fmt: skip


class PictureProblem(EditorialError):
    """A file that cannot serve as a photo; `message` says why and what to do."""

    def __init__(self, message: Phrase, path: Path | None = None):
        self.message = message
        super().__init__(message, _within_site(path) if path else None)


def _within_site(path: Path) -> str:
    """Give a file's path from the site's content on, else its name: a report must not tell where the site stands."""
    parts = path.parts
    folder = len(parts) - 1 - parts[::-1].index(CONTENT) if CONTENT in parts[:-1] else -1
    return "/".join(parts[folder:])


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that can be used: its size as seen (after the EXIF rotation), what it is by its content, its digest."""

    path: Path
    width_px: int
    height_px: int
    digest: str
    format: str
    is_animated: bool = False


def probe(path: Path) -> Photo:
    """Give the photo a file holds; raises PictureProblem for what is no picture, broken, too large or too thin."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        raise PictureProblem(MISSING, path) from None
    return _judged(path, stat.st_size, stat.st_mtime_ns)


def problems(path: Path) -> list[Phrase]:
    """Give what a writer should know of a file that is used all the same (or why it cannot be)."""
    try:
        photo = probe(path)
    except PictureProblem as problem:
        return [problem.message]
    said = []
    if path.suffix.lower() not in _SUFFIXES[photo.format]:
        said.append(
            _LYING.fill(suffix=path.suffix or path.name, format=photo.format.upper(), right=_SUFFIXES[photo.format][0])
        )
    if photo.is_animated:
        said.append(_ANIMATED)
    return said


@lru_cache(maxsize=4096)
def _judged(path: Path, size_bytes: int, mtime_ns: int) -> Photo:
    """The file's time (mtime_ns) only says whether this process has judged it already; it reaches no output."""
    if size_bytes == 0:
        raise PictureProblem(_EMPTY, path)
    if size_bytes > MAX_BYTES:
        raise PictureProblem(_HEAVY.fill(mega=size_bytes // 1_000_000), path)
    try:
        raw = path.read_bytes()
    except OSError:
        raise PictureProblem(MISSING, path) from None
    image = open_image(raw, path)
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureProblem(_BOMB.fill(width=width, height=height, mega=MAX_PIXELS // 1_000_000), path)
    if min(width, height) < MIN_SIDE_PX:
        raise PictureProblem(_TINY.fill(width=width, height=height, least=MIN_SIDE_PX), path)
    if max(width, height) > MAX_RATIO * min(width, height):
        raise PictureProblem(_THIN.fill(width=width, height=height), path)
    if not is_whole(raw):
        asking = unsealed(raw)
        decode(image if asking is raw else _at_its_smallest(open_image(asking, path)), path)
    if orientation_of(image, path) >= 5:
        width, height = height, width
    form = "jpeg" if image.format == "MPO" else str(image.format).lower()
    return Photo(path, width, height, digest_of(raw), form, form != "jpeg" and _is_animated(image))


def open_image(raw: bytes, path: Path) -> Image.Image:
    """Give an image whose header was read and nothing more; raises PictureProblem."""
    head = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") and b"<svg" in head:
        raise PictureProblem(_SVG, path)
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIC_BRANDS and b"avif" not in raw[12:64]:
        raise PictureProblem(_HEIC, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(raw), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise PictureProblem(_BOMB_UNSEEN.fill(mega=MAX_PIXELS // 1_000_000), path) from None
    except UnidentifiedImageError:
        raise PictureProblem(_UNKNOWN, path) from None
    except DECODING as problem:
        raise PictureProblem(BROKEN.fill(why=first_line(problem)), path) from None


def decode(image: Image.Image, path: Path | None = None) -> Image.Image:
    """Give the image with its pixels; raises PictureProblem where they cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
        return image
    except DECODING as problem:
        raise PictureProblem(BROKEN.fill(why=first_line(problem)), path) from None


def _at_its_smallest(image: Image.Image) -> Image.Image:
    """Give a JPEG to be decoded at an eighth: as much of it is read, and less made."""
    image.draft(None, (1, 1))
    return image


def orientation_of(image: Image.Image, path: Path | None = None) -> int:
    """Give the EXIF orientation, from 1 (upright) to 8; raises PictureProblem for a PNG whose pixels cannot be read."""
    if image.format == "PNG":
        # Its EXIF may stand after the pixels, so getexif() decodes them; failing there, it left a black image behind.
        decode(image, path)
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:  # noqa: BLE001 (EXIF written by anything; Pillow raises a dozen kinds on a broken one)
        return 1
    return value if isinstance(value, int) else 1


def _is_animated(image: Image.Image) -> bool:
    try:
        return bool(getattr(image, "is_animated", False))
    except DECODING:
        return False


def first_line(problem: BaseException) -> str:
    """Give the first words of what a decoder says."""
    return (str(problem).splitlines() or [type(problem).__name__])[0][:120]


DECODING = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
    OverflowError,
    MemoryError,
    AttributeError,
    RuntimeError,
    Image.DecompressionBombError,
)
"""What Pillow's decoders are known to raise on damaged files."""
MISSING = Phrase("l’image est introuvable ou illisible", "the picture is missing or unreadable")
_EMPTY = Phrase("l’image est vide (0 octet) : remplacez le fichier", "the picture is empty (0 bytes): replace the file")
_HEAVY = Phrase(
    "l’image pèse {mega} Mo, au-delà de 100 Mo : réduisez-la",
    "the picture weighs {mega} MB, more than 100 MB: reduce it",
)
_SVG = Phrase(
    "l’image est un dessin SVG, que les réseaux et les courriels n’affichent pas : exportez-la en PNG",
    "the picture is an SVG drawing, which networks and mails do not show: export it as PNG",
)
_HEIC = Phrase("l’image est au format HEIC : exportez-la en JPEG", "the picture is HEIC: export it as JPEG")
_UNKNOWN = Phrase(
    "ce fichier n’est pas une image lisible (JPEG, PNG, WebP, AVIF, GIF ou TIFF attendu)",
    "this file is no readable picture (JPEG, PNG, WebP, AVIF, GIF or TIFF expected)",
)
BROKEN = Phrase(
    "l’image est abîmée ou tronquée ({why}) : remplacez le fichier",
    "the picture is damaged or cut short ({why}): replace the file",
)
_BOMB = Phrase(
    "l’image fait {width} × {height} px, au-delà de {mega} millions de pixels : réduisez-la",
    "the picture is {width} × {height} px, more than {mega} million pixels: reduce it",
)
_BOMB_UNSEEN = Phrase(
    "l’image dépasse {mega} millions de pixels : réduisez-la",
    "the picture has more than {mega} million pixels: reduce it",
)
_TINY = Phrase(
    "l’image ne fait que {width} × {height} px ; il en faut au moins {least} de chaque côté",
    "the picture is only {width} × {height} px; each side needs at least {least}",
)
_THIN = Phrase(
    "l’image fait {width} × {height} px : trop étirée pour être recadrée",
    "the picture is {width} × {height} px: too thin to be cropped",
)
_LYING = Phrase(
    "l’extension « {suffix} » ne dit pas vrai : c’est un {format} (renommez-le en {right})",
    "the extension “{suffix}” is not true: this is a {format} (rename it to {right})",
)
_ANIMATED = Phrase(
    "l’image est animée : seule la première vue est montrée", "the picture is animated: only its first frame is shown"
)
