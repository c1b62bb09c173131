"""`ligne subscribers` holds the verbs about lists of subscribers; none of them ever says whose addresses they hold."""

from __future__ import annotations

import click

from channels.verbs.asking import examples, said
from channels.verbs.subscribers_check import check, count
from channels.verbs.subscribers_leave import bounces, forget, suppress
from channels.verbs.subscribers_move import export, import_


@click.group(
    epilog=examples(
        "ligne subscribers check abonnes.csv",
        "ligne subscribers import abonnes.csv --list lettre --consent-how papier",
        "ligne subscribers bounces lettre --from ~/Maildir/.retours",
    ),
    help=said(
        "Les listes d’abonnés : les vérifier, les importer, en retirer qui est parti. Aucune adresse n’est jamais "
        "dite.",
        "The lists of subscribers: check them, import them, take out who left. No address is ever said.",
    ),
)
def subscribers() -> None:
    """Hold the verbs about lists."""


for _verb in (check, import_, count, suppress, bounces, forget, export):
    subscribers.add_command(_verb)
