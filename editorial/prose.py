"""What a Markdown body says: its words, headings, links and images, each with its place in the source.

Every place is counted in characters of the body. pyromark counts UTF-8 bytes; the conversion happens here and
nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import filterfalse
from typing import Any, NamedTuple, TypeAlias

from pyromark import Markdown as Parser
from pyromark import Options

from editorial.link import Definitions, OpenLink
from editorial.link import Link as Link
from editorial.passage import HIDDEN, Passage, Places, Run, passage_of
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
above became a term (18 of 130 real posts lost a colon so).
"""

CODE_TAG = re.compile(r"<(/?)(code|pre|kbd|samp|var|tt|script|style)\b", re.IGNORECASE)
"""A tag of raw HTML whose element holds code: whether it ends it, and its name."""

KEPT_PROSES = 16
"""The review, the page, the letter and the posts of one piece ask in turn; 43 KB each for 700 words (measured)."""

_Said: TypeAlias = Any  # what pyromark says of an event or an element: its name, or {its name: its data}
_Act: TypeAlias = Callable[[Any, int, int], None]


class Heading(NamedTuple):
    """A heading: its level from 1, its plain text, and the anchor that links to it."""

    level: int
    text: str
    anchor: str
    start: int
    end: int


class Footnote(NamedTuple):
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
    reader.read(_PARSER.events_with_range(body))
    return reader.prose()


def words_in(text: str) -> int:
    """Give how many words a text has: what stands between spaces and holds a letter or a digit."""
    found = text.split()
    doubtful = [word for word in filterfalse(str.isalnum, found) if not word[0].isalnum()]
    return len(found) - sum(not any(map(str.isalnum, word)) for word in doubtful)


