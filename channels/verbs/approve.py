"""`ligne approve` records that somebody has read a piece or an edition and stands for it."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, in_site, now_from, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase


@click.command(
    epilog=examples(
        "ligne approve content/publier/mon-texte.md",
        "ligne approve content/publier/mon-texte.md --role redaction-en-chef --key ~/.ssh/id_ed25519",
        "ligne approve lettre/2026-12-04",
        "ligne approve editorial/charter.yaml --key ~/.ssh/id_ed25519",
    ),
    help=said(
        "Approuve un texte, une édition ou (editorial/charter.yaml) l’ours, tels qu’ils sont.",
        "Approves a piece, an edition or (editorial/charter.yaml) the masthead, as they stand.",
    ),
)
@click.argument("names", nargs=-1, required=True, metavar=said("FICHIER|ÉDITION…", "PATH|EDITION…"))
@option("--role", "le rôle dans lequel on approuve (par défaut : celui qui manque)", "the role one approves in")
@option("--channel", "le canal de l’édition (par défaut : newsletter)", "the edition’s channel (default: newsletter)")
@option("--as", "qui approuve, par son nom dans l’ours", "who approves, by their id in the masthead", into="person")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar=said("FICHIER", "FILE"),
    help=said("la clé SSH qui signe", "the SSH key that signs"),
)
@shared()
def approve(
    names: tuple[str, ...],
    role: str,
    channel: str,
    person: str,
    key: Path | None,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """Record an approval."""
    from channels.approve import Asked, is_charter, seal_masthead
    from channels.approve import approve as give
    from channels.vouched import answer_approve, answer_seal
    from editorial.crew import Crew, available_jobs
    from editorial.folder import find_site
    from editorial.line import read_line
    from editorial.site import read_site

    root = find_site(site_dir)
    line = read_line(root)
    reporter = Reporter(line.charter.lang, format_, quiet)
    instant = now_from(at, line.calendar.zone)
    asked = Asked(tuple(in_site(root, name) for name in names), role, channel, person, key)
    if any(map(is_charter, asked.names)):
        if len(asked.names) > 1:
            raise EditorialError(_ALONE)
        return answer_seal(reporter, seal_masthead(root, asked, instant))
    site = read_site(root, Crew(available_jobs()))
    return answer_approve(reporter, give(site, asked, instant), line.charter)


_ALONE = Phrase(
    "approuvez l’ours seul : il fonde les autres approbations", "approve the masthead alone: the others rest on it"
)
