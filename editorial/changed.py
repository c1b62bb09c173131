"""Which files a team has at hand: those it is about to commit, and those that a branch changed."""

from __future__ import annotations

from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.history import changes, commit_named, is_repository, is_shallow, merge_base, untracked


def staged_paths(root: Path) -> frozenset[str]:
    """Give the files of a site that stand in git's index otherwise than in the last commit, by path in the site.

    Raises EditorialError where there is no git.
    """
    _demand_git(root)
    return frozenset(changes(root, "--cached"))


def paths_since(root: Path, revision: str) -> frozenset[str]:
    """Give the files of a site that changed since it parted from a revision, those not committed yet included.

    Raises EditorialError where there is no git, no such revision, or where the clone is cut too short to tell.
    """
    base = base_of(root, revision)
    return frozenset(changes(root, "--end-of-options", base)) | untracked(root)


def base_of(root: Path, revision: str) -> str:
    """Give the commit from which what stands here parted from a revision; raises EditorialError as `paths_since`."""
    _demand_git(root)
    commit, head = commit_named(root, revision), commit_named(root, "HEAD")
    if commit is None or head is None:
        raise EditorialError((_UNKNOWN_HERE if is_shallow(root) else _UNKNOWN).fill(found=revision))
    base = merge_base(root, commit, head)
    if base is None:
        raise EditorialError((_SHALLOW if is_shallow(root) else _UNRELATED).fill(found=revision))
    return base


def _demand_git(root: Path) -> None:
    if not is_repository(root):
        raise EditorialError(_NO_GIT.fill(folder=root))


_NO_GIT = Phrase(
    "il n’y a pas de dépôt git dans {folder} : --staged et --since en ont besoin",
    "there is no git repository in {folder}: --staged and --since need one",
)
_UNKNOWN = Phrase(
    "« {found} » ne nomme aucun commit : donnez une branche, une étiquette ou un commit, comme --since origin/main",
    "“{found}” names no commit: give a branch, a tag or a commit, as --since origin/main",
)
_UNKNOWN_HERE = Phrase(
    "« {found} » ne nomme aucun commit de ce clone superficiel : git fetch --unshallow origin {found} "
    "(en CI : fetch-depth: 0)",
    "“{found}” names no commit of this shallow clone: git fetch --unshallow origin {found} (in CI: fetch-depth: 0)",
)
_SHALLOW = Phrase(
    "ce clone superficiel ne dit pas où l’on s’est écarté de « {found} » : git fetch --unshallow "
    "(en CI : fetch-depth: 0)",
    "this shallow clone does not tell where “{found}” was left: git fetch --unshallow (in CI: fetch-depth: 0)",
)
_UNRELATED = Phrase(
    "« {found} » n’a aucun commit en commun avec cette branche : donnez celle dont elle est partie",
    "“{found}” shares no commit with this branch: give the one it came from",
)
