"""Top-level domains by which each network knows a link without https:// from a slip of the keyboard (domains.txt)."""

from __future__ import annotations

from pathlib import Path

_WRITTEN = (Path(__file__).parent / "domains.txt").read_text(encoding="utf-8")
_NAMES = " ".join(line for line in _WRITTEN.splitlines() if not line.startswith("#")).split()
X_DOMAINS = frozenset(name for name in _NAMES if name[0] not in "+-")
"""Those that X and Mastodon know, in small letters and in the script of each."""
BLUESKY_DOMAINS = X_DOMAINS.difference(name[1:] for name in _NAMES if name[0] == "-").union(
    name[1:] for name in _NAMES if name[0] == "+"
)
ALL_DOMAINS = X_DOMAINS | BLUESKY_DOMAINS | {"example"}
"""For networks that do not say how they find links; RFC 2606 keeps `example` for documentation."""
