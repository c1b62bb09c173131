"""`ligne charter test` tries the house rules on their own examples, and on each other."""

from __future__ import annotations

from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import QUIET, SITE, examples, in_site, said
from editorial.errors import EditorialError
from editorial.finding import Phrase


@click.command(
    epilog=examples("ligne charter test", "ligne charter test editorial/styles/Maison"),
    help=said(
        "Éprouve les règles de la maison : leurs exemples (good, bad), leur raison (why), et leurs contradictions.",
        "Tries the house rules: their examples (good, bad), their reason (why), and if they contradict each other.",
    ),
)
@click.argument("paths", nargs=-1, metavar=said("[FICHIER…]", "[PATH…]"))
@SITE
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help=said("la forme de la réponse", "the form of the answer"),
)
@QUIET
def test(paths: tuple[str, ...], site_dir: Path, format_: str, quiet: bool) -> int:
    """Try the house rules."""
    from channels.answer import answer_trial
    from editorial.folder import find_site
    from editorial.house.styles import own_styles, read_every_rule
    from editorial.house.trial import try_rules
    from editorial.line import read_line

    root = find_site(site_dir)
    charter = read_line(root).charter
    rules = read_every_rule(root, charter)
    wanted = [in_site(root, path) for path in paths]
    for path in wanted:
        if not (root / path).exists():
            raise EditorialError(_NO_FILE, path)
    chosen = [
        rule
        for rule in rules
        if not wanted or any(path in (".", rule.path) or rule.path.startswith(f"{path}/") for path in wanted)
    ]
    trial = try_rules(rules, chosen, own_styles(root, rules), charter.lang)
    return answer_trial(Reporter(charter.lang, format_, quiet), trial)


_NO_FILE = Phrase("ce fichier n’existe pas", "this file does not exist")
