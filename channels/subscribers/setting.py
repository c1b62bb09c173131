"""Which list stands where: named by the environment or the command line, never by a file of the site."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from channels.subscribers.csv_file import CsvFile
from channels.subscribers.export import Export, checked
from channels.subscribers.jsonl_file import JsonlFile
from channels.subscribers.keyring import read_masks
from channels.subscribers.mask import Masks
from channels.subscribers.place import refuse_tracked
from channels.subscribers.record import Reader
from channels.subscribers.source import Kept, Listed, Served, Source
from channels.subscribers.suppressions import CsvSuppressions, NamedSuppressions, Suppressions
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.subscribers.sql import SqlList

LISTS = "LIGNE_SUBSCRIBERS"
SUPPRESSIONS = "LIGNE_SUPPRESSIONS"
TOKEN = "LIGNE_SERVICE_TOKEN"  # noqa: S105 (the name of a variable)
BESIDE = "suppressions.csv"
"""The suppressions of a list in a file, beside that file, unless LIGNE_SUPPRESSIONS names a place."""


def open_source(list_id: str, environ: Mapping[str, str], root: Path = Path(), fields: Collection[str] = ()) -> Source:
    """Give the readers of a list, as LIGNE_SUBSCRIBERS says where they are; raises EditorialError.

    Paths go from `root`, the site's folder; `fields` are those that letters declare.
    """
    return Opening(list_id, environ, root, Reader(fields)).source(setting_of(list_id, environ))


def setting_of(list_id: str, environ: Mapping[str, str]) -> str:
    """Give what LIGNE_SUBSCRIBERS says of a list; raises EditorialError."""
    refuse_address(list_id)
    named = settings_in(environ)
    if list_id not in named:
        known = ", ".join(named)
        raise EditorialError((_UNKNOWN_LIST if known else _NO_LISTS).fill(list=list_id, known=known))
    return named[list_id]


def settings_in(environ: Mapping[str, str]) -> dict[str, str]:
    """Give the source of each list that LIGNE_SUBSCRIBERS names; raises EditorialError."""
    named: dict[str, str] = {}
    for number, pair in enumerate(environ.get(LISTS, "").split(), 1):
        list_id, is_pair, setting = pair.partition("=")
        if not is_pair or not setting or not LIST_ID.fullmatch(list_id):
            raise EditorialError(_NO_PAIR.fill(number=number))
        if list_id in named:
            raise EditorialError(_TWICE.fill(list=list_id))
        named[list_id] = setting
    return named


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens what belongs to one list."""

    list_id: str
    environ: Mapping[str, str] = field(repr=False)
    root: Path
    reader: Reader

    @property
    def masks(self) -> Masks:
        """The masks of addresses; raises EditorialError without a key."""
        return read_masks(self.environ)

    def source(self, setting: str) -> Source:
        """Give the readers a setting names; raises EditorialError."""
        kind, has_kind, rest = setting.partition(":")
        if not has_kind:
            raise EditorialError(_NO_KIND)
        masks = self.masks
        database = self.database(setting)
        if database is not None:
            named = self._named_suppressions()
            return Kept(database, masks, [named] if named else [])
        origin: CsvFile | JsonlFile
        if kind in ("csv", "jsonl") and rest:
            path = self._path(rest)
            origin = CsvFile(path, self.reader) if kind == "csv" else JsonlFile(path, self.reader)
        elif kind == "service" and rest:
            token = self.environ.get(TOKEN, "").strip()
            if not token:
                raise EditorialError(_NO_TOKEN)
            export = Export(checked(rest), self.list_id, token, self.reader)
            return Served(export, masks, self._elsewhere(setting))
        else:
            raise EditorialError((_PROVIDER if kind == "provider" else _UNKNOWN).fill(found=_quoted(kind)))
        return Listed(origin, masks, self._elsewhere(setting))

    def database(self, setting: str) -> SqlList | None:
        """Give the list a setting keeps in a database, None where it is kept elsewhere; raises EditorialError."""
        if not is_database(setting):
            return None
        try:
            from sqlalchemy.exc import SQLAlchemyError

            from channels.database import url_from
            from channels.subscribers.sql import SqlList
        except ImportError:
            raise EditorialError(_NO_EXTRA) from None
        try:
            url = url_from(setting, self.root)
            found = SqlList(url, self.list_id, self.masks, self.reader) if url is not None else None
        except ImportError:
            raise EditorialError(_NO_EXTRA) from None
        except (SQLAlchemyError, ValueError):
            # Its own message may repeat the password.
            raise EditorialError(_BAD_URL) from None
        if found is None:
            raise EditorialError(_UNKNOWN.fill(found=_quoted(setting.partition(":")[0])))
        if found.path is not None:
            refuse_tracked(found.path)
        return found

    def suppressions(self, setting: str) -> Suppressions | None:
        """Give where those who left a list are kept: in its database, in LIGNE_SUPPRESSIONS, else beside its file."""
        kept = self.database(setting) or self._named_suppressions()
        kind, _, rest = setting.partition(":")
        if kept is None and kind in ("csv", "jsonl"):
            return CsvSuppressions(self._path(rest).parent / BESIDE, self.list_id, self.masks)
        return kept

    def _elsewhere(self, setting: str) -> list[Suppressions]:
        keeper = self.suppressions(setting)
        return [keeper] if keeper else []

    def _named_suppressions(self) -> Suppressions | None:
        setting = self.environ.get(SUPPRESSIONS, "").strip()
        if not setting:
            return None
        kind, _, rest = setting.partition(":")
        if kind == "csv" and rest:
            return NamedSuppressions(self._path(rest), self.list_id, self.masks)
        database = self.database(setting)
        if database is None:
            raise EditorialError(_BAD_SUPPRESSIONS.fill(found=_quoted(kind)))
        return database

    def _path(self, written: str) -> Path:
        path = self.root / written
        refuse_tracked(path)
        return path


