"""A letter's markup in turns: each tag, and what stands between it and the next one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from channels.newsletter.tag import MARKED, VALUES, Tag, in_plain_ascii, read_other, read_tag

Turn = tuple[Tag, str, bool, str]
"""A tag; what stands behind it, "" where white space does; whether that may be wrong in HTML; all as mrml reads it."""
START: Final = Tag("", holds=frozenset(("mjml",)))
"""What stands around a letter, and holds nothing else."""


def turns_of(markup: str) -> list[Turn]:
    """Give the turns of a markup, the first of which is START.

    Splitting at each `<` takes a fifth of the time that the whole grammar of a tag does, and comes to the same where
    every tag ends before the next `<`.
    """
    parts = _WHOLE.split(markup)
    first, *split = parts[0].split("<")
    for whole, after in zip(parts[1::2], parts[2::2], strict=True):
        text, *more = after.split("<")
        split += [whole + text, *more]
    try:
        turns = list(map(_read, split))
    except ValueError:
        first, *parts = _TURN.split(markup)
        turns = [_read(tag + text) for tag, text in zip(parts[::2], parts[1::2], strict=True)]
    turns.insert(0, (START, "" if first.isspace() else first, False, first))
    return turns


@lru_cache(maxsize=4_096)
def _read(turn: str) -> Turn:
    """Give a turn, which is given without its `<`; raises ValueError where its tag does not end in it.

    Most turns of a letter are those of the one before.
    """
    written, end, text = turn.partition(">")
    tag = read_tag(written) if end else None
    if tag is None:
        found = _BEGUN.match(turn)
        if found is None:
            raise ValueError(turn)
        written, text = found[0], turn[found.end() :]
        tag = read_tag(written.removesuffix(">")) or read_other(written)
    spelt = tag.spelt + (in_plain_ascii(text) if tag.opens and tag.name == "mj-title" else text)
    return tag, "" if text.isspace() else text, "&" in text or "@" in text, spelt


_WHOLE = re.compile(r"<(!--.*?-->|!\[\w+\[.*?\]\]>)", re.DOTALL)
"""What may hold a `<`."""
_BEGUN = re.compile(
    rf"/?[A-Za-z][\w:-]*+(?:{MARKED})?+{VALUES}>|!--.*?-->|!\[\w+\[.*?\]\]>|[!?][^<>]*>?|(?!/?[A-Za-z])", re.DOTALL
)
_TURN = re.compile(f"<({_BEGUN.pattern})", re.DOTALL)
