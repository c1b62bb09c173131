"""The édito as blocks of plain text, straight from its Markdown, with its links numbered where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

import pyromark

from channels.html import MAX_DEPTH
from editorial.piece import Piece
from editorial.prose import MARKDOWN_OPTIONS, read_prose
from editorial.typography import Typography, set_text

BREAK = "\n"
_TAGS = re.compile(r"(<[^<>]*>)")
_LINK = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_UNREAD = re.compile(r"\s*<(?:script|style|!|\?)", re.IGNORECASE)
_BLOCKS = ("Paragraph", "Heading", "CodeBlock", "HtmlBlock", "Table")
_CONTAINERS = ("Item", "BlockQuote", "FootnoteDefinition")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text: its words, what its first line and the next begin with, and the addresses it links to.

    In `text` the link of rank n (from 0) is followed by `\\x02n\\x03`; a line break stays one.
    """

    text: str
    lead: str = ""
    indent: str = ""
    urls: tuple[str, ...] = ()
    is_set: bool = False
    """Set as it is (code, a table): never wrapped."""


def read_blocks(
    piece: Piece, link: Callable[[str], str | None], typography: Typography | None = None
) -> tuple[Block, ...]:
    """Give the piece's body as blocks, set in a typography; `link` gives the address of a link of the site, or None."""
    prose = read_prose(piece.body)
    if prose.depth > MAX_DEPTH:
        return tuple(Block(text) for text in prose.text.split("\n\n") if text)
    reader = _Reader(link, piece.lang, typography)
    for event in pyromark.events(piece.body, options=MARKDOWN_OPTIONS):
        if isinstance(event, str):
            reader.rest(event)
        else:
            for kind, value in event.items():
                reader.take(kind, value)
    reader.flush()
    return tuple(reader.blocks)


@dataclass
class _Reader:
    """Gathers blocks from the parser's events."""

    link: Callable[[str], str | None]
    lang: str
    typography: Typography | None
    blocks: list[Block] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _codes: list[str] = field(default_factory=list)
    _urls: list[str] = field(default_factory=list)
    _links: list[str | None] = field(default_factory=list)
    _margins: list[str] = field(default_factory=list)
    _lists: list[int | None] = field(default_factory=list)
    _lead: str | None = None
    _is_set: bool = False
    _is_row_begun: bool = False
    _raw: list[str] | None = None

    def take(self, kind: str, value: Any) -> None:  # noqa: ANN401 (pyromark's own union)
        """Take one event that carries something."""
        if kind in ("Text", "Code"):
            self._text.append(value)
            self._codes += [value] if kind == "Code" else []
        elif kind == "Html" and self._raw is not None:
            self._raw.append(value)
        elif kind == "InlineHtml":
            self._tag(value)
        elif kind == "FootnoteReference":
            self._text.append(f" ({value})")
        elif kind == "TaskListMarker":
            self._text.append("☑ " if value else "☐ ")
        elif kind == "Start":
            name, data = (value, None) if isinstance(value, str) else next(iter(value.items()))
            self._start(name, data)
        elif kind == "End":
            self._end(value if isinstance(value, str) else next(iter(value)))

    def rest(self, event: str) -> None:
        """Take a break or a rule."""
        if event == "Rule":
            self.flush()
            self.blocks.append(Block("* * *"))
        else:
            self._text.append(" " if event == "SoftBreak" else BREAK)

    def flush(self) -> None:
        """End the block being read."""
        text = "".join(self._text).strip(" \n")
        if text and self.typography is not None and not self._is_set:
            text = set_text(text, self.lang, replace(self.typography, kept=(*self.typography.kept, *self._codes)))
        if text:
            indent = "".join(self._margins)
            lead = indent if self._lead is None else self._lead
            self.blocks.append(Block(text, lead, indent, tuple(self._urls), self._is_set))
            self._lead = None
        self._text, self._codes, self._urls = [], [], []

    def _start(self, name: str, data: Any) -> None:  # noqa: ANN401
        if name == "Link":
            # An address written out stands in the text already.
            is_written_out = data["link_type"] in ("Autolink", "Email")
            self._links.append(None if is_written_out else self._address(data["dest_url"]))
        elif name in ("List", *_CONTAINERS):
            self.flush()
            self._open(name, data)
        elif name in ("TableHead", "TableRow"):
            self._text.append(BREAK if self._text else "")
            self._is_row_begun = False
        elif name == "TableCell":
            self._text.append(" | " if self._is_row_begun else "")
            self._is_row_begun = True
        elif name in _BLOCKS:
            self.flush()
            self._is_set = name in ("CodeBlock", "Table")
            self._raw = [] if name == "HtmlBlock" else None

    def _open(self, name: str, data: Any) -> None:  # noqa: ANN401
        if name == "List":
            self._lists.append(data)
            return
        above = "".join(self._margins)
        if name == "Item":
            number = self._lists[-1]
            sign = "- " if number is None else f"{number}. "
            self._lists[-1] = None if number is None else number + 1
            self._lead = above + sign
            self._margins.append(" " * len(sign))
        elif name == "FootnoteDefinition":
            self._lead = f"{above}({data}) "
            self._margins.append("    ")
        else:
            self._margins.append("> " if name == "BlockQuote" else "    ")

    def _end(self, name: str) -> None:
        if name == "Link":
            self._close_link()
        elif name == "List":
            self.flush()
            self._lists.pop()
        elif name in _CONTAINERS:
            self.flush()
            self._margins.pop()
            self._lead = None
        elif name in _BLOCKS:
            if self._raw is not None:
                self._html("".join(self._raw))
            self.flush()
            self._is_set, self._raw = False, None

    def _html(self, html: str) -> None:
        """Take a block of the writer's own HTML: what stands between its tags, and its links."""
        if _UNREAD.match(html):
            return
        for part in _TAGS.split(html):
            if part.startswith("<"):
                self._tag(part)
            else:
                self._text.append(unescape(" ".join(part.split("\n"))))

    def _tag(self, tag: str) -> None:
        found = _LINK.match(tag)
        if found:
            self._links.append(self._address(unescape(found[1])))
        elif tag.lower() == "</a>" and self._links:
            self._close_link()
        elif tag.lower().startswith("<br"):
            self._text.append(BREAK)

    def _address(self, url: str) -> str | None:
        if url.startswith(("https://", "http://", "mailto:", "tel:")):
            return url
        is_other = url.startswith("#") or ":" in url.split("/")[0]
        return None if is_other else self.link(url)

    def _close_link(self) -> None:
        url = self._links.pop()
        if url is not None:
            if url not in self._urls:
                self._urls.append(url)
            self._text.append(f"\x02{self._urls.index(url)}\x03")
