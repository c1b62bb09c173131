"""`ligne plan` shows what appears, when and where."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import examples, instant_from, look_over, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver

_STDOUT = "-"


@click.command(
    epilog=examples(
        "ligne plan",
        "ligne plan --channel newsletter --to 2027-01-31",
        "ligne plan --html plan.html",
        "ligne plan --propose",
        "ligne plan --format json",
    ),
    help=said("Montre ce qui paraît, quand et où.", "Shows what appears, when and where."),
)
@option("--from", "à partir de (par défaut : il y a 30 jours)", "from (default: 30 days ago)", into="start")
@option("--to", "jusqu’à (par défaut : dans 60 jours)", "until (default: in 60 days)", into="end")
@option("--channel", "un seul canal", "one channel only")
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
        "propose des textes approuvés pour les créneaux libres du blog, selon les parts des piliers",
        "propose approved pieces for the blog’s open slots, by the pillars’ shares",
    ),
)
@shared()
def plan(
    start: str,
    end: str,
    channel: str,
    html: str | None,
    propose: bool,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """Show the agenda, the board or what could fill the gaps."""
    from channels.answer import answer_plan
    from channels.proposed import answer_proposals
    from editorial.piece import CHANNELS
    from editorial.plan import HORIZON, agenda_between
    from editorial.proposal import proposals

    if channel not in ("", *CHANNELS):
        raise EditorialError(_NO_CHANNEL.fill(found=printable(channel), known=", ".join(CHANNELS)))
    if html is not None and (propose or (html == _STDOUT and format_ == "json")):
        raise EditorialError(_ONE_ANSWER)
    seen = look_over(site_dir, at)
    decision = seen.decision
    zone, now = decision.site.calendar.zone, decision.plan.at
    first = instant_from(start, zone) if start else None
    last = instant_from(end, zone) if end else None
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    if propose:
        found = proposals(decision, first or now, last or now + HORIZON)
        return answer_proposals(reporter, decision, [one for one in found if channel in ("", one.slot.cadence.channel)])
    if html is not None:
        _show(reporter, seen, first, last, channel, html)
        if html == _STDOUT:
            return 0
        reporter.say(_WRITTEN.fill(path=html))
        if format_ == "text":
            return 0
    first, last = first or now - timedelta(days=30), last or now + timedelta(days=60)
    return answer_plan(reporter, decision, agenda_between(decision.plan, first, last, channel))


def _show(
    reporter: Reporter, seen: LookedOver, first: datetime | None, last: datetime | None, channel: str, html: str
) -> None:
    """Write the board to a file, or to the output."""
    from channels.team.board import board_of, page
    from editorial.amend import write_made
    from editorial.board import window

    root, brief = seen.decision.site.root, seen.brief
    begins, ends = window(brief.plan, brief.site)
    folder = Path(html).absolute().parent if html != _STDOUT else root.absolute()
    way = os.path.relpath(root.absolute(), folder).replace(os.sep, "/")
    made = page(brief, board_of(brief, first or begins, last or ends, channel, "" if way == "." else way))
    if html == _STDOUT:
        reporter.page(made.decode())
    else:
        write_made(folder, Path(html).name, made.decode())


_NO_CHANNEL = Phrase(
    "« {found} » n’est pas un canal ; canaux : {known}", "“{found}” is not a channel; channels: {known}"
)
_ONE_ANSWER = Phrase(
    "une réponse à la fois sur la sortie : --html, --propose ou --format json ; --html FICHIER écrit la page à part",
    "one answer at a time on the output: --html, --propose or --format json; --html FILE writes the page apart",
)
_WRITTEN = Phrase("Page écrite : {path}", "Page written: {path}")
