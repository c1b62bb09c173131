"""The guard in front of MJML: what mrml would lose in silence, or die of, is an error at its place in the template.

A letter's markup, as Jinja gives it, is looked at once, tag by tag: known components where they belong, known
attributes, everything closed, alternative texts, no fonts of others, no construct that mrml does not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from channels.newsletter import faults as said
from channels.newsletter.components import COMPONENTS, DEFAULTS, LOST, REFUSED, Component
from channels.newsletter.faults import Fault
from channels.newsletter.positions import MARK
from editorial.finding import Phrase

MAX_DEPTH = 200
"""mrml crashes the process near 5,000 nested elements; a letter and its édito need fewer than 150."""


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is not closed yet; one of HTML has no component."""

    name: str
    component: Component | None
    place: str


def guarded(markup: str) -> tuple[str, list[Fault]]:
    """Give a letter's markup without the marks of places, and all that is wrong with it."""
    inspection = _Inspection(markup)
    inspection.run()
    return MARK.sub("", markup), list(dict.fromkeys(inspection.faults))


class _Inspection:
    """One pass over a letter's markup; the last place that was marked stands for all up to the next one."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.faults: list[Fault] = []
        self.open: list[_Open] = []
        self.place = ""
        self.classes: set[str] = set()
        """The names that `mj-class` gave."""

    def run(self) -> None:
        """Look at every tag, and at what stands between two."""
        end, markup = 0, self.markup
        for tag in _TAG.finditer(markup):
            if end < tag.start():
                self.between(end, tag.start())
            end = tag.end()
            if tag["name"] is None:
                self.other(tag[0])
            elif tag["close"]:
                self.close(tag["name"])
            elif self.begin(tag["name"], tag["place"], tag["rest"]):
                return
        if end < len(markup):
            self.between(end, len(markup))
        for element in self.open:
            self.say(said.NOT_CLOSED.fill(name=element.name), element.place)

    def begin(self, name: str, place: str | None, rest: str) -> bool:
        """Take an element that begins; say whether there is no use in going on."""
        self.place = place or self.place
        above = self.open[-1] if self.open else None
        is_alone = rest.endswith("/")
        component = None
        if name[:2] == "mj":
            component = self.component(name, above)
            self.attributes(name, rest[:-1] if is_alone else rest, component)
        else:
            self.html(name, rest, above)
        if is_alone or name in _VOID:
            return False
        self.open.append(_Open(name, component, self.place))
        if len(self.open) > MAX_DEPTH:
            self.faults.clear()  # most are of the same mistake
            self.say(said.TOO_DEEP.fill(most=MAX_DEPTH))
        return len(self.open) > MAX_DEPTH

    def close(self, name: str) -> None:
        """Take the end of an element; those left open in it are said, and closed with it."""
        if self.open and self.open[-1].name == name:
            self.open.pop()
        elif any(element.name == name for element in self.open):
            while (element := self.open.pop()).name != name:
                self.say(said.NOT_CLOSED.fill(name=element.name), element.place)
        elif name not in _VOID:
            self.say(said.NOT_OPEN.fill(name=name))

    def component(self, name: str, above: _Open | None) -> Component | None:
        """Give the component of that name; say where it is none, or does not belong there."""
        if name in REFUSED:
            self.say(said.REFUSED.fill(name=name, why=REFUSED[name]))
            return None
        is_default = above is not None and above.name == "mj-attributes"
        known = DEFAULTS if is_default else COMPONENTS
        found = known.get(name)
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

    def attributes(self, name: str, rest: str, component: Component | None) -> None:
        """Say what is wrong with the attributes of a component."""
        found = self.read(name, rest)
        if component is None:
            return
        for attribute in found:
            if attribute not in component.attributes:
                lost = LOST.get((name, attribute))
                message = said.LOST if lost else said.NO_ATTRIBUTE
                near = lost or _near(attribute, component.attributes)
                self.say(message.fill(name=name, attribute=attribute, near=near))
        if name == "mj-class":
            self.classes.add(found.get("name", ""))
        for asked in found.get("mj-class", "").split():
            if asked not in self.classes:
                self.say(said.NO_CLASS.fill(name=asked, near=_near(asked, self.classes)))
        if self.open and self.open[-1].name == "mj-attributes":
            return
        if name in _PICTURES:
            self.picture(name, found)

    def html(self, name: str, rest: str, above: _Open | None) -> None:
        """Say what is wrong with an element of HTML."""
        if above is None:
            self.say(said.NO_ROOT.fill(name=name))
        elif above.component is not None and above.component.holds is not None:
            self.say(said.NO_HTML.fill(name=name, above=above.name))
        if name == "img":
            self.picture(name, self.read(name, rest.removesuffix("/")))
        elif name == "link" and "stylesheet" in rest:
            self.say(said.REMOTE_STYLE)
        elif rest:
            self.read(name, rest.removesuffix("/"))

    def picture(self, name: str, found: dict[str, str]) -> None:
        """Say whether a picture lacks its words, or a whole address."""
        if "alt" not in found:
            self.say(said.NO_ALT.fill(name=name))
        if not found.get("src", "").startswith(("https://", "http://")):
            self.say(said.NO_ADDRESS.fill(name=name, found=found.get("src", "")))

    def read(self, name: str, rest: str) -> dict[str, str]:
        """Give the attributes of a tag; say where one is written in a way that mrml cannot read."""
        found: dict[str, str] = {}
        if rest and not rest.isspace():
            read = _ATTRIBUTES.match(rest)
            end = read.end() if read else 0
            for attribute, value in _ATTRIBUTE.findall(rest, 0, end):
                if attribute in found:
                    self.say(said.TWICE.fill(name=name, attribute=attribute))
                found[attribute] = value[1:-1]
            if end < len(rest):
                self.say(said.UNREADABLE.fill(name=name, found=rest[end:].strip()[:40]))
        return found

    def between(self, start: int, end: int) -> None:
        """Look at what stands between two tags."""
        text = self.markup[start:end]
        if text.isspace():
            return
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


def _near(name: str, known: Iterable[str]) -> Phrase:
    known = sorted(known)
    near = get_close_matches(name, known, 1, 0.6)
    if near:
        return said.NEAREST.fill(near=near[0])
    return said.KNOWN.fill(known=", ".join(known)) if known else said.NONE_KNOWN


_PICTURES = frozenset(("mj-image", "mj-social-element"))
_VOID = frozenset("area base br col hr img input link meta source wbr".split())
_TAG = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<place>" + MARK.pattern + r")?"
    r"(?P<rest>(?:[^<>\"']++|\"[^\"]*\"|'[^']*')*+)>|<!\[\w+\[.*?\]\]>|<[!?][^<>]*>?|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^'"]*'))?""")
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE.pattern}(?=\s|$))*\s*")
_BARE = re.compile(r"&(?!#\d+;|#[xX][0-9A-Fa-f]+;|[A-Za-z][A-Za-z0-9]*;)\S{0,12}")
_REMOTE = re.compile(r"@import|@font-face")
