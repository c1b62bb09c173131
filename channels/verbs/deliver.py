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

from channels.report import Reporter
from channels.verbs.asking import CHANNEL, examples, instant_from, look_over, option, said, shared
from channels.verbs.ledger import LEDGER
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.deliver import Load, Row
    from channels.delivery.folder import Folder
    from channels.delivery.pages import Pages
    from channels.delivery.target import Witness

TARGET = "LIGNE_DELIVER_TO"
_PAGES = "pages"


@click.command(
    epilog=examples(
        "ligne deliver",
        "ligne deliver --live --to folder:/srv/www",
        "ligne deliver --mark",
        "ligne deliver --live --to pages --channel blog",
    ),
    help=said(
        "Envoie tout ce qui doit partir : site, réseaux, lettre. Sans --live, dit seulement ce qui partirait.",
        "Delivers all that is due: site, networks, letter. Without --live, only says what would leave.",
    ),
)
@click.option("--live", is_flag=True, help=said("envoyer vraiment", "really send"))
@CHANNEL
@LEDGER
@option(
    "--to",
    "où envoyer : folder:CHEMIN, ou pages où l’hébergeur met le site en ligne (par défaut : LIGNE_DELIVER_TO)",
    "where to: folder:PATH, or pages where the host puts the site online (default: LIGNE_DELIVER_TO)",
)
@click.option(
    "--mark",
    is_flag=True,
    help=said(
        "marquer la fabrication, que l’hébergeur met ensuite en ligne (pages) ; rien ne part",
        "mark the build, which the host then puts online (pages); nothing leaves",
    ),
)
@option(
    "--online",
    "l’adresse où le site est servi (par défaut : pour un dossier, il est lu là ; sinon celle de channels/blog.yaml)",
    "the address the site is served at (default: for a folder, it is read there; else that of channels/blog.yaml)",
)
@shared()
def deliver(
    live: bool,
    channel: str,
    setting: str,
    to: str,
    mark: bool,
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

    if mark and (live or channel or to not in ("", _PAGES)):
        raise EditorialError(_MARK_ALONE)
    if mark:
        return _mark(find_site(site_dir), at, setting, online, format_, quiet)
    built = read_sealed(find_site(site_dir) / "output")
    seen = look_over(site_dir, at)
    if live:
        refuse_future(seen.decision.plan.at, instant_from("now", UTC))
    load = Load(built, partial(find_due, seen.brief, channels_of(seen.decision.site.charter)), channel)
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    if live:
        return _deliver(reporter, seen, load, setting, to or os.environ.get(TARGET, ""), online)
    return _rehearse(reporter, seen, load)


def _mark(root: Path, at: str, setting: str, online: str, format_: str, quiet: bool) -> int:
    """Write the marker into the build; its host puts both online."""
    from channels.addresses import read_addresses
    from channels.delivery.marker import NAME
    from channels.delivery.pages import Pages, mark_build
    from channels.delivery.sealed import read_sealed
    from channels.ledger.setting import open_ledger
    from editorial.charter import PATH
    from editorial.charter_file import read_charter
    from editorial.line import read_text

    built = read_sealed(root / "output")
    charter = read_charter(read_text(root, PATH))
    pages = Pages(online or read_addresses(root, charter).base_url)
    marker = mark_build(root, built, pages, open_ledger(root, setting), instant_from(at, UTC))
    reporter = Reporter(charter.lang, format_, quiet)
    if format_ == "json":
        reporter.dump({"path": f"output/site/{NAME}", **marker.as_values()})
    reporter.say(_MARKED.fill(path=f"output/site/{NAME}", place=pages.name))
    return 0


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
    from channels.delivery.permit import refuse_other_work
    from channels.delivery.told import tell_delivered
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import pull

    site, now = seen.decision.site, seen.decision.plan.at
    if not to:
        raise EditorialError(_NOWHERE)
    if to == _PAGES and load.channel != "blog":
        raise EditorialError(_SITE_ALONE)
    refuse_other_work(site.root, load.site)
    store = open_ledger(site.root, setting)
    place, witness = _place(to, online, seen, load)
    rows: list[Row] = []
    progress = reporter.progress(_DELIVERING)
    run = Round(
        load,
        store,
        target=place,
        place=place,
        witness=witness,
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
        code = tell_delivered(reporter, rows, load, done, place.name, site.calendar.zone)
    return code


def _place(to: str, online: str, seen: LookedOver, load: Load) -> tuple[Folder | Pages, Witness]:
    """Give where everything goes, and who looks at the site there; waits for a host that puts the site online."""
    from channels.delivery.folder import folder_from
    from channels.delivery.live import Web
    from channels.delivery.pages import Pages

    if to == _PAGES:
        pages = Pages(online or seen.brief.addresses.base_url)
        pages.wait(load.site)
        return pages, pages
    folder = folder_from(to)
    return folder, Web(online) if online else folder


def _end(number: int, frame: FrameType | None) -> None:
    """End as an interrupted run does: what it holds and has not sent is recorded as such."""
    sys.exit(128 + number)


_DELIVERING = Phrase("Envoi", "Delivering")
_NOWHERE = Phrase(
    "--live ne sait pas où envoyer : ajoutez --to folder:CHEMIN ou --to pages (ou LIGNE_DELIVER_TO)",
    "--live does not know where to send: add --to folder:PATH or --to pages (or LIGNE_DELIVER_TO)",
)
_SITE_ALONE = Phrase(
    "pages ne prend que le site : ajoutez --channel blog ; publications et lettres vont avec --to folder:CHEMIN",
    "pages takes the site alone: add --channel blog; posts and letters go with --to folder:PATH",
)
_MARK_ALONE = Phrase(
    "--mark n’envoie rien : écrivez ligne deliver --mark, puis, une fois le site en ligne, "
    "ligne deliver --live --to pages --channel blog",
    "--mark sends nothing: write ligne deliver --mark and, once the site is online, "
    "ligne deliver --live --to pages --channel blog",
)
_MARKED = Phrase(
    "Marque écrite : {path} ; mettez output/site en ligne ({place}), puis ligne deliver --live",
    "Marker written: {path}; put output/site online ({place}), then ligne deliver --live",
)
_WOULD_REFUSE = Phrase("Avec --live, rien ne partirait : {why}", "With --live, nothing would leave: {why}")
