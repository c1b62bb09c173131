"""What each key of a site's files means, in French and English: said by editors while one types, and on public pages.

A module a file, each with one table by dotted name (`pillars.share`); `*` stands for any channel.
"""

from __future__ import annotations

from collections.abc import Mapping

from editorial.finding import Phrase


def meaning_of(name: str, meanings: Mapping[str, Phrase]) -> Phrase | None:
    """Give what a key means, by its own name or by that of its kind (`channels.*.emoji`)."""
    first, _, rest = name.partition(".")
    deeper = rest.partition(".")[2]
    return meanings.get(name) or meanings.get(f"{first}.*.{deeper}" if deeper else f"{first}.*")
