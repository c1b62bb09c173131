"""`ligne check` reviews the pieces, the charter and the calendar."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, in_site, look_over, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase


@click.command(
    epilog=examples("ligne check", "ligne check content/publier/mon-texte.md", "ligne check --format github"),
    help=said("Relit les textes, la charte et le calendrier.", "Reviews the pieces, the charter and the calendar."),
)
@click.argument("paths", nargs=-1, metavar=said("[FICHIER…]", "[PATH…]"))
@option(
    "--against",
    "juger tous les textes par cette charte : une version, une étiquette, une branche, un commit ou un fichier",
    "judge every piece by this charter: a version, a tag, a branch, a commit or a file",
)
@shared("text", "json", "github")
def check(paths: tuple[str, ...], against: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Review pieces, charter and calendar."""
    from channels.answer import answer_check

    seen = look_over(site_dir, at, against)
    root = seen.decision.site.root
    wanted = [in_site(root, path) for path in paths]
    missing = next((path for path in wanted if not (root / path).exists()), None)
    if missing is not None:
        raise EditorialError(_NO_FILE, missing)
    findings = [
        finding
        for finding in seen.findings
        if not wanted or any(path in (".", finding.path) or finding.path.startswith(f"{path}/") for path in wanted)
    ]
    return answer_check(Reporter(seen.decision.site.charter.lang, format_, quiet), findings)


_NO_FILE = Phrase("ce fichier n’existe pas", "this file does not exist")
