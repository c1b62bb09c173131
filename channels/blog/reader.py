"""The reader that a plain run of Pelican uses on a site of ours: our front matter, and no more than the plan shows."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, ClassVar

from pelican.readers import BaseReader, HTMLReader, MarkdownReader, RstReader

from channels.blog import plain as plain  # what it tells a plain run, it tells once imported
from channels.blog.contents import Contents, metadata, text_of
from channels.blog.declared import Declared
from editorial.piece import Kind, Piece

logger = logging.getLogger(__name__)
_FILE, _PHOTO = "\x02filename\x03", "\x02static\x03"
"""Pelican's {filename} and {static}, in signs that no text of ours can hold: a writer may well write `{tag}`."""

# Pelican's own readers would publish what no plan knows of: any .html, .rst or .markdown file among the pieces.
HTMLReader.file_extensions = MarkdownReader.file_extensions = RstReader.file_extensions = []


class PieceReader(BaseReader):  # type: ignore[misc]
    """Reads the pieces of a site for Pelican; what is not live at the present instant is skipped, and said so."""

    file_extensions: ClassVar[list[str]] = ["md"]

    def __init__(self, settings: dict[str, Any]):
        super().__init__(settings)
        self._site: Declared = settings["JINJA_GLOBALS"]["site"]
        self._contents: dict[str, Contents] = {}
        settings["INTRASITE_LINK_REGEX"] = "\x02(?P<what>.*?)\x03"

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Give a piece's HTML and its metadata in Pelican's words; `status: skip` for what must not appear."""
        path = Path(source_path).resolve().relative_to(self._site.root.resolve()).as_posix()
        piece = self._site.view.shown(path)
        if piece is None:
            logger.warning("Not shown: %s (%s)", path, self._why(path))
            return "", {"title": path, "status": "skip"}
        if piece.lang not in self._contents:
            self._contents[piece.lang] = Contents(self._site, self.settings, piece.lang)
        return self._body(piece), metadata(self._contents[piece.lang], piece)

    def _body(self, piece: Piece) -> str:
        """Give the HTML with Pelican's own marks where an address depends on the page."""
        view = self._site.view

        def link(url: str) -> str | None:
            target = view.linked(piece, url)
            anchor = url.partition("#")[1] + url.partition("#")[2]
            return _FILE + "/" + target.path.partition("/")[2] + anchor if target else view.target(piece, url)

        return text_of(view, piece, link, lambda image: view.pictures.inline(piece, image, _PHOTO))

    def _why(self, path: str) -> str:
        view = self._site.view
        piece = view.site.by_path(path)
        if piece is not None and piece.kind is Kind.EDITION:
            return "newsletter edition"
        standing = view.plan.standings.get(piece.id) if piece else None
        return standing.reason.read(view.charter.lang) if standing else "unreadable"
