"""A site as it was at a commit, laid out beside it by git for as long as somebody looks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.git import Done, last_words, run

_NO_HOOKS = ("-c", "core.hooksPath=")


@contextmanager
def checked_out(root: Path, commit: str) -> Iterator[Path]:
    """Give the folder of a site at a commit, with its history, in a work tree of git's that goes away afterwards.

    The folder may lack what that commit lacked. No branch, no index and no file of the site is touched. Raises
    EditorialError where git cannot lay it out.
    """
    with tempfile.TemporaryDirectory(prefix="ligne-") as folder:
        place = Path(folder).resolve() / "site"
        within = _said(run(root, ["rev-parse", "--show-prefix"])).strip()
        try:
            _said(run(root, [*_NO_HOOKS, "worktree", "add", "--detach", "--quiet", str(place), commit]))
            yield place / within
        finally:
            run(root, ["worktree", "remove", "--force", str(place)])


def _said(done: Done) -> str:
    if done.returncode:
        raise EditorialError(_NOT_LAID_OUT.fill(said=last_words(done)))
    return done.stdout.decode("utf-8", "replace")


_NOT_LAID_OUT = Phrase(
    "git n’a pas pu sortir le site d’alors : {said}", "git could not lay out the site as it was: {said}"
)
