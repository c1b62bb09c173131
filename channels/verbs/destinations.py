"""Where a run of `ligne deliver` sends things, as the command line and the environment say."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.deliver import Load
    from channels.delivery.destinations import Destinations
    from channels.delivery.post import Post

TARGET = "LIGNE_DELIVER_TO"
PAGES = "pages"


def destinations(to: str, online: str, seen: LookedOver, post: Post | None) -> Destinations:
    """Give where everything goes, and who looks at the site there; raises EditorialError, and asks nobody."""
    from channels.delivery.destinations import Destinations
    from channels.delivery.folder import folder_from
    from channels.delivery.live import Web
    from channels.delivery.pages import Pages
    from channels.newsletter.settings import read_settings
    from channels.posting.setting import accounts_in
    from channels.verbs.mailing import lists_in

    site = seen.decision.site
    letters = read_settings(site.root, site.charter.lang)
    accounts, lists = accounts_in(os.environ), lists_in(os.environ, letters.list_id if letters else "")
    server = post.server if post else ""
    if to and to != PAGES:
        folder = folder_from(to)
        return Destinations(folder, Web(online) if online else folder, accounts, lists, server)
    pages = Pages(online or seen.brief.addresses.base_url)
    return Destinations(pages, pages, accounts, lists, server)


def refuse_nowhere(to: str, load: Load) -> None:
    """Raise EditorialError where the site is to be delivered and nobody said where."""
    if not to and _has_site(load):
        raise EditorialError(_NOWHERE)


def wait_for_site(to_where: Destinations, load: Load) -> None:
    """Return once a host that puts the site online has done so; raises EditorialError where it does not."""
    from channels.delivery.pages import Pages

    if isinstance(to_where.place, Pages) and _has_site(load):
        to_where.place.wait(load.site)


def served_by(load: Load, to_where: Destinations) -> tuple[str, ...]:
    """Give the channels to deliver: those asked for, else those that have somewhere to go; raises EditorialError."""
    lacking = [one for one in load.channels if one not in to_where.channels]
    if lacking:
        raise EditorialError(_NO_WAY.fill(channel=lacking[0]))
    return load.channels or to_where.channels


def _has_site(load: Load) -> bool:
    return not load.channels or "blog" in load.channels


_NOWHERE = Phrase(
    "--live ne sait pas où envoyer : ajoutez --to folder:CHEMIN ou --to pages (ou LIGNE_DELIVER_TO)",
    "--live does not know where to send: add --to folder:PATH or --to pages (or LIGNE_DELIVER_TO)",
)
_NO_WAY = Phrase(
    "{channel} n’a pas de destination : un compte (LIGNE_MASTODON, LIGNE_BLUESKY), un serveur de courrier "
    "(LIGNE_MAIL), ou --to folder:CHEMIN",
    "{channel} has nowhere to go: an account (LIGNE_MASTODON, LIGNE_BLUESKY), a mail server (LIGNE_MAIL), or "
    "--to folder:PATH",
)