def _taken_apart(said: _Said) -> tuple[str, Any]:
    """Give the name and the data of an event or an element, which the parser makes anew each time."""
    return (said, None) if isinstance(said, str) else said.popitem()


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
        self.deepest = self.images_open = self.notes_open = 0
        self.heading: str | None = None
        self.is_code = self.is_unread_html = self.is_in_tag = False
        self.hidden_by = ""
        """Of which element of raw HTML the text is code, until its end tag or that of the block."""

    def read(self, events: Iterable[tuple[_Said, Any]]) -> None:
        """Take every event; those that come by the hundred are taken here, without a call for each."""
        runs, opened, depth = self.runs, self.open, 0
        acts: Mapping[str, _Act] = {
            "Code": self.hide,
            "InlineHtml": self.pass_over,
            "Html": self.say_html,
        }
        for event, span in events:
            if event.__class__ is str:
                if event in _BREAKS:
                    kind, value = "Text", _BREAKS[event]
                else:
                    self.rule(event)
                    continue
            else:
                kind, value = event.popitem()
            if kind == "Text":
                if opened:
                    self.say_in_links(value, span["start"], span["end"], is_hidden=False)
                elif value and not self.is_code:
                    runs.append((value, span["start"], span["end"], bool(self.hidden_by)))
            elif kind == "Start":
                depth += 1
                if depth > self.deepest:
                    self.deepest = depth
                if value.__class__ is not str or value not in _BARE:
                    self.begin(value, span["start"], span["end"])
                elif value not in _INLINE:
                    if runs:
                        self.flush()
                    if value != "Paragraph":
                        self.part()
            elif kind == "End":
                depth -= 1
                if value.__class__ is not str or value not in _BARE:
                    self.finish(value, span["start"], span["end"])
                elif value in _INLINE:
                    if opened:
                        opened[-1].text_end = span["end"]
                elif runs:
                    text = self.flush()
                    if value == "Paragraph" and text and self.is_opening and not depth:
                        self.opening.append(text)
            elif kind in acts:
                acts[kind](value, span["start"], span["end"])

    def hide(self, text: str, start: int, end: int) -> None:
        """Add a run of code, in which no word is looked for."""
        if self.open:
            self.say_in_links(text, start, end, is_hidden=True)
        elif text:
            self.runs.append((text, start, end, True))

    def say_in_links(self, text: str, start: int, end: int, *, is_hidden: bool) -> None:
        """Add a run of text to the links and images it stands in, and to the passage or the alt text."""
        for opened in self.open:
            opened.text.append(text)
            opened.text_end = end
            is_hidden = is_hidden or opened.is_written_out or bool(self.hidden_by)
        (self.alt_runs if self.images_open else self.runs).append((text, start, end, is_hidden))

    def rule(self, event: str) -> None:
        """Take a thematic break."""
        if event == "Rule" and self.opening:
            self.is_opening = False

    def pass_over(self, html: str, start: int, end: int) -> None:
        """Take a tag of raw HTML inside a line."""
        self.html.append(self.chars(start, end))
        self.take_code_tag(html)
        if self.open:
            self.open[-1].text_end = end

    def take_code_tag(self, html: str, at: int = 0) -> None:
        """Take a tag of raw HTML that may begin or end code; `at` is where it begins."""
        tag = CODE_TAG.match(html, at)
        if tag and not tag[1]:
            self.hidden_by = self.hidden_by or tag[2].lower()
        elif tag and tag[2].lower() == self.hidden_by:
            self.hidden_by = ""

    def say_html(self, html: str, start: int, end: int) -> None:
        """Add what stands between the tags of a line of raw HTML; a script, a style or a comment says nothing."""
        if self.is_unread_html:
            return
        if not self.runs and _UNREAD_HTML.match(html):
            self.is_unread_html = True
            return
        for match in _HTML_TOKENS.finditer(html):
            first, start = start, start + len(match[0].encode())
            if match[0] in "<>":
                self.is_in_tag = match[0] == "<"
                if self.is_in_tag:
                    self.take_code_tag(html, match.start())
            elif not self.is_in_tag:
                text = unescape(match[0]).replace("\n", " ")
                self.runs.append((text, first, start, bool(self.hidden_by)))

    def begin(self, tag: _Said, start: int, end: int) -> None:
        """Take the start of a link, a cell or a block that is more than its text."""
        name, data = _taken_apart(tag)
        if name in _LINKS:
            self.open.append(OpenLink(data, start, is_image=name == "Image"))
            self.images_open += name == "Image"
        elif name == "TableCell":
            if self.runs:
                self.runs.append((" · ", start, start, True))
        else:
            self.flush()
            self.begin_block(name, data, start, end)

    def begin_block(self, name: str, data: _Said, start: int, end: int) -> None:
        """Take the start of a block that is more than its text."""
        self.part()
        if name == "Heading":
            self.heading = data["id"] or ""
        elif name == "HtmlBlock":
            self.html.append(self.chars(start, end))
            self.is_unread_html = self.is_in_tag = False
        elif name == "FootnoteDefinition":
            self.footnotes.append(Footnote(data, *self.chars(start, end)))
            self.notes_open += 1
        self.is_code = name == "CodeBlock"

    def part(self) -> None:
        """Take the start of whatever is not a paragraph: an opening ends there."""
        if self.opening:
            self.is_opening = False
        self.is_code = False

    def finish(self, tag: _Said, start: int, end: int) -> None:
        """Take the end of a link or a block."""
        name, data = _taken_apart(tag)
        if name in _LINKS:
            self.close(end)
        elif name == "Heading":
            self.found.append((int(data[1]), self.heading, self.flush(), *self.chars(start, end)))
        elif name != "TableCell":
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

    def flush(self) -> str:
        """End the passage that is being read, and give its text, nothing hidden."""
        runs, self.hidden_by = self.runs, ""
        if not runs:
            return ""
        passage = passage_of(runs)
        self.passages.append(passage)
        text = passage.text if HIDDEN not in passage.text else "".join([run[0] for run in runs])
        text = text.strip()
        if text and not self.notes_open:
            self.blocks.append(text)
        runs.clear()
        return text

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Give the character offsets of a range of bytes, without the line end that closes it."""
        end = start + len(self.raw[start:end].rstrip(b"\n"))
        return self.places.char_at(start), self.places.char_at(end)

    def prose(self) -> Prose:
        """Give all that was gathered."""
        self.flush()
        text = "\n\n".join(self.blocks)
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
    numbers: dict[str, int] = {}  # what the next heading of one text tries first: a long list of them stays linear
    headings = []
    for level, chosen, text, start, end in found:
        anchor = chosen or ""
        if not anchor:
            base = slugified(text) or "section"
            number = numbers.get(base, 1)
            anchor = base if number == 1 else f"{base}-{number}"
            while anchor in taken:
                number += 1
                anchor = f"{base}-{number}"
            numbers[base] = number + 1
            taken.add(anchor)
        headings.append(Heading(level, text, anchor, start, end))
    return tuple(headings)


_PARSER = Parser(options=MARKDOWN_OPTIONS)
_BREAKS = {"SoftBreak": " ", "HardBreak": "\n"}
_LINKS = frozenset(("Link", "Image"))
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript"))
_BARE = _INLINE | {"Paragraph", "Item", "TableHead", "TableRow"}
"""What has nothing to say but that its text begins or ends."""
_UNREAD_HTML = re.compile(r"\s*<(?:script|style|!|\?)", re.IGNORECASE)
_HTML_TOKENS = re.compile(r"[<>]|[^<>]+")
