"""`ligne init` lays out a new site."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import AT, LANG, QUIET, examples, now_from, said


@click.command(
    epilog=examples("ligne init mon-site", "ligne init my-site --lang en --ci github"),
    help=said("Pose un nouveau site, prêt à fabriquer.", "Lays out a new site that builds at once."),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=said("DOSSIER", "DIR"))
@click.option(
    "--lang",
    type=click.Choice(["fr", "en"]),
    default="en" if LANG == "en" else "fr",
    help=said("la langue du site", "the site’s language"),
)
@click.option(
    "--ci",
    type=click.Choice(["github", "gitlab", "both", "none"]),
    default="both",
    help=said("les tâches de publication à poser", "whose publishing jobs to lay out"),
)
@AT
@QUIET
def init(folder: Path, lang: str, ci: str, at: str, quiet: bool) -> int:
    """Lay out a new site."""
    from channels.answer import answer_init
    from editorial.skeleton import plant

    return answer_init(Reporter(lang, quiet=quiet), plant(folder, now_from(at, UTC).date(), lang, ci), folder)