def is_database(setting: str) -> bool:
    """Say whether a setting names a database."""
    return setting.startswith(("sqlite:", "postgres"))


def refuse_address(list_id: str) -> None:
    """Raise EditorialError for what is no list's id, and perhaps an address, which is not repeated."""
    if not LIST_ID.fullmatch(list_id):
        raise EditorialError(_NO_LIST)


def _quoted(kind: str) -> str:
    """Give a kind of source as it may be shown: what is none may be somebody's address."""
    return kind if re.fullmatch(r"[a-z0-9+]{1,20}", kind) else "…"


LIST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_NO_LISTS = Phrase(
    'rien ne dit où est la liste « {list} » : LIGNE_SUBSCRIBERS="{list}=csv:/chemin/abonnes.csv" (ou jsonl:, sqlite:, '
    "postgresql://, service:https://…)",
    'nothing says where the list “{list}” is: LIGNE_SUBSCRIBERS="{list}=csv:/path/subscribers.csv" (or jsonl:, '
    "sqlite:, postgresql://, service:https://…)",
)
_UNKNOWN_LIST = Phrase(
    "LIGNE_SUBSCRIBERS ne nomme pas de liste « {list} » (il nomme {known}) : ajoutez-la, ou corrigez l’identifiant",
    "LIGNE_SUBSCRIBERS names no list “{list}” (it names {known}): add it, or mend the id",
)
_NO_LIST = Phrase(
    "ce n’est pas l’identifiant d’une liste (lettres, chiffres, . _ -) ; une adresse ne se donne jamais en "
    "argument, où "
    "l’historique du terminal la garderait",
    "this is not the id of a list (letters, digits, . _ -); an address is never given as an argument, where the "
    "history "
    "of the terminal would keep it",
)
_NO_PAIR = Phrase(
    "LIGNE_SUBSCRIBERS : l’élément n° {number} ne s’écrit pas liste=source, par exemple lettre=csv:/srv/abonnes.csv "
    "(un espace dans un chemin ne s’y écrit pas)",
    "LIGNE_SUBSCRIBERS: item no. {number} is not written list=source, for instance letter=csv:/srv/subscribers.csv "
    "(no path in it has a space)",
)
_TWICE = Phrase(
    "LIGNE_SUBSCRIBERS nomme deux fois la liste « {list} » : gardez une seule source",
    "LIGNE_SUBSCRIBERS names the list “{list}” twice: keep one source",
)
_UNKNOWN = Phrase(
    "« {found}: » ne nomme pas une source d’abonnés : écrivez csv:CHEMIN, jsonl:CHEMIN, sqlite:CHEMIN, "
    "postgresql://… "
    "ou service:https://…",
    "“{found}:” names no source of subscribers: write csv:PATH, jsonl:PATH, sqlite:PATH, postgresql://… or "
    "service:https://…",
)
_NO_KIND = Phrase(
    "la source ne dit pas ce qu’elle est : écrivez csv:CHEMIN, jsonl:CHEMIN, sqlite:CHEMIN, postgresql://… ou "
    "service:https://… (un fichier en .csv, .jsonl ou .db peut s’écrire seul sur la ligne de commande)",
    "the source does not say what it is: write csv:PATH, jsonl:PATH, sqlite:PATH, postgresql://… or service:https://… "
    "(on the command line a file that ends in .csv, .jsonl or .db may stand alone)",
)
_PROVIDER = Phrase(
    "cette liste est tenue par le prestataire d’envoi ({found}:), qui ne la montre pas à Ligne : lisez-la chez lui",
    "this list is kept by the mail provider ({found}:), who does not show it to Ligne: read it there",
)
_NO_TOKEN = Phrase(
    "LIGNE_SERVICE_TOKEN manque : le service d’abonnement n’exporte la liste qu’à qui a ce jeton",
    "LIGNE_SERVICE_TOKEN is missing: the subscription service exports the list to who has that token alone",
)
_BAD_SUPPRESSIONS = Phrase(
    "LIGNE_SUPPRESSIONS vaut csv:CHEMIN, sqlite:CHEMIN ou postgresql://… (« {found}: » trouvé)",
    "LIGNE_SUPPRESSIONS is csv:PATH, sqlite:PATH or postgresql://… (found “{found}:”)",
)
_BAD_URL = Phrase(
    "l’adresse PostgreSQL de la liste n’est pas lisible : postgresql://utilisateur@hôte:5432/base (les signes "
    "particuliers d’un mot de passe s’écrivent %40, %2F…)",
    "the PostgreSQL address of the list is not readable: postgresql://user@host:5432/database (special characters of "
    "a password are written %40, %2F…)",
)
_NO_EXTRA = Phrase(
    "une liste dans une base de données demande l’extra « sql » : pip install 'ligne[sql]'",
    "a list in a database needs the extra “sql”: pip install 'ligne[sql]'",
)
