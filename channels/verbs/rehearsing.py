"""What `ligne deliver` says without `--live`: what would leave, to whom, and what would forbid it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from channels.report import Reporter
from channels.verbs.amending import amendments_of
from channels.verbs.destinations import destinations, refuse_nowhere, served_by
from editorial.errors import EditorialError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from channels.build import LookedOver
    from channels.delivery.deliver import Load
    from channels.delivery.destinations import Destinations
    from channels.delivery.due import Delivery
    from channels.delivery.post import Plan, Post
    from channels.ledger.entry import Key
    from channels.ledger.ledger import Ledger

NEWSLETTER = "newsletter"


def rehearse(
    reporter: Reporter, seen: LookedOver, load: Load, setting: str, to: str, online: str, post: Post | None
) -> int:
    """Say what would leave by the snapshot of the ledger, and what `--live` would refuse; nothing is claimed."""
    from channels.delivery.deliver import rehearse as rows_of
    from channels.delivery.permit import refuse_other_work
    from channels.delivery.told import tell_rehearsal
    from channels.ledger.ledger import Ledger
    from channels.ledger.snapshot import read_snapshot

    site = seen.decision.site
    snapshot = read_snapshot(site.root)
    ledger = snapshot.ledger if snapshot else Ledger()
    found: list[Destinations] = []
    plans: dict[Key, Plan] = {}
    refusals = [
        problem
        for look in (
            partial(refuse_other_work, site.root, load.site),
            partial(refuse_nowhere, to, load),
            lambda: found.append(destinations(to, online, seen, post)),
            lambda: _permit(found, load, ledger),
            lambda: plans.update(_plans(seen, load, ledger, setting, post)),
        )
        for problem in _refusals(look)
    ]
    rows = list(rows_of(load, ledger, lambda one: _goes_to(found, load, one)))
    return tell_rehearsal(reporter, rows, load, load.due_by(ledger), snapshot, site.calendar.zone, plans, refusals,
                          amendments_of(seen, ledger, load.channels[0] if load.channels else ""))  # fmt: skip


def _refusals(look: Callable[[], None]) -> Sequence[Problem]:
    try:
        look()
    except EditorialError as refusal:
        return refusal.problems
    return ()


def _permit(found: Sequence[Destinations], load: Load, ledger: Ledger) -> None:
    """Raise EditorialError where what is due could not leave as it was built."""
    for to_where in found:
        served = replace(load, channels=served_by(load, to_where))
        to_where.permit(load.site, served.due_by(ledger).due)


def _plans(seen: LookedOver, load: Load, ledger: Ledger, setting: str, post: Post | None) -> Iterator[tuple[Key, Plan]]:
    """Give how each letter that is due would go to its list; raises EditorialError where one must not leave."""
    from channels.ledger.setting import open_ledger

    at = seen.decision.plan.at
    letters = [one for one in load.due_by(ledger).due if one.key.channel == NEWSLETTER]
    if post and letters:
        yield from ((one.key, post.plan(load.site, one, at)) for one in letters)
        post.permit(load.site, open_ledger(seen.decision.site.root, setting), letters, at)


def _goes_to(found: Sequence[Destinations], load: Load, one: Delivery) -> str:
    """Give who would take a delivery; "" for nobody, or where it cannot be told."""
    try:
        return found[0].goes_to(load.site, one) if found else ""
    except EditorialError:
        return ""
