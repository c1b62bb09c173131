"""`ligne subscribers suppress` and `bounces`: who is not to be written to again."""

from __future__ import annotations

import io
import sys
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.report import Reporter
from channels.verbs.asking import LANG, examples, instant_from, said, shared
from channels.verbs.subscribers_of import given, in_numbers, keeper_of, named_list
from editorial.errors import Problem
from editorial.finding import Phrase, Span

if TYPE_CHECKING:
    from channels.subscribers.intake import Taken

_WHY = ("unsubscribed", "bounced", "complained")
_MAX_SHOWN = 20

FROM = click.option(
    "--from", "from_", default="-", help=said("d’où lire (- : l’entrée standard)", "what to read (-: stdin)")
)


@click.command(
    epilog=examples(
        "ligne subscribers suppress lettre --from partis.csv", "ligne subscribers suppress lettre --from -"
    ),
    help=said(
        "N’écrit plus jamais à des personnes : une adresse ou un masque par ligne, le reste de la ligne ne compte pas.",
        "Never writes to some people again: an address or a mask a line, the rest of the line does not count.",
    ),
)
@click.argument("list_id", metavar=said("LISTE", "LIST"))
@FROM
@click.option("--why", type=click.Choice(_WHY), default=_WHY[0], help=said("pourquoi", "why"))
@shared()
def suppress(list_id: str, from_: str, why: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Suppress some people."""
    from channels.subscribers.moving import masks_in
    from channels.subscribers.subscriber import Status

    opening, setting = named_list(list_id, site_dir)
    keeper = keeper_of(opening, setting)
    with given(from_) as file:
        lines = io.TextIOWrapper(file, "utf-8", "replace")
        found = list(masks_in(lines, opening.masks))
        lines.detach()
    masks = {mask for _, mask in found if mask}
    wrong = [number for number, mask in found if not mask]
    new = keeper.suppress(masks, Status(why), instant_from(at, UTC))
    reporter = Reporter(LANG, format_, quiet)
    if format_ == "json":
        reporter.dump({"list": list_id, "kept": keeper.name, "people": len(masks), "new": new, "wrong": wrong})
    reporter.refusals(Problem(_NOBODY, "--from", Span(line=number)) for number in wrong[:_MAX_SHOWN])
    reporter.say(_SUPPRESSED.fill(list=list_id, new=new, people=len(masks), wrong=len(wrong), name=keeper.name))
    return 1 if wrong else 0


@click.command(
    epilog=examples(
        "ligne subscribers bounces lettre --from ~/Maildir/.retours", "ligne subscribers bounces lettre < avis.eml"
    ),
    help=said(
        "Prend les avis de non-remise (DSN) et les plaintes (ARF) d’une boîte : n’écrit plus à qui n’existe plus ou "
        "se plaint.",
        "Takes in the delivery reports (DSN) and complaints (ARF) of a mailbox: never writes again to who is gone "
        "or complains.",
    ),
)
@click.argument("list_id", metavar=said("LISTE", "LIST"))
@FROM
@shared()
def bounces(list_id: str, from_: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Take in bounces and complaints."""
    from channels.subscribers.intake import take_in
    from channels.subscribers.mailbox import messages_from, messages_in

    opening, setting = named_list(list_id, site_dir)
    keeper = keeper_of(opening, setting)
    messages = messages_from(sys.stdin.buffer) if from_ == "-" else messages_in(Path(from_))
    taken = take_in(messages, opening.masks, keeper, instant_from(at, UTC))
    reporter = Reporter(LANG, format_, quiet)
    if format_ == "json":
        reporter.dump(_as_json(list_id, keeper.name, taken))
    for name in taken.first_left:
        reporter.refusals([Problem(_LEFT, name)])
    told = {"messages": taken.messages, **taken.said, "left": taken.left, "new": taken.suppressed}
    reporter.say(in_numbers(Phrase(list_id, list_id), told, _LABELS))
    if taken.unknown:
        reporter.say(_UNKNOWN.fill(count=taken.unknown))
    return 0


def _as_json(list_id: str, kept: str, taken: Taken) -> dict[str, object]:
    return {
        "list": list_id,
        "kept": kept,
        "messages": taken.messages,
        "said": {str(what): number for what, number in sorted(taken.said.items())},
        "new": taken.suppressed,
        "unknown": taken.unknown,
        "left": taken.left,
        "first_left": taken.first_left,
    }


_NOBODY = Phrase(
    "la ligne n’a ni adresse ni masque : personne n’est supprimé",
    "the line has neither address nor mask: nobody is suppressed",
)
_SUPPRESSED = Phrase(
    "{list} : {people} personne{people:|s} lue{people:|s}, {new} nouvelle{new:|s} suppression{new:|s}, {wrong} "
    "ligne{wrong:|s} à corriger ({name})",
    "{list}: {people} person{people:|s} read, {new} new suppression{new:|s}, {wrong} line{wrong:|s} to mend ({name})",
)
_LEFT = Phrase(
    "le message n’est ni un avis de non-remise (DSN) ni une plainte (ARF) lisible : il reste où il est, à lire par "
    "quelqu’un",
    "the message is neither a readable delivery report (DSN) nor a complaint (ARF): it stays where it is, for a "
    "person to read",
)
_LABELS = {
    "messages": Phrase("messages lus {count}", "messages read {count}"),
    "bounced": Phrase("adresses qui n’existent plus {count}", "addresses that are no more {count}"),
    "complained": Phrase("plaintes {count}", "complaints {count}"),
    "unsubscribed": Phrase("départs {count}", "wishes to leave {count}"),
    "passing": Phrase("échecs passagers {count}", "passing failures {count}"),
    "innocent": Phrase("refus sans faute de l’adresse {count}", "refused through no fault of the address {count}"),
    "fine": Phrase("sans suite {count}", "of no consequence {count}"),
    "left": Phrase("laissés {count}", "left alone {count}"),
    "new": Phrase("nouvelles suppressions {count}", "new suppressions {count}"),
}
_UNKNOWN = Phrase(
    "{count} avis ne {count:dit|disent} pas de qui il s’agit : réglez « bounce » dans channels/newsletter.yaml pour "
    "le savoir",
    "{count} report{count:|s} {count:does|do} not say whom {count:it is|they are} about: set “bounce” in "
    "channels/newsletter.yaml to know",
)
