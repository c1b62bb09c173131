"""`ligne due` lists what should have left and has not, and says whether any of it has waited too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.amending import amendments_of
from channels.verbs.asking import CHANNEL, examples, leaving, option, said, shared
from channels.verbs.ledger import LEDGER
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.due import Due
    from channels.delivery.overdue import Alarm

_ITS_OWN = "-"


@click.command(
    epilog=examples(
        "ligne ledger pull && ligne due",
        "ligne due --at 2026-12-01T09:00+01:00 --format json",
        "ligne due --overdue 3h --online",
    ),
    help=said(
        "Liste ce qui aurait dû partir et n’est pas parti, sur tous les canaux.",
        "Lists what should have left and has not, on every channel.",
    ),
)
@CHANNEL
@option(
    "--overdue",
    "donner l’alarme (code 1) pour ce qui attend depuis plus longtemps : 90m, 3h, 2d",
    "give the alarm (exit 1) for what has waited longer: 90m, 3h, 2d",
)
@click.option(
    "--online",
    is_flag=False,
    flag_value=_ITS_OWN,
    default="",
    metavar=said("[ADRESSE]", "[URL]"),
    help=said(
        "avec --overdue : demander au site en ligne de quand il est (par défaut, à l’adresse de channels/blog.yaml)",
        "with --overdue: ask the site that is online how old it is (by default at the address of channels/blog.yaml)",
    ),
)
@LEDGER
@shared()
def due(
    channel: str,
    overdue: str,
    online: str,
    setting: str,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """List what is due."""
    from channels.delivery.overdue import on_channel
    from channels.delivery.renamed import find_due_once
    from channels.delivery.told_due import tell_due
    from channels.ledger.ledger import Ledger
    from channels.ledger.snapshot import read_snapshot
    from channels.registry import channels_of

    if online and not overdue:
        raise EditorialError(_NO_LIMIT)
    limit = _limit(overdue) if overdue else None
    seen = leaving(site_dir, at)
    site = seen.decision.site
    snapshot = read_snapshot(site.root)
    ledger = snapshot.ledger if snapshot else Ledger()
    reporter = Reporter(site.charter.lang, format_, quiet)
    found = on_channel(find_due_once(seen.brief, channels_of(site.charter), ledger, reporter.aside), channel)
    alarms = None if limit is None else list(_alarms(seen, found, limit, online, setting))
    after = amendments_of(seen, ledger, channel)
    return tell_due(reporter, found, snapshot, site.calendar.zone, alarms, after)


def _alarms(seen: LookedOver, found: Due, limit: timedelta, online: str, setting: str) -> Iterator[Alarm]:
    """Give what somebody must look at; the site that is online and the ledger are asked where `online` says so."""
    from channels.delivery.overdue import not_alive, waiting_too_long

    if online:
        from channels.delivery.pages import Pages
        from channels.ledger.setting import open_ledger

        base = seen.brief.addresses.base_url if online == _ITS_OWN else online
        marker = Pages(base).marker()
        yield from not_alive(marker, found, limit, open_ledger(seen.decision.site.root, setting), base)
    yield from waiting_too_long(found, limit)


def _limit(written: str) -> timedelta:
    from editorial.calendar_terms import BAD_DURATION, length_of

    length = length_of(written)
    if length is None:
        raise EditorialError(BAD_DURATION.fill(found=printable(written)))
    return length


_NO_LIMIT = Phrase(
    "--online va avec --overdue : écrivez ligne due --overdue 3h --online",
    "--online goes with --overdue: write ligne due --overdue 3h --online",
)
