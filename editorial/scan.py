"""A look over the folder of the pieces: every file there is, with the stamp by which it is known again."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.folder import as_text
from editorial.plain_file import NOT_A_FILE
from editorial.source import Unreadable
from editorial.system_words import said_by

CONTENT = "content"
Stamp: TypeAlias = tuple[int, int, int, int]
"""A file's size, when it was written and when anything of it last changed (ns), and which file it is."""

_SECOND_NS = 1_000_000_000
_FINE_NS, _COARSE_NS = 20_000_000, 2 * _SECOND_NS
"""How old a file must be that a change would show: a tick of the kernel, or of a file system that counts in seconds."""


@dataclass(frozen=True)
class Scan:
    """What stands under content/: Markdown files in order, what cannot be one, and every plain file.

    `aside` holds what is reached by its name alone: symbolic links, and what is hidden; `links` names all of the first,
    those that lead outside too.
    """

    texts: dict[str, Stamp] = field(default_factory=dict)
    unreadable: dict[str, Unreadable] = field(default_factory=dict)
    files: dict[str, Stamp] = field(default_factory=dict)
    aside: dict[str, Stamp] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    at_ns: int = field(default_factory=time.time_ns)
    """When the look began; it says which stamps can be trusted, and reaches no output."""

    def is_settled(self, stamp: Stamp) -> bool:
        """Say whether a file of that stamp is old enough that a change to it would give it another one."""
        grain = _FINE_NS if stamp[2] % _SECOND_NS else _COARSE_NS
        return max(stamp[1], stamp[2]) < self.at_ns - grain


def scan(root: Path) -> Scan:
    """Give what stands under a site's content/; raises EditorialError where a folder cannot be listed."""
    found = Scan()
    if (root / CONTENT).is_dir():
        _look_into(root, CONTENT, found)
    return found


def stamp_of(found: os.stat_result) -> Stamp:
    """Give the stamp of a file."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _look_into(root: Path, folder: str, found: Scan) -> None:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as error:
        raise EditorialError(UNREADABLE.fill(why=said_by(error)), folder) from None
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            _take_hidden(entry.path, path, found)
            continue
        is_markdown = entry.name.endswith(".md")
        is_link = entry.is_symlink()
        if is_link:
            found.links.add(path)
        # `resolve` and `entry.is_dir` raise where a link leads to itself.
        if is_link and not Path(os.path.realpath(entry.path)).is_relative_to(os.path.realpath(root / CONTENT)):
            if is_markdown or os.path.isdir(entry.path):
                found.unreadable[path] = Unreadable("source.outside", _OUTSIDE, fix=_OUTSIDE_FIX)
        elif entry.is_dir(follow_symlinks=False):
            if is_markdown:
                found.unreadable[path] = Unreadable("source.folder", _FOLDER, fix=_FOLDER_FIX)
            else:
                _look_into(root, path, found)
        elif is_markdown:
            _take_text(entry, path, found)
        else:
            _take_file(entry, found.aside if is_link else found.files, path)


def _take_text(entry: os.DirEntry[str], path: str, found: Scan) -> None:
    if path != (shown := as_text(path)):
        found.unreadable[shown] = Unreadable("source.name", _NAME, fix=_NAME_FIX)
        return
    try:
        stat_ = entry.stat()
    except OSError as error:
        found.unreadable[path] = Unreadable("source.unreadable", UNREADABLE.fill(why=said_by(error)))
        return
    if stat.S_ISREG(stat_.st_mode):
        found.texts[path] = stamp_of(stat_)
    else:
        found.unreadable[path] = Unreadable("source.not-a-file", NOT_A_FILE)


def _take_file(entry: os.DirEntry[str], files: dict[str, Stamp], path: str) -> None:
    try:
        stat_ = entry.stat()
    except OSError:
        return
    if stat.S_ISREG(stat_.st_mode):
        files[path] = stamp_of(stat_)
    elif stat.S_ISDIR(stat_.st_mode):
        # What stands in the folder is looked at there: that the link leads to it is all there is to know of it.
        files[path] = stamp_of(entry.stat(follow_symlinks=False))


def _take_hidden(file: str, path: str, found: Scan) -> None:
    """Take what is hidden and all below it: nothing is looked for there, but a picture's name may lead to it."""
    try:
        stat_ = os.lstat(file)
        if stat.S_ISDIR(stat_.st_mode):
            for name in os.listdir(file):
                _take_hidden(f"{file}/{name}", f"{path}/{name}", found)
        elif stat.S_ISREG(stat_.st_mode) or stat.S_ISLNK(stat_.st_mode):
            found.aside[path] = stamp_of(stat_)
    except OSError:
        return


UNREADABLE = Phrase("ce fichier ne se lit pas ({why})", "this file cannot be read ({why})")
_OUTSIDE = Phrase("ce lien symbolique sort du site", "this symbolic link leaves the site")
_OUTSIDE_FIX = Phrase("copiez le fichier dans content/", "copy the file into content/")
_NAME = Phrase(
    "ce nom de fichier n’est pas de l’UTF-8 : aucune adresse ne peut le dire",
    "the name of this file is not UTF-8: no address can say it",
)
_NAME_FIX = Phrase("renommez-le, sans lettre abîmée", "rename it, without the damaged letter")
_FOLDER = Phrase("c’est un dossier, pas un texte", "this is a folder, not a text")
_FOLDER_FIX = Phrase("renommez-le sans .md", "rename it without .md")
