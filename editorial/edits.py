"""Edits to one Markdown text: which of them may be written, and the bytes that come of them.

Nothing is done to code, to the tags of raw HTML or to an address, whatever a rule asks for; a front matter goes on
saying what it said, but for the words that change. What no edit names stays byte for byte: line ends, BOM, comments,
order of keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple

from pyromark import Markdown as Parser

from editorial.finding import Edit
from editorial.link import scheme_of
from editorial.passage import Places
from editorial.prose import CODE_TAG, MARKDOWN_OPTIONS, read_prose
from editorial.source import Unreadable, load_yaml, split_markdown

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Amended:
    """A text after some of its edits: its bytes, and how many groups of edits were written."""

    raw: bytes
    count: int


class _Change(NamedTuple):
    """An edit by the characters it replaces, in the text with plain line ends."""

    start: int
    end: int
    text: str


def amended(raw: bytes, groups: Iterable[Sequence[Edit]]) -> Amended:
    """Give the bytes of a text after its edits; those of one group are written all or none.

    Of two groups that overlap the first in the text is written, the other is left for the next review. `raw` is UTF-8
    that could be read as a piece, and the spans are those of that reading: lines end at `\\n`, `\\r\\n` or `\\r`.
    """
    bom, lines = (BOM if raw.startswith(BOM) else b""), _lines(raw.decode("utf-8-sig"))
    starts = [0, *accumulate(len(line) + 1 for line, _ in lines)]
    plain = "\n".join(line for line, _ in lines)
    try:
        front_end = len(plain) - len(split_markdown(plain).body)
    except Unreadable:
        return Amended(raw, 0)
    shut = list(shut_in(plain, front_end))
    taken: list[_Change] = []
    count = 0
    asked = ([_change(edit, lines, starts) for edit in group] for group in dict.fromkeys(map(tuple, groups)))
    changes = (
        sorted(found) for group in asked if (found := [one for one in group if one]) and len(found) == len(group)
    )
    for group in sorted(changes, key=itemgetter(0)):
        is_free = not any(_overlap(one, other) for one in group for other in taken)
        if is_free and not any(is_shut(one.start, one.end, plain, shut) for one in group):
            if group[0].start < front_end and not _still_reads(plain, [*taken, *group], group, front_end):
                continue
            taken += group
            count += 1
    return Amended(bom + _written(lines, starts, taken).encode(), count)


def _lines(text: str) -> list[tuple[str, str]]:
    """Give each line of a text, and how it ends."""
    lines = _LINES.findall(text)
    return lines[:-1] if len(lines) > 1 and not lines[-2][1] else lines


def _change(edit: Edit, lines: Sequence[tuple[str, str]], starts: Sequence[int]) -> _Change | None:
    """Give where an edit stands; None where it stands nowhere, changes nothing or would break the line."""
    span = edit.span
    if not 1 <= span.line <= len(lines) or _BREAKS.search(edit.text):
        return None
    line = lines[span.line - 1][0]
    if not 1 <= span.column <= span.end_column <= len(line) + 1:
        return None
    if line[span.column - 1 : span.end_column - 1] == edit.text:
        return None
    start = starts[span.line - 1]
    return _Change(start + span.column - 1, start + span.end_column - 1, edit.text)


def _overlap(one: _Change, other: _Change) -> bool:
    is_one_place = one.start == other.start and one.end == one.start and other.end == other.start
    return is_one_place or (one.start < other.end and other.start < one.end)


def _written(lines: Sequence[tuple[str, str]], starts: Sequence[int], changes: Sequence[_Change]) -> str:
    """Give the text after its changes, each line with the end it had."""
    texts, number = [line for line, _ in lines], len(lines) - 1
    for change in sorted(changes, reverse=True):
        while starts[number] > change.start:
            number -= 1
        first, last = change.start - starts[number], change.end - starts[number]
        texts[number] = texts[number][:first] + change.text + texts[number][last:]
    return "".join(text + end for text, (_, end) in zip(texts, lines, strict=True))


def _still_reads(plain: str, every: Sequence[_Change], group: Sequence[_Change], front_end: int) -> bool:
    """Say whether a front matter has the same keys and values as before, but for the words of a group of changes."""
    front = plain[:front_end]
    for change in sorted((one for one in every if one.start < front_end), reverse=True):
        front = front[: change.start] + change.text + front[change.end :]
    try:
        after = list(_said(split_markdown(front).front.values))
    except Unreadable:
        return False
    before = list(_said(split_markdown(plain[:front_end]).front.values))
    joined = "\n".join(after)
    return len(after) == len(before) and all(
        "\\" in one.text or _scalar(one.text) in joined for one in group if one.start < front_end
    )


def _scalar(written: str) -> str:
    """Give what a scalar says, its quotes taken off where it is quoted whole."""
    if written[:1] in ("'", '"') and len(written) > 1 and written[-1] == written[0]:
        try:
            return str(load_yaml(written))
        except Unreadable:
            pass
    return written.strip()


def _said(value: object) -> Iterator[str]:
    """Give every key and value of a front matter, in order, as texts."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            yield str(key)
            yield from _said(held)
    elif isinstance(value, list):
        for held in value:
            yield from _said(held)
    else:
        yield str(value)


