"""`ligne explain` says all about one piece or edition."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, in_site, look_over, said, shared


@click.command(
    epilog=examples("ligne explain content/publier/mon-texte.md", "ligne explain lettre/2026-12-04"),
    help=said(
        "Dit tout d’un texte ou d’une édition : où et quand, sinon pourquoi, et les remarques.",
        "Says all about a piece or an edition: where and when, if not why, and its findings.",
    ),
)
@click.argument("path", metavar=said("FICHIER|ID|ÉDITION", "PATH|ID|EDITION"))
@shared()
def explain(path: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Explain one piece or edition."""
    from channels.approve import foreseen
    from channels.explained import answer_edition, answer_explain
    from editorial.inquiry import editions_named, found_piece

    seen = look_over(site_dir, at)
    decision = seen.decision
    where = in_site(decision.site.root, path)
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    items = editions_named(decision, path)
    if items:
        items = foreseen(decision.site, items, decision.plan.at)
        about = [finding for finding in seen.findings if path in finding.message.en]
        return answer_edition(reporter, decision, items, about)
    piece = found_piece(decision, where)
    wanted = piece.path if piece else where
    findings = [finding for finding in seen.findings if finding.path == wanted]
    return answer_explain(reporter, decision, piece, wanted, findings)
