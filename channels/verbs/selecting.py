"""Which findings `ligne check` is asked for: those of some files, of what is staged, of what a branch changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from channels.verbs.asking import in_site
from editorial.changed import base_of, paths_since, staged_paths
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.folder import as_text
from editorial.house.styles import FOLDER as STYLES


@dataclass(frozen=True)
class Selection:
    """Files and folders by path in the site, and the only files that count among them; None where all do."""

    paths: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    before: str = ""
    """The commit that `changed` is told against."""
    compared: tuple[str, ...] = ()
    """The same as git's `diff` is to be told."""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not self.paths and self.changed is None

    def takes(self, path: str) -> bool:
        """Say whether what is found in a file was asked for: always, of a rule that texts are judged by."""
        if path.startswith(f"{STYLES}/"):
            return True
        is_named = not self.paths or any(one in (".", path) or path.startswith(f"{one}/") for one in self.paths)
        return is_named and (self._changed is None or path in self._changed)

    @cached_property
    def _changed(self) -> frozenset[str] | None:
        """The files that count, as findings name them."""
        return None if self.changed is None else frozenset(map(as_text, self.changed))


def selection(root: Path, paths: Sequence[str], *, staged: bool, since: str) -> Selection:
    """Give what a command line asks for; raises EditorialError for a file or revision that does not exist."""
    if staged and since:
        raise EditorialError(_ONE_OF_THEM)
    wanted = tuple(in_site(root, path) for path in paths)
    changed = staged_paths(root) if staged else paths_since(root, since) if since else None
    lacking = (path for path in paths if not Path(path).exists() and not (root / path).exists())
    missing = next((path for path in lacking if path not in (changed or ())), None)
    if missing is not None:
        raise EditorialError(_NO_FILE, missing)
    if staged:
        return Selection(wanted, changed, "HEAD", ("--cached",))
    if since:
        base = base_of(root, since)
        return Selection(wanted, changed, base, ("--end-of-options", base))
    return Selection(wanted)


_NO_FILE = Phrase("ce fichier n’existe pas", "this file does not exist")
_ONE_OF_THEM = Phrase(
    "--staged et --since ensemble : gardez l’un des deux", "--staged and --since together: keep one of them"
)
