"""The site that `ligne init` plants: data only, in French or in English, building at once, with the jobs of its CI.

In its files `@day@` stands for the day of planting and `@day-7@` or `@day+7@` for a day so far from it, so that a
new site has something live and something to come whenever it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by

LANGUAGES = ("fr", "en")
CI = {"github": ("github",), "gitlab": ("gitlab",), "both": ("github", "gitlab"), "none": ()}
"""The folders of `ci/` that are planted, by what one may ask for."""

_DAY = re.compile(r"@day([+-]\d+)?@")
_ALLOWED = frozenset({".git"})
_NOT_EMPTY = Phrase(
    "« {target} » n’est pas vide (on y trouve « {found} ») : choisissez un dossier neuf",
    "“{target}” is not empty (it holds “{found}”): choose a new folder",
)
_NOT_A_FOLDER = Phrase(
    "« {target} » est un fichier : choisissez un dossier neuf", "“{target}” is a file: choose a new folder"
)
_NO_LANGUAGE = Phrase(
    "il n’y a pas de site de départ en « {found} » : choisissez fr ou en",
    "there is no starting site in “{found}”: choose fr or en",
)
_CANNOT_WRITE = Phrase("« {target} » ne peut pas être écrit : {why}", "“{target}” cannot be written: {why}")


def plant(target: Path, day: date, lang: str = "fr", ci: str = "both") -> list[Path]:
    """Write a new site into `target` as of `day`, with the jobs of a host's CI, and give its files, sorted.

    `ci` is one of CI.

    Raises EditorialError when `target` holds anything (a fresh `.git` aside), is a file, or cannot be written.
    """
    if lang not in LANGUAGES:
        raise EditorialError(_NO_LANGUAGE.fill(found=lang))
    try:
        _refuse_occupied(target)
        return sorted(_write(target, day, (lang, *(f"ci/{host}" for host in CI[ci]))))
    except OSError as error:
        raise EditorialError(_CANNOT_WRITE.fill(target=target, why=said_by(error))) from None


def dated(text: str, day: date) -> str:
    """Give the text with each `@day…@` as the ISO day it stands for."""
    return _DAY.sub(lambda token: (day + timedelta(days=int(token[1] or 0))).isoformat(), text)


def _refuse_occupied(target: Path) -> None:
    if target.is_dir():
        found = min((entry.name for entry in target.iterdir() if entry.name not in _ALLOWED), default=None)
        if found is not None:
            raise EditorialError(_NOT_EMPTY.fill(target=target, found=found))
    elif target.exists() or target.is_symlink():
        raise EditorialError(_NOT_A_FOLDER.fill(target=target))


def _write(target: Path, day: date, folders: Sequence[str]) -> Iterator[Path]:
    for name, source in (found for folder in folders for found in _walk(files(__name__) / folder, "")):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dated(source.read_text(encoding="utf-8"), day), encoding="utf-8", newline="\n")
        yield path


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            yield from _walk(entry, name + "/")
        else:
            yield name, entry
