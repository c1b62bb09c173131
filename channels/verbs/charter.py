"""`ligne charter` holds the verbs about the charter and its house rules."""

from __future__ import annotations

import click

from channels.verbs.asking import examples, said
from channels.verbs.charter_diff import diff
from channels.verbs.charter_test import test


@click.group(
    epilog=examples("ligne charter diff", "ligne charter diff 1.0.0 2.0.0", "ligne charter test"),
    help=said(
        "Éprouve la charte et ses règles, et compare ses versions.",
        "Tries the charter and its rules, and compares its versions.",
    ),
)
def charter() -> None:
    """Hold the verbs about the charter."""


for _verb in (test, diff):
    charter.add_command(_verb)
