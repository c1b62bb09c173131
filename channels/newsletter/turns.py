"""A letter's markup in turns: each tag, and what stands between it and the next one."""

from __future__ import annotations

import re
from typing import Final

from channels.newsletter.tag import MARKED, VALUES, Tag, read_other, read_tag

Turn = tuple[Tag, str]
"""A tag, and what stands behind it."""
START: Final = Tag("", holds=frozenset(("mjml",)))
"""What stands around a letter, and holds nothing else."""


def turns_of(markup: str) -> list[Turn]:
    """Give the turns of a markup, the first of which is START."""
    first, *parts = _TURN.split(markup)
    return [(START, first), *zip(map(_read, parts[::2]), parts[1::2], strict=True)]


def _read(begun: str) -> Tag:
    """Give a tag, which comes without its `<`."""
    return (read_tag(begun.removesuffix(">")) if begun.endswith(">") else None) or read_other(begun)


_TURN = re.compile(
    rf"<(/?[A-Za-z][\w:-]*+(?:{MARKED})?+{VALUES}>|!--.*?-->|!\[\w+\[.*?\]\]>|[!?][^<>]*>?|(?!/?[A-Za-z]))", re.DOTALL
)
"""What begins a turn."""
