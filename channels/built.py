"""What there is to say of a build: what it made, what it shows, and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from editorial.finding import Finding

if TYPE_CHECKING:
    from channels.press import Printed
    from editorial.plan import Plan


@dataclass(frozen=True)
class Built:
    """What a build of an instant made, what it shows, and everything its channels had to say."""

    at: datetime
    folder: Path
    made: int
    kept: int
    pruned: int
    findings: tuple[Finding, ...]
    live: int
    letters: int
    posts: int
    is_reindexed: bool = False
    """Whether what was remembered of the site was not ours, or another engine's, and everything was read again."""
    proof: str = ""
    """What stands behind the site's approvals (see editorial.vouching.Proof); nothing where none are asked for."""


def built(
    plan: Plan,
    folder: Path,
    printed: Printed,
    findings: tuple[Finding, ...],
    *,
    is_reindexed: bool = False,
    proof: str = "",
) -> Built:
    """Give what there is to say of a build."""
    letters = sum(edition.channel == "newsletter" for edition in plan.editions)
    return Built(
        at=plan.at,
        folder=folder,
        made=len(printed.made),
        kept=printed.kept,
        pruned=len(printed.pruned),
        findings=findings,
        live=len(plan.live),
        letters=letters,
        posts=len(plan.editions) - letters,
        is_reindexed=is_reindexed,
        proof=proof,
    )
