"""`ligne preview` shows a draft, a piece to come or an edition on every channel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.report import Reporter
from channels.verbs.asking import examples, in_site, look_over, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from editorial.desk import Decision
    from editorial.inquiry import Shown


@click.command(
    epilog=examples(
        "ligne preview content/publier/mon-texte.md",
        "ligne preview lettre/2026-12-04",
        "ligne preview --since origin/main",
    ),
    help=said(
        "Montre un brouillon, un texte à venir ou une édition sur tous les canaux, dans .ligne/preview/.",
        "Shows a draft, a piece to come or an edition on every channel, in .ligne/preview/.",
    ),
)
@click.argument("target", required=False, default="", metavar=said("[FICHIER|ÉDITION]", "[PATH|EDITION]"))
@option(
    "--since",
    "chaque texte qui a changé depuis cette branche ou ce commit",
    "each text that changed since this branch or commit",
)
@shared()
def preview(target: str, since: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Show a piece, an edition, or all that a branch changed, on every channel."""
    from channels.answer import answer_build
    from channels.preview import preview as make
    from editorial.inquiry import to_preview

    if bool(target) == bool(since):
        raise EditorialError(_ONE_OF_THEM)
    seen = look_over(site_dir, at)
    decision = seen.decision
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    if target:
        shown, code = [to_preview(decision, in_site(decision.site.root, target))], 0
    else:
        shown, code = _changed(decision, since, reporter)
    built = make(seen, shown, reporter.progress(_MAKING).step)
    return max(code, answer_build(reporter, built, is_preview=True))


def _changed(decision: Decision, since: str, reporter: Reporter) -> tuple[list[Shown], int]:
    """Give what a preview shows of each text that changed, and 1 where one of them cannot be shown."""
    from editorial.changed import paths_since
    from editorial.inquiry import to_preview

    site, shown, code = decision.site, [], 0
    texts = {*(piece.path for piece in site.pieces), *site.unreadable}
    for path in sorted(texts & paths_since(site.root, since)):
        try:
            shown.append(to_preview(decision, path))
        except EditorialError as error:
            reporter.refusals(error.problems)
            code = 1
    return shown, code


_ONE_OF_THEM = Phrase(
    "donnez un texte, une édition, ou --since BRANCHE : l’un des trois",
    "give a text, an edition, or --since BRANCH: one of the three",
)
_MAKING = Phrase("Fabrication", "Building")
