"""How `ligne check` adopts an archive: records its baseline, shrinks it, and says what of it is stale."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from channels.report import Reporter
from editorial.baseline import PATH, Baseline, read_baseline, stale
from editorial.errors import EditorialError
from editorial.finding import Finding, Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.verbs.selecting import Selection


def adopt(seen: LookedOver, reporter: Reporter, *, is_pruned: bool) -> bool:
    """Prune the baseline of a site, else record it from what was found without one; False where it would grow."""
    if not is_pruned:
        return record(seen, reporter)
    prune(seen, reporter)
    return True


def record(seen: LookedOver, reporter: Reporter) -> bool:
    """Write the baseline of a site from what was found without one; False, and why, where one there would grow."""
    from editorial.amend import write_baseline

    root, now = seen.decision.site.root, seen.decision.counts
    if (root / PATH).exists():
        grown = read_baseline(root).grown(now)
        if grown:
            (path, rule), more = next(iter(sorted(grown.items())))
            reporter.aside(_GROWS.fill(count=sum(grown.values()), more=more, rule=rule, path=path))
            return False
    write_baseline(root, Baseline(now))
    files = len({path for path, _ in now})
    reporter.aside(_RECORDED.fill(count=sum(now.values()), files=files, path=PATH) if now else _NOTHING)
    return True


def prune(seen: LookedOver, reporter: Reporter) -> Baseline:
    """Take out of a site's baseline what is not found any more, and give what is left; raises EditorialError."""
    from editorial.amend import write_baseline

    root, before = seen.decision.site.root, seen.decision.baseline
    if not before.counts:
        raise EditorialError(_NONE_THERE, PATH)
    unread = {key: count for key, count in before.counts.items() if key[0] in seen.decision.site.unreadable}
    after = before.pruned({**seen.decision.counts, **unread})
    gone = sum(before.counts.values()) - sum(after.counts.values())
    if gone:
        write_baseline(root, after)
    reporter.aside(_PRUNED.fill(count=gone, left=sum(after.counts.values())))
    return after


def stale_of(seen: LookedOver, wanted: Selection) -> list[Finding]:
    """Give the findings about entries of the baseline that allow more than there is, in the files asked for."""
    decision = seen.decision
    found = stale(decision.baseline, decision.counts, decision.site.unreadable)
    root = decision.site.root
    return [
        finding if os.path.exists(root / path) else replace(finding, fix=_GONE_FIX)
        for path, finding in found
        if wanted.takes(path) or wanted.takes(PATH)
    ]


def hidden_of(seen: LookedOver, wanted: Selection) -> int:
    """Give how many findings the baseline holds back in the files asked for."""
    allowed = seen.decision.baseline.counts
    return sum(
        count
        for (path, rule), count in seen.decision.counts.items()
        if count <= allowed.get((path, rule), 0) and wanted.takes(path)
    )


def say_hidden(count: int, reporter: Reporter) -> None:
    """Say how many findings the baseline holds back."""
    if count:
        reporter.aside(_HIDDEN.fill(count=count, path=PATH))


_GONE_FIX = Phrase(
    "le fichier n’est plus là : ligne check --prune ; s’il a changé de nom, écrivez-le dans editorial/baseline.json",
    "the file is there no more: ligne check --prune; where its name changed, write that in editorial/baseline.json",
)
_GROWS = Phrase(
    "La référence ne peut que rétrécir, et il y a {count} remarque{count:|s} de plus (dont {more} × {rule} dans "
    "{path}) : "
    "corrigez-les, ou exemptez-les. Pour repartir d’une référence neuve, retirez editorial/baseline.json d’abord.",
    "The baseline may only shrink, and there {count:is|are} {count} more finding{count:|s} (among them {more} × "
    "{rule} in {path}): "
    "mend them, or exempt them. To begin a new baseline, remove editorial/baseline.json first.",
)
_RECORDED = Phrase(
    "Référence écrite : {count} remarque{count:|s} dans {files} fichier{files:|s} ({path}). Commettez-la ; seul ce "
    "qui s’y ajoute "
    "compte désormais.",
    "Baseline written: {count} finding{count:|s} in {files} file{files:|s} ({path}). Commit it; only what comes on "
    "top counts now.",
)
_NOTHING = Phrase(
    "Rien à mettre dans une référence : aucune n’est écrite.", "Nothing to put into a baseline: none is written."
)
_NONE_THERE = Phrase(
    "il n’y a pas de référence à rétrécir : ligne check --baseline en écrit une",
    "there is no baseline to shrink: ligne check --baseline writes one",
)
_PRUNED = Phrase(
    "Référence rétrécie de {count} remarque{count:|s} ; il en reste {left}.",
    "Baseline shrunk by {count} finding{count:|s}; {left} left.",
)
_HIDDEN = Phrase(
    "{count} remarque{count:|s} de la référence ({path}) {count:n’est pas montrée|ne sont pas montrées}.",
    "{count} finding{count:|s} of the baseline ({path}) {count:is|are} not shown.",
)
