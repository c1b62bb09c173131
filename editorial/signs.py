"""The signs of running text: what French and English set otherwise than a keyboard types it, sign by sign.

Sources: *Lexique des règles typographiques en usage à l’Imprimerie nationale* (2002); *The Chicago Manual of Style*,
17th edition, chapter 6.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from editorial.passage import HIDDEN

NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"
JOINT: Final = "\x04"
"""Stands, in a text taken from between tags, where a tag was: it is no sign, and parts no word."""


class Change(NamedTuple):
    """What should stand in a text instead of the characters `start` to `end`, at least one; `sign` names the rule."""

    start: int
    end: int
    text: str
    sign: str


def changes_in(text: str, lang: str, kept: tuple[str, ...] = (), narrow: str = NO_BREAK) -> list[Change]:
    """Give what to change in a text of a language, in order, none upon another; other tongues have nothing to change.

    Addresses, names of accounts and what is `kept` (brands) stay as they are. `narrow` is the space set before ; ! ?
    and between thousands. Changing all of it leaves nothing to change.
    """
    makers = _MAKERS.get(lang.replace("_", "-").split("-")[0], ())
    found = [change for maker in makers for change in maker(text, lang, narrow)]
    if not found:
        return []
    return outside(text, kept, found)


def outside(text: str, kept: Iterable[str], found: Iterable[Change]) -> list[Change]:
    """Give of some changes those in no address, account or name that is `kept`, in order, none upon another."""
    shielded = _Shielded(text, kept)
    done, changes = 0, []
    for change in sorted(found):
        if change.start >= done and not shielded.holds(change.start):
            changes.append(change)
            done = change.end
    return changes


class _Shielded:
    """The stretches of a text in which nothing is changed."""

    def __init__(self, text: str, kept: Iterable[str]):
        spans = [match.span() for match in _ADDRESS.finditer(text)] if _MAY_BE_ADDRESS.search(text) else []
        for name in kept:
            at = text.find(name)
            while at >= 0:
                spans.append((at, at + len(name)))
                at = text.find(name, at + len(name))
        spans.sort()
        self._starts, self._ends = [span[0] for span in spans], [span[1] for span in spans]

    def holds(self, at: int) -> bool:
        """Say whether a character is in one of them."""
        rank = bisect_right(self._starts, at) - 1
        return rank >= 0 and at < self._ends[rank]


def _spaces(text: str, lang: str, narrow: str) -> Iterator[Change]:
    """Give the spaces before ; : ! ? and inside « », held where they can break, added where they lack."""
    for match in _HIGH.finditer(text):
        start, signs = match.start(), match[0]
        space = NO_BREAK if signs[0] == ":" else narrow
        before = text[start - 1 : start]
        if before in _BREAKABLE and before:
            if _past(text, start - 2) not in _NOTHING:
                yield Change(start - 1, start, space, "space")
        elif _closes_a_word(text, start) and not lang.endswith("CA"):
            yield Change(start, match.end(), space + signs, "space")
    for match in _GUILLEMETS.finditer(text):
        start, end = match.span()
        if match[0] == "«":
            after = text[end : end + 1]
            if after in _BREAKABLE and after:
                yield Change(end, end + 1, NO_BREAK, "space")
            elif after and after not in _HELD:
                yield Change(start, end, "«" + NO_BREAK, "space")
        else:
            before = text[start - 1 : start]
            if before in _BREAKABLE and before:
                yield Change(start - 1, start, NO_BREAK, "space")
            elif before and before not in _HELD:
                yield Change(start, end, NO_BREAK + "»", "space")


def _closes_a_word(text: str, start: int) -> bool:
    """Say whether a sign follows a word without a space, and not as part of a name (`::`, `:emoji:`)."""
    at = start - 1
    while at >= 0 and text[at] == JOINT:
        at -= 1
    if at < 0 or not (text[at].isalnum() or text[at] in _CLOSING):
        return False
    if text[start] != ":":
        return True
    while at >= 0 and (text[at].isalnum() or text[at] in "_-"):
        at -= 1
    return at < 0 or text[at] != ":"


def _units(text: str, lang: str, narrow: str) -> Iterator[Change]:
    """Give the spaces inside numbers and before units, held; in French, added before % and €."""
    for match in NUMBER_SPACE.finditer(text):
        if match["thousands"] is not None:
            yield Change(match.start(), match.end(), narrow if lang.startswith("fr") else NO_BREAK, "unit")
        elif match["unit"] != "%" or lang.startswith("fr"):
            yield Change(match.start(), match.end(), NO_BREAK, "unit")
    if lang.startswith("fr") and ("%" in text or "€" in text):
        for match in _TIGHT_UNIT.finditer(text):
            yield Change(match.start(), match.end(), NO_BREAK + match[0], "unit")


def _apostrophes(text: str, lang: str, narrow: str) -> Iterator[Change]:
    """Give the straight apostrophes that stand inside a word, or before what it elides."""
    if "'" in text:
        for match in _INNER_APOSTROPHE.finditer(text):
            yield Change(match.start(), match.end(), "’", "apostrophe")


def _english_apostrophes(text: str, lang: str, narrow: str) -> Iterator[Change]:
    """Give the straight apostrophes of English: inside a word, at its end, before a decade; and single quotes."""
    if "'" not in text:
        return
    opened: int | None = None
    for match in _STRAIGHT.finditer(text):
        at = match.start()
        before, after = _past(text, at - 1), _next(text, at + 1)
        if (before.isalnum() and after.isalnum()) or (not before.isalnum() and _ELIDED.match(text, at)):
            yield Change(at, at + 1, "’", "apostrophe")
        elif before in _OPENERS and after and not after.isspace():
            opened = at
        elif opened is not None and before and not before.isspace():
            yield Change(opened, opened + 1, "‘", "quotes")
            yield Change(at, at + 1, "’", "quotes")
            opened = None
        elif before in ("s", "S") or text[at - 2 : at].lower() in ("'n", "’n"):
            yield Change(at, at + 1, "’", "apostrophe")


def _quotes(text: str, lang: str, narrow: str) -> Iterator[Change]:
    """Give the straight quotes that go by two: « » in French, “ ” within them and in English."""
    if '"' not in text:
        return
    is_french = lang.startswith("fr")
    depth, opened = 0, None
    for match in _QUOTES.finditer(text):
        at, sign = match.start(), match[0]
        if sign != '"':
            depth = max(0, depth + (1 if sign == "«" else -1)) if sign in "«»" else depth
            opened = None if len(sign) > 1 else opened
            continue
        before, after = _past(text, at - 1), _next(text, at + 1)
        if opened is None:
            if (before in _OPENERS or text[at - 1 : at] == JOINT) and after and not after.isspace():
                opened = at
        elif before and not before.isspace():
            first, last = ("“", "”") if depth or not is_french else ("«" + NO_BREAK, NO_BREAK + "»")
            yield Change(opened, opened + 1, first, "quotes")
            yield Change(at, at + 1, last, "quotes")
            opened = None


def _dashes(text: str, lang: str, narrow: str) -> Iterator[Change]:
    """Give the hyphens that stand for a dash: around an aside, and between two years."""
    if "-" not in text:
        return
    for match in _ASIDE.finditer(text):
        yield Change(match.start() + 1, match.end(), "—" if len(match[0]) == 4 else "–", "dash")
    for match in YEARS.finditer(text):
        if _YEAR.search(text, max(0, match.start() - 5), match.start()):
            yield Change(match.start(), match.end(), "–", "dash")


def _ellipses(text: str, lang: str, narrow: str) -> Iterator[Change]:
    """Give the three full stops that are one sign."""
    if "..." in text:
        for match in _THREE_STOPS.finditer(text):
            yield Change(match.start(), match.end(), "…", "ellipsis")


def _past(text: str, at: int) -> str:
    """Give the character at or before a place that is no joint, or nothing."""
    while at >= 0 and text[at] == JOINT:
        at -= 1
    return text[at] if at >= 0 else ""


def _next(text: str, at: int) -> str:
    """Give the character at or after a place that is no joint, or nothing."""
    while at < len(text) and text[at] == JOINT:
        at += 1
    return text[at : at + 1]


_BREAKABLE: Final = " \n"
_HELD: Final = f" \n\t{NO_BREAK}{NARROW}"
_NOTHING: Final = ("", "\n")
_CLOSING: Final = f")]»”\"'’%€°…{HIDDEN}"
_OPENERS: Final = ("", " ", "\n", "\t", NO_BREAK, NARROW, "(", "[", "'", "’", "«", "“", "—", "–", "-", "/")
_HIGH: Final = re.compile(
    r"[!?;:](?<![!?:;].)(?:(?<=[!?])[!?]*(?=[\s)\]»”\"…," + JOINT + r"]|$|\.\.\.)"
    r"|(?<=;)(?=[\s" + JOINT + r"]|$)|(?<=:)(?=[\s«" + JOINT + r"]|$))"
)
_GUILLEMETS: Final = re.compile("[«»]")
NUMBER_SPACE: Final = re.compile(
    r" (?<=\d )(?:(?P<thousands>(?=\d{3}(?!\d))(?:(?<=\d[ \u00a0\u202f]\d{3} )|(?<=(?<![\d.,:/-])[1-9] )"
    r"|(?<=(?<![\d.,:/-])[1-9]\d )|(?<=(?<![\d.,:/-])[1-9]\d\d )))"
    r"|(?=(?P<unit>%|‰|[€$£](?!\d)|(?:[kcdm]?m|[mk]?g|km/h|[mck]?[lL]|ha|[kKMGTP]?[oB]|[kM]?b/s|[kMG]?Hz|[kMG]?Wh?"
    r"|[kMm]?V|mA|A|ms|h|min|s|px|dpi|ppp|°C?|K|dB|M€|k€|Md€)(?![\w’'-]))))"
)
_TIGHT_UNIT: Final = re.compile(r"[%€](?<=\d.)(?!\w)")
_INNER_APOSTROPHE: Final = re.compile(rf"'(?<=[^\W\d_]')(?=[^\W_]|[«“\"{JOINT}{HIDDEN}])")
_STRAIGHT: Final = re.compile("'")
_ELIDED: Final = re.compile(r"'(?:\d0s|tis|twas|em|til|cause|round|n'?)\b", re.IGNORECASE)
_QUOTES: Final = re.compile(f'["«»]|{JOINT}\n{JOINT}|\n\n')
_ASIDE: Final = re.compile(rf" (?:(?<=[^\s\d{JOINT}] )-{{1,3}}(?= \S)|(?<=\d )(?:---?|-(?= \D))(?= \S))")
YEARS: Final = re.compile(r"-(?<=\d\d\d\d-)(?=(?:1[5-9]|20)\d\d(?![\w/-]|[.,]\d))")
_YEAR: Final = re.compile(r"(?<![\w.,/-])(?:1[5-9]|20)\d\d$")
_THREE_STOPS: Final = re.compile(r"\.\.\.(?<![./\\]...)(?![./\\\w])")
_MAY_BE_ADDRESS: Final = re.compile(r"://|@|www\.|&")
_ADDRESS: Final = re.compile(
    rf"[\w.+-]*://[^\s<>«»{JOINT}]*[^\s<>«».,;:!?)\"'’{JOINT}]|[\w.+-]*@[\w.@-]*\w"
    rf"|www\.[^\s{JOINT}]*[^\s.,;:!?)\"'’{JOINT}]|&#?\w{{2,8}};"
)
"""Web and mail addresses, names of accounts, entities."""

_Maker = Callable[[str, str, str], Iterator[Change]]
_MAKERS: Final[dict[str, tuple[_Maker, ...]]] = {
    "fr": (_spaces, _units, _apostrophes, _quotes, _dashes, _ellipses),
    "en": (_units, _english_apostrophes, _quotes, _dashes, _ellipses),
}
