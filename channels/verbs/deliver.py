"""`ligne deliver` delivers all that is due; without `--live` it only says what would leave."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import examples, instant_from, look_over, option, said, shared
from channels.verbs.ledger import LEDGER
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.deliver import Load, Row

TARGET = "LIGNE_DELIVER_TO"


@click.command(
    epilog=examples("ligne deliver", "ligne deliver --live --to folder:/srv/www", "ligne deliver --channel newsletter"),
    help=said(
        "Envoie tout ce qui doit partir : site, réseaux, lettre. Sans --live, dit seulement ce qui partirait.",
        "Delivers all that is due: site, networks, letter. Without --live, only says what would leave.",
    ),
)
@click.option("--live", is_flag=True, help=said("envoyer vraiment", "really send"))
@option("--channel", "un seul canal", "one channel only")
@LEDGER
@option(
    "--to",
    "où envoyer : folder:CHEMIN (par défaut : LIGNE_DELIVER_TO)",
    "where to: folder:PATH (default: LIGNE_DELIVER_TO)",
)
@option(
    "--online",
    "l’adresse où le site est servi : les pages y sont demandées (par défaut : lues dans le dossier)",
    "the address the site is served at: pages are asked for there (default: read in the folder)",
)
@shared()
def deliver(
    live: bool,
    channel: str,
    setting: str,
    to: str,
    online: str,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """Deliver what is due."""
    from channels.delivery.deliver import Load
    from channels.delivery.due import find_due
    from channels.delivery.permit import refuse_future
    from channels.delivery.sealed import read_sealed
    from channels.registry import channels_of
    from editorial.folder import find_site
    from editorial.piece import CHANNELS

    if channel not in ("", *CHANNELS):
        raise EditorialError(_NO_CHANNEL.fill(found=printable(channel), known=", ".join(CHANNELS)))
    built = read_sealed(find_site(site_dir) / "output")
    seen = look_over(site_dir, at)
    if live:
        refuse_future(seen.decision.plan.at, instant_from("now", UTC))
    load = Load(built, partial(find_due, seen.brief, channels_of(seen.decision.site.charter)), channel)
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    if live:
        return _deliver(reporter, seen, load, setting, to or os.environ.get(TARGET, ""), online)
    return _rehearse(reporter, seen, load)


def _rehearse(reporter: Reporter, seen: LookedOver, load: Load) -> int:
    from channels.delivery.deliver import rehearse
    from channels.delivery.permit import refuse_other_work
    from channels.delivery.told import tell_rehearsal
    from channels.ledger.ledger import Ledger
    from channels.ledger.snapshot import read_snapshot

    site = seen.decision.site
    snapshot = read_snapshot(site.root)
    ledger = snapshot.ledger if snapshot else Ledger()
    rows = list(rehearse(load, ledger))
    code = tell_rehearsal(reporter, rows, load, load.due_by(ledger), snapshot, site.calendar.zone)
    try:
        refuse_other_work(site.root, load.site)
    except EditorialError as refusal:
        for problem in refusal.problems:
            reporter.aside(_WOULD_REFUSE.fill(why=problem.message))
    return code


def _deliver(reporter: Reporter, seen: LookedOver, load: Load, setting: str, to: str, online: str) -> int:
    from channels.delivery.deliver import STEPS, Round
    from channels.delivery.deliver import deliver as act
    from channels.delivery.folder import folder_from
    from channels.delivery.live import Web
    from channels.delivery.permit import refuse_other_work
    from channels.delivery.told import tell_delivered
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import pull

    site, now = seen.decision.site, seen.decision.plan.at
    if not to:
        raise EditorialError(_NOWHERE)
    refuse_other_work(site.root, load.site)
    folder, store = folder_from(to), open_ledger(site.root, setting)
    rows: list[Row] = []
    progress = reporter.progress(_DELIVERING)
    run = Round(
        load,
        store,
        target=folder,
        place=folder,
        witness=Web(online) if online else folder,
        at=now,
        tell=rows.append,
        announce=lambda step: progress.step(STEPS.index(step) + 1, len(STEPS)),
    )
    done, before = None, signal.signal(signal.SIGTERM, _end)
    try:
        done = act(run)
        pull(site.root, store, now)
    finally:
        signal.signal(signal.SIGTERM, before)
        code = tell_delivered(reporter, rows, load, done, folder.name, site.calendar.zone)
    return code


def _end(number: int, frame: FrameType | None) -> None:
    """End as an interrupted run does: what it holds and has not sent is recorded as such."""
    sys.exit(128 + number)


_DELIVERING = Phrase("Envoi", "Delivering")
_NO_CHANNEL = Phrase(
    "« {found} » n’est pas un canal ; canaux : {known}", "“{found}” is not a channel; channels: {known}"
)
_NOWHERE = Phrase(
    "--live ne sait pas où envoyer : ajoutez --to folder:CHEMIN, ou LIGNE_DELIVER_TO dans l’environnement",
    "--live does not know where to send: add --to folder:PATH, or LIGNE_DELIVER_TO in the environment",
)
_WOULD_REFUSE = Phrase("Avec --live, rien ne partirait : {why}", "With --live, nothing would leave: {why}")
