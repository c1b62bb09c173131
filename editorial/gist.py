"""The gist of a text: what the rest of a site must know of a body, so that one known already is not read again."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple
from urllib.parse import unquote

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.link import Link, scheme_of
from editorial.packed import packed, unpacked
from editorial.piece import Kind, Piece, digest_of
from editorial.prose import Footnote, Heading, Prose, read_prose
from editorial.source import Document, decoded_before, split_markdown

WORDS_A_MINUTE = 220
MAX_OPENING_CHARS = 4_000
"""Of an opening so much is kept: no excerpt nor post is longer but Facebook's, whose readers see 477 characters."""


class Gist(NamedTuple):
    """What a body says to others, of its Prose: places are counted in characters of the body."""

    words: int
    opening: tuple[str, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Link, ...]
    html: tuple[tuple[int, int], ...]
    footnotes: tuple[Footnote, ...]
    depth: int


class Lead(NamedTuple):
    """Where a link inside the site leads: to a file, and to an anchor in it; without a path, nobody can say so yet."""

    path: str
    anchor: str


class KeptText:
    """The text of a Markdown file an index knows: read again only where somebody looks at it.

    Raises EditorialError where the file has changed since. `root` is the site's folder, said anew in each run.
    """

    root = Path()

    def __init__(self, path: str, digest: str, body_start: int, body_line: int, gist: Gist, told: str, body: str):
        self.path, self.digest, self.body_start, self.body_line = path, digest, body_start, body_line
        self.told = told
        self.leads = leads_in(path, gist)
        self.images = tuple(dict.fromkeys(image.url for image in gist.images))
        self.has_html_images = _has_html_images(gist, body)
        self.has_comments = _has_comments(gist, body)
        self.words = gist.words
        self._gist = packed(_as_plain(gist))

    def __getstate__(self) -> dict[str, object]:
        """Give what is kept of it."""
        return {name: value for name, value in self.__dict__.items() if name != "root"}

    @property
    def text(self) -> str:
        """The whole file."""
        return _text(f"{self.root}/{self.path}", self.path, self.digest)

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.text[self.body_start :]

    @property
    def front(self) -> Document:
        """The front matter with the place of each value."""
        return _front(f"{self.root}/{self.path}", self.path, self.digest)

    @property
    def gist(self) -> Gist:
        """What the body says to others."""
        return _from_plain(unpacked(self._gist))


def gist_of(piece: Piece) -> Gist:
    """Give the gist of a piece's body."""
    return piece.source.gist if isinstance(piece.source, KeptText) else gist_in(read_prose(piece.body))


def leads_of(piece: Piece) -> tuple[Lead, ...]:
    """Give where the links of a piece lead inside the site."""
    return piece.source.leads if isinstance(piece.source, KeptText) else leads_in(piece.path, gist_of(piece))


def has_html_images(piece: Piece) -> bool:
    """Say whether a piece's body holds images that the writer put in as HTML."""
    source = piece.source
    return source.has_html_images if isinstance(source, KeptText) else _has_html_images(gist_of(piece), piece.body)


def has_comments(piece: Piece) -> bool:
    """Say whether a piece's body holds comments, which no reader sees."""
    source = piece.source
    return source.has_comments if isinstance(source, KeptText) else "<!--" in source.body


def images_in_text(piece: Piece) -> tuple[Link, ...]:
    """Give the images a piece's body shows, in Markdown."""
    return () if isinstance(piece.source, KeptText) and not piece.source.images else gist_of(piece).images


def words_of(piece: Piece) -> int:
    """Give how many words a piece's body has."""
    return piece.source.words if isinstance(piece.source, KeptText) else gist_of(piece).words


