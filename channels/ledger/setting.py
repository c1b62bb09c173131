"""Which ledger a site has: named by the environment or the command line, never by a file of the site."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from channels.ledger.git import REF, GitStore
from channels.ledger.store import Store
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.git import without_secrets

if TYPE_CHECKING:
    from channels.ledger.sql import SqlStore

VARIABLE = "LIGNE_LEDGER"
DEFAULT = "git:origin"


def open_ledger(root: Path, setting: str = "") -> Store:
    """Give the store that a setting names, else the environment's, else the ref of `origin`; raises EditorialError.

    A setting is `git:REMOTE`, `git:REMOTE#REF`, `sqlite:PATH` (from the site's folder) or `postgresql://…`.
    """
    setting = setting or os.environ.get(VARIABLE) or DEFAULT
    kind, _, rest = setting.partition(":")
    if kind == "git":
        remote, _, ref = rest.partition("#")
        return _git_store(root, remote or "origin", ref or REF)
    if kind.startswith(("sqlite", "postgres")):
        store = _sql_store(root, setting)
        if store is not None:
            return store
    raise EditorialError(_UNKNOWN.fill(found=kind))


def _git_store(root: Path, remote: str, ref: str) -> GitStore:
    if remote.startswith("-") or not _REF.fullmatch(ref) or _NO_REF.search(ref):
        raise EditorialError(_BAD_REF.fill(found=f"{without_secrets(remote)}#{ref}"))
    return GitStore(root, remote, ref)


def _sql_store(root: Path, setting: str) -> SqlStore | None:
    try:
        from sqlalchemy.exc import SQLAlchemyError

        from channels.database import url_from
        from channels.ledger.sql import SqlStore
    except ImportError:
        raise EditorialError(_NO_EXTRA) from None
    try:
        url = url_from(setting, root)
        return SqlStore(url) if url is not None else None
    except ImportError:
        raise EditorialError(_NO_EXTRA) from None
    except (SQLAlchemyError, ValueError):
        # Its own message may repeat the password.
        raise EditorialError(_BAD_URL) from None


_REF = re.compile(r"refs/[\w.-]+(?:/[\w.-]+)+")
_NO_REF = re.compile(r"\.\.|/\.|\.lock(?:/|$)|\.$")
_UNKNOWN = Phrase(
    "« {found} » ne nomme pas un registre : LIGNE_LEDGER vaut git:origin, git:origin#refs/…, sqlite:CHEMIN ou "
    "postgresql://…",
    "“{found}” names no ledger: LIGNE_LEDGER is git:origin, git:origin#refs/…, sqlite:PATH or postgresql://…",
)
_BAD_REF = Phrase(
    "« {found} » ne nomme pas une référence git : écrivez git:origin#refs/ligne/ledger, ou un autre nom sous refs/",
    "“{found}” names no git ref: write git:origin#refs/ligne/ledger, or another name under refs/",
)
_BAD_URL = Phrase(
    "LIGNE_LEDGER n’est pas une adresse PostgreSQL lisible : postgresql://utilisateur@hôte:5432/base (les signes "
    "particuliers d’un mot de passe s’écrivent %40, %2F…)",
    "LIGNE_LEDGER is not a readable PostgreSQL address: postgresql://user@host:5432/database (special characters of "
    "a password are written %40, %2F…)",
)
_NO_EXTRA = Phrase(
    "un registre dans une base de données demande l’extra « sql » : pip install 'ligne[sql]'",
    "a ledger in a database needs the extra “sql”: pip install 'ligne[sql]'",
)
