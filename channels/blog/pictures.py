"""The blog's pictures: which sizes of a photo the pages ask for, the HTML that shows them, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from channels.blog.images import images_of
from channels.channel import Artifact
from editorial.gist import has_html_images, images_in_text
from editorial.piece import Focus, Picture, Piece
from editorial.prose import Link
from editorial.scan import CONTENT
from editorial.site import Site
from editorial.slug import slugified

if TYPE_CHECKING:
    from channels.picture import Photo

WIDTHS_PX = (480, 768, 1200, 1920)
FALLBACK_PX = 1200
SQUARE_PX = 240
_TALL = 0.8
_CLOSE = 0.87
"""A width this near the photo's own is not worth a file of its own."""

WIDE = "(min-width: 48em) 44em, 100vw"
"""How wide a picture in the text is shown, for `sizes`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture as a page shows it: addresses from the site's root, size in pixels, and the words beside it."""

    src: str
    width_px: int
    height_px: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    position: str = "50% 50%"
    sources: tuple[tuple[int, str], ...] = ()
    """WebP files by width."""
    square: str = ""

    @property
    def is_tall(self) -> bool:
        """Say whether it would fill a screen if it were shown wider than the text."""
        return self.height_px > _TALL * self.width_px


class Pictures:
    """Finds the photos of a site's pieces and says how each is shown.

    `is_plain` leaves photos as they are, for a run of Pelican itself, which copies them and makes no sizes. Pillow is
    loaded where there is a photo to look at.
    """

    def __init__(self, site: Site, *, is_plain: bool = False):
        self._site = site
        self._is_plain = is_plain
        self._images: dict[str, tuple[Link, ...]] = {}

    def lead(self, piece: Piece) -> Shown | None:
        """Give the picture that leads a piece, or None where it has none that can be shown."""
        picture = piece.image
        return self._shown(piece, picture) if picture else None

    def inline(self, piece: Piece, image: Link, root: str) -> str | None:
        """Give the HTML for an image of a piece's text, or None where it cannot be shown."""
        if image.url.startswith(("https://", "http://")):
            alt, src = escape(image.text), escape(image.url)
            return figure(f'<img src="{src}" alt="{alt}" loading="lazy">', image.title, "")
        shown = self._shown(piece, Picture(image.url, image.text, image.title))
        return figure(picture(shown, root, WIDE), shown.caption, "") if shown else None

    def images(self, piece: Piece) -> tuple[Link, ...]:
        """Give the images of a piece's text, looked for once: it is rendered for those put in as HTML."""
        if not has_html_images(piece):
            return images_in_text(piece)
        if piece.digest not in self._images:
            self._images[piece.digest] = images_of(piece)
        return self._images[piece.digest]

    def artifacts(self, piece: Piece) -> Iterator[Artifact]:
        """Give the files of every size of the pictures a piece shows."""
        if piece.image and (photo := self.found(piece, piece.image.src)):
            yield from _sizes(photo, piece)
            focus = piece.image.focus
            yield _file(_square_path(photo, focus), photo, piece, "square", focus)
        for image in self.images(piece):
            if photo := self.found(piece, image.url):
                yield from _sizes(photo, piece)

    def photo(self, piece: Piece) -> Photo | None:
        """Give the photo that leads a piece, or None where it has none that can be shown."""
        return self.found(piece, piece.image.src) if piece.image else None

    def found(self, piece: Piece, src: str) -> Photo | None:
        """Give the photo a piece names, or None where there is none that can be shown."""
        path = self._site.locate_image(piece, src)
        if path is None:
            return None
        from channels.picture import PictureProblem, probe

        try:
            return probe(path)
        except PictureProblem:
            return None

    def _shown(self, piece: Piece, given: Picture) -> Shown | None:
        photo = self.found(piece, given.src)
        if photo is None:
            return None
        words = (given.alt, given.caption, given.credit, _position(photo, given.focus))
        if self._is_plain:
            kept = photo.path.relative_to((self._site.root / CONTENT).resolve()).as_posix()
            return Shown(f"/{kept}", photo.width_px, photo.height_px, *words, square=f"/{kept}")
        width = min(photo.width_px, FALLBACK_PX)
        height = max(1, round(photo.height_px * width / photo.width_px))
        sources = tuple((size, _path(photo, size, "webp")) for size in _widths(photo))
        return Shown(_path(photo, width, "jpg"), width, height, *words, sources, _square_path(photo, given.focus))


