"""Who is never to be written to again, by mask: they win over whatever a list says of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from channels.subscribers.address import normalised
from channels.subscribers.csv_file import rows_of
from channels.subscribers.mask import OTHER_KEY, Masks
from channels.subscribers.place import shown
from channels.subscribers.record import Reader, Wrong, instant_said
from channels.subscribers.subscriber import Status
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase, Span
from editorial.system_words import said_by

HEAD = "list,mask,why,at"
_KEY = "key"
"""The reason of the row that says under which key the others are."""


class Suppressions(Protocol):
    """A place that keeps the masks of those who left one list."""

    @property
    def name(self) -> str:
        """Where it is, without any secret."""
        ...

    def among(self, masks: Collection[str]) -> frozenset[str]:
        """Give those of some masks that are suppressed now; raises EditorialError where nobody can tell."""
        ...

    def suppress(self, masks: Collection[str], why: Status, at: datetime) -> int:
        """Suppress masks, at once or not at all; gives how many were not yet."""
        ...


class CsvSuppressions:
    """Suppressions in a CSV file with the columns `list,mask,why,at`; an address is taken for its mask.

    A row without a list is about every list. The file is read again whenever it has changed.
    """

    must_be_there = False
    """Whether a file that is missing is held for lost, not for empty."""

    def __init__(self, path: Path, list_id: str, masks: Masks):
        self._path, self._list, self._masks = path, list_id, masks
        self._stamp: tuple[int, int] | None = None
        self._known: frozenset[bytes] = frozenset()

    @property
    def name(self) -> str:
        """The file's name, without its folders."""
        return f"csv:{shown(self._path)}"

    def among(self, masks: Collection[str]) -> frozenset[str]:
        """Give those of some masks that are suppressed now; raises EditorialError with the rows that are wrong."""
        self._look()
        if self.must_be_there and self._stamp is None:
            raise EditorialError(_LOST.fill(name=self.name, list=self._list))
        return frozenset(mask for mask in masks if bytes.fromhex(mask) in self._known)

    def suppress(self, masks: Collection[str], why: Status, at: datetime) -> int:
        """Add the masks that are not there, in one write."""
        self._look()
        new = sorted(mask for mask in set(masks) if bytes.fromhex(mask) not in self._known)
        rows = "".join(f"{self._list},{mask},{why},{instant_said(at)}\n" for mask in new)
        if rows or self._stamp is None:
            self._append(rows)
        return len(new)

    def _append(self, rows: str) -> None:
        try:
            with open(os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
                head = file.read(len(HEAD) + 3).decode("utf-8", "replace").lstrip("\ufeff")
                if head and head.splitlines()[0] != HEAD:
                    raise EditorialError(_FOREIGN.fill(name=self.name, head=HEAD))
                if head:
                    file.seek(-1, os.SEEK_END)
                    head = "" if file.read(1) == b"\n" else "\n"
                else:
                    head = f"{HEAD}\n,{self._masks.proof},{_KEY},\n"
                file.write((head + rows).encode())
                os.fsync(file.fileno())
        except OSError as error:
            raise EditorialError(_UNWRITTEN.fill(name=self.name, said=said_by(error))) from None

    def _look(self) -> None:
        try:
            about = self._path.stat()
        except FileNotFoundError:
            self._stamp, self._known = None, frozenset()
            return
        except OSError as error:
            raise EditorialError(_UNREADABLE.fill(name=self.name, said=said_by(error))) from None
        stamp = (about.st_mtime_ns, about.st_size)
        if stamp != self._stamp:
            self._known = frozenset(self._read())
            self._stamp = stamp

    def _read(self) -> Iterable[bytes]:
        wrong: list[Problem] = []
        for row, cells in rows_of(self._path, self.name, Reader(("mask", "list", "why")), ("mask", "address")):
            found = cells if isinstance(cells, Wrong) else self._mask_of(cells)
            if found is None:
                continue
            if isinstance(found, bytes):
                yield found
            elif len(wrong) < _MAX_WRONG:
                wrong.append(Problem(_BAD_ROW.fill(kind=found), self.name, Span(line=row)))
        if wrong:
            raise EditorialError(wrong)

    def _mask_of(self, cells: dict[str, str]) -> bytes | Wrong | None:
        """Give the mask of a row; None where it is about another list."""
        mask = cells.get("mask", "").strip()
        if cells.get("why", "").strip() == _KEY:
            if mask != self._masks.proof:
                raise EditorialError(OTHER_KEY, self.name)
            return None
        if cells.get("list", "").strip() not in ("", self._list):
            return None
        if mask:
            try:
                found = bytes.fromhex(mask)
            except ValueError:
                return Wrong.SYNTAX
            return found if len(found) == 16 else Wrong.LENGTH
        # Whatever stands there once stood in a list: an address that cannot be written to is left out of it anyway.
        address = cells.get("address", "").strip()
        return bytes.fromhex(self._masks.mask(normalised(address) or address)) if address else Wrong.EMPTY


class NamedSuppressions(CsvSuppressions):
    """Suppressions in a file that somebody named: where it is missing, a disk may be, and all who left with it."""

    must_be_there = True


_MAX_WRONG = 20
_BAD_ROW = Phrase(
    "la ligne ne dit pas qui est parti ({kind}) : il y faut un masque de 32 chiffres hexadécimaux, ou une adresse",
    "the row does not say who left ({kind}): it takes a mask of 32 hexadecimal digits, or an address",
)
_LOST = Phrase(
    "les suppressions {name}, que nomme LIGNE_SUPPRESSIONS, n’existent pas : qui s’est désabonné recevrait la lettre ; "
    "retrouvez le fichier, ou créez-le : ligne subscribers suppress {list} --from /dev/null",
    "the suppressions {name}, which LIGNE_SUPPRESSIONS names, do not exist: those who left would get the letter; find "
    "the file, or make it: ligne subscribers suppress {list} --from /dev/null",
)
_FOREIGN = Phrase(
    "{name} n’a pas les colonnes {head} : donnez à LIGNE_SUPPRESSIONS un autre fichier, que Ligne créera",
    "{name} does not have the columns {head}: give LIGNE_SUPPRESSIONS another file, which Ligne makes",
)
_UNREADABLE = Phrase(
    "les suppressions {name} ne se lisent pas ({said})", "the suppressions {name} cannot be read ({said})"
)
_UNWRITTEN = Phrase(
    "les suppressions {name} ne s’écrivent pas ({said}) : personne n’y a été ajouté",
    "the suppressions {name} cannot be written ({said}): nobody was added",
)
