"""`ligne doctor` checks the installation and the site."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import LANG, examples, said, shared


@click.command(
    epilog=examples("ligne doctor", "ligne doctor --site mon-site"),
    help=said("Vérifie l’installation et le site.", "Checks the installation and the site."),
)
@shared()
def doctor(site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Check installation and site."""
    from channels.answer import answer_doctor
    from channels.doctor import examine

    return answer_doctor(Reporter(LANG, format_, quiet), examine(site_dir))
