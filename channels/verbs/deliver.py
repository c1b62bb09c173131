"""`ligne deliver` delivers all that is due; without `--live` it only says what would leave."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import CHANNEL, examples, instant_from, look_over, option, said, shared
from channels.verbs.ledger import LEDGER
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.deliver import Load, Row
    from channels.delivery.destinations import Destinations
    from channels.delivery.post import Plan, Post
    from channels.ledger.entry import Key
    from channels.ledger.ledger import Ledger

TARGET = "LIGNE_DELIVER_TO"
_PAGES = "pages"
NEWSLETTER = "newsletter"


@click.command(
    epilog=examples(
        "ligne deliver",
        "ligne deliver --live --to folder:/srv/www",
        "ligne deliver --mark",
        "ligne deliver --live --to pages",
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
    mark: bool,
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

    if stop:
        return stop_edition(printable(stop), setting, site_dir, at, format_, quiet)
    if test:
        return test_edition(printable(test), recipients, site_dir, format_, quiet, live=live)
    if mark and (live or channel or to not in ("", _PAGES)):
        raise EditorialError(_MARK_ALONE)
    if mark:
        return _mark(find_site(site_dir), at, setting, online, format_, quiet)
    built = read_sealed(find_site(site_dir) / "output")
    seen = look_over(site_dir, at)
    if live:
        refuse_future(seen.decision.plan.at, instant_from("now", UTC))
    load = Load(built, partial(find_due, seen.brief, channels_of(seen.decision.site.charter)),
                (channel,) if channel else ())  # fmt: skip
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    post = post_of(reporter, seen, os.environ, expected) if channel in ("", NEWSLETTER) else None
    if live:
        return _deliver(reporter, seen, load, setting, to or os.environ.get(TARGET, ""), online, post)
    return _rehearse(reporter, seen, load, setting, post)


def _mark(root: Path, at: str, setting: str, online: str, format_: str, quiet: bool) -> int:
    """Write the marker into the build; its host puts both online."""
    from channels.addresses import read_addresses
    from channels.delivery.marker import NAME
    from channels.delivery.pages import Pages, mark_build
    from channels.delivery.sealed import read_sealed
    from channels.ledger.setting import open_ledger
    from editorial.channel_ids import channel_ids
    from editorial.charter import PATH
    from editorial.charter_file import read_charter
    from editorial.line import read_text

    built = read_sealed(root / "output")
    charter = read_charter(read_text(root, PATH), channels=channel_ids(root))
    pages = Pages(online or read_addresses(root, charter).base_url)
    marker = mark_build(root, built, pages, open_ledger(root, setting), instant_from(at, UTC))
    reporter = Reporter(charter.lang, format_, quiet)
    if format_ == "json":
        reporter.dump({"path": f"output/site/{NAME}", **marker.as_values()})
    reporter.say(_MARKED.fill(path=f"output/site/{NAME}", place=pages.name))
    return 0


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
    from channels.delivery.permit import refuse_other_work
    from channels.delivery.told import tell_delivered
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import pull

    site, now = seen.decision.site, seen.decision.plan.at
    refuse_other_work(site.root, load.site)
    to_where = _destinations(to, online, seen, load, post)
    everything, load = load, replace(load, channels=_served(load, to_where))
    store = open_ledger(site.root, setting)
    rows: list[Row] = []
    progress = reporter.progress(_DELIVERING)
    run = Round(
        load,
        store,
        target=to_where,
        place=to_where.place,
        witness=to_where.witness,
        at=now,
        tell=rows.append,
        announce=lambda step: progress.step(STEPS.index(step) + 1, len(STEPS)),
        post=post,
        permit=to_where.permit,
    )
    done, before = None, signal.signal(signal.SIGTERM, _end)
    try:
        done = act(run)
        pull(site.root, store, now)
        _tell_left(reporter, everything, load.channels, to_where.known, store.read())
    finally:
        signal.signal(signal.SIGTERM, before)
        server = post.server if post else ""
        code = tell_delivered(reporter, rows, load, done, to_where.name, server, site.calendar.zone)
    return code


def _destinations(to: str, online: str, seen: LookedOver, load: Load, post: Post | None) -> Destinations:
    """Give where everything goes, and who looks at the site there; waits for a host that puts the site online."""
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
    if to and to != _PAGES:
        folder = folder_from(to)
        return Destinations(folder, Web(online) if online else folder, accounts, lists, post is not None, site.channels)
    pages = Pages(online or seen.brief.addresses.base_url)
    found = Destinations(pages, pages, accounts, lists, post is not None, site.channels)
    is_site_among = not load.channels or "blog" in load.channels
    if not to and is_site_among:
        raise EditorialError(_NOWHERE)
    if is_site_among:
        pages.wait(load.site)
    return found


def _served(load: Load, to_where: Destinations) -> tuple[str, ...]:
    """Give the channels to deliver: those asked for, else those that have somewhere to go; raises EditorialError."""
    lacking = [one for one in load.channels if one not in to_where.channels]
    if lacking:
        raise EditorialError(_NO_WAY.fill(channel=lacking[0]))
    return load.channels or to_where.channels


def _tell_left(
    reporter: Reporter, everything: Load, served: Sequence[str], known: Sequence[str], ledger: Ledger
) -> None:
    """Tell on which channels something is due that has nowhere to go."""
    if everything.channels or set(served).issuperset(known):
        return
    due = {one.key.channel for one in everything.due(ledger).due}
    left = [one for one in known if one in due and one not in served]
    if left:
        reporter.aside(_LEFT_ALONE.fill(channels=", ".join(left)))


def _end(number: int, frame: FrameType | None) -> None:
    """End as an interrupted run does: what it holds and has not sent is recorded as such."""
    sys.exit(128 + number)


_DELIVERING = Phrase("Envoi", "Delivering")
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
_LEFT_ALONE = Phrase(
    "Sans destination, laissés pour un autre passage : {channels}.", "Nowhere to go, left for another run: {channels}."
)
_MARK_ALONE = Phrase(
    "--mark n’envoie rien : écrivez ligne deliver --mark, puis, une fois le site en ligne, "
    "ligne deliver --live --to pages",
    "--mark sends nothing: write ligne deliver --mark and, once the site is online, ligne deliver --live --to pages",
)
_MARKED = Phrase(
    "Marque écrite : {path} ; mettez output/site en ligne ({place}), puis ligne deliver --live",
    "Marker written: {path}; put output/site online ({place}), then ligne deliver --live",
)
_WOULD_REFUSE = Phrase("Avec --live, rien ne partirait : {why}", "With --live, nothing would leave: {why}")
