"""`ligne charter schema` writes the JSON Schemas of a site’s files: editors then complete and check while one types."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import QUIET, SITE, examples, said


@click.command(
    epilog=examples("ligne charter schema"),
    help=said(
        "Écrit les schémas JSON du site, avec ses piliers et ses signatures : un éditeur complète et vérifie alors.",
        "Writes the site’s JSON Schemas, with its pillars and people: editors then complete and check.",
    ),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help=said("la forme de la réponse", "the form of the answer"),
)
@QUIET
@SITE
def schema(format_: str, quiet: bool, site_dir: Path) -> int:
    """Write the schemas."""
    from channels.answer import answer_written
    from channels.schemas import FOLDER, schemas
    from editorial.amend import write_made
    from editorial.folder import find_site
    from editorial.line import read_line

    root = find_site(site_dir)
    line = read_line(root)
    charter, made = line.charter, schemas(line.charter.lang, line.charter, line.calendar.channels)
    written = [write_made(root, f"{FOLDER}/{name}", text) for name, text in sorted(made.items())]
    return answer_written(Reporter(charter.lang, format_, quiet), written)
