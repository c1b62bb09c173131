"""The guard in front of MJML: what mrml would lose in silence, or die of, is an error at its place in the template.

A letter's markup, as Jinja gives it, is looked at once, tag by tag: known components where they belong, known
attributes, everything closed, alternative texts, no fonts of others, no construct that mrml does not read.
"""

from __future__ import annotations

from channels.newsletter import faults as said
from channels.newsletter.components import COMPONENTS, REFUSED
from channels.newsletter.faults import Fault
from channels.newsletter.positions import MARK
from channels.newsletter.sound import MAX_DEPTH, sound
from channels.newsletter.tag import BARE, BY_DEFAULT, REMOTE, STYLES, VOID, WORDS, Tag, nearest, read_tag
from channels.newsletter.turns import START, Turn, turns_of
from editorial.finding import Phrase


def guarded(markup: str) -> tuple[str, list[Fault]]:
    """Give a letter's markup as mrml reads it right, without the marks of places, and all that is wrong with it.

    What stands in a component as it was written stands between two WORDS.
    """
    clean = sound(markup)
    return (clean, []) if clean is not None else inspected(markup)


def inspected(markup: str) -> tuple[str, list[Fault]]:
    """Give the same, tag by tag."""
    inspection = _Inspection(turns_of(markup.replace(WORDS, "")))
    inspection.run()
    return MARK.sub("", "".join(inspection.spelt)), list(dict.fromkeys(inspection.faults))


class _Inspection:
    """One pass over a letter's turns; the last place that was marked stands for all up to the next one."""

    def __init__(self, turns: list[Turn]) -> None:
        self.turns = turns
        self.faults: list[Fault] = []
        self.spelt: list[str] = []
        self.open = [(START, 0)]
        """The elements that are not closed yet, and which turns they are."""
        self.classes: set[str] = set()
        """The names that `mj-class` gave."""

    def run(self) -> None:
        """Look at every tag, and at what stands behind it; mrml makes nothing of blanks between components."""
        for n, (tag, text) in enumerate(self.turns):
            above = self.open[-1][0]
            if tag.closes:
                self.close(tag, n)
            elif tag.name:
                if above.holds is BY_DEFAULT:
                    tag = read_tag(tag.written, is_default=True) or tag
                if not tag.belongs_in(above):
                    self.say(_misplaced(tag, above), n)
                self.begin(tag, n)
                if tag.opens:
                    self.open.append((tag, n))
                    if len(self.open) > MAX_DEPTH + 1:
                        self.faults.clear()  # most are of the same mistake
                        self.say(said.TOO_DEEP.fill(most=MAX_DEPTH), n)
                        return
            else:
                self.begin(tag, n)
            within = self.open[-1][0]
            if text and not text.isspace():
                self.between(text, within, n)
            elif within.holds is not None:
                text = ""
            self.spelt.append(tag.in_turn(text, above))
        for element, n in self.open[1:]:
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

    def close(self, tag: Tag, n: int) -> None:
        """Take the end of an element; those left open in it are said, and closed with it."""
        name = tag.name
        if any(element.name == name for element, _ in self.open):
            while (left := self.open.pop())[0].name != name:
                self.say(said.NOT_CLOSED.fill(name=left[0].name), left[1])
        elif name not in VOID:
            self.say(said.NOT_OPEN.fill(name=name), n)

    def between(self, text: str, above: Tag, n: int) -> None:
        """Look at what stands between two tags, and is not only white space."""
        if above.holds is not None:
            self.say(said.LOST_TEXT.fill(found=" ".join(text.split())[:40]), n)
        elif above.name in STYLES:
            for found in REMOTE.findall(text):
                self.say(said.REMOTE_FONT.fill(found=found), n)
        elif "&" in text and (bare := BARE.search(text)):
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
