"""Where the posts of a site stand on the networks, as the last entry of each delivery says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from channels.ledger.entry import What
from editorial.piece import SOCIAL

WITHDRAWN = ".withdrawn"
"""What the id of a post's withdrawal ends with: a delivery of its own."""
Posted = Mapping[str, Mapping[str, str]]
"""By piece, then by network: the address of its post."""


def posted_in(rows: Mapping[str, list[Any]]) -> Posted:
    """Give where the posts of each piece stand: its first post on a network, else the first of its re-runs there.

    What was withdrawn, or may have been, stands nowhere.
    """
    found: dict[str, dict[str, str]] = {}
    again: list[tuple[str, str, str]] = []
    for channel, id_, url in sorted(_standing(rows)):
        found.setdefault(id_, {})[channel] = url
        if rerun := _RERUN.fullmatch(id_):
            again.append((rerun[1], channel, url))
    for id_, channel, url in again:
        found.setdefault(id_, {}).setdefault(channel, url)
    return found


def _standing(rows: Mapping[str, list[Any]]) -> Iterator[tuple[str, str, str]]:
    for key, row in rows.items():
        channel, _, id_ = key.partition(":")
        url = row[4] if channel in SOCIAL and row[0] in _LEFT and len(row) > 4 else ""
        end = rows.get(f"{key}{WITHDRAWN}")
        if str(url).startswith(("https://", "http://")) and (end is None or end[0] in _STILL_THERE):
            yield channel, id_, url


_LEFT = (What.SENT, What.RESOLVED_SENT)
_STILL_THERE = (What.REFUSED, What.FAILED, What.RESOLVED_NOT_SENT)
_RERUN = re.compile(r"(.+)--\d{4}-\d{2}-\d{2}.*")
