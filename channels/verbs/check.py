"""`ligne check` reviews the pieces, the charter and the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from channels.report import Reporter
from channels.verbs.asking import examples, look_over, now_from, option, said, shared
from editorial.errors import EditorialError
from editorial.finding import Finding, Phrase, in_order

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.seen import Seen
    from channels.standstill import Inputs
    from channels.verbs.selecting import Selection


@click.command(
    epilog=examples(
        "ligne check",
        "ligne check content/publier/mon-texte.md",
        "ligne check --fix",
        "ligne check --since origin/main --format github",
        "ligne check --against 3.0.0",
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
@shared("text", "json", "github", "gitlab", "sarif", "rdjson")
def check(
    paths: tuple[str, ...],
    fix: bool,
    unsafe: bool,
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
    from channels.verbs.adopting import adopt, say_hidden
    from channels.verbs.selecting import selection
    from editorial.baseline import EMPTY
    from editorial.folder import find_site
    from editorial.rules.spelling import advised

    if unsafe and not fix:
        raise EditorialError(_NO_FIX)
    if fix and staged:
        raise EditorialError(_NOT_STAGED)
    if (baseline or prune) and (paths or fix or against or staged or since or online or (baseline and prune)):
        raise EditorialError(_WHOLE_SITE)
    root = find_site(site_dir)
    wanted = selection(root, paths, staged=staged, since=since)
    if baseline or prune:
        found = look_over(root, at, baseline=EMPTY if baseline else None)
        if not adopt(found, Reporter(found.decision.site.charter.lang, format_, quiet), is_pruned=prune):
            return 1
    is_plain = not (fix or against or staged or since or online)

    def look() -> Seen:
        from channels.standstill import inputs_of

        inputs = inputs_of(root) if is_plain else None
        seen = _seen_by_the_last_build(root, at, inputs) if inputs else None
        if seen is not None:
            return replace(seen, findings=[finding for finding in seen.findings if wanted.takes(finding.path)])
        content = inputs.content if inputs else None
        found = look_over(root, at, against=against, staged=wanted.changed if staged else None, content=content)
        return _seen_now(found, wanted, is_against=bool(against), is_online=online, is_staged=staged)

    if fix:
        from channels.answer import answer_mended
        from channels.mend import is_mendable, is_safe, mend

        mended = mend(look, is_mendable if unsafe else is_safe)
        reporter = _reporter(mended.seen, format_, quiet)
        code = answer_mended(reporter, mended)
        say_hidden(mended.seen.hidden, reporter)
        return code
    seen = look()
    reporter = _reporter(seen, format_, quiet)
    code = answer_check(reporter, advised(seen.findings, root))
    say_hidden(seen.hidden, reporter)
    return code


def _reporter(seen: Seen, format_: str, quiet: bool) -> Reporter:
    return Reporter(seen.setting.lang, format_, quiet, seen.setting)


def _seen_by_the_last_build(root: Path, at: str, inputs: Inputs) -> Seen | None:
    """Give what the last build found, where a review now would find the same; None where the site has a baseline.

    A build does not say what of a baseline is stale.
    """
    from channels.addresses import read_addresses
    from channels.answer import setting_of
    from channels.seen import Seen
    from channels.standstill import last_build, would_say_the_same
    from editorial.baseline import PATH as BASELINE
    from editorial.channel_ids import channel_ids
    from editorial.charter import PATH
    from editorial.charter_file import read_charter
    from editorial.line import read_text

    last = None if (root / BASELINE).exists() else last_build(root)
    if last is None or not would_say_the_same(root, last, inputs, now_from(at, ZoneInfo(last.zone))):
        return None
    charter = read_charter(read_text(root, PATH), channels=channel_ids(root))
    return Seen(root, {}, last.built.findings, setting_of(root, charter, read_addresses(root, charter)))


def _seen_now(found: LookedOver, wanted: Selection, *, is_against: bool, is_online: bool, is_staged: bool) -> Seen:
    """Give what a review found in the files asked for, and what other sites say of their links."""
    from channels.answer import setting_of
    from channels.seen import Seen
    from channels.verbs.adopting import hidden_of, stale_of
    from editorial.lost import entries_left

    site = found.decision.site
    # An entry that names what a change takes away stands in a file that the change may leave alone.
    left = entries_left(site, wanted.before, *wanted.compared) if wanted.before and not wanted.paths else ()
    findings = [f for f in found.findings if wanted.takes(f.path) or (f.path, f.span) in left]
    if not is_against:
        findings += stale_of(found, wanted)
    if is_online:
        findings = in_order([*findings, *_asked_online(found, wanted)])
    digests = {piece.path: piece.digest for piece in site.pieces}
    setting = replace(setting_of(site.root, site.charter, found.brief.addresses), is_staged=is_staged)
    return Seen(site.root, digests, findings, setting, hidden_of(found, wanted))


def _asked_online(seen: LookedOver, wanted: Selection) -> Iterator[Finding]:
    """Give what other sites say of the links of the wanted pieces."""
    from channels.online import NAME, check_online
    from editorial.memory import Memory

    site = seen.decision.site
    pieces = [piece for piece in site.pieces if wanted.takes(piece.path)]
    yield from check_online(pieces, Memory(site.root, NAME), seen.decision.plan.at)


_NO_FIX = Phrase(
    "--unsafe va avec --fix : écrivez ligne check --fix --unsafe",
    "--unsafe goes with --fix: write ligne check --fix --unsafe",
)
_NOT_STAGED = Phrase(
    "--fix écrit dans les fichiers, --staged lit ce que git tient prêt : corrigez d’abord, puis « git add »",
    "--fix writes to the files, --staged reads what git has ready: mend first, then “git add”",
)
_WHOLE_SITE = Phrase(
    "--baseline et --prune valent pour tout le site : employez-en une, sans fichier ni autre choix",
    "--baseline and --prune are about the whole site: use one alone, without files or any other choice",
)
