"""The files a site wants at its root as they are: proofs of ownership, `.well-known/`, a page made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from channels.templates import refuse_outside

FOLDER = "theme/site-root"
_LEFT_BEHIND = (".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini")


def root_files(root: Path) -> Mapping[str, Path]:
    """Give every file of theme/site-root/ by its path on the site, hidden ones too.

    What editors and systems leave behind (`.DS_Store`, `x~`, `.x.swp`) is not one of them.
    Raises EditorialError for a link that leaves the site.
    """
    folder = root / FOLDER
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    refuse_outside(found, root, FOLDER)
    return {name: path for name, path in found.items() if not _is_left_behind(path.name)}


def _is_left_behind(name: str) -> bool:
    return name in _LEFT_BEHIND or name.endswith(("~", ".swp"))
