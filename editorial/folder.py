"""A site is a folder: the nearest one, from here upwards, that holds a charter."""

from __future__ import annotations

from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase

CHARTER = "editorial/charter.yaml"


def find_site(start: Path) -> Path:
    """Give the nearest folder from `start` upwards that holds a charter; raises EditorialError."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CHARTER).is_file():
            return folder
    raise EditorialError(_NO_SITE.fill(folder=start))


_NO_SITE = Phrase(
    "aucun site ici : {folder} ne contient pas editorial/charter.yaml (créez-en un avec « ligne init DOSSIER »)",
    "no site here: {folder} holds no editorial/charter.yaml (make one with “ligne init FOLDER”)",
)
