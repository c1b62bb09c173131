"""`ligne plan` shows what appears, when and where."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import decided, examples, instant_from, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from editorial.amend import Tidied
    from editorial.calendar import Calendar


@click.command(
    epilog=examples("ligne plan", "ligne plan --channel newsletter --to 2027-01-31", "ligne plan --fix"),
    help=said("Montre ce qui paraît, quand et où.", "Shows what appears, when and where."),
)
@option("--from", "à partir de (par défaut : il y a 30 jours)", "from (default: 30 days ago)", into="start")
@option("--to", "jusqu’à (par défaut : dans 60 jours)", "until (default: in 60 days)", into="end")
@option("--channel", "un seul canal", "one channel only")
@option("--campaign", "une seule campagne, en entier", "one campaign only, all of it")
@click.option(
    "--fix",
    is_flag=True,
    help=said(
        "trier d’abord les entrées des fichiers du calendrier, commentaires compris",
        "first sort the entries of the calendar’s files, comments included",
    ),
)
@shared()
def plan(
    start: str, end: str, channel: str, campaign: str, fix: bool, site_dir: Path, at: str, format_: str, quiet: bool
) -> int:
    """Show the agenda."""
    from channels.answer import answer_plan
    from editorial.piece import CHANNELS
    from editorial.plan import agenda_between

    if channel not in ("", *CHANNELS):
        raise EditorialError(_NO_CHANNEL.fill(found=printable(channel), known=", ".join(CHANNELS)))
    tidied = _tidy(site_dir) if fix else None
    decision = decided(site_dir, at)
    zone, now = decision.site.calendar.zone, decision.plan.at
    first, last = now - timedelta(days=30), now + timedelta(days=60)
    if campaign:
        first, last = _days_of(decision.site.calendar, campaign)
    first = instant_from(start, zone) if start else first
    last = instant_from(end, zone) if end else last
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    if tidied is not None:
        for path in tidied.left:
            reporter.aside(_LEFT.fill(path=path))
        reporter.aside(_TIDIED.fill(paths=", ".join(tidied.sorted)) if tidied.sorted else _TIDY)
    items = agenda_between(decision.plan, first, last, channel)
    return answer_plan(reporter, decision, [item for item in items if campaign in ("", item.campaign)])


def _tidy(site_dir: Path) -> Tidied:
    from editorial.amend import tidy_calendar
    from editorial.folder import find_site

    return tidy_calendar(find_site(site_dir))


def _days_of(calendar: Calendar, name: str) -> tuple[datetime, datetime]:
    """Give the first instant of a campaign and the one after its last; raises EditorialError where there is none."""
    period = next((campaign.period for campaign in calendar.campaigns if campaign.id == name), None)
    if period is None:
        known = ", ".join(campaign.id for campaign in calendar.campaigns) or "—"
        raise EditorialError(_NO_CAMPAIGN.fill(found=printable(name), known=known))
    after = min(period.end, date(9998, 1, 1)) + timedelta(days=1)
    return datetime.combine(period.start, time(), calendar.zone), datetime.combine(after, time(), calendar.zone)


_NO_CHANNEL = Phrase(
    "« {found} » n’est pas un canal ; canaux : {known}", "“{found}” is not a channel; channels: {known}"
)
_NO_CAMPAIGN = Phrase(
    "« {found} » n’est pas une campagne du calendrier ; campagnes : {known}",
    "“{found}” is not a campaign of the calendar; campaigns: {known}",
)
_TIDIED = Phrase("entrées triées : {paths}", "entries sorted: {paths}")
_TIDY = Phrase("les entrées du calendrier étaient en ordre", "the calendar’s entries were in order")
_LEFT = Phrase(
    "{path} : laissé tel quel, écrivez une entrée par tiret pour qu’il soit trié",
    "{path}: left as it is, write one entry a dash for it to be sorted",
)
