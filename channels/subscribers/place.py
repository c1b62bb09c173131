"""The file a list of people stands in: named without telling whose it is, opened, and kept out of git."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.git import run
from editorial.system_words import said_by


def shown(path: Path) -> str:
    """Give the name of a file, unless it is itself an address."""
    return "…" if "@" in path.name else path.name


@contextmanager
def unread(name: str) -> Iterator[None]:
    """Say in one sentence why a list could not be read; raises EditorialError."""
    try:
        yield
    except FileNotFoundError:
        raise EditorialError(_MISSING.fill(name=name)) from None
    except OSError as error:
        raise EditorialError(_UNREADABLE.fill(name=name, said=said_by(error))) from None


def refuse_tracked(path: Path) -> None:
    """Raise EditorialError where git tracks a file, whatever repository it is of."""
    folder = path.absolute().resolve().parent
    if not path.exists() or not any((above / ".git").exists() for above in (folder, *folder.parents)):
        return
    try:
        done = run(folder, ["ls-files", "-z", "--", f":(literal){path.resolve().name}"])
    except FileNotFoundError:
        return
    if done.returncode == 0 and done.stdout:
        raise EditorialError(_TRACKED.fill(name=shown(path)))


def refuse_in_repository(path: Path) -> None:
    """Raise EditorialError where a file about to be written would stand in a git repository that does not ignore it."""
    if is_in_reach_of_git(path):
        raise EditorialError(_WITHIN.fill(name=shown(path)))


def is_in_reach_of_git(path: Path) -> bool:
    """Say whether a file stands in a repository that does not ignore it: `git add .` would take it in."""
    folder = path.absolute().resolve().parent
    if not any((above / ".git").exists() for above in (folder, *folder.parents)):
        return False
    try:
        return run(folder, ["check-ignore", "-q", "--", path.name]).returncode != 0
    except FileNotFoundError:
        return False


_MISSING = Phrase(
    "la liste {name} n’existe pas : corrigez le chemin dans LIGNE_SUBSCRIBERS ou sur la ligne de commande",
    "the list {name} does not exist: mend the path in LIGNE_SUBSCRIBERS or on the command line",
)
_UNREADABLE = Phrase("la liste {name} ne se lit pas ({said})", "the list {name} cannot be read ({said})")
_TRACKED = Phrase(
    "la liste « {name} » est suivie par git : des adresses n’y ont pas leur place, et son historique les garde ; "
    "sortez-la du dépôt (git rm --cached), gardez-la ailleurs, et effacez-la de l’historique si elle a été poussée",
    "the list “{name}” is tracked by git: addresses have no place there, and its history keeps them; take it out of "
    "the repository (git rm --cached), keep it elsewhere, and erase it from the history if it was pushed",
)
_WITHIN = Phrase(
    "« {name} » serait dans un dépôt git, où des adresses n’ont pas leur place : écrivez-le ailleurs",
    "“{name}” would stand in a git repository, where addresses have no place: write it elsewhere",
)
