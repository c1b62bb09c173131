"""`ligne ledger forget` erases what the ledger knows of readers: what is old, or all of one."""

from __future__ import annotations

import os
import sys
from datetime import UTC
from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import LANG, examples, instant_from, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase


@click.command(
    epilog=examples("ligne ledger forget --before 2026-06-01", "ligne ledger forget --reader < adresse.txt"),
    help=said(
        "Efface ce que le registre sait des lecteurs des lettres closes : ce qui est ancien, ou tout d’un seul.",
        "Erases what the ledger knows of readers of letters that are closed: what is old, or all of one.",
    ),
)
@option("--before", "effacer ce qui est antérieur à cet instant", "erase what is older than this instant")
@click.option(
    "--reader",
    is_flag=True,
    help=said(
        "effacer ce qui est de l’adresse lue sur l’entrée standard (demande LIGNE_MASK_KEY)",
        "erase what is of the address read from standard input (needs LIGNE_MASK_KEY)",
    ),
)
@option("--ledger", "le registre : sqlite:CHEMIN ou postgresql://…", "the ledger: sqlite:PATH or postgresql://…",
        into="setting")  # fmt: skip
@shared()
def forget(before: str, reader: bool, setting: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Forget readers."""
    from channels.ledger.setting import open_ledger
    from channels.mailing.opening import keeps_readers
    from channels.subscribers.address import normalised
    from channels.subscribers.keyring import read_masks
    from editorial.folder import find_site

    if not (before or reader):
        raise EditorialError(_NOTHING_NAMED)
    found = normalised(sys.stdin.buffer.readline(_MAX_LINE_BYTES).decode("utf-8", "replace")) if reader else None
    if reader and found is None:
        raise EditorialError(_NO_ADDRESS)
    store = open_ledger(find_site(site_dir), setting)
    if not keeps_readers(store):
        raise EditorialError(_NO_READERS.fill(ledger=store.name))
    from channels.ledger.recipients import forget as erase
    from channels.ledger.sql import SqlStore

    count = 0
    if isinstance(store, SqlStore):
        count = erase(
            store.database,
            before=instant_from(before, UTC) if before else None,
            mask=read_masks(os.environ).mask(found) if found else None,
        )
    reporter = Reporter(LANG, format_, quiet)
    if format_ == "json":
        reporter.dump({"store": store.name, "forgotten": count})
    reporter.say(_FORGOTTEN.fill(count=count, ledger=store.name))
    return 0


_MAX_LINE_BYTES = 1_000
_NOTHING_NAMED = Phrase(
    "dites quoi effacer : --before 2026-06-01, ou --reader et une adresse sur l’entrée standard",
    "say what to erase: --before 2026-06-01, or --reader and an address on standard input",
)
_NO_ADDRESS = Phrase(
    "l’entrée standard ne donne pas d’adresse de courriel : écrivez nom@exemple.org, sur une ligne",
    "standard input gives no mail address: write name@example.org, on one line",
)
_NO_READERS = Phrase(
    "le registre {ledger} est dans git, et ne sait rien d’aucun lecteur : il n’y a rien à effacer",
    "the ledger {ledger} is in git, and knows nothing of any reader: there is nothing to erase",
)
_FORGOTTEN = Phrase("{count} ligne{count:|s} effacée{count:|s} ({ledger})", "{count} row{count:|s} erased ({ledger})")
