"""`ligne plan` shows what appears, when and where."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import examples, instant_from, look_over, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase


@click.command(
    epilog=examples("ligne plan", "ligne plan --channel newsletter --to 2027-01-31", "ligne plan --format json"),
    help=said("Montre ce qui paraît, quand et où.", "Shows what appears, when and where."),
)
@option("--from", "à partir de (par défaut : il y a 30 jours)", "from (default: 30 days ago)", into="start")
@option("--to", "jusqu’à (par défaut : dans 60 jours)", "until (default: in 60 days)", into="end")
@option("--channel", "un seul canal", "one channel only")
@shared()
def plan(start: str, end: str, channel: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Show the agenda."""
    from channels.answer import answer_plan
    from editorial.piece import CHANNELS
    from editorial.plan import agenda_between

    if channel not in ("", *CHANNELS):
        raise EditorialError(_NO_CHANNEL.fill(found=printable(channel), known=", ".join(CHANNELS)))
    decision = look_over(site_dir, at).decision
    zone, now = decision.site.calendar.zone, decision.plan.at
    first = instant_from(start, zone) if start else now - timedelta(days=30)
    last = instant_from(end, zone) if end else now + timedelta(days=60)
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    return answer_plan(reporter, decision, agenda_between(decision.plan, first, last, channel))


_NO_CHANNEL = Phrase(
    "« {found} » n’est pas un canal ; canaux : {known}", "“{found}” is not a channel; channels: {known}"
)
