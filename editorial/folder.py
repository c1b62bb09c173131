"""A site is a folder: the nearest one, from here upwards, that holds a charter; its files have paths in it."""

from __future__ import annotations

import os
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase

CHARTER = "editorial/charter.yaml"


def find_site(start: Path) -> Path:
    """Give the nearest folder from `start` upwards that holds a charter, or what stands in place of one.

    Raises EditorialError.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if os.path.lexists(folder / CHARTER):
            return folder
    raise EditorialError(_NO_SITE.fill(folder=start))


def as_text(path: str) -> str:
    """Give a path with the bytes that are no UTF-8 written as `\\xff`: what can be shown, linked to and kept."""
    return os.fsencode(path).decode(errors="backslashreplace")


_NO_SITE = Phrase(
    "aucun site ici : {folder} ne contient pas editorial/charter.yaml (créez-en un avec « ligne init DOSSIER »)",
    "no site here: {folder} holds no editorial/charter.yaml (make one with “ligne init FOLDER”)",
)
