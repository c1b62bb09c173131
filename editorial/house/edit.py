"""`action: edit`: what a match becomes by one operation after another, each a name and its parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import regex

from editorial.house.casing import in_title_case
from editorial.house.dialect import BadPattern, compiled, pieces_of, said
from editorial.house.search import TIME_LIMIT_S

Steps = tuple[tuple[str, tuple[str, ...]], ...]
_GROUP: Final = re.compile(r"\$(?:(\d+)|\{(\w+)\}|\$)", re.ASCII)
_WORDS: Final = regex.compile(r"[^\W_]+")


def edited(params: Sequence[str], matched: str) -> str | None:
    """Give what a match becomes, without the spaces around it; None where an operation is none, or cannot be done."""
    steps = steps_of(params)
    if not steps:
        return None
    try:
        for name, arguments in steps:
            matched = _STEPS[name][1](matched, *arguments)
    except (IndexError, ValueError, TimeoutError):
        return None
    return matched.strip()


def steps_of(params: Sequence[str]) -> Steps:
    """Give the operations that some parameters make, written one after another; nothing where they make none."""
    steps, left = [], list(params)
    while left:
        name = left.pop(0)
        count = _STEPS[name][0] if name in _STEPS else -1
        if not 0 <= count <= len(left):
            return ()
        steps.append((name, tuple(left[:count])))
        left = left[count:]
    return tuple(steps)


def problem_in(params: Sequence[str]) -> str | None:
    """Give what is wrong with a pattern among the operations, if anything."""
    for name, arguments in steps_of(params):
        if name == "regex":
            try:
                compiled(said(pieces_of(arguments[0], is_prose=False)))
            except BadPattern as problem:
                return problem.why
    return None


def simple(text: str) -> str:
    """Give words in small letters, apart: `auto-save` and `autoSave` give `auto save`."""
    return " ".join(_parts(text))


def replacement_of(written: str, pattern: regex.Pattern[str]) -> str:
    """Give a replacement (`$1`, `${name}`) as the `regex` module writes it; a group the pattern has not is a text."""

    def said_of(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name is None:
            return "$"
        is_known = int(name) <= pattern.groups if name.isdigit() else name in pattern.groupindex
        return rf"\g<{name}>" if is_known else match[0]

    return _GROUP.sub(said_of, written.replace("\\", "\\\\"))


def _regex(text: str, written: str, replacement: str) -> str:
    pattern = compiled(said(pieces_of(written, is_prose=False)))
    return pattern.sub(replacement_of(replacement, pattern), text, timeout=TIME_LIMIT_S)


def _split(text: str, sign: str, index: str) -> str:
    return (text.split(sign) if sign else list(text))[int(index)]


def _remove(text: str, signs: str) -> str:
    return "".join(sign for sign in text if sign not in signs)


def _unwrap(text: str, sign: str) -> str:
    return text.removeprefix(sign).removesuffix(sign)


def _parts(text: str) -> list[str]:
    spread = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", text)
    return [word.lower() for word in _WORDS.findall(spread)]


def _camel(text: str) -> str:
    pascal = _pascal(text)
    return pascal[:1].lower() + pascal[1:]


def _pascal(text: str) -> str:
    return "".join(map(_capitalized, _parts(text)))


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _titled(text: str) -> str:
    return in_title_case(text, (), is_chicago=False)


_STEPS: Final[Mapping[str, tuple[int, Callable[..., str]]]] = {
    "regex": (2, _regex),
    "replace": (2, str.replace),
    "split": (2, _split),
    "remove": (1, _remove),
    "trim": (1, str.strip),
    "trim_left": (1, str.lstrip),
    "trim_right": (1, str.rstrip),
    "truncate": (1, lambda text, sign: text.split(sign)[0] if sign else text),
    "wrap": (1, lambda text, sign: f"{sign}{text}{sign}"),
    "unwrap": (1, _unwrap),
    "prefix": (1, lambda text, sign: f"{sign}{text}"),
    "suffix": (1, lambda text, sign: f"{text}{sign}"),
    "squeeze": (0, lambda text: re.sub(r"\s+", " ", text)),
    "lower": (0, str.lower),
    "upper": (0, str.upper),
    "capitalize": (0, _capitalized),
    "uncapitalize": (0, lambda text: text[:1].lower() + text[1:]),
    "title": (0, _titled),
    "sentence": (0, lambda text: _capitalized(text.lower())),
    "simple": (0, simple),
    "kebab": (0, lambda text: "-".join(_parts(text))),
    "snake": (0, lambda text: "_".join(_parts(text))),
    "camel": (0, _camel),
    "pascal": (0, _pascal),
}
"""The operations: how many parameters each takes, and what it does."""