def minutes_in(words: int) -> int:
    """Give how long so many words take to read, in minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def names_pictures(piece: Piece) -> bool:
    """Say whether a piece names any picture, in its front matter or in its body."""
    if piece.image is not None or piece.social:
        return True
    return bool(images_in_text(piece))


def leads_in(path: str, gist: Gist) -> tuple[Lead, ...]:
    """Give where the links of a text, which stands at `path`, lead inside the site."""
    folder, leads = dirname(path), []
    for link in gist.links:
        if link.url and not link.url.startswith("//") and not scheme_of(link.url):
            written, _, anchor = link.url.partition("#")
            written = unquote(written.partition("?")[0])
            is_file = written.endswith(".md") and not written.startswith("/")
            leads.append(Lead(normpath(join(folder, written)) if is_file else "", unquote(anchor)))
    return tuple(dict.fromkeys(leads))


def gist_in(prose: Prose) -> Gist:
    """Give the gist of a body that was read."""
    return Gist(
        prose.words,
        _beginning(prose.opening),
        prose.headings,
        prose.links,
        prose.images,
        prose.html,
        prose.footnotes,
        prose.depth,
    )


def told_in(piece: Piece, front: str, body: str, gist: Gist, found: str) -> str:
    """Give the digest of all that a text tells others than its own page: what stays the same while that does.

    It is the front matter, what was `found` in it, and of the body what lists and posts quote, and where links lead.
    A text that may be quoted anywhere (without a standfirst, with HTML, the frame of an edition) tells all of it.
    """
    if not piece.standfirst or gist.html or piece.kind is Kind.EDITION:
        return digest_of(front, found, body)
    quoted = (gist.opening, minutes_in(gist.words))
    reached = ([heading.anchor for heading in gist.headings], [note.label for note in gist.footnotes])
    leading = ([link.url for link in gist.links], [(image.url, image.text, image.title) for image in gist.images])
    return digest_of(front, found, repr((quoted, reached, leading)))


def _as_plain(gist: Gist) -> tuple[Any, ...]:
    """Give a gist as nothing but tuples, texts and numbers, which are packed and unpacked in half the time."""
    words, opening, headings, links, images, html, footnotes, depth = gist
    named = (tuple(map(tuple, values)) for values in (headings, links, images, footnotes))
    return (words, opening, html, depth, *named)


def _from_plain(plain: Any) -> Gist:  # noqa: ANN401 (what `unpacked` gave)
    words, opening, html, depth, headings, links, images, footnotes = plain
    return Gist(
        words,
        opening,
        tuple(map(Heading._make, headings)),
        tuple(map(Link._make, links)),
        tuple(map(Link._make, images)),
        html,
        tuple(map(Footnote._make, footnotes)),
        depth,
    )


def _has_html_images(gist: Gist, body: str) -> bool:
    return any("<img" in body[start:end].lower() for start, end in gist.html)


def _has_comments(gist: Gist, body: str) -> bool:
    return any("<!--" in body[start:end] for start, end in gist.html)


def _beginning(opening: tuple[str, ...]) -> tuple[str, ...]:
    """Give the paragraphs of an opening up to the one that makes it long enough for any excerpt."""
    kept, chars = [], 0
    for paragraph in opening:
        if chars > MAX_OPENING_CHARS:
            break
        kept.append(paragraph)
        chars += len(paragraph)
    return tuple(kept)


@lru_cache(maxsize=64)
def _front(file: str, path: str, digest: str) -> Document:
    """Give the front matter of a file, read again; the last ones are remembered: each network asks for its place."""
    return split_markdown(_text(file, path, digest)).front


@lru_cache(maxsize=256)
def _text(file: str, path: str, digest: str) -> str:
    """Give the text of a file, read again; the last ones are remembered, since a page asks several times."""
    try:
        with open(file, "rb", buffering=0) as opened:
            raw = opened.read()
    except OSError:
        raw = b""
    if digest_of(raw) != digest:
        raise EditorialError(_CHANGED, path)
    return decoded_before(raw)


_CHANGED = Phrase(
    "ce fichier a changé pendant la fabrication : relancez-la", "this file changed during the build: run it again"
)
