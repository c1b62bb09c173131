"""`ligne new` starts a piece."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, look_over, option, said, shared


@click.command(
    epilog=examples('ligne new "Écrire le brief" --pillar metier'),
    help=said(
        "Commence un texte, avec un en-tête valable, et propose le prochain créneau libre.",
        "Starts a piece with valid front matter and proposes the next free slot.",
    ),
)
@click.argument("title", metavar=said("TITRE", "TITLE"))
@click.option("--pillar", required=True, help=said("le pilier de la charte", "the charter’s pillar"))
@option("--author", "la signature (par défaut : la première de l’ours)", "the byline (default: the masthead’s first)")
@option("--lang", "la langue (par défaut : celle de la charte)", "the language (default: the charter’s)")
@shared()
def new(title: str, pillar: str, author: str, lang: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Start a piece."""
    from channels.answer import answer_new
    from editorial.amend import start_piece
    from editorial.plan import next_open_slot

    decision = look_over(site_dir, at).decision
    started = start_piece(decision.site, title, pillar, author=author, lang=lang)
    slot = next_open_slot(decision.plan, decision.schedule, pillar)
    return answer_new(Reporter(decision.site.charter.lang, format_, quiet), decision, started, slot)
