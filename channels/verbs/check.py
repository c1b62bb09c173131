"""`ligne check` reviews the pieces, the charter and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from channels.report import Reporter
from channels.verbs.asking import examples, in_site, instant_from, look_over, said, shared
from editorial.errors import EditorialError
from editorial.finding import Finding, Phrase, in_order

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.mend import Seen


@click.command(
    epilog=examples(
        "ligne check",
        "ligne check content/publier/mon-texte.md",
        "ligne check --fix",
        "ligne check --format github",
    ),
    help=said("Relit les textes, la charte et le calendrier.", "Reviews the pieces, the charter and the calendar."),
)
@click.argument("paths", nargs=-1, metavar=said("[FICHIER…]", "[PATH…]"))
@click.option("--fix", is_flag=True, help=said("écrire les corrections sûres", "write the fixes that are safe"))
@click.option(
    "--unsafe",
    is_flag=True,
    help=said(
        "avec --fix : celles aussi qui changent ce qui est dit", "with --fix: those too that change what is said"
    ),
)
@click.option(
    "--online",
    is_flag=True,
    help=said(
        "Demande aussi aux autres sites si nos liens mènent quelque part.", "Also asks other sites about our links."
    ),
)
@shared("text", "json", "github", "sarif", "rdjson")
def check(
    paths: tuple[str, ...], fix: bool, unsafe: bool, online: bool, site_dir: Path, at: str, format_: str, quiet: bool
) -> int:
    """Review pieces, charter and calendar."""
    from channels.answer import answer_check, answer_mended
    from channels.mend import is_mendable, is_safe, mend
    from editorial.folder import find_site
    from editorial.rules.spelling import advised

    if unsafe and not fix:
        raise EditorialError(_NO_FIX)
    root = find_site(site_dir)
    wanted = [in_site(root, path) for path in paths]
    missing = next((path for path in wanted if not (root / path).exists()), None)
    if missing is not None:
        raise EditorialError(_NO_FILE, missing)

    def is_wanted(where: str) -> bool:
        return not wanted or any(path in (".", where) or where.startswith(f"{path}/") for path in wanted)

    def look() -> Seen:
        seen = None if fix or online else _seen_by_the_last_build(root, at)
        seen = seen or _seen_now(root, at, is_wanted if online else None)
        return replace(seen, findings=[finding for finding in seen.findings if is_wanted(finding.path)])

    if fix:
        mended = mend(look, is_mendable if unsafe else is_safe)
        return answer_mended(_reporter(mended.seen, format_, quiet), mended)
    seen = look()
    return answer_check(_reporter(seen, format_, quiet), advised(seen.findings, root))


def _reporter(seen: Seen, format_: str, quiet: bool) -> Reporter:
    return Reporter(seen.setting.lang, format_, quiet, seen.setting)


def _seen_by_the_last_build(root: Path, at: str) -> Seen | None:
    """Give what the last build found, where a review now would find the same."""
    from channels.addresses import read_addresses
    from channels.answer import setting_of
    from channels.mend import Seen
    from channels.standstill import inputs_of, last_build, would_say_the_same
    from editorial.charter import PATH
    from editorial.charter_file import read_charter
    from editorial.line import read_text

    last = last_build(root)
    if last is None or not would_say_the_same(last, inputs_of(root), instant_from(at, ZoneInfo(last.zone))):
        return None
    charter = read_charter(read_text(root, PATH))
    return Seen(root, {}, last.built.findings, setting_of(root, charter, read_addresses(root, charter)))


def _seen_now(root: Path, at: str, is_asked: Callable[[str], bool] | None) -> Seen:
    """Give what a review finds, and what other sites say of the links of the pieces that are asked about."""
    from channels.answer import setting_of
    from channels.mend import Seen

    seen = look_over(root, at)
    site = seen.decision.site
    online = _asked_online(seen, is_asked) if is_asked is not None else ()
    findings = in_order([*seen.findings, *online])
    digests = {piece.path: piece.digest for piece in site.pieces}
    return Seen(root, digests, findings, setting_of(root, site.charter, seen.brief.addresses))


def _asked_online(seen: LookedOver, is_wanted: Callable[[str], bool]) -> Iterator[Finding]:
    """Give what other sites say of the links of the wanted pieces."""
    from channels.online import NAME, check_online
    from editorial.memory import Memory

    site = seen.decision.site
    pieces = [piece for piece in site.pieces if is_wanted(piece.path)]
    yield from check_online(pieces, Memory(site.root, NAME), seen.decision.plan.at)


_NO_FILE = Phrase("ce fichier n’existe pas", "this file does not exist")
_NO_FIX = Phrase(
    "--unsafe va avec --fix : écrivez ligne check --fix --unsafe",
    "--unsafe goes with --fix: write ligne check --fix --unsafe",
)
