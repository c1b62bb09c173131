"""`ligne subscribers import` and `export`: people into the database of a list, with their consent, and out of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import LANG, examples, instant_from, option, said, shared
from channels.verbs.subscribers_check import LABELS, numbers, say_tally, tally_as_json
from channels.verbs.subscribers_of import in_numbers, kept_in, named_list, opening_of, source_setting, warn_of_git
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by


@click.command(
    name="import",
    epilog=examples(
        'ligne subscribers import abonnes.csv --list lettre --consent-how "bulletin papier" --consent-at 2024-05-01',
    ),
    help=said(
        "Importe une liste dans la base. Recommencer ne change rien ; qui est parti ne revient pas.",
        "Imports a list into the database. Doing it again changes nothing; who left does not come back.",
    ),
)
@click.argument("source", metavar="SOURCE")
@click.option("--list", "list_id", required=True, help=said("la liste où importer", "the list to import into"))
@option("--consent-how", "comment ces personnes ont consenti : formulaire, papier…", "how they consented: form, paper…")
@option("--consent-text", "la version du texte qu’elles ont accepté", "the version of the text they accepted")
@option("--consent-at", "quand, ISO 8601", "when, ISO 8601")
@shared()
def import_(
    source: str,
    list_id: str,
    consent_how: str,
    consent_text: str,
    consent_at: str,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """Import a list."""
    from channels.subscribers.moving import bring_in
    from channels.subscribers.subscriber import Consent

    opening, setting = named_list(list_id, site_dir)
    kept = kept_in(opening, setting)
    given = Consent(instant_from(consent_at, UTC) if consent_at else None, consent_how.strip(), consent_text.strip())
    found = opening_of(list_id, Path(), opening.root).source(source_setting(source))
    counts = bring_in(found, kept, given, instant_from(at, UTC))
    if given.at or given.how:
        found.tally.unproven = 0
    reporter = Reporter(LANG, format_, quiet)
    warn_of_git(reporter, source_setting(source), Path())
    did = {name: counts[name] for name in ("new", "changed", "unchanged", "left", "suppressed")}
    if format_ == "json":
        tally = tally_as_json(found.tally, found.name)
        reporter.dump({"source": found.name, "list": list_id, "database": kept.name, **tally, **did})
    say_tally(reporter, found.tally, found.name)
    told = {"rows": found.tally.rows, **{name: counts[name] for name in ("new", "changed", "unchanged")}}
    told |= {"kept_out": counts["left"], **numbers(found.tally)}
    reporter.say(in_numbers(Phrase(list_id, list_id), told, LABELS))
    return 1 if found.tally.wrong else 0


@click.command(
    epilog=examples("ligne subscribers export lettre --to /srv/prive/abonnes.csv"),
    help=said(
        "Écrit les adresses d’une liste, en CSV (ou en lignes JSON avec --format json) : gardez-les à l’abri.",
        "Writes the addresses of a list, as CSV (or JSON lines with --format json): keep them safe.",
    ),
)
@click.argument("list_id", metavar=said("LISTE", "LIST"))
@option(
    "--to", "le fichier à créer, pour vous seul (par défaut : la sortie standard)", "the file to make (default: stdout)"
)
@shared()
def export(list_id: str, to: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Export a list."""
    from channels.subscribers.moving import as_csv, as_json_lines
    from channels.subscribers.place import refuse_in_repository

    opening, setting = named_list(list_id, site_dir)
    people = (person for _, person in opening.source(setting).everyone())
    made = as_json_lines(people) if format_ == "json" else as_csv(people, tuple(opening.reader.fields))
    reporter = Reporter(LANG, quiet=quiet)
    if to:
        refuse_in_repository(Path(to))
        _write(Path(to), made)
    else:
        for line in made:
            reporter.page(line)
    reporter.aside(_EXPORTED)
    return 0


def _write(path: Path, made: Iterable[str]) -> None:
    """Make a file that nobody else may read; raises EditorialError, also where there is one already."""
    try:
        with open(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
        ) as file:
            file.writelines(made)
    except FileExistsError:
        raise EditorialError(_THERE) from None
    except OSError as error:
        raise EditorialError(_UNWRITTEN.fill(said=said_by(error))) from None


_EXPORTED = Phrase(
    "Ce fichier contient des données personnelles : ne le mettez ni dans git, ni dans un artefact de CI, ni dans un "
    "courriel, et effacez-le dès qu’il a servi.",
    "This file holds personal data: put it neither in git, nor in a CI artifact, nor in a mail, and delete it once "
    "it "
    "has served.",
)
_THERE = Phrase(
    "le fichier de --to existe déjà : donnez-en un nouveau", "the file of --to is there already: name a new one"
)
_UNWRITTEN = Phrase("le fichier de --to ne s’écrit pas ({said})", "the file of --to cannot be written ({said})")
