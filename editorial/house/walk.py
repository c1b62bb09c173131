"""The blocks of a Markdown body, as Vale cuts it: paragraphs, headings, list items, cells, quotations, alt texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final, NamedTuple

import regex
from pyromark import Markdown as Parser

from editorial.house.block import CODE, Block, Part, Run, without_addresses
from editorial.house.switch import Switches
from editorial.passage import Places
from editorial.prose import MARKDOWN_OPTIONS


class _Said(NamedTuple):
    """A few signs of a block and the bytes they come from."""

    text: str
    start: int
    end: int


class _Inline(NamedTuple):
    """Something open inside a line: its section, and how many signs came before it."""

    name: str
    before: int
    is_written_out: bool = False


@dataclass
class Walked:
    """What a body holds: its blocks in order, its comments that switch rules, and how many elements of a kind."""

    blocks: list[Block] = field(default_factory=list)
    switches: Switches = field(default_factory=Switches)
    counts: dict[str, int] = field(default_factory=dict)


def walk(body: str) -> Walked:
    """Give the blocks of a body."""
    walker = _Walker(body)
    events: Iterable[tuple[Any, Any]] = _PARSER.events_with_range(body)
    for event, span in events:
        kind, value = (event, None) if isinstance(event, str) else event.popitem()
        walker.take(kind, value, span["start"], span["end"])
    walker.flush()
    return walker.walked


class _Walker:
    """Gathers blocks from the parser's events."""

    def __init__(self, body: str) -> None:
        self.raw, self.body = body.encode(), body
        self.is_plain = len(self.raw) == len(body)
        self.places = Places(self.raw)
        self.walked = Walked()
        self.said: list[_Said] = []
        self.around: list[str] = []
        self.own: tuple[str, ...] = ()
        self.inlines: list[_Inline] = []
        self.alt: list[_Said] | None = None
        self.alt_depth = self.hidden = 0
        self.code: list[_Said] | None = None
        self.html: list[_Said] | None = None
        self.after: list[Block] = []

    def take(self, kind: str, value: Any, start: int, end: int) -> None:  # noqa: ANN401 (whatever the parser says)
        """Take one event."""
        if kind == "Text":
            if self.code is not None:
                self.code.append(_Said(value, start, end))
            else:
                self.say(value, start, end)
        elif kind == "SoftBreak":
            self.say("\n", start, end)
        elif kind == "HardBreak":
            self.say(" ", start, end)
        elif kind == "Code":
            self.say_code(value, start, end)
        elif kind == "Start":
            name, data = _named(value)
            self.begin(name, data)
        elif kind == "End":
            self.finish(_named(value)[0])
        elif kind == "InlineHtml":
            self.pass_tag(value, start)
        elif kind == "Html" and self.html is not None:
            self.html.append(_Said(value, start, end))

    def say(self, text: str, start: int, end: int) -> None:
        """Add some signs to the block, or to the alt text that is being read."""
        if self.alt is not None:
            self.alt.append(_Said(text, start, end))
            return
        if self.hidden or (self.inlines and self.inlines[-1].is_written_out):
            text = CODE * len(text)
        self.said.append(_Said(text, start, end))

    def say_code(self, text: str, start: int, end: int) -> None:
        """Add a stretch of code: asterisks in the block, and a block of its own."""
        inner = self.raw.find(text.encode(), start, end)
        first, last = (inner, inner + len(text.encode())) if inner >= 0 else (start, end)
        if self.alt is not None:
            self.alt.append(_Said(CODE * len(text), first, last))
            return
        self.said.append(_Said(CODE * len(text), first, last))
        self.after.append(self.block([_Said(text, first, last)], self.inner_scope("code"), "code"))

    def begin(self, name: str, data: Any) -> None:  # noqa: ANN401
        """Take the start of an element."""
        inline = _INLINE.get(name)
        if name == "Image":
            self.alt = self.alt if self.alt is not None else []
            self.alt_depth += 1
        elif inline is not None:
            if self.alt is None:
                kind = data["link_type"] if name == "Link" else ""
                self.inlines.append(_Inline(inline, len(self.said), kind in ("Autolink", "Email")))
        elif name == "CodeBlock":
            self.flush()
            self.code = []
            self.count("pre")
        elif name == "HtmlBlock":
            self.flush()
            self.html = []
        else:
            self.flush()
            self.open(name, data)

    def open(self, name: str, data: Any) -> None:  # noqa: ANN401
        """Take the start of a block."""
        if name == "Heading":
            level = data["level"].lower()
            self.own = ("heading", level)
            self.count(f"heading_{level}")
        elif name == "TableHead":
            self.around.append("header")
        elif name in _AROUND:
            section = _AROUND[name]
            self.around.append(section)
            if name in ("List", "BlockQuote"):
                self.count("list" if name == "List" else "blockquote")
        if name == "Paragraph" and not _IN_ELEMENT.intersection(self.around):
            self.own = ("paragraph",)
        elif name == "TableCell":
            self.own = () if "header" in self.around else ("cell",)

    def finish(self, name: str) -> None:
        """Take the end of an element."""
        if name == "Image":
            self.alt_depth -= 1
            if not self.alt_depth and self.alt is not None:
                alt, self.alt = self.alt, None
                if alt:
                    scope = frozenset(("alt", "attr", "text", "md", *self.around))
                    self.after.append(self.block(alt, scope, ""))
        elif name in _INLINE:
            if self.alt is None and self.inlines:
                self.close_inline(self.inlines.pop())
        elif name == "CodeBlock":
            if self.code:
                self.walked.blocks.append(self.block(self.code, frozenset((*self.around, "code", "pre", "md")), "code"))
            self.code = None
        elif name == "HtmlBlock":
            html, self.html = self.html or [], None
            self.read_html(html)
        else:
            self.flush()
            if name in _AROUND or name == "TableHead":
                self.around.pop()

    def close_inline(self, inline: _Inline) -> None:
        """Take the end of a link or of emphasis: its words are a block of their own, too."""
        inner = self.said[inline.before :]
        if inner and not inline.is_written_out:
            self.after.append(self.block(inner, self.inner_scope(inline.name), inline.name))

    def pass_tag(self, html: str, start: int) -> None:
        """Take a tag or a comment of raw HTML inside a line."""
        if html.startswith("<!--"):
            self.walked.switches.take(html, self.char(start))
            return
        self.say_alt(html, start)
        match = _TAG.match(html)
        if match and match[2].lower() in _CODE_TAGS:
            self.hidden = max(0, self.hidden - 1) if match[1] else self.hidden + 1
        elif match and match[2].lower() == "br":
            self.say(" ", start, start + len(html.encode()))

    def read_html(self, lines: Sequence[_Said]) -> None:
        """Take a block of raw HTML: what stands between its tags is text, but for scripts, code and figures."""
        if not lines:
            return
        html, base = "".join(line.text for line in lines), lines[0].start
        skipped = ""
        for match in _HTML.finditer(html):
            at = base + len(html[: match.start()].encode())
            if match["comment"] is not None:
                self.walked.switches.take(match[0], self.char(at))
            elif match["tag"] is not None:
                name, is_end = match["tag"].lower(), match["end"] == "/"
                if not skipped:
                    self.say_alt(match[0], at)
                if skipped:
                    skipped = "" if is_end and name == skipped else skipped
                elif name in _SKIPPED and not is_end:
                    self.flush()
                    skipped = name
                elif name in _CODE_TAGS:
                    self.hidden = max(0, self.hidden - 1) if is_end else self.hidden + 1
                elif name not in _INLINE_TAGS:
                    self.flush()
                    self.own = () if is_end else _HTML_SECTIONS.get(name, ())
            elif not skipped and match[0].strip():
                self.say_html(match[0], at)
        self.flush()
        self.hidden = 0

    def say_alt(self, tag: str, at: int) -> None:
        """Take the alt text of a picture that is written as a tag."""
        match = _ALT.match(tag)
        alt = match and (match[1] or match[2])
        if match and alt and alt.strip():
            start = at + len(tag[: match.start(match.lastindex or 0)].encode())
            said = [
                _Said(unescape(part[0]), first, first + len(part[0].encode()))
                for part in _ENTITY.finditer(alt)
                for first in (start + len(alt[: part.start()].encode()),)
            ]
            self.after.append(self.block(said, frozenset(("alt", "attr", "text", "md", *self.around)), ""))

    def say_html(self, text: str, at: int) -> None:
        """Add what stands between two tags, entities read."""
        for match in _ENTITY.finditer(text):
            start = at + len(text[: match.start()].encode())
            self.say(unescape(match[0]), start, start + len(match[0].encode()))

    def flush(self) -> None:
        """End the block that is being read."""
        said, self.said, own, self.own = self.said, [], self.own, ()
        self.inlines.clear()
        after, self.after = self.after, []
        if any(part.text.strip() for part in said):
            scope = frozenset(("text", "md", *self.around, *own))
            self.walked.blocks.append(self.block(_trimmed(said), scope, ""))
        self.walked.blocks += after

    def inner_scope(self, name: str) -> frozenset[str]:
        """Give the scope of something inside the block that is being read: not `text`, or it would count twice."""
        return frozenset((name, "md", *self.around, *self.own))

    def block(self, said: Sequence[_Said], scope: frozenset[str], asked: str) -> Block:
        """Give the block that some signs make."""
        runs = []
        for part in said:
            start = self.char(part.start)
            end = self.char(part.end)
            is_exact = end - start == len(part.text)
            runs.append(Run(len(part.text), start, end, is_exact))
        text = "".join([part.text for part in said])
        return Block(text if asked == "code" else without_addresses(text), scope, asked, Part.BODY, tuple(runs))

    def count(self, name: str) -> None:
        """Count an element."""
        self.walked.counts[name] = self.walked.counts.get(name, 0) + 1

    def char(self, byte: int) -> int:
        """Give the character of the body at a byte of it."""
        return byte if self.is_plain else self.places.char_at(byte)


