"""`ligne deliver` delivers all that is due; without `--live` it only says what would leave."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs import marking
from channels.verbs.amending import amend
from channels.verbs.asking import CHANNEL, examples, instant_from, look_over, option, said, shared
from channels.verbs.destinations import PAGES, TARGET, destinations, refuse_nowhere, served_by, wait_for_site
from channels.verbs.ending import ending_in_order
from channels.verbs.ledger import LEDGER
from channels.verbs.rehearsing import rehearse
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.deliver import Load, Row
    from channels.delivery.post import Post
    from channels.ledger.ledger import Ledger

NEWSLETTER = "newsletter"


@click.command(
    epilog=examples(
        "ligne deliver",
        "ligne deliver --live --to folder:/srv/www",
        "ligne deliver --mark",
        "ligne deliver --live --to pages",
        "ligne deliver --update --live",
        "ligne deliver --withdraw",
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
@click.option(
    "--update",
    is_flag=True,
    help=said(
        "corriger sur les réseaux ce qui a changé depuis son envoi, et rien d’autre",
        "edit on the networks what changed since it left, and nothing else",
    ),
)
@click.option(
    "--withdraw",
    is_flag=True,
    help=said(
        "retirer des réseaux ce dont le texte est dépublié, et rien d’autre",
        "take off the networks the posts of unpublished pieces, and nothing else",
    ),
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
    update: bool,
    withdraw: bool,
    stop: str,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """Deliver what is due."""
    from channels.delivery.afterwards import Act
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
    if mark and (live or channel or to not in ("", PAGES)):
        raise EditorialError(_MARK_ALONE)
    if mark:
        return marking.mark(find_site(site_dir), at, setting, online, format_, quiet)
    built = read_sealed(find_site(site_dir) / "output")
    seen = look_over(site_dir, at)
    if update or withdraw:
        asked = {Act.UPDATE: update, Act.WITHDRAW: withdraw}
        acts = [act for act, is_asked in asked.items() if is_asked]
        reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
        return amend(reporter, seen, built, setting, channel, acts, live=live)
    if live:
        refuse_future(seen.decision.plan.at, instant_from("now", UTC))
    load = Load(built, partial(find_due, seen.brief, channels_of(seen.decision.site.charter)),
                (channel,) if channel else ())  # fmt: skip
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    post = post_of(reporter, seen, os.environ, expected) if channel in ("", NEWSLETTER) else None
    to = to or os.environ.get(TARGET, "")
    if live:
        return _deliver(reporter, seen, load, setting, to, online, post)
    return rehearse(reporter, seen, load, setting, to, online, post)


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
    refuse_nowhere(to, load)
    to_where = destinations(to, online, seen, post)
    everything, load = load, replace(load, channels=served_by(load, to_where))
    wait_for_site(to_where, everything)
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
    done = None
    try:
        with ending_in_order():
            done = act(run)
            pull(site.root, store, now)
            _tell_left(reporter, everything, load.channels, store.read())
    finally:
        server = post.server if post else ""
        code = tell_delivered(reporter, rows, load, done, to_where.name, server, site.calendar.zone)
    return code


def _tell_left(reporter: Reporter, everything: Load, served: Sequence[str], ledger: Ledger) -> None:
    """Tell on which channels something is due that has nowhere to go."""
    from editorial.piece import CHANNELS

    if everything.channels or len(served) == len(CHANNELS):
        return
    due = {one.key.channel for one in everything.due(ledger).due}
    left = [one for one in CHANNELS if one in due and one not in served]
    if left:
        reporter.aside(_LEFT_ALONE.fill(channels=", ".join(left)))


_DELIVERING = Phrase("Envoi", "Delivering")
_LEFT_ALONE = Phrase(
    "Sans destination, laissés pour un autre passage : {channels}.", "Nowhere to go, left for another run: {channels}."
)
_MARK_ALONE = Phrase(
    "--mark n’envoie rien : écrivez ligne deliver --mark, puis, une fois le site en ligne, "
    "ligne deliver --live --to pages",
    "--mark sends nothing: write ligne deliver --mark and, once the site is online, ligne deliver --live --to pages",
)
