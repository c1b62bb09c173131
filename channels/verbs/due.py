"""`ligne due` lists what should have left and has not."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, look_over, said, shared


@click.command(
    epilog=examples("ligne ledger pull && ligne due", "ligne due --at 2026-12-01T09:00+01:00 --format json"),
    help=said(
        "Liste ce qui aurait dû partir et n’est pas parti, sur tous les canaux.",
        "Lists what should have left and has not, on every channel.",
    ),
)
@shared()
def due(site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """List what is due."""
    from channels.delivery.due import find_due
    from channels.delivery.told import tell_due
    from channels.ledger.ledger import Ledger
    from channels.ledger.snapshot import read_snapshot
    from channels.registry import channels_of

    seen = look_over(site_dir, at)
    site = seen.decision.site
    snapshot = read_snapshot(site.root)
    found = find_due(seen.brief, channels_of(site.charter), snapshot.ledger if snapshot else Ledger())
    return tell_due(Reporter(site.charter.lang, format_, quiet), found, snapshot, site.calendar.zone)
