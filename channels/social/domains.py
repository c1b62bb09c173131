"""Top-level domains by which each network knows a link without https:// from a slip of the keyboard (domains.txt)."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import regex

_WRITTEN = (Path(__file__).parent / "domains.txt").read_text(encoding="utf-8")
_NAMES = " ".join(line for line in _WRITTEN.splitlines() if not line.startswith("#")).split()
X_DOMAINS = frozenset(name for name in _NAMES if name[0] not in "+-")
"""Those that X and Mastodon know, in small letters and in the script of each."""
BLUESKY_DOMAINS = X_DOMAINS.difference(name[1:] for name in _NAMES if name[0] == "-").union(
    name[1:] for name in _NAMES if name[0] == "+"
)
ALL_DOMAINS = X_DOMAINS | BLUESKY_DOMAINS
"""For networks that do not say how they find links."""


def under_a_top_domain(
    pattern: regex.Pattern[str], text: str, at: int, domains: frozenset[str]
) -> regex.Match[str] | None:
    """Give the first match of a pattern, from `at` on, that ends in one of the top-level domains.

    Sought by any name and then looked up: a pattern of all their names takes as long to make as 500 posts.
    """
    while begun := pattern.search(text, at):
        found: regex.Match[str] | None = begun
        while found and not _is_top(found["top"], domains):
            shorter = max((end for end in _ends_of_tops(text, domains) if end < found.start("top")), default=0)
            found = pattern.match(text, begun.start(), shorter)
        if found:
            return found
        at = begun.start() + 1
    return None


@lru_cache(maxsize=16)
def _ends_of_tops(text: str, domains: frozenset[str]) -> tuple[int, ...]:
    return tuple(found.end() for found in _dot_top().finditer(text) if _is_top(found["top"], domains))


def _is_top(name: str, domains: frozenset[str]) -> bool:
    return name.lower() in domains or name[:4].lower() == "xn--"


@cache
def top_domain() -> str:
    """Give the pattern of what may be a top-level domain, as the group `top`: any letters, or a name of those."""
    wide = "|".join(sorted((name for name in ALL_DOMAINS if not name.isascii()), key=len, reverse=True))
    return rf"(?P<top>(?:(?i:{wide})|[A-Za-z]+)(?![0-9a-zA-Z@+-])|[xX][nN]--[\-0-9A-Za-z]+)"


@cache
def _dot_top() -> regex.Pattern[str]:
    return regex.compile(rf"\.{top_domain()}")
