"""Where a line of the plan leads: to its public address where it is live, else to the file of its piece."""

from __future__ import annotations

from urllib.parse import quote

from channels.channel import Brief
from editorial.edition import Item, State


def public_url(brief: Brief, item: Item) -> str:
    """Give the public address of what is live, "" for all else.

    A post leads to its piece. What the plan calls live and does not show (a letter that is no more) has none.
    """
    if item.state is not State.LIVE:
        return ""
    addresses = brief.addresses
    if item.channel == "newsletter":
        letters = brief.once(
            "team letters", lambda: {e.id: e for e in brief.plan.editions if e.channel == item.channel}
        )
        edition = letters.get(item.edition)
        return addresses.absolute(addresses.edition(edition)) if edition else ""
    live = brief.once("team live", lambda: {appearance.piece.id: appearance.piece for appearance in brief.plan.live})
    piece = live.get(item.pieces[0]) if item.pieces else None
    return addresses.absolute(addresses.piece(piece)) if piece else ""


def source_link(path: str, root: str) -> str:
    """Give the link to a file of the site from a page whose way to the site's folder is `root`."""
    return f"{root}/{quote(path)}" if root else quote(path)
