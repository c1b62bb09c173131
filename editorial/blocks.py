"""The blocks of a Markdown body that its running text does not tell: lists, quotations, code, thematic parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pyromark import Markdown as Parser

from editorial.passage import Places
from editorial.prose import MARKDOWN_OPTIONS


class Listing(NamedTuple):
    """A list: how many items it has, whether they are numbered, and where it stands, in characters of the body."""

    items: int
    is_numbered: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """What stands in a body, by kind of block; `strong` is each paragraph that is bold throughout."""

    lists: tuple[Listing, ...]
    quotes: tuple[tuple[int, int], ...]
    code: tuple[tuple[int, int], ...]
    strong: tuple[str, ...]


@lru_cache(maxsize=16)
def read_blocks(body: str) -> Blocks:
    """Give the blocks of a body, in characters; the last bodies read are remembered."""
    raw = body.encode()
    places = Places(raw)
    lists: list[Listing] = []
    spans: dict[str, list[tuple[int, int]]] = {"BlockQuote": [], "CodeBlock": []}
    open_lists: list[int] = []
    for name, data, is_start, start, end in _tags(body):
        if name == "List" and is_start:
            open_lists.append(len(lists))
            lists.append(Listing(0, data is not None, places.char_at(start), places.char_at(end)))
        elif name == "List":
            open_lists.pop()
        elif name == "Item" and is_start and open_lists:
            lists[open_lists[-1]] = lists[open_lists[-1]]._replace(items=lists[open_lists[-1]].items + 1)
        elif name in spans and is_start:
            spans[name].append((places.char_at(start), places.char_at(end)))
    return Blocks(tuple(lists), tuple(spans["BlockQuote"]), tuple(spans["CodeBlock"]), tuple(_strong(body)))


def levels_in(body: str) -> int:
    """Give in how many lists and quotes the deepest text stands: what its writer sees as levels."""
    open_now = levels = 0
    for name, _, is_start, _, _ in _tags(body):
        if name in ("List", "BlockQuote"):
            open_now += 1 if is_start else -1
            levels = max(levels, open_now)
    return levels


def _tags(body: str) -> Iterator[tuple[str, Any, bool, int, int]]:
    """Give each start and end of an element: its name, its data, which of both, and its bytes."""
    events: Any = _PARSER.events_with_range(body)  # each made anew, so that it may be taken apart
    for event, span in events:
        if isinstance(event, str):
            continue
        kind, tag = event.popitem()
        if kind in ("Start", "End"):
            name, data = (tag, None) if isinstance(tag, str) else tag.popitem()
            yield name, data, kind == "Start", span["start"], span["end"]


def _strong(body: str) -> Iterator[str]:
    """Give the text of each line that is bold throughout, as writers mark a question without a heading."""
    for line in body.split("\n"):
        plain = line.strip()
        if len(plain) > 4 and plain[:2] in ("**", "__") and plain.endswith(plain[:2]) and plain[:2] not in plain[2:-2]:
            yield plain[2:-2].strip()


_PARSER: Final = Parser(options=MARKDOWN_OPTIONS)
