"""Moves people between lists and files: into our database with the consent they gave, out of it as CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from channels.subscribers.address import normalised
from channels.subscribers.mask import MASK_CHARS, Masks
from channels.subscribers.record import KEYS, as_cells
from channels.subscribers.source import Source, in_batches
from channels.subscribers.subscriber import Consent, Subscriber

if TYPE_CHECKING:
    from channels.subscribers.sql import SqlList

_BATCH = 1_000
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def bring_in(source: Source, kept: SqlList, given: Consent, at: datetime) -> Counter[str]:
    """Enter everybody a source knows into a database; gives how many were new, changed, unchanged, or had left.

    `given` says how those consented of whom the source says nothing. Doing it again changes nothing.
    """
    counts: Counter[str] = Counter()
    for batch in in_batches(source.everyone(), _BATCH):
        counts.update(kept.enter([(mask, _consenting(person, given)) for mask, person in batch], at))
    return counts


def as_json_lines(people: Iterable[Subscriber]) -> Iterator[str]:
    """Give people as JSON lines, which `jsonl:` reads back."""
    return (json.dumps(as_cells(person), ensure_ascii=False) + "\n" for person in people)


def as_csv(people: Iterable[Subscriber], fields: Sequence[str]) -> Iterator[str]:
    """Give people as CSV, which `csv:` reads back; what a spreadsheet would take for a formula begins with `'`."""
    yield _line([*KEYS, *fields])
    for person in people:
        cells = {**as_cells(person), "pillars": " ".join(person.pillars), **person.fields}
        yield _line(_guarded(str(cells.get(key, ""))) for key in (*KEYS, *fields))


def masks_in(lines: Iterable[str], masks: Masks) -> Iterator[tuple[int, str | None]]:
    """Give the mask of each line that has an address or a mask, by its number from 1; None for one that has neither.

    Only the first cell of a line counts; a first line without an @ that is no mask is a heading.
    """
    for number, line in enumerate(lines, 1):
        cell = re.split(r"[;,\t]", line.strip().lstrip("\ufeff"), maxsplit=1)[0].strip().strip('"').strip()
        if not cell or (number == 1 and "@" not in cell and not _MASK.fullmatch(cell)):
            continue
        address = normalised(cell)
        yield number, cell.lower() if _MASK.fullmatch(cell) else masks.mask(address) if address else None


def _consenting(person: Subscriber, given: Consent) -> Subscriber:
    said = person.consent
    if said.at and said.how and said.text:
        return person
    # Where they consented on a day that cannot be read, the day of others would be a false proof.
    at = said.at if said.is_misdated else said.at or given.at
    return replace(person, consent=Consent(at, said.how or given.how, said.text or given.text))


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


_MASK = re.compile(rf"[0-9A-Fa-f]{{{MASK_CHARS}}}")
