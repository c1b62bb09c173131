"""`ligne charter` holds the verbs about the charter and its house rules."""

from __future__ import annotations

import click

from channels.verbs.asking import examples, said
from channels.verbs.charter_schema import schema
from channels.verbs.charter_show import show
from channels.verbs.charter_test import test


@click.group(
    epilog=examples("ligne charter show", "ligne charter show --html charte.html", "ligne charter test"),
    help=said("Montre la charte, et l’éprouve.", "Shows the charter, and tries it."),
)
def charter() -> None:
    """Hold the verbs about the charter."""


for _verb in (show, test, schema):
    charter.add_command(_verb)
