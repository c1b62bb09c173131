"""A record of an approval, and the folder that holds them: small files, read without believing any of them."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from editorial.datafile import close_datafile, open_datafile
from editorial.errors import EditorialError
from editorial.fields import Fields
from editorial.finding import Finding, Level, Phrase, Span
from editorial.source import Unreadable, decode
from editorial.system_words import said_by

FOLDER = "editorial/approvals"
MASTHEAD = "_masthead"
"""Below it, the chain of mastheads: no id begins with `_`."""
MAX_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Record:
    """One approval: of what (a piece's or an edition's id, with its channel), of which words, by whom and as what."""

    id: str
    hash: str
    role: str
    by: str
    charter: str
    at: str
    """The instant, ISO 8601 in UTC."""
    repository: str = ""
    channel: str = ""
    """The channel of an edition; empty for a piece."""
    signature: str = ""
    path: str = ""

    def statement(self) -> bytes:
        """Give what is signed: every value, in one order, under a name of its own."""
        names = ("id", "channel", "hash", "role", "by", "charter", "at", "repository")
        return stated("approval", {name: getattr(self, name) for name in names})

    def text(self) -> str:
        """Give the file that holds it."""
        names = ("id", "channel", "hash", "role", "by", "charter", "at", "repository")
        values = {name: value for name in names if (value := getattr(self, name))}
        return file_text({"format": 1, **values}, self.signature)

    @property
    def day(self) -> str:
        """The day of the instant."""
        return self.at[:10]


def stated(kind: str, values: Mapping[str, object]) -> bytes:
    """Give values as the bytes that are signed."""
    plain = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"ligne {kind} 1\n{plain}\n".encode("ascii")


def file_text(values: Mapping[str, object], signature: str) -> str:
    """Give the YAML of a signed file: JSON values, which YAML reads alike, and the signature as a block."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    if signature:
        lines += ["signature: |", *(f"  {line}" for line in signature.strip().splitlines())]
    return "\n".join(lines) + "\n"


def folder_of(name: str) -> str:
    """Give the folder of a piece's or an edition's records, by id."""
    return f"{FOLDER}/{name.replace('/', '_')}"


def instant_text(at: datetime) -> str:
    """Give an instant as a record writes it."""
    return at.astimezone(UTC).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_record(text: str, path: str) -> Record:
    """Give the record a file holds; raises EditorialError or Unreadable."""
    f, source = open_datafile(text, path)
    f.require("id", "hash", "role", "by", "at")
    record = Record(
        id=f.text("id"),
        hash=f.text("hash"),
        role=f.text("role"),
        by=f.text("by"),
        charter=f.text("charter"),
        at=instant_of(f),
        repository=f.text("repository"),
        channel=f.text("channel"),
        signature=f.text("signature"),
        path=path,
    )
    close_datafile(f, source, path)
    return record


def instant_of(f: Fields) -> str:
    """Give the instant of a file, exactly as it is signed."""
    written = f.text("at")
    if written and not _is_instant(written):
        f.complain("at", "date", _NO_INSTANT.fill(found=written))
    return written


def _is_instant(written: str) -> bool:
    try:
        return bool(_INSTANT.fullmatch(written)) and datetime.fromisoformat(written).year > 1
    except ValueError:
        return False


def files_in(root: Path, folder: str = FOLDER) -> Iterator[tuple[str, str | Finding]]:
    """Give every file of the approvals by path, with its text or why it is not read; links are never followed."""
    top = root / folder
    try:
        about = top.lstat()
    except OSError:
        return
    if not stat.S_ISDIR(about.st_mode):
        yield folder, unread(folder, _NO_FILE)
        return
    for entry in sorted(os.scandir(top), key=lambda entry: entry.name):
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            # Records stand one folder deep: nobody's tower of folders is climbed.
            yield from files_in(root, path) if folder == FOLDER else ()
        elif entry.name.endswith(".yaml"):
            yield path, _text(Path(entry.path), path)


def _text(file: Path, path: str) -> str | Finding:
    try:
        about = file.lstat()
        if not stat.S_ISREG(about.st_mode):
            return unread(path, _NO_FILE)
        if about.st_size > MAX_BYTES:
            return unread(path, _TOO_BIG)
        return decode(file.read_bytes())
    except OSError as error:
        return unread(path, _NOT_READ.fill(why=said_by(error)))
    except Unreadable as problem:
        return unread(path, problem.message, problem.span)


def unread(path: str, why: Phrase, span: Span | None = None) -> Finding:
    """Give the finding that a file of the approvals counts for nothing."""
    message = _UNREAD.fill(why=why)
    return Finding("approval.unreadable", Level.WARNING, path, span or Span(1, 1, 2), message, fix=_UNREAD_FIX)


def unread_for(path: str, error: EditorialError) -> Finding:
    """Give the same for the first problem of a file."""
    problem = error.problems[0]
    return unread(path, problem.message, problem.span)


_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_NO_INSTANT = Phrase(
    "« {found} » n’est pas un instant comme 2026-12-01T09:00:00Z",
    "“{found}” is not an instant like 2026-12-01T09:00:00Z",
)
_NO_FILE = Phrase("ce n’est pas un fichier ordinaire du site", "it is no plain file of the site")
_TOO_BIG = Phrase("il dépasse 100 ko", "it is larger than 100 kB")
_NOT_READ = Phrase("son fichier ne se lit pas ({why})", "it cannot be read ({why})")
_UNREAD = Phrase("cette approbation ne compte pas : {why}", "this approval does not count: {why}")
_UNREAD_FIX = Phrase("supprimez ce fichier et approuvez de nouveau", "delete this file and approve again")
