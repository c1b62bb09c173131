"""Comments in a text that switch rules off and on: `<!-- ligne off -->`, `<!-- vale Style.Rule = NO -->`."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

_COMMENT: Final = re.compile(r"<!--\s*(?:ligne|vale)\s+(.+?)\s*-->", re.DOTALL)
_RULE: Final = re.compile(r"([^\s=\[]+)\s*(\[.*\])?\s*=\s*(YES|NO|on|off)", re.DOTALL)
_STYLES: Final = re.compile(r"styles?\s*=\s*(.*)", re.DOTALL)
_OURS, _VALES = "Vocab.", "Vale."
"""The rules that vocabularies make: Vale names them so."""


@dataclass
class Switches:
    """What is switched off from where on; places are characters of the body, in order."""

    _places: list[int] = field(default_factory=list)
    _states: list[tuple[bool, frozenset[str], frozenset[str] | None]] = field(default_factory=list)

    def take(self, html: str, start: int) -> None:
        """Take the comments of some HTML that begins at `start`."""
        for match in _COMMENT.finditer(html):
            self._turn(" ".join(match[1].split()), start + match.end())

    def is_off(self, rule: str, matched: str, place: int) -> bool:
        """Say whether a rule (`Style.Rule`) says nothing at a place, or nothing of what it matched there."""
        number = bisect_right(self._places, place) - 1
        if number < 0:
            return False
        is_all_off, off, styles = self._states[number]
        names = {rule, rule.replace(_OURS, _VALES, 1)} if rule.startswith(_OURS) else {rule}
        held = {name.partition(".")[0] for name in names}
        if is_all_off or (styles is not None and held.isdisjoint(styles)):
            return True
        return not off.isdisjoint(names | held | {f"{name}[{matched}]" for name in names})

    def _turn(self, said: str, place: int) -> None:
        is_all_off, off, styles = self._states[-1] if self._states else (False, frozenset[str](), None)
        rule, only = _RULE.fullmatch(said), _STYLES.fullmatch(said)
        if said in ("on", "off"):
            is_all_off = said == "off"
        elif only:
            styles = frozenset(name.strip() for name in only[1].split(",") if name.strip()) or None
        elif rule:
            names = {rule[1]} if rule[2] is None else {f"{rule[1]}[{match}]" for match in _matches(rule[2])}
            off = off | names if rule[3] in ("NO", "off") else off - names
        else:
            return
        self._places.append(place)
        self._states.append((is_all_off, off, styles))


def _matches(written: str) -> list[str]:
    try:
        found = json.loads(written)
    except ValueError:
        return []
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []
