"""`ligne explain` says all about one piece."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, in_site, look_over, said, shared


@click.command(
    epilog=examples("ligne explain content/publier/mon-texte.md"),
    help=said(
        "Dit tout d’un texte : où et quand il paraît, sinon pourquoi, et les remarques.",
        "Says all about a piece: where and when it appears, if not why, and its findings.",
    ),
)
@click.argument("path", metavar=said("FICHIER|ID", "PATH|ID"))
@shared()
def explain(path: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Explain one piece."""
    from channels.answer import answer_explain
    from editorial.inquiry import found_piece

    seen = look_over(site_dir, at)
    decision = seen.decision
    where = in_site(decision.site.root, path)
    piece = found_piece(decision, where)
    wanted = piece.path if piece else where
    findings = [finding for finding in seen.findings if finding.path == wanted]
    return answer_explain(Reporter(decision.site.charter.lang, format_, quiet), decision, piece, wanted, findings)
