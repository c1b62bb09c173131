"""`ligne check` reviews the pieces, the charter and the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from channels.report import Reporter
from channels.verbs.asking import examples, instant_from, look_over, option, said, shared
from editorial.baseline import EMPTY
from editorial.baseline import PATH as BASELINE
from editorial.errors import EditorialError
from editorial.finding import Finding, Phrase, in_order

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.standstill import Last
    from channels.verbs.selecting import Selection


@click.command(
    epilog=examples(
        "ligne check",
        "ligne check content/publier/mon-texte.md",
        "ligne check --since origin/main --format github",
        "ligne check --against 3.0.0",
    ),
    help=said("Relit les textes, la charte et le calendrier.", "Reviews the pieces, the charter and the calendar."),
)
@click.argument("paths", nargs=-1, metavar=said("[FICHIER…]", "[PATH…]"))
@option(
    "--against",
    "juger tous les textes par cette charte : une version, une étiquette, une branche, un commit ou un fichier",
    "judge every piece by this charter: a version, a tag, a branch, a commit or a file",
)
@click.option(
    "--staged",
    is_flag=True,
    help=said("ce qui est prêt à être commis, comme git l’a", "what is staged, as git has it"),
)
@option("--since", "ce qui a changé depuis cette branche ou ce commit", "what changed since this branch or commit")
@click.option(
    "--baseline",
    is_flag=True,
    help=said("noter ce qui est là comme référence d’une archive", "record what is there as an archive’s baseline"),
)
@click.option(
    "--prune",
    is_flag=True,
    help=said("retirer de la référence ce qui est corrigé", "take what was mended out of the baseline"),
)
@click.option(
    "--online",
    is_flag=True,
    help=said(
        "Demande aussi aux autres sites si nos liens mènent quelque part.", "Also asks other sites about our links."
    ),
)
@shared("text", "json", "github")
def check(
    paths: tuple[str, ...],
    against: str,
    staged: bool,
    since: str,
    baseline: bool,
    prune: bool,
    online: bool,
    site_dir: Path,
    at: str,
    format_: str,
    quiet: bool,
) -> int:
    """Review pieces, charter and calendar."""
    from channels.answer import answer_check
    from channels.verbs import adopting
    from channels.verbs.selecting import selection
    from editorial.folder import find_site
    from editorial.rules.spelling import advised

    if (baseline or prune) and (paths or against or staged or since or online or (baseline and prune)):
        raise EditorialError(_WHOLE_SITE)
    root = find_site(site_dir)
    wanted = selection(root, paths, staged=staged, since=since)
    is_plain = not (against or staged or since or baseline or prune or online)
    last = _said_before(root, at) if is_plain else None
    if last is not None:
        findings = [finding for finding in last.built.findings if wanted.takes(finding.path)]
        return answer_check(Reporter(last.lang, format_, quiet), advised(findings, root))
    seen = look_over(
        root,
        at,
        against=against,
        baseline=EMPTY if baseline else None,
        staged=wanted.changed if staged else None,
    )
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    if baseline or prune:
        if baseline and not adopting.record(seen, reporter):
            return 1
        if prune:
            adopting.prune(seen, reporter)
        seen = look_over(root, at)
    findings = [finding for finding in seen.findings if wanted.takes(finding.path)]
    if not against:
        findings += adopting.stale_of(seen, wanted)
    if online:
        findings = in_order([*findings, *_asked_online(seen, wanted)])
    code = answer_check(reporter, advised(findings, root))
    adopting.say_hidden(seen, reporter)
    return code


def _said_before(root: Path, at: str) -> Last | None:
    """Give the last build of a site, where a review now would find what it found; None where it has a baseline.

    A build does not say what of a baseline is stale.
    """
    from channels.standstill import inputs_of, last_build, would_say_the_same

    last = None if (root / BASELINE).exists() else last_build(root)
    if last is None or not would_say_the_same(root, last, inputs_of(root), instant_from(at, ZoneInfo(last.zone))):
        return None
    return last


def _asked_online(seen: LookedOver, wanted: Selection) -> Iterator[Finding]:
    """Give what other sites say of the links of the wanted pieces."""
    from channels.online import NAME, check_online
    from editorial.memory import Memory

    site = seen.decision.site
    pieces = [piece for piece in site.pieces if wanted.takes(piece.path)]
    yield from check_online(pieces, Memory(site.root, NAME), seen.decision.plan.at)


_WHOLE_SITE = Phrase(
    "--baseline et --prune valent pour tout le site : employez-en une, sans fichier ni autre choix",
    "--baseline and --prune are about the whole site: use one alone, without files or any other choice",
)
