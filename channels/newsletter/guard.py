"""The guard in front of MJML: what mrml would lose in silence, or die of, is an error at its place in the template.

A letter's markup, as Jinja gives it, is looked at once, tag by tag: known components where they belong, known
attributes, everything closed, alternative texts, no fonts of others, no construct that mrml does not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from channels.newsletter import faults as said
from channels.newsletter.components import COMPONENTS, DEFAULTS, LOST, REFUSED, Component
from channels.newsletter.faults import Fault
from channels.newsletter.positions import MARK
from editorial.finding import Phrase

MAX_DEPTH = 200
"""mrml crashes the process near 5,000 nested elements; a letter and its édito need fewer than 150."""


class _Open(NamedTuple):
    """An element that is not closed yet; one of HTML has no component."""

    name: str
    component: Component | None
    place: str


class _Tag(NamedTuple):
    """What one tag says by itself, wherever it stands: what is wrong with it, and the classes it gives and asks for."""

    faults: tuple[Phrase, ...] = ()
    gives: str = ""
    asks: tuple[str, ...] = ()


def guarded(markup: str) -> tuple[str, list[Fault]]:
    """Give a letter's markup without the marks of places, and all that is wrong with it."""
    inspection = _Inspection()
    inspection.run(markup)
    return MARK.sub("", markup), list(dict.fromkeys(inspection.faults))


