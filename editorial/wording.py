"""What a Markdown body says, however it is typed: a block at a time, with the marks that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from pyromark import Markdown as Parser

from editorial.plain_words import plain
from editorial.prose import MARKDOWN_OPTIONS

_Event: TypeAlias = Any  # what pyromark says: a name, or {its name: its data}
Token: TypeAlias = str | tuple[str, ...]
"""Running text, or a mark within it: its name and what it carries."""


class Said(NamedTuple):
    """One thing a piece says: the part of it (`title`, `body`, `social.x`), and its text with the marks in it."""

    part: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """Its text as a writer types it."""
        return "".join(token if isinstance(token, str) else _shown(token) for token in self.tokens).rstrip()


def said_in(body: str, picture: Callable[[str], str]) -> list[Said]:
    """Give what a body says; `picture` gives the digest of a picture by its address, nothing where there is none."""
    reader = _Reader(body, picture)
    for event in _PARSER.events(body):
        reader.take(event)
    reader.flush()
    return reader.found


class _Reader:
    """Gathers what a body says from the parser's events, a block at a time."""

    def __init__(self, body: str, picture: Callable[[str], str]) -> None:
        self.picture = picture
        self.found: list[Said] = []
        self.tokens: list[Token] = []
        self.text: list[str] = []
        self.html: list[str] | None = None
        self.links: list[tuple[str, ...]] = []
        self.is_code = False
        self.are_comments_silent = _has_only_comments(body)

    def take(self, event: _Event) -> None:
        """Take one event."""
        name, value = _taken_apart(event)
        if name == "Text":
            self.text.append(value)
        elif name in ("SoftBreak", "HardBreak"):
            self.text.append(" ")
        elif name == "Start":
            self.begin(*_taken_apart(value))
        elif name == "End":
            self.finish(_taken_apart(value)[0])
        elif name == "Html" and self.html is not None:
            self.html.append(value)
        elif name in ("Html", "InlineHtml"):
            if not self.is_silent(value):
                self.mark("Html", " ".join(value.split()))
        elif name == "Rule":
            self.flush()
            self.found.append(Said("body", (("Rule",),)))
        else:
            self.mark(name, "" if value is None else str(value))

    def begin(self, name: str, data: _Event) -> None:
        """Take the start of an element."""
        if name in ("Link", "Image"):
            url = data["dest_url"]
            digest = self.picture(url) if name == "Image" else ""
            self.mark(name)
            self.links.append((f"/{name}", digest or url, "digest" if digest else "address", plain(data["title"])))
        elif name in _INLINE:
            self.mark(name)
        elif name == "HtmlBlock":
            self.flush()
            self.html = []
        else:
            self.flush()
            self.is_code = name == "CodeBlock"
            if name in _CARRYING:
                self.mark(name, _carried(name, data))
            if name in _AROUND:
                self.flush()

    def finish(self, name: str) -> None:
        """Take the end of an element."""
        if name in ("Link", "Image"):
            self.mark(*self.links.pop())
        elif name in _INLINE:
            self.mark(f"/{name}")
        elif name == "HtmlBlock":
            html = "".join(self.html or ())
            self.html = None
            if not self.is_silent(html):
                self.found.append(Said("body", (("Html", " ".join(html.split())),)))
        else:
            self.flush()
            self.is_code = False
            if name in _AROUND:
                self.found.append(Said("body", ((f"/{name}",),)))

    def mark(self, *mark: str) -> None:
        """Add a mark, behind the text before it."""
        self.end_text()
        self.tokens.append(mark)

    def end_text(self) -> None:
        """End a run of text."""
        text = "".join(self.text)
        self.text.clear()
        if self.is_code:
            text = "\n".join(line.rstrip() for line in text.splitlines())
        else:
            text = plain(text)
        if text:
            self.tokens.append(text)

    def flush(self) -> None:
        """End the block that is being read."""
        self.end_text()
        tokens, self.tokens = self.tokens, []
        if tokens and isinstance(tokens[0], str) and not self.is_code:
            tokens[0] = tokens[0].lstrip()
        if tokens and isinstance(tokens[-1], str):
            tokens[-1] = tokens[-1].rstrip()
        kept = tuple(token for token in tokens if token)
        if kept:
            self.found.append(Said("body", kept))

    def is_silent(self, html: str) -> bool:
        """Say whether some raw HTML is comments, and certain to be read as such."""
        return self.are_comments_silent and _COMMENTS.fullmatch(html) is not None


def _has_only_comments(body: str) -> bool:
    """Say whether no raw HTML of a body can make its comments seen: in a <textarea> or an attribute they are text."""
    return all(_COMMENTS.fullmatch(html) for html in _raw_html(body)) if "<!--" in body else True


def _raw_html(body: str) -> Iterator[str]:
    block: list[str] = []
    for event in _PARSER.events(body):
        name, value = _taken_apart(event)
        if name == "Html":
            block.append(value)
            continue
        if block:
            yield "".join(block)
            block.clear()
        if name == "InlineHtml":
            yield value


def _taken_apart(said: _Event) -> tuple[str, Any]:
    return (said, None) if isinstance(said, str) else next(iter(said.items()))


def _carried(name: str, data: _Event) -> str:
    if name == "Heading":
        return str(data["level"])
    if name == "CodeBlock":
        return str(data["Fenced"]) if isinstance(data, dict) else ""
    return "" if data is None else str(data)


def _shown(mark: tuple[str, ...]) -> str:
    name, *carried = mark
    if name in _SIGNS:
        return _SIGNS[name]
    if name == "Heading":
        return "#" * int(carried[0][1:]) + " "
    if name in ("/Link", "/Image"):
        return f"]({carried[0][:12] if carried[1] == 'digest' else carried[0]})"
    if name == "picture":
        return carried[0][:12] or carried[-1]
    words = " ".join(part for part in mark if part)
    return words if name == "Html" and carried else f"‹{words}›"


_PARSER = Parser(options=MARKDOWN_OPTIONS)
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript"))
_AROUND = frozenset(("BlockQuote", "List", "Item", "Table", "TableHead", "TableRow", "FootnoteDefinition"))
"""What stands around blocks."""
_CARRYING = _AROUND | {"Heading", "CodeBlock", "TableCell"}
_COMMENTS = re.compile(r"(?:\s*<!--(?!-?>)(?:(?!--!?>).)*-->)+\s*", re.DOTALL)
"""Comments by HTML's own rules, which end one at `--!>` and at once at `<!-->`: nothing else is taken for silent."""
_SIGNS = {
    "Emphasis": "*",
    "/Emphasis": "*",
    "Strong": "**",
    "/Strong": "**",
    "Strikethrough": "~~",
    "/Strikethrough": "~~",
    "Link": "[",
    "Image": "![",
}
