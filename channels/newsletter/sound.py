"""Whether a letter is sound, seen at a glance: what is open when a tag comes says where that tag leads.

A walk from state to state, as an automaton's, but that each state learns its ways as letters take them: most tags of a
letter, and the blanks behind them, are those of the one before. What is wrong in a letter that is not sound, and where,
the guard finds tag by tag.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from channels.newsletter.positions import MARK
from channels.newsletter.tag import BARE, BY_DEFAULT, REMOTE, RESPELT, STYLES, WORDS, Tag, read_tag
from channels.newsletter.turns import START

MAX_DEPTH: Final = 200
"""mrml crashes the process near 5,000 nested elements; a letter and its édito need fewer than 150."""


def sound(markup: str) -> str | None:
    """Give a letter's markup as mrml reads it right, with WORDS and no marks of places; None where it is unsound."""
    state: _State | _Comment = _START
    text, *turns = markup.split("<")
    parts = [text]
    try:
        for turn in turns:
            state, spelt = state[turn]
            parts.append(spelt)
    except _Unsound:
        return None
    return "".join(parts) if isinstance(state, _State) and len(state.opened) == 1 and not text.strip() else None


class _Unsound(Exception):
    """Something is wrong, whatever it is."""


class _State(dict[str, "_Way"]):
    """What is open at a place of a letter; holds where each tag leads from there, together with the blank behind it."""

    __slots__ = ("above", "classes", "is_prose", "opened", "steps")

    def __init__(self, opened: tuple[Tag, ...], classes: frozenset[str]) -> None:
        self.opened = opened
        self.above = opened[-1]
        self.classes = classes
        """The names that `mj-class` gave up to here."""
        self.is_prose = self.above.holds is None and self.above.name not in STYLES
        """Whether a text stands here, and no style."""
        self.steps: dict[str, tuple[Tag, _State, str]] = {}
        """Where each tag leads, whatever stands behind it, and what mrml reads before that; "" where it reads that
        otherwise than it is written."""

    def __missing__(self, turn: str) -> _Way:
        """Give where a tag leads, which comes without its `<` and with what stands behind it, and both as meant."""
        if turn.startswith("!--"):
            return _Comment(self).__getitem__(turn, len("!--"))
        written, end, text = turn.partition(">")
        if not end:
            raise _Unsound
        tag, state, lead = self.steps.get(written) or self._step(written)
        if text and not text.isspace():
            text = state.between(text)
            return state, lead + text if lead else tag.in_turn(text, self.above)
        if len(self) > _KNOWN:
            self.clear()
        self[turn] = found = state, tag.in_turn("" if state.above.holds is not None else text, self.above)
        return found

    def between(self, text: str) -> str:
        """Give a text that may stand here as it is."""
        if WORDS in text:
            raise _Unsound
        if self.is_prose:
            if "&" in text and BARE.search(text):
                raise _Unsound
        elif self.above.holds is not None or REMOTE.search(text):
            raise _Unsound
        return text

    def _step(self, written: str) -> tuple[Tag, _State, str]:
        tag, above, opened, classes = read_tag(written), self.above, self.opened, self.classes
        if tag and above.holds is BY_DEFAULT and not tag.closes:
            tag = read_tag(written, is_default=True) or tag
        if tag is None or tag.faults or WORDS in written or not tag.belongs_in(above):
            raise _Unsound
        if tag.closes:
            opened = opened[:-1]
        elif tag.opens:
            opened = (*opened, Tag(tag.name, holds=tag.holds, has_words=tag.has_words))
        if tag.gives:
            classes |= {tag.gives}
        if len(opened) > MAX_DEPTH + 1 or not classes.issuperset(tag.asks):
            raise _Unsound
        if len(self.steps) > _KNOWN:
            self.steps.clear()
        lead = "" if tag.opens and tag.name in RESPELT else tag.in_turn("", above)
        self.steps[written] = step = tag, _state(opened, classes), lead
        return step


class _Comment:
    """A comment in a letter, up to its end: whatever begins with a `<` in it leads nowhere."""

    def __init__(self, around: _State) -> None:
        self.around = around

    def __getitem__(self, turn: str, start: int = 0) -> _Way:
        """Give where a turn leads, and what mrml reads; `start` is where its end may stand at the earliest."""
        end = turn.find("-->", start)
        inside, text = (turn, "") if end < 0 else (turn[: end + 3], turn[end + 3 :])
        if REMOTE.search(inside) or WORDS in inside:
            raise _Unsound
        spelt = f"<{MARK.sub('', inside)}"
        if end < 0:
            return self, spelt
        return self.around, spelt + (self.around.between(text) if text.strip() else text)


@lru_cache(maxsize=1_024)
def _state(opened: tuple[Tag, ...], classes: frozenset[str]) -> _State:
    return _State(opened, classes)


_Way = tuple[_State | _Comment, str]
"""Where a turn leads, and the turn as mrml reads it."""
_START = _state((START,), frozenset())
_KNOWN = 4_096
"""How many ways a state knows at most."""