def picture(shown: Shown, root: str, sizes: str, *, is_eager: bool = False, is_focused: bool = False) -> str:
    """Give the `<picture>` of a photo: WebP in every size, a JPEG for the rest, its size set so that nothing jumps."""
    loading = 'fetchpriority="high"' if is_eager else 'loading="lazy"'
    style = f' style="object-position:{shown.position}"' if is_focused else ""
    image = (
        f'<img src="{root}{shown.src}" width="{shown.width_px}" height="{shown.height_px}"'
        f' alt="{escape(shown.alt)}" {loading} decoding="async"{style}>'
    )
    if not shown.sources:
        return image
    srcset = ", ".join(f"{root}{path} {width}w" for width, path in shown.sources)
    return f'<picture><source type="image/webp" srcset="{srcset}" sizes="{sizes}">{image}</picture>'


def square(shown: Shown, root: str) -> str:
    """Give the small square crop of a photo; it repeats a title beside it, so its alternative text is empty."""
    return f'<img src="{root}{shown.square}" width="{SQUARE_PX}" height="{SQUARE_PX}" alt="" loading="lazy">'


def figure(image: str, caption: str, credit: str) -> str:
    """Give a figure with its caption and credit, where it has them."""
    said = [escape(caption, quote=False)] if caption else []
    said += [f"<small>{escape(credit, quote=False)}</small>"] if credit else []
    return f"<figure>{image}{'<figcaption>' + ' '.join(said) + '</figcaption>' if said else ''}</figure>"


def _position(photo: Photo, focus: Focus | None) -> str:
    """Give the `object-position` that shows what a 3:2 crop around the focus would: CSS aligns edges, not centres."""
    from channels.picture import crop_box

    left, top, right, bottom = crop_box(photo, 3, 2, focus)
    spare_x, spare_y = photo.width_px - (right - left), photo.height_px - (bottom - top)
    x, y = (100 * start / spare if spare >= 1 else 50.0 for start, spare in ((left, spare_x), (top, spare_y)))
    return f"{x:.0f}% {y:.0f}%"


def _sizes(photo: Photo, piece: Piece) -> Iterator[Artifact]:
    for width in _widths(photo):
        yield _file(_path(photo, width, "webp"), photo, piece, "webp", width)
    width = min(photo.width_px, FALLBACK_PX)
    yield _file(_path(photo, width, "jpg"), photo, piece, "jpeg", width)


def _widths(photo: Photo) -> list[int]:
    largest = min(photo.width_px, WIDTHS_PX[-1])
    return [*(width for width in WIDTHS_PX if width < largest * _CLOSE), largest]


def resized(photo: Photo, width_px: int, kind: str) -> bytes:
    """Give the whole photo at a width, made by Pillow, which is loaded for it."""
    from channels import picture

    return picture.resized(photo, width_px, kind)


def _file(path: str, photo: Photo, piece: Piece, kind: str, size: int | Focus | None) -> Artifact:
    from channels.picture import cropped, key

    def make() -> bytes:
        if isinstance(size, int):
            return resized(photo, size, kind)
        return cropped(photo, SQUARE_PX, SQUARE_PX, size)

    media_type = "image/webp" if path.endswith("webp") else "image/jpeg"
    return Artifact("site" + path, media_type, "blog", key(photo, kind, size), make, pieces=(piece.id,))


def _path(photo: Photo, width_px: int, suffix: str) -> str:
    return f"{_stem(photo.path, photo.digest)}-{width_px}.{suffix}"


def _square_path(photo: Photo, focus: Focus | None) -> str:
    point = f"{focus.x:g}x{focus.y:g}" if focus else "centre"
    return f"{_stem(photo.path, photo.digest)}-{point}-{SQUARE_PX}.jpg"


def _stem(path: Path, digest: str) -> str:
    """Give a name that stays while the photo's bytes do, and tells two files of one name apart."""
    return f"/images/{slugified(path.stem)[:60] or 'photo'}-{digest[:8]}"
