"""`ligne subscribers check` and `count` read a list and say what is in it, by rows and numbers."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.report import Reporter
from channels.verbs.asking import LANG, examples, option, said, shared
from channels.verbs.subscribers_of import in_numbers, named_list, opening_of, source_setting, warn_of_git
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.subscribers.tally import Tally


@click.command(
    epilog=examples("ligne subscribers check abonnes.csv", "ligne subscribers check lettre"),
    help=said(
        "Vérifie une liste, ligne par ligne, sans rien changer : adresses, doublons, colonnes, statuts.",
        "Checks a list row by row and changes nothing: addresses, duplicates, columns, statuses.",
    ),
)
@click.argument("source", metavar="SOURCE")
@option("--list", "l’identifiant de la liste, dont les suppressions comptent", "the id of the list", into="list_id")
@shared()
def check(source: str, list_id: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Check a list."""
    from channels.subscribers.setting import is_database, refuse_address, settings_in
    from editorial.folder import find_site

    if source in settings_in(os.environ):
        list_id = source
        opening, setting = named_list(source, site_dir)
        found, root = opening.source(setting), opening.root
    else:
        setting = source_setting(source)
        if list_id or is_database(setting):
            refuse_address(list_id)
        found, root = opening_of(list_id, Path(), find_site(site_dir)).source(setting), Path()
    readers = sum(1 for _ in found.subscribers())
    reporter = Reporter(LANG, format_, quiet)
    warn_of_git(reporter, setting, root)
    if format_ == "json":
        reporter.dump(
            {"source": found.name, "list": list_id, "subscribers": readers, **tally_as_json(found.tally, found.name)}
        )
    say_tally(reporter, found.tally, found.name)
    tally, told = found.tally, {"rows": found.tally.rows, "readers": readers, **numbers(found.tally)}
    reporter.say(in_numbers(Phrase(found.name, found.name), told, LABELS))
    return 1 if tally.wrong else 0


@click.command(
    epilog=examples("ligne subscribers count lettre"),
    help=said("Compte à qui une liste permet d’écrire.", "Counts whom a list may be written to."),
)
@click.argument("list_id", metavar=said("LISTE", "LIST"))
@shared()
def count(list_id: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Count the readers of a list."""
    opening, setting = named_list(list_id, site_dir)
    source = opening.source(setting)
    readers = sum(1 for _ in source.subscribers())
    statuses: Counter[str] = Counter(source.tally.statuses)
    suppressed = source.tally.suppressed
    kept = opening.database(setting)
    if kept is not None:
        statuses = kept.counts()
        suppressed = statuses.pop("suppressed", 0)
    reporter = Reporter(LANG, format_, quiet)
    if format_ == "json":
        statuses_said = {str(status): number for status, number in sorted(statuses.items())}
        reporter.dump(
            {
                "list": list_id,
                "source": source.name,
                "subscribers": readers,
                "statuses": statuses_said,
                "suppressed": suppressed,
                "wrong": source.tally.wrong,
            }
        )
    reporter.say(_COUNTED.fill(list=list_id, name=source.name, readers=readers))
    return 0


def tally_as_json(tally: Tally, name: str) -> dict[str, object]:
    """Give what was found in a reading, as JSON has it."""
    from channels.formats.brief import as_json

    return {
        "rows": tally.rows,
        "statuses": {str(status): number for status, number in sorted(tally.statuses.items())},
        "suppressed": tally.suppressed,
        "unproven": tally.unproven,
        "wrong": tally.wrong,
        "kinds": {str(kind): number for kind, number in sorted(tally.kinds.items())},
        "findings": [as_json(finding, LANG) for finding in tally.findings(name)],
    }


def say_tally(reporter: Reporter, tally: Tally, name: str) -> None:
    """Say the first findings of a reading, and how many more there are of each kind."""
    if reporter.format != "text":
        return
    reporter.findings(tally.findings(name))
    more = sum(tally.kinds.values()) - len(tally.first)
    if more:
        kinds = ", ".join(f"{kind} {number}" for kind, number in tally.kinds.most_common())
        reporter.say(_MORE.fill(more=more, kinds=kinds))
    if tally.unproven:
        reporter.say(_UNPROVEN.fill(count=tally.unproven))


def numbers(tally: Tally) -> dict[str, int]:
    """Give the numbers of a reading that are said at its end, by label."""
    return {
        "pending": tally.statuses["pending"],
        "gone": sum(tally.statuses[status] for status in ("unsubscribed", "bounced", "complained")),
        "suppressed": tally.suppressed,
        "duplicates": tally.kinds["duplicate"],
        "wrong": tally.wrong,
    }


LABELS = {
    "rows": Phrase("lignes {count}", "rows {count}"),
    "readers": Phrase("à qui écrire {count}", "to write to {count}"),
    "new": Phrase("nouveaux {count}", "new {count}"),
    "changed": Phrase("complétés {count}", "completed {count}"),
    "unchanged": Phrase("inchangés {count}", "unchanged {count}"),
    "pending": Phrase("en attente {count}", "pending {count}"),
    "gone": Phrase("partis {count}", "left {count}"),
    "kept_out": Phrase("déjà partis, laissés dehors {count}", "left before, kept out {count}"),
    "suppressed": Phrase("supprimés {count}", "suppressed {count}"),
    "duplicates": Phrase("doublons {count}", "duplicates {count}"),
    "wrong": Phrase("à corriger {count}", "to mend {count}"),
}
_COUNTED = Phrase(
    "{list} : {readers} abonné{readers:|s} à qui écrire ({name})",
    "{list}: {readers} subscriber{readers:|s} to write to ({name})",
)
_MORE = Phrase(
    "… et {more} autre{more:|s} ligne{more:|s} (en tout : {kinds})", "… and {more} more row{more:|s} (in all: {kinds})"
)
_UNPROVEN = Phrase(
    "Rien ne dit de {count} abonné{count:|s} quand ni comment {count:il a|ils ont} consenti : c’est à vous de "
    "pouvoir le prouver (RGPD, "
    "art. 7)",
    "Nothing says of {count} subscriber{count:|s} when or how they consented: you must be able to prove it (GDPR, "
    "art. 7)",
)
