"""The colophon: which Ligne made a build, from which commit, under which charter, ledger and instant."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from channels.installed import version_of


def engine_version() -> str:
    """Give the version of Ligne that is installed."""
    return version_of("ligne")


def colophon(root: Path, charter: str, at: datetime, proof: str) -> dict[str, object]:
    """Give what build.json says of where a build comes from: the version of its `charter`, its approvals' `proof`.

    Where the charter asks for no approval there is no proof, and no word of it.
    """
    from editorial.history import head

    stands = head(root)
    return {
        "ligne": engine_version(),
        "commit": stands.commit,
        "dirty": stands.is_dirty,
        "charter": charter,
        "at": at.isoformat(),
        "ledger": _tip(root),
        **({"approvals": proof} if proof else {}),
    }


def _tip(root: Path) -> str | None:
    """Give the tip of the ledger's snapshot; most sites have none, and need not load what reads it."""
    from editorial.memory import FOLDER

    if not (root / FOLDER / "ledger").is_file():
        return None
    from channels.ledger.snapshot import snapshot_tip

    return snapshot_tip(root)
