"""The keys of masks and of tokens, as the environment gives them; what they are shows in no message."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from channels.subscribers.mask import MIN_KEY_BYTES, Masks
from channels.subscribers.token import Keys
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by

MASK_KEY = "LIGNE_MASK_KEY"
TOKEN_KEYS = "LIGNE_TOKEN_KEYS"  # noqa: S105 (the name of a variable)
FILE = "_FILE"
"""What follows a variable's name where it gives the path of a file that holds the value."""
MAX_FILE_BYTES = 64_000


def read_masks(environ: Mapping[str, str]) -> Masks:
    """Give the masks under LIGNE_MASK_KEY, or under the key in the file LIGNE_MASK_KEY_FILE; raises EditorialError."""
    variable, said = _said(environ, MASK_KEY)
    if not said:
        raise EditorialError(_NO_MASK_KEY)
    return Masks(_key(variable, said))


def read_keys(environ: Mapping[str, str]) -> Keys | None:
    """Give the keys of tokens in LIGNE_TOKEN_KEYS (or its file), the first of which signs; None where there are none.

    They are written `id:hex id:hex …`; raises EditorialError where they cannot be read.
    """
    variable, said = _said(environ, TOKEN_KEYS)
    secrets: dict[str, bytes] = {}
    for number, pair in enumerate(said.split(), 1):
        name, is_pair, digits = pair.partition(":")
        if not is_pair or not _ID.fullmatch(name):
            raise EditorialError(_NO_PAIR.fill(variable=variable, number=number))
        if name in secrets:
            raise EditorialError(_TWICE.fill(variable=variable, id=name))
        secrets[name] = _key(f"{variable} ({name})", digits)
    return Keys(next(iter(secrets)), secrets) if secrets else None


def read_secret_file(path: Path, variable: str) -> bytes:
    """Give what a file named by a variable holds; raises EditorialError where it is missing or open to others."""
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if os.name == "posix" and about.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                mode = f"{stat.S_IMODE(about.st_mode):04o}"
                raise EditorialError(_OPEN.fill(variable=variable, path=path, mode=mode))
            return file.read(MAX_FILE_BYTES)
    except FileNotFoundError:
        raise EditorialError(_MISSING.fill(variable=variable, path=path)) from None
    except (OSError, ValueError) as error:
        # A path with a NUL in it is a ValueError.
        said = said_by(error) if isinstance(error, OSError) else str(error)
        raise EditorialError(_UNREADABLE.fill(variable=variable, path=path, said=said)) from None


def _said(environ: Mapping[str, str], variable: str) -> tuple[str, str]:
    """Give which of the two variables speaks, and what it says, without the white space around."""
    said, path = environ.get(variable, "").strip(), environ.get(variable + FILE, "")
    if said and path:
        raise EditorialError(_BOTH.fill(variable=variable))
    if not path:
        return variable, said
    found = read_secret_file(Path(path), variable + FILE).decode("ascii", "replace").strip()
    if not found:
        raise EditorialError(_EMPTY.fill(variable=variable + FILE, path=path))
    return variable + FILE, found


def _key(variable: str, digits: str) -> bytes:
    if not _HEX.fullmatch(digits):
        raise EditorialError(_NO_HEX.fill(variable=variable))
    if len(digits) < 2 * MIN_KEY_BYTES or len(digits) % 2:
        raise EditorialError(_BAD_LENGTH.fill(variable=variable, found=len(digits), least=2 * MIN_KEY_BYTES))
    return bytes.fromhex(digits)


_ID = re.compile(r"[A-Za-z0-9_-]{1,16}")
_HEX = re.compile(r"[0-9A-Fa-f]+")
_NO_MASK_KEY = Phrase(
    "LIGNE_MASK_KEY manque : sans cette clé, les adresses ne peuvent pas être masquées ; faites-en une avec "
    "« openssl rand -hex 32 », une fois pour toutes, et gardez-la avec les secrets",
    "LIGNE_MASK_KEY is missing: without this key, addresses cannot be masked; make one with “openssl rand -hex 32”, "
    "once and for all, and keep it with the secrets",
)
_BOTH = Phrase(
    "{variable} et {variable}_FILE sont donnés tous les deux : gardez-en un seul",
    "both {variable} and {variable}_FILE are given: keep one of them",
)
_NO_HEX = Phrase(
    "{variable} contient autre chose que des chiffres hexadécimaux (0-9, a-f) : « openssl rand -hex 32 » en donne",
    "{variable} holds something else than hexadecimal digits (0-9, a-f): “openssl rand -hex 32” gives some",
)
_BAD_LENGTH = Phrase(
    "{variable} a {found} chiffres hexadécimaux ; il en faut un nombre pair, au moins {least} : "
    "« openssl rand -hex 32 » en donne 64",
    "{variable} has {found} hexadecimal digits; an even number of them is needed, at least {least}: "
    "“openssl rand -hex 32” gives 64",
)
_NO_PAIR = Phrase(
    "{variable} : la clé n° {number} ne s’écrit pas « nom:hexadécimal » (nom : 16 lettres, chiffres, - ou _ au plus)",
    "{variable}: key no. {number} is not written “name:hexadecimal” (name: at most 16 letters, digits, - or _)",
)
_TWICE = Phrase(
    "{variable} : deux clés s’appellent « {id} » ; donnez à la nouvelle un nom qui n’a jamais servi",
    "{variable}: two keys are called “{id}”; give the new one a name that was never used",
)
_MISSING = Phrase(
    "{variable} : le fichier « {path} » n’existe pas ; créez-le ou corrigez la variable",
    "{variable}: the file “{path}” does not exist; make it or mend the variable",
)
_OPEN = Phrase(
    "{variable} : le fichier « {path} » est ouvert à d’autres que son propriétaire (droits {mode}) : chmod 600",
    "{variable}: the file “{path}” is open to others than its owner (mode {mode}): chmod 600",
)
_UNREADABLE = Phrase(
    "{variable} : le fichier « {path} » ne se lit pas ({said})", "{variable}: the file “{path}” cannot be read ({said})"
)
_EMPTY = Phrase("{variable} : le fichier « {path} » est vide", "{variable}: the file “{path}” is empty")
