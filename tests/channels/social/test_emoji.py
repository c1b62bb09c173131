"""Emoji are found as Unicode lists them: what joiners tie, flags and tags are one where it says so, else several."""

from __future__ import annotations

import pytest

from channels.social.counting import emoji_bytes, weighted
from channels.social.emoji import find_emoji

CASES = {
    "a listed sequence": ("👩\u200d🚀", ["👩\u200d🚀"]),
    "with tones": ("👩🏽\u200d🚀 🧑🏻\u200d🤝\u200d🧑🏿", ["👩🏽\u200d🚀", "🧑🏻\u200d🤝\u200d🧑🏿"]),
    "a tone where there is none": ("👩🏻\u200d👩\u200d👧", ["👩🏻", "👩\u200d👧"]),
    "no tone where there must be": ("👩\u200d🤝\u200d👨", ["👩", "🤝", "👨"]),
    "with and without U+FE0F": ("🏳️\u200d🌈🏳\u200d🌈", ["🏳️\u200d🌈", "🏳\u200d🌈"]),
    "joined, but not listed": ("👍\u200d👎", ["👍", "👎"]),
    "the longest that is listed": ("👨\u200d👩\u200d👧\u200d👦\u200d👧", ["👨\u200d👩\u200d👧\u200d👦", "👧"]),
    "of current Unicode": (
        "🐦\u200d🔥 🧑\u200d🧑\u200d🧒 👩🏻\u200d🐰\u200d👩🏽",
        ["🐦\u200d🔥", "🧑\u200d🧑\u200d🧒", "👩🏻\u200d🐰\u200d👩🏽"],
    ),
    "flags": ("🇫🇷🇽🇽🇫🇷", ["🇫🇷", "🇽", "🇽", "🇫🇷"]),
    "flags of nations": (
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ["🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"],
    ),
    "U+FE0F after what is an emoji anyway": ("⌚️🀄️", ["⌚️", "🀄️"]),
    "text by default": ("❤ ❤️ ©️ 1️⃣ 1", ["❤️", "©️", "1️⃣"]),
}


@pytest.mark.parametrize(("text", "emoji"), CASES.values(), ids=CASES)
def test_emoji_are_found(text: str, emoji: list[str]) -> None:
    assert find_emoji(text) == emoji


def test_what_nothing_lists_weighs_as_its_parts() -> None:
    assert [weighted(text) for text in ("👍\u200d👎", "🇽🇽", "⌚️", "👩\u200d🚀")] == [5, 4, 2, 2]
    assert emoji_bytes("👍\u200d👎") == 4 + 1 + 4
