"""What is wrong with an alternative text, judged by its words alone."""

from __future__ import annotations

import re
from posixpath import basename, splitext
from typing import Final
from urllib.parse import unquote

from editorial.finding import Phrase
from editorial.slug import slugified

_ANNOUNCES = re.compile(
    r"\s*(?:une?\s+|the\s+|an?\s+|l[’'])?(?:(?:image|photo|photographie|visuel|illustration)\s+"
    r"(?:de|d[’']|du|des|qui|montrant|représentant)"
    r"|(?:image|photo|picture|photograph|illustration)\s+(?:of|showing))",
    re.IGNORECASE,
)
_EMPTY_WORDS: Final = frozenset(
    "image images photo photos photographie picture pictures illustration visuel logo schema capture screenshot "
    "graphique graph icone icon figure alt sans-titre untitled capture-d-ecran".split()
)
_CAMERA = re.compile(r"(?:img|dsc|dscn|dscf|pxl|image|photo|screenshot|capture)[-_ ]?\d[\w-]*", re.IGNORECASE)

FILE_NAME = Phrase("le texte de remplacement répète le nom du fichier", "the alternative text repeats the file’s name")
TITLE = Phrase("le texte de remplacement répète le titre", "the alternative text repeats the title")
CAPTION = Phrase("le texte de remplacement répète la légende", "the alternative text repeats the caption")
EMPTY = Phrase("« {found} » ne dit rien de cette image", "“{found}” says nothing of this picture")
ANNOUNCES = Phrase(
    "« {found} » : un lecteur d’écran annonce déjà une image", "“{found}”: a screen reader announces a picture already"
)


def repeats_file_name(alt: str, src: str) -> bool:
    """Say whether an alternative text is the name of the file, or what a camera called it.

    Several words with spaces between them were written by someone: the file is called after what it shows.
    """
    name = basename(unquote(src))
    names = {name.casefold(), *(slugified(text) for text in (name, splitext(name)[0]))}
    said = alt.strip()
    if said.casefold() in names or _CAMERA.fullmatch(splitext(said)[0]):
        return True
    return " " not in said and slugified(said) in names - {""}


def says_nothing(alt: str) -> bool:
    """Say whether an alternative text is one of the words that name any picture."""
    return slugified(alt) in _EMPTY_WORDS


def announcement(alt: str) -> str:
    """Give the words by which an alternative text announces a picture (« image de »), else nothing."""
    found = _ANNOUNCES.match(alt)
    return " ".join(found[0].split()) if found else ""


def is_same(alt: str, other: str) -> bool:
    """Say whether two texts say the same, but for capitals, accents and punctuation."""
    return bool(slugified(alt)) and slugified(alt) == slugified(other)
