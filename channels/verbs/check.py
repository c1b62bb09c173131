"""`ligne check` reviews the pieces, the charter and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from channels.report import Reporter
from channels.verbs.asking import examples, in_site, look_over, now_from, said, shared
from editorial.errors import EditorialError
from editorial.finding import Finding, Phrase, in_order

if TYPE_CHECKING:
    from channels.build import LookedOver


@click.command(
    epilog=examples("ligne check", "ligne check content/publier/mon-texte.md", "ligne check --format github"),
    help=said("Relit les textes, la charte et le calendrier.", "Reviews the pieces, the charter and the calendar."),
)
@click.argument("paths", nargs=-1, metavar=said("[FICHIER…]", "[PATH…]"))
@click.option(
    "--online",
    is_flag=True,
    help=said(
        "Demande aussi aux autres sites si nos liens mènent quelque part.", "Also asks other sites about our links."
    ),
)
@shared("text", "json", "github")
def check(paths: tuple[str, ...], online: bool, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Review pieces, charter and calendar."""
    from channels.answer import answer_check
    from channels.standstill import inputs_of, last_build, would_say_the_same
    from editorial.folder import find_site
    from editorial.rules.spelling import advised

    root = find_site(site_dir)
    last = None if online else last_build(root)
    seen = None
    if last is not None and would_say_the_same(last, inputs_of(root), now_from(at, ZoneInfo(last.zone))):
        lang, found = last.lang, last.built.findings
    else:
        seen = look_over(root, at)
        lang, found = seen.decision.site.charter.lang, seen.findings
    wanted = [in_site(root, path) for path in paths]
    missing = next((path for path in wanted if not (root / path).exists()), None)
    if missing is not None:
        raise EditorialError(_NO_FILE, missing)

    def is_wanted(where: str) -> bool:
        return not wanted or any(path in (".", where) or where.startswith(f"{path}/") for path in wanted)

    findings = [finding for finding in found if is_wanted(finding.path)]
    if online and seen is not None:
        findings = in_order([*findings, *_asked_online(seen, is_wanted)])
    return answer_check(Reporter(lang, format_, quiet), advised(findings, root))


def _asked_online(seen: LookedOver, is_wanted: Callable[[str], bool]) -> Iterator[Finding]:
    """Give what other sites say of the links of the wanted pieces."""
    from channels.online import NAME, check_online
    from editorial.memory import Memory

    site = seen.decision.site
    pieces = [piece for piece in site.pieces if is_wanted(piece.path)]
    yield from check_online(pieces, Memory(site.root, NAME), seen.decision.plan.at)


_NO_FILE = Phrase("ce fichier n’existe pas", "this file does not exist")
