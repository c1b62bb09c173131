"""`ligne subscribers forget` erases a person from the lists and from the ledger; a mask alone stays."""

from __future__ import annotations

import os
import sys
from datetime import UTC
from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import LANG, examples, instant_from, said, shared
from channels.verbs.subscribers_of import keeper_of, named_list
from editorial.errors import EditorialError
from editorial.finding import Phrase

_MAX_LINE_BYTES = 1_000


@click.command(
    epilog=examples("ligne subscribers forget < adresse.txt", "ligne subscribers forget lettre"),
    help=said(
        "Efface une personne, dont l’adresse est lue sur l’entrée standard ; seul un masque reste, pour ne plus lui "
        "écrire.",
        "Erases a person, whose address is read from standard input; only a mask stays, not to write to them again.",
    ),
)
@click.argument("list_ids", nargs=-1, metavar=said("[LISTE…]", "[LIST…]"))
@shared()
def forget(list_ids: tuple[str, ...], site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Erase a person from the lists that are named, or from all."""
    from channels.subscribers.address import normalised
    from channels.subscribers.setting import settings_in
    from channels.subscribers.subscriber import Status
    from editorial.folder import find_site

    lists = [named_list(list_id, site_dir) for list_id in list_ids or settings_in(os.environ)]
    if not lists:
        raise EditorialError(_NO_LISTS)
    if sys.stdin.isatty():
        Reporter(LANG, quiet=quiet).aside(_ASKED)
    address = normalised(sys.stdin.buffer.readline(_MAX_LINE_BYTES).decode("utf-8", "replace"))
    if address is None:
        raise EditorialError(_NO_ADDRESS)
    now, reporter = instant_from(at, UTC), Reporter(LANG, format_, quiet)
    done: dict[str, str] = {}
    for opening, setting in lists:
        mask = opening.masks.mask(address)
        kept = opening.database(setting)
        if kept is not None:
            done[opening.list_id] = "erased" if kept.erase(mask, now) else "unknown"
        else:
            keeper_of(opening, setting).suppress([mask], Status.UNSUBSCRIBED, now)
            known = (person for found, person in opening.source(setting).everyone() if found == mask)
            done[opening.list_id] = "in-file" if next(known, None) else "unknown"
    rows = _erased_from_ledger(find_site(site_dir), lists[0][0].masks.mask(address))
    if format_ == "json":
        reporter.dump({"lists": done, "ledger": rows})
    for list_id, what in done.items():
        reporter.say(_FORGOTTEN[what].fill(list=list_id))
    if rows:
        reporter.say(_LEDGER.fill(count=rows))
    return 1 if "in-file" in done.values() else 0


def _erased_from_ledger(root: Path, mask: str) -> int:
    """Erase what a ledger in a database knows of a person, and give how many rows; a git ref knows nobody."""
    from channels.ledger.setting import open_ledger
    from channels.mailing.opening import keeps_readers

    store = open_ledger(root)
    if not keeps_readers(store):
        return 0
    from channels.ledger.recipients import forget as erase
    from channels.ledger.sql import SqlStore

    return erase(store.database, mask=mask) if isinstance(store, SqlStore) else 0


_NO_LISTS = Phrase(
    "LIGNE_SUBSCRIBERS ne nomme aucune liste : il n’y a rien où effacer quelqu’un",
    "LIGNE_SUBSCRIBERS names no list: there is nothing to erase anybody from",
)
_ASKED = Phrase("L’adresse à effacer, puis Entrée :", "The address to erase, then Enter:")
_NO_ADDRESS = Phrase(
    "l’entrée standard ne contient pas d’adresse sur sa première ligne : rien n’a été effacé",
    "standard input has no address on its first line: nothing was erased",
)
_LEDGER = Phrase("registre : {count} ligne{count:|s} effacée{count:|s}", "ledger: {count} row{count:|s} erased")
_FORGOTTEN = {
    "erased": Phrase("{list} : effacé ; seul un masque reste", "{list}: erased; only a mask stays"),
    "unknown": Phrase(
        "{list} : inconnu ; un masque empêche d’y revenir", "{list}: unknown; a mask keeps them from coming back"
    ),
    "in-file": Phrase(
        "{list} : plus jamais de lettre, mais la personne est encore dans le fichier : supprimez-y sa ligne",
        "{list}: no letter ever again, but the person is still in the file: delete their row there",
    ),
}
