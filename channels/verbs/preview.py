"""`ligne preview` shows a draft, a piece to come or an edition on every channel."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, in_site, look_over, said, shared
from editorial.finding import Phrase


@click.command(
    epilog=examples("ligne preview content/publier/mon-texte.md", "ligne preview lettre/2026-12-04"),
    help=said(
        "Montre un brouillon, un texte à venir ou une édition sur tous les canaux, dans .ligne/preview/.",
        "Shows a draft, a piece to come or an edition on every channel, in .ligne/preview/.",
    ),
)
@click.argument("target", metavar=said("FICHIER|ÉDITION", "PATH|EDITION"))
@shared()
def preview(target: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Show one piece or edition on every channel."""
    from channels.answer import answer_build
    from channels.preview import preview as make
    from editorial.inquiry import to_preview

    seen = look_over(site_dir, at)
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    shown = to_preview(seen.decision, in_site(seen.decision.site.root, target))
    built = make(seen, shown, reporter.progress(_MAKING).step)
    return answer_build(reporter, built, is_preview=True)


_MAKING = Phrase("Fabrication", "Building")
