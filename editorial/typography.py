"""Typography: how a text is set, and setting it so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from editorial.signs import JOINT, NARROW, NO_BREAK, NUMBER_SPACE, YEARS, Change, changes_in

BRANDS: Final = ("Yahoo!", "Jeopardy!")
"""Names whose sign is their own; a charter adds to them by `vocabulary.accepted`."""


class Spaces(StrEnum):
    """The spaces before ; : ! ? and inside « »: as written, narrow as printers have them, no-break, or plain."""

    WRITTEN = "written"
    NARROW = "narrow"
    NO_BREAK = "no-break"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Typography:
    """How texts are set, each by the rules of its own language; without `marks`, nothing but their spaces."""

    spaces: Spaces = Spaces.NO_BREAK
    marks: bool = True
    """Whether apostrophes, quotes, dashes, ellipses and missing spaces are set too."""
    kept: tuple[str, ...] = BRANDS

    @property
    def narrow(self) -> str:
        """The space before ; ! ? and between thousands."""
        return NARROW if self.spaces is Spaces.NARROW else NO_BREAK


HELD: Final = Typography(marks=False)
"""What a page or a letter has where the charter says nothing: French spaces that end no line."""
NAMED: Final = {
    "none": Typography(Spaces.WRITTEN, marks=False),
    "plain": Typography(Spaces.PLAIN, marks=False),
    "no-break": Typography(Spaces.NO_BREAK),
    "narrow": Typography(Spaces.NARROW),
}
"""What a charter asks for in one word; a tongue (`fr`) is `no-break`."""


def set_text(text: str, lang: str, typography: Typography | None) -> str:
    """Give a text as it is set in its language; setting it again changes nothing. Without a typography, as written.

    A joint (`signs.JOINT`) may stand in it for a tag.
    """
    if typography is None:
        return text
    if typography.marks and may_change(text, lang):
        text = changed(text, changes_in(text, lang, typography.kept, typography.narrow))
    if typography.spaces is Spaces.PLAIN:
        return text.replace(NO_BREAK, " ").replace(NARROW, " ")
    if typography.spaces is Spaces.WRITTEN or not lang.startswith("fr"):
        return text
    if not typography.marks:
        text = held(text)
    return _WIDE.sub(NARROW, text) if typography.spaces is Spaces.NARROW and NO_BREAK in text else text


def changed(text: str, changes: list[Change]) -> str:
    """Give a text with some changes made."""
    parts, done = [], 0
    for change in changes:
        parts += [text[done : change.start], change.text]
        done = change.end
    return "".join([*parts, text[done:]])


def may_change(text: str, lang: str) -> bool:
    """Say whether a text may hold something to set: of one that is set already this is told in some 0.03 ms."""
    if any(sign in text for sign in ("'", '"', " - ", " --", "...")) or NUMBER_SPACE.search(text) or YEARS.search(text):
        return True
    return lang.startswith("fr") and (("«" in text and _UNHELD.search(text) is not None) or _lacks_a_space(text))


def _lacks_a_space(text: str) -> bool:
    """Say whether a sign that French sets apart follows something else than a space that holds."""
    # Looking for each sign, and around it, takes a third of the time of one expression for all of them.
    for sign in ";:!?»%€":
        at = text.find(sign)
        while at >= 0:
            before = text[at - 1 : at]
            if before in _BREAKABLE or (before not in _HELD and (sign in "»%€" or text[at + 1 : at + 2] in _AFTER)):
                return True
            at = text.find(sign, at + 1)
    return False


def held(text: str) -> str:
    """Give French text whose spaces before : ; ! ? » % € and after « never end a line."""
    for sign in ":;!?»%€":
        # Of seven signs a title has one, if any: only then is it worth a look at what stands before it.
        if sign in text:
            for space in _before(sign, text).intersection(_BREAKABLE):
                text = text.replace(space + sign, NO_BREAK + sign)
    return text.replace("« ", f"«{NO_BREAK}") if "«" in text else text


def _before(sign: str, text: str) -> set[str]:
    """Give what stands right before a sign: Python finds one sign twenty times as fast as two, and there are few."""
    found, at = set(), text.find(sign)
    while at >= 0:
        found.add(text[at - 1 : at])
        at = text.find(sign, at + 1)
    return found


_WIDE: Final = re.compile(r"\u00a0(?=[;!?]|\d{3}(?!\d))")
_UNHELD: Final = re.compile(f"«(?![{NO_BREAK}{NARROW}])")
_BREAKABLE: Final = (" ", "\n")
_HELD: Final = ("", NO_BREAK, NARROW, "]", "!", "?", ":", ";")
"""What a sign follows where it lacks nothing: `[^1]:` begins a note."""
_AFTER: Final = ("", " ", "\n", ")", "]", "»", "”", '"', "…", ",", "*", "_", "<", "&", JOINT, "[", "`")
