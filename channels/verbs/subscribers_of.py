"""What the verbs about lists share: which list is meant, what of it is kept where, how a count is said."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by

if TYPE_CHECKING:
    from channels.report import Reporter
    from channels.subscribers.setting import Opening
    from channels.subscribers.sql import SqlList
    from channels.subscribers.suppressions import Suppressions

_KINDS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
}


def opening_of(list_id: str, root: Path, site: Path) -> Opening:
    """Give what opens a list: paths go from `root`, the fields of letters are those `site` declares."""
    from channels.subscribers.record import Reader
    from channels.subscribers.setting import Opening

    return Opening(list_id, os.environ, root, Reader(_fields(site)))


def named_list(list_id: str, site_dir: Path) -> tuple[Opening, str]:
    """Give what opens a list of LIGNE_SUBSCRIBERS, and the setting that says where it is; raises EditorialError."""
    from channels.subscribers.setting import setting_of
    from editorial.folder import find_site

    root = find_site(site_dir)
    return opening_of(list_id, root, root), setting_of(list_id, os.environ)


def source_setting(written: str) -> str:
    """Give the setting a command line means: one as it is, or the path of a file whose name says what it is."""
    kind = _KINDS.get(Path(written).suffix.lower())
    is_setting = ":" in written[2:]  # "C:\\…" is a path
    return written if is_setting or kind is None else f"{kind}:{written}"


def warn_of_git(reporter: Reporter, setting: str, root: Path) -> None:
    """Say aside that a list in a file is where the next commit may take it in."""
    from channels.subscribers.place import is_in_reach_of_git, shown

    kind, _, path = setting.partition(":")
    if kind in ("csv", "jsonl", "sqlite") and is_in_reach_of_git(root / path):
        reporter.aside(_NEAR_GIT.fill(name=shown(root / path)))


def kept_in(opening: Opening, setting: str) -> SqlList:
    """Give the database a list is kept in; raises EditorialError where it is kept elsewhere."""
    kept = opening.database(setting)
    if kept is None:
        raise EditorialError(_NO_DATABASE.fill(list=opening.list_id))
    return kept


def keeper_of(opening: Opening, setting: str) -> Suppressions:
    """Give where those who leave a list are noted; raises EditorialError where it has no such place."""
    keeper = opening.suppressions(setting)
    if keeper is None:
        raise EditorialError(_NO_KEEPER.fill(list=opening.list_id))
    return keeper


@contextmanager
def given(written: str) -> Iterator[BinaryIO]:
    """Open what `--from` names, `-` for standard input; raises EditorialError."""
    if written == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(written).open("rb") as file:
            yield file
    except OSError as error:
        raise EditorialError(_UNREADABLE.fill(said=said_by(error))) from None


def _fields(site: Path) -> tuple[str, ...]:
    """Give the fields that a site's letters declare."""
    from channels.newsletter.settings import read_settings

    settings = read_settings(site, "fr")
    return tuple(settings.fields) if settings else ()


def in_numbers(head: Phrase, numbers: Mapping[str, int], labels: Mapping[str, Phrase]) -> Phrase:
    """Give a line with the numbers that are not nought, each after its label."""
    told = [labels[name].fill(count=count) for name, count in numbers.items() if count]
    fr, en = (", ".join(phrase.read(lang) for phrase in told) for lang in ("fr", "en"))
    return Phrase(f"{head.fr} : {fr or 'rien'}", f"{head.en}: {en or 'nothing'}")


_NEAR_GIT = Phrase(
    "« {name} » est dans un dépôt git qui ne l’ignore pas : le prochain commit pourrait l’emporter ; gardez la liste "
    "ailleurs, ou nommez-la dans .gitignore",
    "“{name}” is in a git repository that does not ignore it: the next commit may take it in; keep the list elsewhere, "
    "or name it in .gitignore",
)
_NO_DATABASE = Phrase(
    'la liste « {list} » n’est pas dans une base de données : LIGNE_SUBSCRIBERS="{list}=sqlite:CHEMIN" (ou '
    "postgresql://…)",
    'the list “{list}” is not in a database: LIGNE_SUBSCRIBERS="{list}=sqlite:PATH" (or postgresql://…)',
)
_NO_KEEPER = Phrase(
    "rien ne dit où noter qui a quitté la liste « {list} » : LIGNE_SUPPRESSIONS=csv:CHEMIN (ou sqlite:, "
    "postgresql://), "
    "ou lancez cette commande là où est la base du service",
    "nothing says where to note who left the list “{list}”: LIGNE_SUPPRESSIONS=csv:PATH (or sqlite:, "
    "postgresql://), or "
    "run this command where the service’s database is",
)
_UNREADABLE = Phrase("le fichier de --from ne se lit pas ({said})", "the file of --from cannot be read ({said})")
