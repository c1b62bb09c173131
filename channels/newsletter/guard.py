"""The guard in front of MJML: what mrml would lose in silence, or die of, is an error at its place in the template.

A letter's markup, as Jinja gives it, is looked at component by component. What stands in one and behind it, most often
stood in the letter before, or in the page of the same: that is looked at once. Only where something is wrong is all of
it inspected, tag by tag, to say what and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from channels.newsletter.components import COMPONENTS
from channels.newsletter.faults import Fault
from channels.newsletter.inspection import Inspection
from channels.newsletter.positions import MARK
from channels.newsletter.tag import BY_DEFAULT, VOID, Tag
from channels.newsletter.turns import Turn, turns_of


class Sound(NamedTuple):
    """A markup with nothing wrong: its frame, which mrml sets, and the HTML of its texts, which only stands in it."""

    frame: str
    texts: list[str]

    def laid_in(self, frame: str) -> str:
        """Give the frame, or what mrml made of it, with the texts in their places."""
        parts = frame.split(HOLE)
        for rank, text in enumerate(self.texts, 1):
            parts[rank] = text + parts[rank]
        return "".join(parts)


class Step(NamedTuple):
    """From one component to the next: what is open behind it, how mrml reads it, its text if any, and its classes."""

    opened: tuple[str, ...]
    spelt: str
    text: str
    gives: frozenset[str]
    asks: frozenset[str]


def guarded(markup: str) -> tuple[str, list[Fault]]:
    """Give a letter's markup as mrml reads it right, without the marks of places, and all that is wrong with it."""
    sound = glanced(markup)
    return (sound.laid_in(sound.frame), []) if sound else inspected(markup)


def inspected(markup: str) -> tuple[str, list[Fault]]:
    """Give the same, tag by tag."""
    inspection = Inspection(turns_of(markup))
    inspection.run()
    inspection.end()
    return _spelt(inspection.turns), list(dict.fromkeys(inspection.faults))


def glanced(markup: str) -> Sound | None:
    """Give the markup as mrml reads it right; None where something may be wrong with it."""
    opened, classes, spelt, texts = None, set[str](), list[str](), list[str]()
    for part in markup.split(_COMPONENT):
        step = _step(opened, part)
        if step is None or not step.asks <= classes:
            return None
        opened = step.opened
        spelt.append(step.spelt)
        if step.text:
            texts.append(step.text)
        if step.gives:
            classes |= step.gives
    return None if opened else Sound("".join(spelt), texts)


@lru_cache(maxsize=4_096)
def _step(opened: tuple[str, ...] | None, part: str) -> Step | None:
    """Give the step over one component and what stands up to the next, which are `part`; None where it is not sure.

    `opened` are the names of the components around it, None at the beginning, where no component stands yet.
    """
    turns = turns_of(part if opened is None else _COMPONENT + part)
    if not all(map(_is_whole, turns)):
        return None
    gives = frozenset([turn[0].gives for turn in turns if turn[0].gives])
    asks = frozenset([name for turn in turns for name in turn[0].asks])
    inspection = Inspection(turns, [_component(name) for name in opened or ()])
    inspection.classes |= asks
    inspection.run()
    left, spelt = tuple(tag.name for tag, _ in inspection.open[1:]), _spelt(turns)
    is_sure = COMPONENTS.keys() >= set(left) and "mj-attributes" not in left[:-1]
    if inspection.faults or not is_sure or not _AMBIGUOUS.isdisjoint(spelt):
        return None
    start, text, end = _parted(turns) if opened and opened[-1] != "mj-attributes" else (spelt, "", "")
    return Step(left, start + end, text, gives, asks)


def _is_whole(turn: Turn) -> bool:
    """Say whether a turn ends where it does whatever stands behind it."""
    tag, text, _, _ = turn
    return "<" not in text and bool(tag.name or not tag.written or _COMMENT.fullmatch(tag.written))


def _parted(turns: Sequence[Turn]) -> tuple[str, str, str]:
    """Give what of turns stands before the text of an `mj-text` that they begin with, that text, and what is behind.

    mrml would only read and write it, and lose a line break between two elements of it.
    """
    first, within = turns[1][0], list(takewhile(lambda turn: turn[0].name != "mj-text", turns[2:]))
    # Of an element that ends itself mrml makes two tags: for HTML <p/> is open.
    if first.name == "mj-text" and all(tag.name in VOID or not tag.written.endswith("/") for tag, *_ in within):
        text = _clean(turns[1][3].removeprefix(first.spelt)) + _spelt(within)
        if text and not text.isspace():
            return first.spelt + HOLE, text, _spelt(turns[2 + len(within) :])
    return _spelt(turns), "", ""


@cache
def _component(name: str) -> Tag:
    return Tag(name, holds=BY_DEFAULT if name == "mj-attributes" else COMPONENTS[name].holds)


def _spelt(turns: Iterable[Turn]) -> str:
    return _clean("".join([spelt for *_, spelt in turns]))


def _clean(text: str) -> str:
    return MARK.sub("", text) if _MARK_BEGINS in text else text


_COMPONENT = "<mj-"
_COMMENT = re.compile("!--.*-->", re.DOTALL)
_MARK_BEGINS = "\ufdee"
HOLE = "\ufded"
"""Where a text belongs, as a noncharacter (Unicode, 23.7)."""
_AMBIGUOUS = frozenset((_MARK_BEGINS, HOLE))
