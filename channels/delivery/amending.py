"""Edits and deletes posts that have left: each claimed in the ledger before, its outcome recorded after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from channels.delivery.afterwards import Act, Amendment
from channels.delivery.destinations import files_of
from channels.delivery.result import Result
from channels.delivery.sealed import Sealed
from channels.ledger.entry import What
from channels.ledger.store import Outcome, Store, claim, settle
from channels.posting.left import NO_NUMBERS
from channels.posting.post import Post, read_post
from channels.posting.setting import Account
from editorial.finding import Phrase

STEPS = ("claim amendment", "settle amendment", "settled amendment")
"""Every step that is announced for each, beside those of its network."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A post that left, what is to be done of it or became of that, why, and whose post it is."""

    amendment: Amendment
    result: Result
    why: Phrase | None = None
    to: str = ""
    text: str = ""
    """Before it is edited: what would stand."""


@dataclass(frozen=True)
class Desk:
    """Who amends posts: the build that says what should stand, and the accounts that may say so."""

    site: Sealed
    accounts: Mapping[str, Account]

    def look(self, one: Amendment) -> Amended:
        """Give what would become of an amendment; raises EditorialError where its post cannot be read."""
        return self.judge(one, self.post(one))

    def judge(self, one: Amendment, post: Post | None) -> Amended:
        """Give what would become of an amendment that is to leave `post`."""
        account = self.accounts.get(one.post.channel)
        text = "\n---\n".join(part.text for part in post.parts) if post else ""
        if account is None:
            return Amended(one, Result.CANNOT, _NO_ACCOUNT.fill(channel=one.post.channel), text=text)
        why = NO_NUMBERS if one.left is None or not one.left.parts else None
        if post is not None and one.left is not None:
            why = account.why_not_edited(one.left, post)
        result = Result.CANNOT if why else Result.WOULD_EDIT if one.act is Act.UPDATE else Result.WOULD_WITHDRAW
        return Amended(one, result, why, account.name(post.account if post else ""), text)

    def post(self, one: Amendment) -> Post | None:
        """Give the post that should stand, None where none should."""
        return read_post(files_of(self.site, one.path), one.path) if one.path else None

    def act(self, one: Amendment, post: Post | None) -> Outcome:
        """Have `post` stand, or nothing where it is None, and give what became of that."""
        account = self.accounts[one.post.channel]
        if one.left is None:
            return Outcome(What.REFUSED, one.url, said=NO_NUMBERS)
        return account.withdraw(one.left, one.url) if post is None else account.edit(one.left, post, one.url)


def amend(
    desk: Desk,
    store: Store,
    amendments: Iterable[Amendment],
    at: datetime,
    tell: Callable[[Amended], None],
    announce: Callable[[str], None] = lambda step: None,
) -> None:
    """Do each amendment that this run gets hold of, one after the other; what cannot be done is told, unclaimed.

    What was under way when something went wrong is in doubt.
    """
    for one in amendments:
        post = desk.post(one)
        seen = desk.judge(one, post)
        if seen.result is Result.CANNOT:
            tell(seen)
            continue
        announce(STEPS[0])
        # Should a person have to say that it was done, what was to stand is then known.
        asked = post.left.digest if post else ""
        claims = claim(store, [one.key], at, ref=asked)
        if not claims.held:
            tell(replace(seen, result=Result.OTHERS))
            continue
        outcome = Outcome(What.DOUBT)
        try:
            outcome = desk.act(one, post)
        finally:
            announce(STEPS[1])
            tell(replace(seen, result=_result(one, outcome), why=outcome.said or _WHY.get(outcome.what)))
            kept = replace(outcome, ref=asked if outcome.what is What.DOUBT else outcome.ref)
            settle(store, claims, {one.key: kept}, at)
            announce(STEPS[2])


def _result(one: Amendment, outcome: Outcome) -> Result:
    if outcome.what is What.SENT:
        return Result.EDITED if one.act is Act.UPDATE else Result.WITHDRAWN
    return Result(outcome.what)


_NO_ACCOUNT = Phrase(
    "aucun compte {channel} dans l’environnement (docs/posting.md)",
    "no account for {channel} in the environment (docs/posting.md)",
)
_WHY = {
    What.FAILED: Phrase(
        "le réseau ne l’a pas pris pour l’instant : le prochain passage recommence",
        "the network did not take it for now: the next run tries again",
    ),
    What.REFUSED: Phrase("le réseau n’en veut pas : rien n’a changé", "the network will not: nothing changed"),
    What.DOUBT: Phrase(
        "nul ne sait si c’est fait : regardez, puis ligne ledger resolve CLÉ sent|not-sent --why …",
        "nobody knows whether it is done: look, then ligne ledger resolve KEY sent|not-sent --why …",
    ),
}
