"""What `ligne deliver --update` and `--withdraw` do: posts that have left are edited, or taken off the networks."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import UTC
from typing import TYPE_CHECKING

from channels.report import Reporter
from channels.verbs.asking import instant_from
from channels.verbs.ending import ending_in_order
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.afterwards import Act, Amendment
    from channels.delivery.amending import Amended
    from channels.delivery.sealed import Sealed
    from channels.ledger.ledger import Ledger

NETWORKS = ("mastodon", "bluesky")
"""Those whose posts can be reached again; others are exported, or lie in a folder."""


def amendments_of(seen: LookedOver, ledger: Ledger, channel: str = "") -> tuple[Amendment, ...]:
    """Give what is to be done of posts that have left, by the posts that the last build made."""
    from channels.delivery.afterwards import Outbox, find_amendments

    networks = [one for one in NETWORKS if channel in ("", one)]
    return find_amendments(seen.brief, ledger, Outbox(seen.decision.site.root / "output"), networks)


def amend(
    reporter: Reporter,
    seen: LookedOver,
    built: Sealed,
    setting: str,
    channel: str,
    acts: Collection[Act],
    *,
    live: bool,
) -> int:
    """Edit and withdraw what is to be, or only say so; 1 where something was refused, failed or is in doubt."""
    from channels.delivery.amending import Desk
    from channels.delivery.amending import amend as act
    from channels.delivery.permit import refuse_future, refuse_other_instant, refuse_other_ledger, refuse_other_work
    from channels.delivery.told_amended import tell_amended
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import pull
    from channels.posting.setting import accounts_in

    site, at = seen.decision.site, seen.decision.plan.at
    if not live:
        return _rehearse(reporter, seen, built, channel, acts)
    refuse_future(at, instant_from("now", UTC))
    refuse_other_work(site.root, built)
    refuse_other_instant(built, at, ())
    store = open_ledger(site.root, setting)
    refuse_other_ledger(store, None, built)
    found = [one for one in amendments_of(seen, store.read(), channel) if one.act in acts]
    rows: list[Amended] = []
    try:
        with ending_in_order():
            act(Desk(built, accounts_in(os.environ)), store, found, at, rows.append)
            pull(site.root, store, at)
    finally:
        code = tell_amended(reporter, rows, at, is_live=True)
    return code


def _rehearse(reporter: Reporter, seen: LookedOver, built: Sealed, channel: str, acts: Collection[Act]) -> int:
    from channels.delivery.amending import Desk
    from channels.delivery.permit import refuse_other_work
    from channels.delivery.told_amended import tell_amended
    from channels.ledger.ledger import Ledger
    from channels.ledger.snapshot import read_snapshot
    from channels.posting.setting import accounts_in

    site = seen.decision.site
    refusals: list[Problem] = []
    desk = Desk(built, {})
    try:
        desk = Desk(built, accounts_in(os.environ))
        refuse_other_work(site.root, built)
    except EditorialError as refusal:
        refusals += refusal.problems
    snapshot = read_snapshot(site.root)
    found = amendments_of(seen, snapshot.ledger if snapshot else Ledger(), channel)
    rows = [desk.look(one) for one in found if one.act in acts]
    if snapshot is None:
        reporter.aside(_NO_SNAPSHOT)
    return tell_amended(
        reporter, rows, seen.decision.plan.at, is_live=False, refusals=[one.message for one in refusals]
    )


_NO_SNAPSHOT = Phrase(
    "Aucune copie du registre ici : rien n’y est parti (ligne ledger pull).",
    "No copy of the ledger here: nothing left by it (ligne ledger pull).",
)
