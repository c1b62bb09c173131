"""The colophon: which Ligne made a build, from which commit, under which charter and at which instant."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editorial.desk import Decision


def engine_version() -> str:
    """Give the version of Ligne that is installed."""
    try:
        return version("ligne")
    except PackageNotFoundError:
        return "0"


def colophon(decision: Decision) -> dict[str, object]:
    """Give what build.json says of where a build comes from."""
    from editorial.history import head

    at = head(decision.site.root)
    return {
        "ligne": engine_version(),
        "commit": at.commit,
        "dirty": at.is_dirty,
        "charter": decision.site.charter.version,
        "at": decision.plan.at.isoformat(),
        "ledger": None,
    }
