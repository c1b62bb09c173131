"""What one tag of a letter says by itself, wherever it stands: what is wrong with it, and how mrml reads it right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from sys import intern
from typing import Final

from channels.newsletter import faults as said
from channels.newsletter.components import COMPONENTS, DEFAULTS, LOST
from channels.newsletter.mentions import unmarked
from editorial.finding import Phrase

BY_DEFAULT: Final = frozenset(DEFAULTS)
"""What stands in `mj-attributes`."""
VOID: Final = frozenset("area base br col hr img input link meta source wbr".split())
STYLES: Final = frozenset(("mj-style", "style"))
RESPELT: Final = frozenset(("mj-title", "mj-preview"))
"""What mrml reads the text of as it was meant where its odd signs are numbers."""
REMOTE: Final = re.compile(r"@import|@font-face")
WORDS: Final = "\x7f"
"""Begins and ends what stands in a component as it was written, and is not given to mrml: a sign no text may hold.

It is ASCII, as all that mrml gets then is, which is read and written faster.
"""
BARE: Final = re.compile(r"&(?!#\d+;|#[xX][0-9A-Fa-f]+;|[A-Za-z][A-Za-z0-9]*;)\S{0,12}")
"""An ampersand that begins no entity."""
MARKED: Final = "\ufdee[^\ufdef]*+\ufdef"
VALUES: Final = r"[^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+"
"""What stands between a tag's name and its end: a `<` or a `>` in quotes is neither."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; what is none (a comment, a `<` by itself) has no name."""

    name: str
    closes: bool = False
    """It is the end of an element."""
    opens: bool = False
    """It is the start of an element that has an end."""
    is_part: bool = False
    """It is of MJML, not of HTML."""
    holds: frozenset[str] | None = None
    """The components that stand in it; None where HTML or text does."""
    has_words: bool = False
    """What stands in it goes into the letter as it was written."""
    place: str = ""
    """The mark of where it was written."""
    faults: tuple[Phrase, ...] = ()
    gives: str = ""
    """The name that it gives to an `mj-class`."""
    asks: tuple[str, ...] = ()
    """The names that it asks for."""
    written: str = ""
    """All of it but its `<` and its `>`."""
    spelt: str = ""
    """How mrml reads it as it was meant: without mark, and with odd signs as numbers."""

    def belongs_in(self, above: Tag) -> bool:
        """Tell whether it may stand in an element, or is its end."""
        if self.closes:
            return self.name == above.name
        return not self.is_part if above.holds is None else self.name in above.holds

    def in_turn(self, text: str, above: Tag) -> str:
        """Give it with what stands behind it as mrml reads both; `above` is what it stands in, or what it ends."""
        if self.opens and self.name == "mj-title":
            return self.spelt + in_plain_ascii(text)
        if self.opens and self.name == "mj-preview":
            return self.spelt + _NO_ASCII.sub(_as_number, text)
        words = WORDS if self.has_words or (self.closes and above.has_words) else ""
        return f"{words}{self.spelt}{text}" if self.closes else f"{self.spelt}{words}{text}"


@lru_cache(maxsize=4_096)
def read_tag(written: str, *, is_default: bool = False) -> Tag | None:
    """Give what a tag says, which is given without its `<` and its `>`; None where it is none, or ends elsewhere.

    `is_default` where it stands in `mj-attributes`. Most tags of a letter are those of the one before.
    """
    found = _TAG.fullmatch(written)
    if found is None:
        return None
    close, name, place, rest = found.groups("")
    name = intern(name)
    spelt = _ODD_VALUE.sub(lambda value: in_plain_ascii(value[0]), f"<{close}{name}{rest}>")
    if close:
        return Tag(name, closes=True, written=written, spelt=spelt)
    component = (DEFAULTS if is_default else COMPONENTS).get(name)
    faults: list[Phrase] = []
    given = _read(name, rest.removesuffix("/"), faults)
    for attribute in given if component else ():
        if component and attribute not in component.attributes:
            lost = LOST.get((name, attribute))
            near = lost or nearest(attribute, component.attributes)
            faults.append((said.LOST if lost else said.NO_ATTRIBUTE).fill(name=name, attribute=attribute, near=near))
    if name in _PICTURES and not is_default:
        if "alt" not in given:
            faults.append(said.NO_ALT.fill(name=name))
        if not given.get("src", "").startswith(("https://", "http://")):
            faults.append(said.NO_ADDRESS.fill(name=name, found=given.get("src", "")))
    if name == "link" and "stylesheet" in given.get("rel", ""):
        faults.append(said.REMOTE_STYLE)
    gives = given.get("name", "") if name == "mj-class" else ""
    asks = tuple(given.get("mj-class", "").split())
    holds = BY_DEFAULT if name == "mj-attributes" else component.holds if component else None
    opens = not rest.endswith("/") and name not in VOID
    return Tag(
        name,
        opens=opens,
        is_part=name.startswith("mj"),
        holds=holds,
        has_words=opens and component is not None and holds is None and name not in _OF_THE_HEAD,
        place=place,
        faults=tuple(faults),
        gives=gives,
        asks=asks,
        written=written,
        spelt=spelt,
    )


def read_other(written: str) -> Tag:
    """Give what is begun like a tag and is none: a comment, a declaration, a `<`; it is given without its `<`."""
    if written.startswith("!--"):
        faults = (said.REMOTE_STYLE,) if REMOTE.search(written) else ()
    elif written:
        faults = (said.NOT_READ.fill(found=" ".join(f"<{written}".split())[:40]),)
    else:
        faults = (said.NOT_ESCAPED.fill(found="<", instead="&lt;"),)
    return Tag("", faults=faults, written=written, spelt="<" + written)


def in_plain_ascii(text: str) -> str:
    """Give what becomes an attribute with its odd signs as numbers, and its fields as their defaults.

    mrml writes attributes as Rust's debug form does: a no-break space would come out as `\\u{a0}` (seen in alt texts).
    """
    return _ODD_SIGN.sub(_as_number, unmarked(text))


def _as_number(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"


def nearest(name: str, known: Iterable[str]) -> Phrase:
    """Give what was perhaps meant, else all that is known."""
    known = sorted(known)
    near = get_close_matches(name, known, 1, 0.6)
    if near:
        return said.NEAREST.fill(near=near[0])
    return said.KNOWN.fill(known=", ".join(known)) if known else said.NONE_KNOWN


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


_OF_THE_HEAD = frozenset(("mj-title", "mj-preview", "mj-style"))
_PICTURES = frozenset(("mj-image", "mj-social-element", "img"))
_TAG = re.compile(rf"(/?)([A-Za-z][\w:-]*)({MARKED})?({VALUES})")
"""Whether a tag closes, its name, the mark of its place, and the rest of it."""
_ATTRIBUTE = re.compile(r"""\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^'"]*'))?""")
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE.pattern}(?=\s|$))*\s*")
_PLAIN = r" !#-\[\]-~"
"""Printable ASCII but for the quote that ends a value, and the backslash."""
_ODD_SIGN = re.compile(rf"[^{_PLAIN}\"]")
_NO_ASCII = re.compile("[^\x00-\x7f\ufdd0-\ufdef]")
"""What has more than one byte, but for the marks of fields."""
_ODD_VALUE = re.compile(rf'="[{_PLAIN}]*[^{_PLAIN}"][^"]*"')
