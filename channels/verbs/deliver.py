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
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.deliver import Load, Row
    from channels.delivery.post import Plan, Post
    from channels.ledger.entry import Key

TARGET = "LIGNE_DELIVER_TO"
NEWSLETTER = "newsletter"


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
@click.option(
    "--expect-recipients",
    "expected",
    multiple=True,
    metavar="N",
    help=said(
        "le nombre de lecteurs attendu : 1200, '1200 ±5%', 'lettre=1200 ±50' (demandé avec --live)",
        "how many readers to expect: 1200, '1200 ±5%', 'letter=1200 ±50' (required with --live)",
    ),
)
@option("--test", "envoyer cette édition au bureau, en essai", "send this edition to the desk, as a test")
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="ADDRESS",
    help=said("à qui va l’essai (par défaut : desk)", "whom the test goes to (default: desk)"),
)
@option("--stop", "arrêter l’envoi de cette édition, pour de bon", "stop sending this edition, for good")
@shared()
def deliver(
    live: bool,
    channel: str,
    setting: str,
    to: str,
    online: str,
    expected: tuple[str, ...],
    test: str,
    recipients: tuple[str, ...],
    stop: str,
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
    from channels.verbs.mailing import post_of, stop_edition, test_edition
    from editorial.folder import find_site
    from editorial.piece import CHANNELS

    if stop:
        return stop_edition(printable(stop), setting, site_dir, at, format_, quiet)
    if test:
        return test_edition(printable(test), recipients, site_dir, format_, quiet, live=live)
    if channel not in ("", *CHANNELS):
        raise EditorialError(_NO_CHANNEL.fill(found=printable(channel), known=", ".join(CHANNELS)))
    built = read_sealed(find_site(site_dir) / "output")
    seen = look_over(site_dir, at)
    if live:
        refuse_future(seen.decision.plan.at, instant_from("now", UTC))
    load = Load(built, partial(find_due, seen.brief, channels_of(seen.decision.site.charter)), channel)
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    post = post_of(reporter, seen, os.environ, expected) if channel in ("", NEWSLETTER) else None
    if live:
        return _deliver(reporter, seen, load, setting, to or os.environ.get(TARGET, ""), online, post)
    return _rehearse(reporter, seen, load, setting, post)


def _rehearse(reporter: Reporter, seen: LookedOver, load: Load, setting: str, post: Post | None) -> int:
    from channels.delivery.deliver import Result, rehearse
    from channels.delivery.permit import refuse_other_work
    from channels.delivery.told import tell_rehearsal
    from channels.ledger.ledger import Ledger
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import read_snapshot

    site, at = seen.decision.site, seen.decision.plan.at
    snapshot = read_snapshot(site.root)
    ledger = snapshot.ledger if snapshot else Ledger()
    rows = list(rehearse(load, ledger))
    letters = [
        row.delivery for row in rows if row.result is Result.WOULD_LEAVE and row.delivery.key.channel == NEWSLETTER
    ]
    plans: dict[Key, Plan] = {}
    refusals: list[Problem] = []
    try:
        if post and letters:
            plans.update((one.key, post.plan(load.site, one, at)) for one in letters)
            post.permit(load.site, open_ledger(site.root, setting), letters, at)
    except EditorialError as refusal:
        refusals += refusal.problems
    try:
        refuse_other_work(site.root, load.site)
    except EditorialError as refusal:
        refusals += refusal.problems
    code = tell_rehearsal(reporter, rows, load, load.due_by(ledger), snapshot, site.calendar.zone, plans)
    for problem in refusals:
        reporter.aside(_WOULD_REFUSE.fill(why=problem.message))
    return code


def _deliver(
    reporter: Reporter, seen: LookedOver, load: Load, setting: str, to: str, online: str, post: Post | None
) -> int:
    from channels.delivery.deliver import STEPS, Round
    from channels.delivery.deliver import deliver as act
    from channels.delivery.folder import Folder, folder_from
    from channels.delivery.live import Served, Web
    from channels.delivery.permit import refuse_other_work
    from channels.delivery.told import tell_delivered
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import pull

    site, now = seen.decision.site, seen.decision.plan.at
    is_mail_alone = post is not None and load.channel == NEWSLETTER
    if not to and not (is_mail_alone and online):
        raise EditorialError(_NOWHERE_ONLINE if is_mail_alone else _NOWHERE)
    refuse_other_work(site.root, load.site)
    folder = folder_from(to) if to else None
    place, store = folder or Served(online), open_ledger(site.root, setting)
    rows: list[Row] = []
    progress = reporter.progress(_DELIVERING)
    run = Round(
        load,
        store,
        target=folder or Folder(site.root),
        place=place,
        witness=Web(online) if online else place,
        at=now,
        tell=rows.append,
        announce=lambda step: progress.step(STEPS.index(step) + 1, len(STEPS)),
        post=post,
    )
    done, before = None, signal.signal(signal.SIGTERM, _end)
    try:
        done = act(run)
        pull(site.root, store, now)
    finally:
        signal.signal(signal.SIGTERM, before)
        code = tell_delivered(reporter, rows, load, done, place.name, post.server if post else "", site.calendar.zone)
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
_NOWHERE_ONLINE = Phrase(
    "--live ne sait pas où est le site de la lettre : ajoutez --online https://…, ou --to folder:CHEMIN",
    "--live does not know where the letter’s site is: add --online https://…, or --to folder:PATH",
)
_WOULD_REFUSE = Phrase("Avec --live, rien ne partirait : {why}", "With --live, nothing would leave: {why}")
