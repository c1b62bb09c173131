"""`ligne build` makes the site, the letters and the posts."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from channels.report import Reporter
from channels.verbs.asking import examples, now_from, said, shared
from editorial.finding import Phrase


@click.command(
    epilog=examples("ligne build", "ligne build --at 2026-12-01T09:00+01:00"),
    help=said(
        "Fabrique le site, les lettres et les publications dans output/.",
        "Makes the site, the letters and the posts in output/.",
    ),
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=said("combien de processus (par défaut : un par cœur)", "how many processes (default: one a core)"),
)
@shared()
def build(jobs: int | None, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Make everything in output/."""
    from channels.answer import answer_build
    from channels.standstill import at_standstill, inputs_of, last_build
    from editorial.folder import find_site

    root = find_site(site_dir)
    last, inputs = last_build(root), inputs_of(root)
    if last is not None:
        reporter = Reporter(last.lang, format_, quiet)
        built = at_standstill(root, root / "output", last, inputs, now_from(at, ZoneInfo(last.zone)))
        if built is not None:
            return answer_build(reporter, built)

    from channels.build import Job
    from channels.build import build as make
    from editorial.crew import available_jobs
    from editorial.line import read_line

    line = read_line(root)
    reporter = Reporter(line.charter.lang, format_, quiet)
    job = Job(root, now_from(at, line.calendar.zone), jobs or available_jobs())
    return answer_build(reporter, make(job, reporter.progress(_MAKING).step, inputs, last))


_MAKING = Phrase("Fabrication", "Building")
