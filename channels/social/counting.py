"""How long a text is for each network: one rule a function, named in the networks' profiles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum

import regex

from channels.social.emoji import find_emoji, without_emoji
from channels.social.links import mastodon_links, x_links
from channels.social.marks import mastodon_mentions


class Rule(StrEnum):
    """A way of counting."""

    WEIGHTED = "weighted"
    MASTODON = "mastodon"
    GRAPHEMES = "graphemes"
    EMOJI_BYTES = "emoji-bytes"
    CHARACTERS = "characters"


def count(text: str, rule: Rule, url_weight: int | None = None) -> int:
    """Give the length of a text by a network's rule; `url_weight` is what any link counts, where links count apart."""
    return _RULES[rule](text, url_weight)


def weighted(text: str, url_weight: int | None = 23) -> int:
    """Give X's weighted length (twitter-text 3, its v3 configuration): 1 for Latin signs, else 2; an emoji is 2."""
    text = text if text.isascii() else unicodedata.normalize("NFC", text)
    total, at = 0, 0
    for start, _, url in x_links(text):
        total += _weight(text[at:start]) + (url_weight if url_weight is not None else len(url))
        # What is between a domain and its path moves them apart, and is counted after both.
        at = start + len(url)
    return total + _weight(text[at:])


def mastodon(text: str, url_weight: int | None = 23) -> int:
    """Give Mastodon's length: graphemes, with links at 23 and only the local part of a mention (docs: "Posting")."""
    if "://" not in text and "@" not in text:
        return graphemes(text) if text.strip() else 0
    links = [(start, end, "x" * (end - start if url_weight is None else url_weight))
             for start, end, _ in mastodon_links(text)]  # fmt: skip
    names = [(start, end, f"@{name.partition('@')[0]}") for start, end, name in mastodon_mentions(text)]
    made, at = [], 0
    for start, end, counted in sorted([*links, *names]):
        if start >= at:
            made += [text[at:start], counted]
            at = end
    return graphemes("".join([*made, text[at:]]))


def graphemes(text: str, _: int | None = None) -> int:
    """Give how many user-perceived characters a text has (UAX #29, extended grapheme clusters)."""
    return len(text) if _PLAIN.fullmatch(text) else len(_GRAPHEME.findall(text))


def emoji_bytes(text: str, _: int | None = None) -> int:
    """Give Threads' length: characters, an emoji counting its UTF-8 bytes (Threads API, "Posts")."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return len(text) + sum(len(emoji.encode()) - len(emoji) for emoji in find_emoji(text))


def characters(text: str, _: int | None = None) -> int:
    """Give how many Unicode characters a text has."""
    return len(text)


def _weight(text: str) -> int:
    heavy = _HEAVY.findall(text)
    if not heavy:
        return len(text)
    plain, emoji = without_emoji(text)
    return len(plain) + len(_HEAVY.findall(plain)) + 2 * emoji


_RULES: Mapping[Rule, Callable[[str, int | None], int]] = {
    Rule.WEIGHTED: weighted,
    Rule.MASTODON: mastodon,
    Rule.GRAPHEMES: graphemes,
    Rule.EMOJI_BYTES: emoji_bytes,
    Rule.CHARACTERS: characters,
}

_PLAIN = re.compile("[\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f\u2030-\u203b\u20a0-\u20bf]*")
"""Signs that are each one grapheme, and no emoji but © and ®, which need U+FE0F to be one."""
_GRAPHEME = regex.compile(r"\X")
_HEAVY = re.compile("[^\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
"""twitter-text's v3 configuration: all but these ranges weighs 2."""
