"""`ligne charter` holds the verbs about the charter and its house rules."""

from __future__ import annotations

import click

from channels.verbs.asking import examples, said
from channels.verbs.charter_diff import diff
from channels.verbs.charter_schema import schema
from channels.verbs.charter_show import show
from channels.verbs.charter_test import test


@click.group(
    epilog=examples("ligne charter show", "ligne charter diff 1.0.0 2.0.0", "ligne charter test"),
    help=said(
        "Montre la charte, l’éprouve, et compare ses versions.",
        "Shows the charter, tries it, and compares its versions.",
    ),
)
def charter() -> None:
    """Hold the verbs about the charter."""


for _verb in (show, test, diff, schema):
    charter.add_command(_verb)
