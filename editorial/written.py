"""Where in the YAML that writes it each sign of a text stands, through quotes, escapes, folds and line ends."""

from __future__ import annotations

import re
from typing import Final

from editorial.source import load_yaml

Place = tuple[int, int]
"""From which to which character of the YAML."""


def written(yaml: str, start: int, end: int, text: str) -> list[Place] | None:
    """Give where each sign of a text stands in the value that YAML writes from `start` to `end`; None if it differs."""
    at = yaml.find(text, start, end)
    if at >= 0:
        return [(place, place + 1) for place in range(at, at + len(text))]
    signs = _signs(yaml, start, end)
    found: list[Place] = []
    place = 0
    for group in _GROUPS.findall(text):
        first = place
        while place < len(signs) and signs[place][0].isspace():
            place += 1
        if group.isspace():
            # A fold is one space for many; of what is kept, the line end comes first and the indent last.
            taken = [*signs[first : min(first + 1, place)], *signs[max(first + 1, place - len(group) + 1) : place]]
            if len(taken) < len(group) and place < len(signs):
                return None
            last = signs[-1][2] if signs else end
            found += [sign[1:] for sign in taken]
            found += [(last, last)] * (len(group) - len(taken))
        elif place < len(signs) and signs[place][0] == group:
            found.append(signs[place][1:])
            place += 1
        else:
            return None
    return found


def _signs(yaml: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Give the signs that a value writes, each with the characters it stands for, its escapes read."""
    style = yaml[start]
    if style in "|>":
        start = max(yaml.find("\n", start, end), start)
        style = ""
    elif style in "\"'":
        start, end = start + 1, end - 1
    found = []
    for match in _ESCAPES[style if style in _ESCAPES else ""].finditer(yaml, start, end):
        sign = match[0]
        if len(sign) > 1:
            sign = "'" if style == "'" else str(load_yaml(f'"{sign}"') or "")
        found += [(one, *match.span()) for one in sign]
    return found


_GROUPS: Final = re.compile(r"\s+|\S")
_ESCAPES: Final = {
    "": re.compile(r".", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
    '"': re.compile(r"\\(?:x\w{2}|u\w{4}|U\w{8}|\n[ \t]*|.)|.", re.DOTALL),
}
