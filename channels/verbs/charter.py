"""`ligne charter` holds the verbs about the charter and its house rules."""

from __future__ import annotations

import click

from channels.verbs.asking import said
from channels.verbs.charter_schema import schema
from channels.verbs.charter_test import test


@click.group(help=said("Éprouve la charte et ses règles.", "Tries the charter and its rules."))
def charter() -> None:
    """Hold the verbs about the charter."""


for _verb in (test, schema):
    charter.add_command(_verb)
