"""The guard in front of MJML: what mrml would lose in silence, or die of, is an error at its place in the template.

A letter's markup, as Jinja gives it, is looked at once, tag by tag: known components where they belong, known
attributes, everything closed, alternative texts, no fonts of others, no construct that mrml does not read.
"""

from __future__ import annotations

import re

from channels.newsletter import faults as said
from channels.newsletter.components import COMPONENTS, REFUSED
from channels.newsletter.faults import Fault
from channels.newsletter.positions import MARK
from channels.newsletter.tag import BY_DEFAULT, REMOTE, VOID, Tag, nearest, read_tag
from channels.newsletter.turns import START, Turn, turns_of
from editorial.finding import Phrase

MAX_DEPTH = 200
"""mrml crashes the process near 5,000 nested elements; a letter and its édito need fewer than 150."""


def guarded(markup: str) -> tuple[str, list[Fault]]:
    """Give a letter's markup as mrml reads it right, without the marks of places, and all that is wrong with it."""
    inspection = _Inspection(turns_of(markup))
    inspection.run()
    clean = "".join([spelt for _, _, _, spelt in inspection.turns])
    return MARK.sub("", clean) if "\ufdee" in clean else clean, list(dict.fromkeys(inspection.faults))


class _Inspection:
    """One pass over a letter's turns; the last place that was marked stands for all up to the next one."""

    def __init__(self, turns: list[Turn]) -> None:
        self.turns = turns
        self.faults: list[Fault] = []
        self.open = [(START, 0)]
        """The elements that are not closed yet, and which turns they are."""
        self.classes: set[str] = set()
        """The names that `mj-class` gave."""

    def run(self) -> None:
        """Look at every tag, and at what stands behind it."""
        opened, above, holds = self.open, START, START.holds
        for n, (tag, text, is_odd, _) in enumerate(self.turns):
            if tag.closes:
                if tag.name == above.name:
                    opened.pop()
                else:
                    self.close(tag.name, n)
                above = opened[-1][0]
                holds = above.holds
            elif tag.name:
                if holds is BY_DEFAULT:
                    tag = read_tag(tag.written, is_default=True) or tag
                if tag.is_part if holds is None else tag.name not in holds:
                    self.say(_misplaced(tag, above), n)
                if tag.speaks:
                    self.begin(tag, n)
                if tag.opens:
                    opened.append((tag, n))
                    above, holds = tag, tag.holds
                    if len(opened) > MAX_DEPTH + 1:
                        self.faults.clear()  # most are of the same mistake
                        self.say(said.TOO_DEEP.fill(most=MAX_DEPTH), n)
                        return
            elif tag.faults:
                self.begin(tag, n)
            if text and (is_odd or holds is not None):
                self.between(text, above, n)
        for element, n in opened[1:]:
            self.say(said.NOT_CLOSED.fill(name=element.name), n)

    def begin(self, tag: Tag, n: int) -> None:
        """Take what a tag says by itself, and the classes it gives and asks for."""
        for fault in tag.faults:
            self.say(fault, n)
        if tag.gives:
            self.classes.add(tag.gives)
        for asked in tag.asks:
            if asked not in self.classes:
                self.say(said.NO_CLASS.fill(name=asked, near=nearest(asked, self.classes)), n)

    def close(self, name: str, n: int) -> None:
        """Take the end of an element that is not the innermost; those left open in it are said, and closed with it."""
        if any(element.name == name for element, _ in self.open):
            while (left := self.open.pop())[0].name != name:
                self.say(said.NOT_CLOSED.fill(name=left[0].name), left[1])
        elif name not in VOID:
            self.say(said.NOT_OPEN.fill(name=name), n)

    def between(self, text: str, above: Tag, n: int) -> None:
        """Look at what stands between two tags, and is not only white space."""
        if above.holds is not None:
            self.say(said.LOST_TEXT.fill(found=" ".join(text.split())[:40]), n)
        elif above.name in _STYLES:
            for found in REMOTE.findall(text):
                self.say(said.REMOTE_FONT.fill(found=found), n)
        elif "&" in text and (bare := _BARE.search(text)):
            self.say(said.NOT_ESCAPED.fill(found=bare[0], instead="&amp;"), n)

    def say(self, message: Phrase, n: int) -> None:
        """Note a fault of a turn, at the last place that was marked."""
        place = next((tag.place for tag, *_ in reversed(self.turns[: n + 1]) if tag.place), "")
        found = MARK.fullmatch(place)
        self.faults.append(Fault(message, (found[1], int(found[2]), int(found[3])) if found else None))


def _misplaced(tag: Tag, above: Tag) -> Phrase:
    """Give why an element does not belong where it stands."""
    name = tag.name
    if not tag.is_part:
        return said.NO_HTML.fill(name=name, above=above.name) if above.name else said.NO_ROOT.fill(name=name)
    if name in REFUSED:
        return said.REFUSED.fill(name=name, why=REFUSED[name])
    if name not in BY_DEFAULT:
        return said.UNKNOWN.fill(name=name, near=nearest(name, COMPONENTS))
    if not above.name:
        return said.NO_ROOT.fill(name=name)
    holds = said.HOLDS.fill(known=", ".join(sorted(above.holds))) if above.holds else said.HOLDS_NONE
    return said.MISPLACED.fill(name=name, above=above.name, holds=holds)


_STYLES = frozenset(("mj-style", "style"))
_BARE = re.compile(r"&(?!#\d+;|#[xX][0-9A-Fa-f]+;|[A-Za-z][A-Za-z0-9]*;)\S{0,12}")
