"""A rule's message and its action: filled in and carried out as Vale does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from editorial.house.edit import edited, simple

ACTIONS: Final = ("replace", "remove", "edit", "convert", "suggest")
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
            return (simple(matched),) if self.params[:1] == ("simple",) else None
        if self.name == "edit":
            made = edited(self.params, matched)
            return None if made is None else (made,)
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
