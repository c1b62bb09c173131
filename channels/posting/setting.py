"""Which networks a run may post to, and with what: from the environment, never from a file of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from channels.exchange import door
from channels.ledger.store import Outcome
from channels.posting.bluesky import Bluesky
from channels.posting.left import Left
from channels.posting.mastodon import Mastodon
from channels.posting.post import Post
from editorial.errors import EditorialError
from editorial.finding import Phrase

Announce = Callable[[str], None]


class Account(Protocol):
    """An account on a network."""

    def name(self, said: str) -> str:
        """Give the account as it may be shown; `said` is what the site calls it, "" where it does not."""
        ...

    def post(self, key: str, post: Post) -> Outcome:
        """Post one edition, once, and give what became of it."""
        ...

    def why_not_edited(self, left: Left, post: Post) -> Phrase | None:
        """Say why what stands cannot be edited into a post, None where it can."""
        ...

    def edit(self, left: Left, post: Post, url: str) -> Outcome:
        """Edit what stands into a post, and give what became of it; asked twice, it is done once."""
        ...

    def withdraw(self, left: Left, url: str) -> Outcome:
        """Delete what stands, and give what became of it; `sent` where nothing of it is there any more."""
        ...


def accounts_in(environ: Mapping[str, str], announce: Announce = lambda step: None) -> dict[str, Account]:
    """Give the accounts by channel; raises EditorialError for one that is named and lacks what opens it."""
    accounts: dict[str, Account] = {}
    if url := environ.get("LIGNE_MASTODON"):
        token = _needed(environ, "LIGNE_MASTODON", "LIGNE_MASTODON_TOKEN")
        accounts["mastodon"] = Mastodon(door(url, {"Authorization": f"Bearer {token}"}), announce)
    if url := environ.get("LIGNE_BLUESKY"):
        handle = _needed(environ, "LIGNE_BLUESKY", "LIGNE_BLUESKY_HANDLE")
        password = _needed(environ, "LIGNE_BLUESKY", "LIGNE_BLUESKY_PASSWORD")
        accounts["bluesky"] = Bluesky(door(url, {}), handle, password, announce)
    return accounts


def _needed(environ: Mapping[str, str], first: str, name: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise EditorialError(_LACKS.fill(first=first, name=name))
    return value


_LACKS = Phrase(
    "{first} nomme un compte, mais {name} manque : donnez-le parmi les secrets du travail qui envoie",
    "{first} names an account, but {name} is missing: give it among the secrets of the job that delivers",
)
