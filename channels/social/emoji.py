"""Emoji in a text, a sequence as one where Unicode lists it (UTS #51; emoji.txt): what joins others is no emoji."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import regex

_JOINER = "\u200d"
_LIGHT, _MEDIUM = "\U0001f3fb", "\U0001f3fd"
_WRITTEN = (Path(__file__).parent / "emoji.txt").read_text(encoding="utf-8")
_WORDS = " ".join(line for line in _WRITTEN.splitlines() if not line.startswith("#")).split()
_JOINED = frozenset(
    listed
    for word in _WORDS
    for listed in ((word.replace(_LIGHT, ""), word) if _MEDIUM not in word else (word.replace(_MEDIUM, _LIGHT),))
)
"""With no tone, or with a light one for all."""
_FLAGS = ["".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in word) for word in _WORDS if word.isascii()]


def find_emoji(text: str) -> list[str]:
    """Give the emoji of a text, a sequence as one; one that is text by default only with U+FE0F."""
    if text.isascii():
        return []
    found = (emoji for match in _emoji().finditer(text) for emoji in _apart(match[0]))
    return [emoji for emoji in found if not _TEXT_BY_DEFAULT.fullmatch(emoji)]


def without_emoji(text: str) -> tuple[str, int]:
    """Give a text without its emoji, and how many it had, those included that are text by default."""
    count = 0

    def left(match: regex.Match[str]) -> str:
        nonlocal count
        emoji = _apart(match[0])
        count += len(emoji)
        return _JOINER * (len(emoji) - 1)

    return _emoji().sub(left, text), count


def _apart(written: str) -> list[str]:
    """Give the emoji of what joiners tie: from the left, the longest sequence that Unicode lists."""
    if _JOINER not in written:
        return [written]
    tied, found = written.split(_JOINER), []
    while tied:
        size = next((size for size in range(len(tied), 1, -1) if _is_listed(_JOINER.join(tied[:size]))), 1)
        found.append(_JOINER.join(tied[:size]))
        tied = tied[size:]
    return found


def _is_listed(sequence: str) -> bool:
    return _TONE.sub(_LIGHT, sequence.replace("\ufe0f", "")) in _JOINED


@cache
def _emoji() -> regex.Pattern[str]:
    """Made when the first text that may hold one is read."""
    return regex.compile(
        rf"[0-9#*]\uFE0F?\u20E3|[\u00a9\u00ae]\uFE0F|\L<flag>|{_ELEMENT}(?:\u200D{_ELEMENT})*", regex.V1, flag=_FLAGS
    )


_TONE = regex.compile(r"\p{Emoji_Modifier}")
_VARIES = (
    r"[\u231A\u231B\u25FD\u25FE\u2614\u2615\u2648-\u2653\u267F\u2693\u26A1\u26AA\u26AB\u26BD\u26BE\u26C4\u26C5\u26D4\u26EA"
    r"\u26F2\u26F3\u26F5\u26FA\u26FD\u2757\u2B1B\u2B1C\u2B50\u2B55\U0001F004\U0001F21A\U0001F22F]"
)
"""Emoji by default that X takes with U+FE0F too (twemoji-parser)."""
_ELEMENT = (
    r"(?:\U0001F3F4\U000E0067\U000E0062(?:\U000E0065\U000E006E\U000E0067|\U000E0073\U000E0063\U000E0074"
    r"|\U000E0077\U000E006C\U000E0073)\U000E007F|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}"
    rf"|{_VARIES}\uFE0F?|\p{{Emoji_Presentation}}"
    r"|[\p{Extended_Pictographic}--[\p{Emoji_Presentation}\u00a9\u00ae]]\uFE0F?)"
)
_TEXT_BY_DEFAULT = regex.compile(r"\P{Emoji_Presentation}")
