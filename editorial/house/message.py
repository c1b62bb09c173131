"""A rule's message and its action: filled in and carried out as Vale does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from editorial.house.dialect import BadPattern, compiled, pieces_of, said

ACTIONS: Final = ("replace", "remove", "edit", "convert", "suggest")
_GROUP: Final = re.compile(r"\$(?:(\d+)|\{(\w+)\}|\$)", re.ASCII)
_VERB: Final = re.compile(r"%(?:\[(\d+)\])?([sdvq%])")


@dataclass(frozen=True, slots=True)
class Action:
    """What a rule offers to do about a match."""

    name: str
    params: tuple[str, ...] = ()

    def candidates(self, matched: str) -> tuple[str, ...] | None:
        """Give what may stand in place of a match; None where nothing can be said."""
        if self.name == "replace":
            return self.params or None
        if self.name == "remove":
            return ("",)
        if self.name == "convert":
            return (_simple(matched),) if self.params[:1] == ("simple",) else None
        if self.name == "edit":
            edited = _edited(self.params, matched)
            return None if edited is None else (edited.strip(),)
        return None


def filled(message: str, subs: Sequence[object]) -> str:
    """Give a message with its `%s` filled in, in order; a line end in it is a space."""
    given = iter(range(len(subs)))

    def fill(match: re.Match[str]) -> str:
        if match[2] == "%":
            return "%"
        index = int(match[1]) - 1 if match[1] else next(given, len(subs))
        value = subs[index] if 0 <= index < len(subs) else ""
        return f'"{value}"' if match[2] == "q" else str(value)

    return _VERB.sub(fill, message).replace("\n", " ").strip()


def sentence_of(words: Sequence[str]) -> str:
    """Give words quoted, the last after an “or”."""
    quoted = [f"'{word}'" for word in words]
    if len(quoted) <= 2:
        return " or ".join(quoted)
    return ", ".join((*quoted[:-1], f"or {quoted[-1]}"))


def options_of(written: str) -> tuple[str, ...]:
    """Give the choices that `a|b` offers; `\\|` is a bar."""
    return tuple(option.replace("\\|", "|") for option in re.split(r"(?<!\\)\|", written) if option)


def problem_of(action: Action) -> str | None:
    """Give what is wrong with an action's parameters, if anything."""
    if action.name == "edit" and action.params[:1] == ("regex",) and len(action.params) == 3:
        try:
            compiled(said(pieces_of(action.params[1], is_prose=False)))
        except BadPattern as problem:
            return problem.why
    return None


def _edited(params: Sequence[str], matched: str) -> str | None:
    if len(params) < 2:
        return None
    name, sign = params[0], params[1]
    if name == "regex" and len(params) == 3:
        pattern = compiled(said(pieces_of(sign, is_prose=False)))
        return pattern.sub(replacement_of(params[2], pattern), matched)
    if name == "split" and len(params) == 3 and params[2].isdigit():
        parts = matched.split(sign) if sign else list(matched)
        return parts[int(params[2])] if int(params[2]) < len(parts) else None
    edits = {
        "trim": lambda: matched.strip(sign),
        "trim_left": lambda: matched.lstrip(sign),
        "trim_right": lambda: matched.rstrip(sign),
        "truncate": lambda: matched.split(sign)[0] if sign else matched,
    }
    return edits[name]() if name in edits else None


def replacement_of(written: str, pattern: regex.Pattern[str]) -> str:
    """Give a replacement (`$1`, `${name}`) as the `regex` module writes it; a group the pattern has not is a text."""

    def said_of(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name is None:
            return "$"
        is_known = int(name) <= pattern.groups if name.isdigit() else name in pattern.groupindex
        return rf"\g<{name}>" if is_known else match[0]

    return _GROUP.sub(said_of, written.replace("\\", "\\\\"))


def _simple(matched: str) -> str:
    """Give words in small letters, apart: `auto-save` and `autoSave` give `auto save`."""
    spread = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", matched)
    return " ".join(re.sub(r"[^\w]|_", " ", spread).lower().split())