def _named(said: Any) -> tuple[str, Any]:  # noqa: ANN401
    return (said, None) if isinstance(said, str) else said.popitem()


def _trimmed(said: list[_Said]) -> list[_Said]:
    """Leave out the spaces around a block's text (raw HTML has line ends there)."""
    while said and not said[0].text.strip():
        said = said[1:]
    while said and not said[-1].text.strip():
        said = said[:-1]
    first = said[0]
    lead = len(first.text) - len(first.text.lstrip())
    if lead and first.end - first.start == len(first.text.encode()):
        said = [_Said(first.text[lead:], first.start + len(first.text[:lead].encode()), first.end), *said[1:]]
    last = said[-1]
    tail = len(last.text) - len(last.text.rstrip())
    if tail and last.end - last.start == len(last.text.encode()):
        said = [*said[:-1], _Said(last.text[:-tail], last.start, last.end - len(last.text[-tail:].encode()))]
    return said


_PARSER: Final = Parser(options=MARKDOWN_OPTIONS)
_INLINE: Final[Mapping[str, str]] = {
    "Link": "link",
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "strikethrough",
    "Superscript": "superscript",
    "Subscript": "subscript",
}
_AROUND: Final = {
    "Item": "list",
    "List": "list",
    "BlockQuote": "blockquote",
    "Table": "table",
    "FootnoteDefinition": "footnote",
}
_IN_ELEMENT: Final = frozenset(("list", "blockquote", "table"))
_CODE_TAGS: Final = frozenset(("code", "kbd", "tt"))
_SKIPPED: Final = frozenset(("script", "style", "pre", "figure", "noscript", "iframe"))
_INLINE_TAGS: Final = frozenset(
    "b big i small abbr acronym cite dfn em strong a br img span sub sup del ins mark q u s".split()
)
_HTML_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "th": ("table", "header"),
    "td": ("table", "cell"),
    "caption": ("table", "caption"),
    "li": ("list",),
    "blockquote": ("blockquote",),
    "p": ("paragraph",),
    **{f"h{level}": ("heading", f"h{level}") for level in range(1, 7)},
}
_TAG: Final = regex.compile(r"<(/?)([A-Za-z][\w-]*)")
_HTML: Final = regex.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)"
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>|[^<]+|<",
    regex.DOTALL,
)
_ALT: Final = regex.compile(
    r"<img\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\salt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", regex.IGNORECASE
)
_ENTITY: Final = regex.compile(r"&(?:#\w+|\w+);|[^&]+|&")
