"""What a Markdown body says: its words, headings, links and images, each with its place in the source.

Every place is counted in characters of the body. pyromark counts UTF-8 bytes; the conversion happens here and
nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import filterfalse
from typing import Any, TypeAlias

from pyromark import Markdown as Parser
from pyromark import Options

from editorial.link import Definitions, OpenLink
from editorial.link import Link as Link
from editorial.passage import Passage, Places, Run, passage_of
from editorial.slug import slugified

MARKDOWN_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
"""The Markdown of the house: whoever parses or renders a body uses these.

No definition lists: a French colon stands after a space, so hard-wrapped text begins lines with it, and the paragraph
above became a term (13 of 130 real posts lost a colon so).
"""

KEPT_PROSES = 1024
"""The review, the page, the letter and the posts of one piece ask in turn; 43 KB each for 700 words (measured)."""

_Tag: TypeAlias = Any  # what pyromark says of an element: its name, or {its name: its data}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level from 1, its plain text, and the anchor that links to it."""

    level: int
    text: str
    anchor: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """The definition of a footnote."""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Prose:
    """A body, read: `words` and `text` leave out code blocks, alt texts and footnotes; blocks of `text` stand apart.

    `opening` is the plain paragraphs it begins with, up to anything else (headings above the first one aside).
    """

    words: int
    text: str
    opening: tuple[str, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Link, ...]
    html: tuple[tuple[int, int], ...]
    footnotes: tuple[Footnote, ...]
    depth: int
    """How many elements the deepest one stands in, itself included."""
    passages: tuple[Passage, ...] = field(repr=False)
    """Everything a reader reads, footnotes included, in order."""
    alts: tuple[Passage, ...] = field(repr=False)
    """The alt text of each of `images`."""
    raw: bytes = field(repr=False, compare=False)

    def place(self, passage: Passage, start: int, end: int) -> tuple[int, int]:
        """Give where in the body the characters `start` to `end` of a passage's text stand."""
        first, last = passage.bytes_of(start, self.raw)[0], passage.bytes_of(end - 1, self.raw)[1]
        begin = len(self.raw[:first].decode())
        return begin, begin + len(self.raw[first:last].decode())


@lru_cache(maxsize=KEPT_PROSES)
def read_prose(body: str) -> Prose:
    """Give what a Markdown body says; the last bodies read are remembered."""
    reader = _Reader(body)
    for event, span in _PARSER.events_with_range(body):
        if isinstance(event, str):
            reader.gap(event, span["start"], span["end"])
            continue
        ((kind, value),) = event.items()
        reader.read(kind, value, span["start"], span["end"])
    return reader.prose()


def words_in(text: str) -> int:
    """Give how many words a text has: what stands between spaces and holds a letter or a digit."""
    found = text.split()
    doubtful = filterfalse(str.isalnum, found)
    return len(found) - sum(not (word[0].isalnum() or any(map(str.isalnum, word))) for word in doubtful)


