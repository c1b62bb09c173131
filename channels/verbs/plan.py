"""`ligne plan` shows what appears, when and where."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import CHANNEL, examples, instant_from, looked_over, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from editorial.amend import Tidied
    from editorial.calendar import Calendar
    from editorial.desk import Decision

_STDOUT = "-"
_PAST = timedelta(days=30)
"""How far back the agenda is shown where nobody asks for more."""
_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


@click.command(
    epilog=examples(
        "ligne plan",
        "ligne plan --channel newsletter --to 2027-01-31",
        "ligne plan --html plan.html",
        "ligne plan --propose",
        "ligne plan --since origin/main",
        "ligne plan --fix",
    ),
    help=said("Montre ce qui paraît, quand et où.", "Shows what appears, when and where."),
)
@option("--from", "à partir de (par défaut : il y a 30 jours)", "from (default: 30 days ago)", into="start")
@option("--to", "jusqu’à (par défaut : dans 60 jours)", "until (default: in 60 days)", into="end")
@CHANNEL
@option("--campaign", "une seule campagne, en entier", "one campaign only, all of it")
@click.option(
    "--fix",
    is_flag=True,
    help=said(
        "trier d’abord les entrées des fichiers du calendrier, commentaires compris",
        "first sort the entries of the calendar’s files, comments included",
    ),
)
@click.option(
    "--html",
    is_flag=False,
    flag_value=_STDOUT,
    default=None,
    metavar=said("[FICHIER]", "[FILE]"),
    help=said(
        "le chemin de fer : une page à imprimer, écrite dans ce fichier ou, sans lui, sur la sortie",
        "the plan board: a page to print, written to this file or, without one, to the output",
    ),
)
@click.option(
    "--propose",
    is_flag=True,
    help=said(
        "proposer des textes approuvés pour les créneaux libres du blog, selon les parts des piliers",
        "propose approved pieces for the blog’s open slots, by the pillars’ shares",
    ),
)
@option(
    "--since",
    "ce que le travail fait depuis cette branche ou ce commit change à l’agenda",
    "what the work done since this branch or commit changes in the plan",
)
@shared("text", "json", "markdown")
def plan(
    start: str,
    end: str,
    channel: str,
    campaign: str,
    fix: bool,
    html: str | None,
    propose: bool,
    since: str,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """Show the agenda, the board, or what could fill the gaps."""
    from channels.planned import answer_plan
    from channels.proposed import answer_proposals
    from editorial.board import window
    from editorial.plan import HORIZON, agenda_between
    from editorial.proposal import proposals

    if html is not None and (propose or campaign or (html == _STDOUT and format_ == "json")):
        raise EditorialError(_ONE_ANSWER)
    if since and (propose or html is not None):
        raise EditorialError(_SINCE_ALONE)
    if format_ == "markdown" and not since:
        raise EditorialError(_NO_MARKDOWN)
    tidied = _tidy(site_dir) if fix else None
    is_usual = not (start or campaign or since or propose or html is not None)
    seen = looked_over(site_dir, at, _PAST if is_usual else None)
    decision = seen.decision
    zone, now = decision.site.calendar.zone, decision.plan.at
    first, last = now - _PAST, now + timedelta(days=60)
    if propose:
        first, last = now, now + HORIZON
    elif since:
        first, last = _EVER
    elif html is not None:
        first, last = window(decision.plan, decision.site)
    if campaign:
        first, last = _days_of(decision.site.calendar, campaign)
    first = instant_from(start, zone) if start else first
    last = instant_from(end, zone) if end else last
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    if tidied is not None:
        for path in tidied.left:
            reporter.aside(_LEFT.fill(path=path))
        reporter.aside(_TIDIED.fill(paths=", ".join(tidied.sorted)) if tidied.sorted else _TIDY)
    if since:
        return _compare(reporter, decision, since, (first, last), channel, campaign)
    if propose:
        found = proposals(decision, first, last)
        return answer_proposals(reporter, decision, [one for one in found if channel in ("", one.slot.cadence.channel)])
    if html is not None:
        _show(reporter, seen, (first, last), channel, html)
        if format_ == "text":
            return 0
    items = agenda_between(decision.plan, first, last, channel)
    return answer_plan(reporter, decision, [item for item in items if campaign in ("", item.campaign)])


def _compare(
    reporter: Reporter, now: Decision, since: str, between: tuple[datetime, datetime], channel: str, campaign: str
) -> int:
    """Say what changed in the agenda since the work here parted from a revision."""
    from channels.replanned import answer_replanned
    from editorial.changed import base_of
    from editorial.charter import PATH
    from editorial.checkout import checked_out
    from editorial.replanning import lines, replanned

    commit = base_of(now.site.root, since)
    with checked_out(now.site.root, commit) as place:
        try:
            then = looked_over(place, now.plan.at.isoformat()).decision if (place / PATH).is_file() else None
        except EditorialError as error:
            raise EditorialError(_NOT_READ_THEN.fill(since=since, why=error.problems[0].message)) from None
        found = replanned(then.plan.agenda if then else (), now.plan.agenda)
        shown = [one for one in lines(found, channel, campaign) if one.is_between(*between)]
        return answer_replanned(reporter, now, then, shown, since, commit)


def _show(reporter: Reporter, seen: LookedOver, between: tuple[datetime, datetime], channel: str, html: str) -> None:
    """Write the board to a file, or to the output."""
    from channels.team.board import board_of, page
    from editorial.amend import write_made

    root = seen.decision.site.root.absolute()
    folder = Path(html).absolute().parent if html != _STDOUT else root
    way = os.path.relpath(root, folder).replace(os.sep, "/")
    board = board_of(seen.brief, *between, channel, "" if way == "." else way)
    made = page(seen.brief, board).decode()
    if html == _STDOUT:
        reporter.page(made)
    else:
        write_made(folder, Path(html).name, made)
        reporter.say(_WRITTEN.fill(path=html))


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


_NO_CAMPAIGN = Phrase(
    "« {found} » n’est pas une campagne du calendrier ; campagnes : {known}",
    "“{found}” is not a campaign of the calendar; campaigns: {known}",
)
_ONE_ANSWER = Phrase(
    "--html ne va ni avec --propose, ni avec --campaign ; ni avec --format json, sans un fichier : --html plan.html",
    "--html goes neither with --propose nor with --campaign; nor with --format json but for a file: --html plan.html",
)
_SINCE_ALONE = Phrase(
    "--since compare deux agendas : il ne va ni avec --html, ni avec --propose",
    "--since compares two plans: it goes neither with --html nor with --propose",
)
_NOT_READ_THEN = Phrase(
    "le site tel qu’il était là où l’on s’est écarté de « {since} » ne se lit pas : {why}",
    "the site as it was where “{since}” was left cannot be read: {why}",
)
_NO_MARKDOWN = Phrase(
    "--format markdown va avec --since : écrivez ligne plan --since origin/main --format markdown",
    "--format markdown goes with --since: write ligne plan --since origin/main --format markdown",
)
_WRITTEN = Phrase("Page écrite : {path}", "Page written: {path}")
_TIDIED = Phrase("entrées triées : {paths}", "entries sorted: {paths}")
_TIDY = Phrase("les entrées du calendrier étaient en ordre", "the calendar’s entries were in order")
_LEFT = Phrase(
    "{path} : laissé tel quel, écrivez une entrée par tiret pour qu’il soit trié",
    "{path}: left as it is, write one entry a dash for it to be sorted",
)
