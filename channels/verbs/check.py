"""`ligne check` reviews the pieces, the charter and the calendar."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, look_over, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase


@click.command(
    epilog=examples(
        "ligne check",
        "ligne check content/publier/mon-texte.md",
        "ligne check --since origin/main --format github",
        "ligne check --against 3.0.0",
    ),
    help=said("Relit les textes, la charte et le calendrier.", "Reviews the pieces, the charter and the calendar."),
)
@click.argument("paths", nargs=-1, metavar=said("[FICHIER…]", "[PATH…]"))
@option(
    "--against",
    "juger tous les textes par cette charte : une version, une étiquette, une branche, un commit ou un fichier",
    "judge every piece by this charter: a version, a tag, a branch, a commit or a file",
)
@click.option(
    "--staged",
    is_flag=True,
    help=said("ce qui est prêt à être commis, comme git l’a", "what is staged, as git has it"),
)
@option("--since", "ce qui a changé depuis cette branche ou ce commit", "what changed since this branch or commit")
@click.option(
    "--baseline",
    is_flag=True,
    help=said("noter ce qui est là comme référence d’une archive", "record what is there as an archive’s baseline"),
)
@click.option(
    "--prune",
    is_flag=True,
    help=said("retirer de la référence ce qui est corrigé", "take what was mended out of the baseline"),
)
@shared("text", "json", "github")
def check(
    paths: tuple[str, ...],
    against: str,
    staged: bool,
    since: str,
    baseline: bool,
    prune: bool,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """Review pieces, charter and calendar."""
    from channels.answer import answer_check
    from channels.verbs import adopting
    from channels.verbs.selecting import selection
    from editorial.baseline import EMPTY
    from editorial.folder import find_site

    if (baseline or prune) and (paths or against or staged or since or (baseline and prune)):
        raise EditorialError(_WHOLE_SITE)
    wanted = selection(find_site(site_dir), paths, staged=staged, since=since)
    seen = look_over(
        site_dir,
        at,
        against=against,
        baseline=EMPTY if baseline else None,
        staged=wanted.changed if staged else None,
    )
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    if baseline or prune:
        if baseline and not adopting.record(seen, reporter):
            return 1
        if prune:
            adopting.prune(seen, reporter)
        seen = look_over(site_dir, at)
    findings = [finding for finding in seen.findings if wanted.takes(finding.path)]
    if not against:
        findings += adopting.stale_of(seen, wanted)
    code = answer_check(reporter, findings)
    adopting.say_hidden(seen, reporter)
    return code


_WHOLE_SITE = Phrase(
    "--baseline et --prune valent pour tout le site : employez-en une, sans fichier, --against, --staged ni --since",
    "--baseline and --prune are about the whole site: use one alone, without files, --against, --staged or --since",
)
