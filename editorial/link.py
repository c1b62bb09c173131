"""A link or an image of a Markdown body, and where its text and its address are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pyromark import Options, reference_definitions

from editorial.passage import Places

Bytes = tuple[int, int]


class Link(NamedTuple):
    """A link or an image (its text is then the alt text), whole from `start` to `end`, in characters of the body.

    `url_start` to `url_end` is where the address is typed, without `< >`; for a link by reference that is in its
    definition, elsewhere in the body. `text_start` to `text_end` is what stands between the brackets.
    """

    url: str
    text: str
    title: str
    start: int
    end: int
    url_start: int
    url_end: int
    text_start: int
    text_end: int


class OpenLink:
    """A link or an image whose end has not come yet; `start` and `text_end` are bytes."""

    def __init__(self, data: Mapping[str, Any], start: int, *, is_image: bool) -> None:
        self.kind: str | object = data["link_type"]
        self.is_image = is_image
        self.is_written_out = self.kind in ("Autolink", "Email")
        self.text: list[str] = []
        self.text_end = self._text_start = start + (2 if is_image else 1)
        self._data, self._start = data, start

    def whole_end(self, raw: bytes, end: int) -> int:
        """Give where the link really ends: pulldown-cmark leaves `[]` out of the range of `[text][]`."""
        return end + 2 if self.kind == "Collapsed" and raw[end : end + 2] == b"[]" else end

    def close(self, raw: bytes, end: int, places: Places, definitions: Definitions) -> Link:
        """Give the link, now that its end is known."""
        url: str = self._data["dest_url"]
        url_start, url_end = self._address(raw, end, definitions)
        marks = (self._start, end, url_start, url_end, self._text_start, self.text_end)
        address = "mailto:" + url if self.kind == "Email" else url
        return Link(address, "".join(self.text), self._data["title"], *[places.char_at(mark) for mark in marks])

    def _address(self, raw: bytes, end: int, definitions: Definitions) -> Bytes:
        if self.is_written_out:
            return self._start + 1, end - 1
        if self.kind == "Inline":
            return _destination(_INLINE_LEAD, raw, self.text_end, end)
        return _destination(_DEFINITION_LEAD, raw, *definitions.of(self._data["id"], (self._start, end)))


class Definitions:
    """The definitions `[label]: address` of a body, looked for when a link first needs one."""

    def __init__(self, body: str, options: Options) -> None:
        self._body, self._options = body, options
        self._spans: Mapping[str, Bytes] | None = None

    def of(self, label: str, default: Bytes) -> Bytes:
        """Give the bytes of the definition of a label, however it is capitalised and spaced."""
        if self._spans is None:
            written = reference_definitions(self._body, options=self._options)
            self._spans = {_plain(name): (d["span"]["start"], d["span"]["end"]) for name, d in written.items()}
        return self._spans.get(_plain(label), default)


def scheme_of(url: str) -> str:
    """Give the scheme of an address as a browser reads it, in lower case, or nothing."""
    if ":" not in url:
        return ""  # As nearly all addresses inside a site, and each is asked four times.
    match = _SCHEME.match(_IGNORED.sub("", url).lower())
    return match[1] if match else ""


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def _destination(lead: re.Pattern[bytes], raw: bytes, start: int, end: int) -> Bytes:
    """Give the bytes of the destination that follows `lead` (CommonMark 0.31, "link destination")."""
    opening = lead.search(raw, start, end)
    if opening is None:
        return start, end
    first = opening.end()
    pointed = _POINTED.match(raw, first, end)
    if pointed:
        return first + 1, pointed.end() - 1
    depth, last = 0, first
    for token in _TOKENS.finditer(raw, first, end):
        sign = token[0]
        if sign.isspace() or (sign == b")" and depth == 0):
            break
        depth += (sign == b"(") - (sign == b")")
        last = token.end()
    return first, last


_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0]+")  # browsers skip these: `java\nscript:` runs
# An address may begin on the next line, behind the marks of the quote it stands in.
_INLINE_LEAD = re.compile(rb"\]\([ \t]*(?:\n[\s>]*)?")
_DEFINITION_LEAD = re.compile(rb"\[(?:[^\\\[\]]|\\.)*\]:[ \t]*(?:\n[\s>]*)?", re.DOTALL)
_POINTED = re.compile(rb"<(?:[^<>\n\\]|\\.)*>")
_TOKENS = re.compile(rb"\\.|[()]|\s|[^\\()\s]+", re.DOTALL)