class _Reader:
    """Gathers the prose from the parser's events."""

    def __init__(self, body: str) -> None:
        self.body, self.raw = body, body.encode()
        self.places = Places(self.raw)
        self.runs: list[Run] = []
        self.alt_runs: list[Run] = []
        self.blocks: list[str] = []
        self.opening: list[str] = []
        self.is_opening = True
        self.passages: list[Passage] = []
        self.alts: list[Passage] = []
        self.found: list[tuple[int, str | None, str, int, int]] = []
        self.links: list[Link] = []
        self.images: list[Link] = []
        self.html: list[tuple[int, int]] = []
        self.footnotes: list[Footnote] = []
        self.open: list[OpenLink] = []
        self.definitions = Definitions(body, MARKDOWN_OPTIONS)
        self.depth = self.deepest = self.images_open = self.notes_open = 0
        self.heading: str | None = None
        self.is_code = self.is_unread_html = self.is_in_tag = False

    def read(self, kind: str, value: _Tag, start: int, end: int) -> None:
        """Take one event that is not a bare break."""
        if kind == "Text":
            if not self.is_code:
                self.say(value, start, end)
        elif kind == "Start":
            self.begin(value, start, end)
        elif kind == "End":
            self.finish(value, start, end)
        elif kind == "Code":
            self.say(value, start, end, is_hidden=True)
        elif kind == "InlineHtml":
            self.html.append(self.chars(start, end))
            if self.open:
                self.open[-1].text_end = end
        elif kind == "Html":
            self.say_html(value, start)

    def gap(self, event: str, start: int, end: int) -> None:
        """Take a line break."""
        if event != "Rule":
            self.say(" " if event == "SoftBreak" else "\n", start, end)
        elif self.opening:
            self.is_opening = False

    def say(self, text: str, start: int, end: int, *, is_hidden: bool = False) -> None:
        """Add a run of text to the passage, and to the links it stands in."""
        if not text:
            return
        for opened in self.open:
            opened.text.append(text)
            opened.text_end = end
            is_hidden = is_hidden or opened.is_written_out
        (self.alt_runs if self.images_open else self.runs).append(Run(text, start, end, is_hidden))

    def say_html(self, html: str, start: int) -> None:
        """Add what stands between the tags of a line of raw HTML; a script, a style or a comment says nothing."""
        if self.is_unread_html:
            return
        if not self.runs and _UNREAD_HTML.match(html):
            self.is_unread_html = True
            return
        for match in _HTML_TOKENS.finditer(html):
            if match[0] in "<>":
                self.is_in_tag = match[0] == "<"
            elif not self.is_in_tag:
                offset = start + len(html[: match.start()].encode())
                text = unescape(match[0]).replace("\n", " ")
                self.runs.append(Run(text, offset, offset + len(match[0].encode())))

    def begin(self, tag: _Tag, start: int, end: int) -> None:
        """Take the start of an element."""
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        name: str = tag if isinstance(tag, str) else next(iter(tag))
        data: Any = None if isinstance(tag, str) else tag[name]
        if name in _INLINE:
            return
        if name in ("Link", "Image"):
            self.open.append(OpenLink(data, start, is_image=name == "Image"))
            self.images_open += name == "Image"
        elif name == "TableCell":
            if self.runs:
                self.runs.append(Run(" · ", start, start, is_hidden=True))
        else:
            self.flush()
            self.is_opening = self.is_opening and (name == "Paragraph" or not self.opening)
            if name == "Heading":
                self.heading = data["id"] or ""
            elif name == "HtmlBlock":
                self.html.append(self.chars(start, end))
                self.is_unread_html = self.is_in_tag = False
            elif name == "FootnoteDefinition":
                self.footnotes.append(Footnote(data, *self.chars(start, end)))
                self.notes_open += 1
            self.is_code = name == "CodeBlock"

    def finish(self, tag: _Tag, start: int, end: int) -> None:
        """Take the end of an element."""
        self.depth -= 1
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name in _INLINE:
            if self.open:
                self.open[-1].text_end = end
            return
        if name in ("Link", "Image"):
            self.close(end)
        elif name == "Heading":
            text = "".join([run.text for run in self.runs]).strip()
            self.found.append((int(tag["Heading"][1]), self.heading, text, *self.chars(start, end)))
            self.flush()
        elif name != "TableCell":
            if name == "Paragraph" and self.is_opening and not self.depth:
                self.opening += filter(None, ["".join([run.text for run in self.runs]).strip()])
            self.flush()
            self.is_code = False
            self.notes_open -= name == "FootnoteDefinition"

    def close(self, end: int) -> None:
        """Take the end of a link or an image."""
        opened = self.open.pop()
        end = opened.whole_end(self.raw, end)
        if self.open:
            self.open[-1].text_end = end
        link = opened.close(self.raw, end, self.places, self.definitions)
        if not opened.is_image:
            self.links.append(link)
            return
        self.images.append(link)
        self.alts.append(passage_of(self.alt_runs))
        self.images_open -= 1
        if not self.images_open:
            self.alt_runs = []

    def flush(self) -> None:
        """End the passage that is being read."""
        if not self.runs:
            return
        self.passages.append(passage_of(self.runs))
        if not self.notes_open:
            self.blocks.append("".join([run.text for run in self.runs]).strip())
        self.runs = []

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Give the character offsets of a range of bytes, without the line end that closes it."""
        end = start + len(self.raw[start:end].rstrip(b"\n"))
        return self.places.char_at(start), self.places.char_at(end)

    def prose(self) -> Prose:
        """Give all that was gathered."""
        self.flush()
        text = "\n\n".join(block for block in self.blocks if block)
        return Prose(
            words=words_in(text),
            text=text,
            opening=tuple(self.opening),
            headings=_anchored(self.found),
            links=tuple(self.links),
            images=tuple(self.images),
            html=tuple(self.html),
            footnotes=tuple(self.footnotes),
            depth=self.deepest,
            passages=tuple(self.passages),
            alts=tuple(self.alts),
            raw=self.raw,
        )


def _anchored(found: list[tuple[int, str | None, str, int, int]]) -> tuple[Heading, ...]:
    """Give the headings with their anchors: what the writer chose stands, the others make way."""
    taken = {chosen for _, chosen, _, _, _ in found if chosen}
    headings = []
    for level, chosen, text, start, end in found:
        anchor = chosen or ""
        if not anchor:
            base = slugified(text) or "section"
            anchor, number = base, 2
            while anchor in taken:
                anchor, number = f"{base}-{number}", number + 1
            taken.add(anchor)
        headings.append(Heading(level, text, anchor, start, end))
    return tuple(headings)


_PARSER = Parser(options=MARKDOWN_OPTIONS)
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript"))
_UNREAD_HTML = re.compile(r"\s*<(?:script|style|!|\?)", re.IGNORECASE)
_HTML_TOKENS = re.compile(r"[<>]|[^<>]+")
