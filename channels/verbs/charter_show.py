"""`ligne charter show` shows the charter, clause by clause, or writes it as a page that stands by itself."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import QUIET, SITE, examples, said


@click.command(
    epilog=examples("ligne charter show", "ligne charter show --html charte.html", "ligne charter show --format json"),
    help=said("Montre la charte, clause par clause.", "Shows the charter, clause by clause."),
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=said("FICHIER", "FILE"),
    help=said("écrire la page publique, en un seul fichier", "write the public page, as one file"),
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
def show(html: Path | None, format_: str, quiet: bool, site_dir: Path) -> int:
    """Show the charter."""
    from channels.addresses import read_addresses
    from channels.answer import answer_charter, answer_written, setting_of
    from channels.charter_page import write_page
    from channels.templates import read_look
    from editorial.folder import find_site
    from editorial.line import read_line

    root = find_site(site_dir)
    charter = read_line(root).charter
    reporter = Reporter(charter.lang, format_, quiet)
    if html is not None:
        write_page(html, charter, read_look(root, [pillar.id for pillar in charter.pillars]))
        return answer_written(reporter, [html])
    return answer_charter(reporter, charter, setting_of(root, charter, read_addresses(root, charter)))