def is_shut(start: int, end: int, plain: str, shut: Sequence[tuple[int, int, bool]]) -> bool:
    """Say whether a change touches what no change may: but an address of the site itself can be replaced whole."""
    for first, last, is_address in shut:
        if (start < last and first < end) or (start == end and first < start < last):
            is_own = is_address and not scheme_of(plain[first:last]) and not plain.startswith("//", first)
            if not (is_own and (start, end) == (first, last)):
                return True
    return False


def shut_in(plain: str, front_end: int = 0) -> Iterator[tuple[int, int, bool]]:
    """Give the stretches of a text, in characters, that no edit touches, and whether each is the address of a link."""
    yield from named_in(plain, front_end)
    body = plain[front_end:]
    places = Places(body.encode())
    for start, end in _code(body):
        yield front_end + places.char_at(start), front_end + places.char_at(end), False


def named_in(plain: str, front_end: int = 0) -> Iterator[tuple[int, int, bool]]:
    """Give the same without code, which prose hides from its passages: addresses, and the labels of links."""
    body = plain[front_end:]
    prose = read_prose(body)
    links = (*prose.links, *prose.images)
    yield from _written_out(plain, {front_end + link.url_start: front_end + link.url_end for link in links})
    for link in links:
        if link.url_end > link.url_start:
            yield front_end + link.url_start, front_end + link.url_end, True
        tail = body[link.text_end : link.end]
        if tail in ("]", "][]"):  # its text is the label by which it finds its address
            yield front_end + link.start, front_end + link.end, False
        elif tail.startswith("]["):
            yield front_end + link.text_end, front_end + link.end, False
    for label in _LABEL.finditer(plain, front_end):
        yield *label.span(), False


def _written_out(plain: str, addressed: Mapping[int, int]) -> Iterator[tuple[int, int, bool]]:
    """Give the addresses written in a text; those of links, by where each begins, end where the link says."""
    at = 0
    while match := _URL.search(plain, at):
        at = addressed.get(match.start(), 0)
        if at <= match.start():
            at = match.end()
            yield match.start(), match.start() + len(match[0].rstrip(_AFTER_URL)), False


def _code(body: str) -> Iterator[tuple[int, int]]:
    """Give the bytes of a body that hold code, the tags of raw HTML or the name of a footnote."""
    raw = body.encode()
    opened: list[tuple[str, int]] = []
    events: Iterable[tuple[Any, Any]] = Parser(options=MARKDOWN_OPTIONS).events_with_range(body)
    for event, span in events:
        start, end = span["start"], span["end"]
        name, value = (event, "") if isinstance(event, str) else next(iter(event.items()))
        if name == "Start":
            block = value if isinstance(value, str) else next(iter(value))
            if block in ("CodeBlock", "MetadataBlock"):
                yield start, end
            elif block == "HtmlBlock":
                yield from ((start + tag.start(), start + tag.end()) for tag in _IN_HTML.finditer(raw[start:end]))
        elif name in ("Code", "InlineHtml", "FootnoteReference"):
            yield start, end
            tag = CODE_TAG.match(value) if name == "InlineHtml" else None
            if tag and not tag[1]:
                opened.append((tag[2].lower(), start))
            elif tag and opened and opened[-1][0] == tag[2].lower():
                yield opened.pop()[1], end
        elif name == "End" and value == "Paragraph":
            for _, since in opened:
                yield since, end
            opened = []


_LINES = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_BREAKS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|mailto:)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LABEL = re.compile(r"^[ \t>*+-]*\[[^\]\n]+\]:", re.MULTILINE)
_AFTER_URL = ".,;:!?)]}»”’'\"*_…"
_IN_HTML = re.compile(
    rb"""<!--.*?(?:-->|\Z)|<(code|pre|kbd|samp|var|tt|script|style|textarea)\b.*?(?:</\1\s*>|\Z)"""
    rb"""|<[a-z/!?](?:[^>"']|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*(?:>|\Z)|&\#?\w+;""",
    re.IGNORECASE | re.DOTALL,
)
