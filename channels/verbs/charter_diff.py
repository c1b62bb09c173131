"""`ligne charter diff` says what changed between two charters, and for which pieces that changes something."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import examples, look_over, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase


@click.command(
    epilog=examples(
        "ligne charter diff", "ligne charter diff 1.0.0 2.0.0", "ligne charter diff main --html charte.html"
    ),
    help=said(
        "Dit ce qui a changé entre deux chartes (versions, étiquettes, commits ou fichiers), et ce que cela change "
        "pour les textes en ligne et prévus. Sans rien : celle d’avant et celle du dossier de travail.",
        "Says what changed between two charters (versions, tags, commits or files), and what that changes for the "
        "pieces that are live and planned. Without any: the one before and the one in the work tree.",
    ),
)
@click.argument("before", required=False, metavar="[A]")
@click.argument("after", required=False, metavar="[B]")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=said("FICHIER", "FILE"),
    help=said("écrire aussi une page qui se suffit", "write a page that stands by itself too"),
)
@shared()
def diff(
    before: str | None, after: str | None, html: Path | None, site_dir: Path, at: str, format_: str, quiet: bool
) -> int:
    """Compare two charters."""
    from channels.build import found_under
    from channels.comparison import Comparison, Side, as_json, as_lines, page_of, write_page
    from editorial.crew import Crew, available_jobs
    from editorial.differences import differences, rule_differences
    from editorial.house_then import rule_files
    from editorial.impact import impact
    from editorial.versions import charter_named, read_versions, version_before

    seen = look_over(site_dir, at)
    site = seen.decision.site
    versions = read_versions(site.root, site.charter, site.calendar.zone)
    first = (before, charter_named(site.root, versions, before)) if before else version_before(site.root, versions)
    if first is None:
        raise EditorialError(_ALONE.fill(version=site.charter.version))
    name, old = first
    new = charter_named(site.root, versions, after) if after else site.charter
    compared = Comparison(
        Side(name, old),
        Side(after or "", new),
        (*differences(old, new), *rule_differences(rule_files(site.root, old), rule_files(site.root, new))),
        impact(seen.decision, old, new, lambda charter: found_under(seen, charter), Crew(available_jobs())),
    )
    lang = site.charter.lang
    reporter = Reporter(lang, format_, quiet)
    if html is not None:
        write_page(html, page_of(compared, lang, seen.brief.look))
    if format_ == "json":
        reporter.dump(as_json(compared, lang))
    else:
        for line in as_lines(compared, lang):
            reporter.say(line or " ")
        if html is not None:
            reporter.say(_WRITTEN.fill(path=html))
    return 0


_ALONE = Phrase(
    "rien ne précède la charte {version} : nommez-en deux (ligne charter diff A B)",
    "nothing comes before the charter {version}: name two (ligne charter diff A B)",
)
_WRITTEN = Phrase("Page écrite : {path}", "Page written: {path}")
