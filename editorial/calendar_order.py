"""Sorts the entries of a calendar file by moving its lines: what is written stays as it was written.

An entry takes with it the comment right above it, the comments inside it, and one right below it that a blank line
parts from the next. Blank lines are left above commented entries only. A file laid out otherwise than one dash a line
is left alone, and so is one whose values would not be the same.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from editorial.source import Document, Unreadable, load_yaml

ENTRIES = "entries"
_DASH = re.compile(r"( *)- +(?=[^ #])")


@dataclass
class _Block:
    """An entry's own lines, with the comments above it that go where it goes."""

    above: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def sorted_entries(text: str, order: Sequence[tuple[str, ...]]) -> str | None:
    """Give the text of a calendar file with its entries in order; None where its layout is not understood.

    `order` gives what to sort each entry by, in the order in which they are written.
    """
    values = load_yaml(text)
    if not isinstance(values, dict) or not isinstance(values.get(ENTRIES), list) or not values[ENTRIES]:
        return text
    lines = text.split("\n")
    region = _region(Document(text, values), len(values[ENTRIES]), lines)
    if region is None or len(order) != len(values[ENTRIES]):
        return None
    start, dashes, end = region
    head, blocks, tail = _taken_apart(lines[start:end], [dash - start for dash in dashes])
    ranked = [block for _, block in sorted(zip(order, blocks, strict=True), key=lambda pair: pair[0])]
    laid_out = [*head]
    for before, block in zip([None, *ranked], ranked, strict=False):
        if before and (block.above or before.below):
            laid_out.append("")
        laid_out += [*block.above, *block.own, *block.below]
    made = "\n".join([*lines[:start], *laid_out, *tail, *lines[end:]])
    made = made.rstrip("\n") + "\n"
    return made if _says_the_same(values, made) else None


def _region(source: Document, count: int, lines: Sequence[str]) -> tuple[int, list[int], int] | None:
    """Give the lines (from 0) of the list: its first, the dash of each entry, and the one after its last."""
    begins = [0, *accumulate(len(line) + 1 for line in lines)]
    starts = [start[0] for number in range(count) if (start := source.extent((ENTRIES, number)))]
    dashes = [bisect_right(begins, start) - 1 for start in starts]
    marks = [_DASH.match(lines[dash]) for dash in dashes]
    columns = [start - begins[dash] for start, dash in zip(starts, dashes, strict=True)]
    if len(set(dashes)) != count or not all(
        mark and mark.end() == column for mark, column in zip(marks, columns, strict=True)
    ):
        return None
    if len({mark[1] for mark in marks if mark}) != 1:
        return None
    key = source.span((ENTRIES,), on_key=True).line - 1
    values = source.values
    others = [source.span((name,), on_key=True).line - 1 for name in values] if isinstance(values, dict) else []
    end = min((line for line in others if line > key), default=len(lines))
    return key + 1, dashes, end


def _taken_apart(lines: Sequence[str], dashes: Sequence[int]) -> tuple[list[str], list[_Block], list[str]]:
    """Give what stands above the first entry and goes nowhere, the entries, and what stands below the last."""
    mark = _DASH.match(lines[dashes[0]])
    indent = len(mark[1]) if mark else 0
    above = list(lines[: dashes[0]])
    cut = _from_last_blank(above)
    head, blocks = above[:cut], [_Block(_level(above[cut:], indent))]
    while head and not head[0].strip():
        head.pop(0)
    for dash, until in zip(dashes, [*dashes[1:], len(lines)], strict=True):
        own = list(lines[dash:until])
        stop = len(own)
        while stop > 1 and _is_apart(own[stop - 1], indent):
            stop -= 1
        after, block = own[stop:], blocks[-1]
        block.own = [own[0].rstrip()] if stop == 1 else own[:stop]
        parted = next((n for n, line in enumerate(after) if not line.strip()), len(after) * (until == len(lines)))
        is_last, sure = until == len(lines), [line for line in after[:parted] if line.startswith(" " * indent + "#")]
        if sure == after[:parted] and (indent or not is_last):
            block.below, after = [line.rstrip() for line in sure], after[parted:]
        if is_last:
            return head, blocks, after
        blocks.append(_Block(_level(after, indent)))
    return head, blocks, []


def _is_apart(line: str, indent: int) -> bool:
    """Say whether a line is blank, or a comment no deeper than the dashes: no part of the entry above it for sure."""
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= indent)


def _from_last_blank(lines: Sequence[str]) -> int:
    return max((number + 1 for number, line in enumerate(lines) if not line.strip()), default=0)


def _level(lines: Sequence[str], indent: int) -> list[str]:
    """Give comments as deep as the dashes, without the blank lines above them."""
    kept = [" " * indent + line.strip() if line.strip() else "" for line in lines]
    while kept and not kept[0]:
        kept.pop(0)
    return kept


def _says_the_same(values: dict[object, object], made: str) -> bool:
    """Say whether a text holds the same values, but for the order of the entries."""
    try:
        now = load_yaml(made)
    except Unreadable:
        return False
    if not isinstance(now, dict) or list(now) != list(values):
        return False
    return all(_listed(now[key]) == _listed(values[key]) if key == ENTRIES else now[key] == values[key] for key in now)


def _listed(entries: object) -> list[str]:
    return sorted(json.dumps(entry, sort_keys=True) for entry in entries) if isinstance(entries, list) else []