class _Inspection:
    """One pass over a letter's markup; the last place that was marked stands for all up to the next one."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.open: list[_Open] = []
        self.place = ""
        self.classes: set[str] = set()
        """The names that `mj-class` gave."""

    def run(self, markup: str) -> None:
        """Look at every tag, and at what stands between two."""
        first, *parts = _TAG.split(markup)
        opened = self.open
        if first and not first.isspace():
            self.between(first)
        # By sixes: splitting makes no object a tag, which takes half as long.
        for close, name, place, rest, other, text in zip(*[iter(parts)] * 6, strict=True):
            if name is None:
                self.other(other)
            elif not close:
                self.begin(name, place, rest)
                if len(opened) > MAX_DEPTH:
                    self.faults.clear()  # most are of the same mistake
                    self.say(said.TOO_DEEP.fill(most=MAX_DEPTH))
                    return
            elif opened and opened[-1].name == name:
                opened.pop()
            else:
                self.close(name)
            if text and not text.isspace():
                self.between(text)
        for element in opened:
            self.say(said.NOT_CLOSED.fill(name=element.name), element.place)

    def begin(self, name: str, place: str | None, rest: str) -> None:
        """Take an element that begins."""
        if place:
            self.place = place
        above = self.open[-1] if self.open else None
        component = None
        is_default = above is not None and above.name == "mj-attributes"
        if name[:2] == "mj":
            component = self.component(name, above, is_default=is_default)
        elif above is None:
            self.say(said.NO_ROOT.fill(name=name))
        elif above.component is not None and above.component.holds is not None:
            self.say(said.NO_HTML.fill(name=name, above=above.name))
        tag = _judged(name, rest.removesuffix("/"), is_default)
        for fault in tag.faults:
            self.say(fault)
        if tag.gives:
            self.classes.add(tag.gives)
        for asked in tag.asks:
            if asked not in self.classes:
                self.say(said.NO_CLASS.fill(name=asked, near=_near(asked, self.classes)))
        if not rest.endswith("/") and name not in _VOID:
            self.open.append(_Open(name, component, self.place))

    def close(self, name: str) -> None:
        """Take the end of an element that is not the innermost; those left open in it are said, and closed with it."""
        if any(element.name == name for element in self.open):
            while (element := self.open.pop()).name != name:
                self.say(said.NOT_CLOSED.fill(name=element.name), element.place)
        elif name not in _VOID:
            self.say(said.NOT_OPEN.fill(name=name))

    def component(self, name: str, above: _Open | None, *, is_default: bool) -> Component | None:
        """Give the component of that name; say where it is none, or does not belong there."""
        if name in REFUSED:
            self.say(said.REFUSED.fill(name=name, why=REFUSED[name]))
            return None
        found = (DEFAULTS if is_default else COMPONENTS).get(name)
        if found is None and name not in DEFAULTS:
            self.say(said.UNKNOWN.fill(name=name, near=_near(name, COMPONENTS)))
        elif above is None:
            if name != "mjml":
                self.say(said.NO_ROOT.fill(name=name))
        elif not is_default:
            held = above.component.holds if above.component else None
            if held is None or name not in held:
                holds = said.HOLDS.fill(known=", ".join(sorted(held))) if held else said.HOLDS_NONE
                self.say(said.MISPLACED.fill(name=name, above=above.name, holds=holds))
        return found

    def between(self, text: str) -> None:
        """Look at what stands between two tags."""
        above = self.open[-1] if self.open else None
        if above is None or (above.component is not None and above.component.holds is not None):
            self.say(said.LOST_TEXT.fill(found=" ".join(text.split())[:40]))
        elif above.name in ("mj-style", "style"):
            for found in _REMOTE.findall(text):
                self.say(said.REMOTE_FONT.fill(found=found))
        elif "&" in text and (bare := _BARE.search(text)):
            self.say(said.NOT_ESCAPED.fill(found=bare[0], instead="&amp;"))

    def other(self, found: str) -> None:
        """Look at what begins like a tag and is none."""
        if found.startswith("<!--"):
            if _REMOTE.search(found):
                self.say(said.REMOTE_STYLE)
        elif found == "<":
            self.say(said.NOT_ESCAPED.fill(found="<", instead="&lt;"))
        else:
            self.say(said.NOT_READ.fill(found=" ".join(found.split())[:40]))

    def say(self, message: Phrase, place: str = "") -> None:
        """Note a fault at a place, else at the last one that was marked."""
        found = MARK.fullmatch(place or self.place)
        self.faults.append(Fault(message, (found[1], int(found[2]), int(found[3])) if found else None))


@lru_cache(maxsize=2_048)
def _judged(name: str, attributes: str, is_default: bool) -> _Tag:
    """Give what a tag says by itself; most tags of a letter are those of the one before."""
    faults: list[Phrase] = []
    found = _read(name, attributes, faults)
    component = (DEFAULTS if is_default else COMPONENTS).get(name)
    for attribute in found if component else ():
        if component and attribute not in component.attributes:
            lost = LOST.get((name, attribute))
            near = lost or _near(attribute, component.attributes)
            faults.append((said.LOST if lost else said.NO_ATTRIBUTE).fill(name=name, attribute=attribute, near=near))
    if name in _PICTURES and not is_default:
        if "alt" not in found:
            faults.append(said.NO_ALT.fill(name=name))
        if not found.get("src", "").startswith(("https://", "http://")):
            faults.append(said.NO_ADDRESS.fill(name=name, found=found.get("src", "")))
    if name == "link" and "stylesheet" in found.get("rel", ""):
        faults.append(said.REMOTE_STYLE)
    gives = found.get("name", "") if name == "mj-class" else ""
    return _Tag(tuple(faults), gives, tuple(found.get("mj-class", "").split()))


def _read(name: str, attributes: str, faults: list[Phrase]) -> dict[str, str]:
    """Give the attributes of a tag; say where one is written in a way that mrml cannot read."""
    found: dict[str, str] = {}
    read = _ATTRIBUTES.match(attributes)
    end = read.end() if read else 0
    for attribute, value in _ATTRIBUTE.findall(attributes, 0, end):
        if attribute in found:
            faults.append(said.TWICE.fill(name=name, attribute=attribute))
        found[attribute] = value[1:-1]
    if end < len(attributes):
        faults.append(said.UNREADABLE.fill(name=name, found=attributes[end:].strip()[:40]))
    return found


def _near(name: str, known: Iterable[str]) -> Phrase:
    known = sorted(known)
    near = get_close_matches(name, known, 1, 0.6)
    if near:
        return said.NEAREST.fill(near=near[0])
    return said.KNOWN.fill(known=", ".join(known)) if known else said.NONE_KNOWN


_PICTURES = frozenset(("mj-image", "mj-social-element", "img"))
_VOID = frozenset("area base br col hr img input link meta source wbr".split())
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w:-]*)(\ufdee[^\ufdef]*\ufdef)?([^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+)>|"
    r"(<!--.*?-->|<!\[\w+\[.*?\]\]>|<[!?][^<>]*>?|<(?!/?[A-Za-z]))",
    re.DOTALL,
)
"""Whether a tag closes, its name, the mark of its place, and the rest of it; or what is no tag."""
_ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^'"]*'))?""")
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE.pattern}(?=\s|$))*\s*")
_BARE = re.compile(r"&(?!#\d+;|#[xX][0-9A-Fa-f]+;|[A-Za-z][A-Za-z0-9]*;)\S{0,12}")
_REMOTE = re.compile(r"@import|@font-face")
