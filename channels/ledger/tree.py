"""What a commit of the ledger holds: `states.jsonl`, the last entry of every delivery, and one file a tick since."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from channels.ledger.entry import Entry, row_of
from channels.ledger.ledger import Ledger
from editorial.errors import EditorialError
from editorial.finding import Phrase

STATES = "states.jsonl"
FORMAT = 1
MAX_TICKS = 64
"""How many ticks stand beside the states before the next one folds them in."""

_TICK = re.compile(r"tick-(\d{8})\.jsonl")


def tick_name(files: Iterable[str], folded: int) -> str:
    """Give the name of the next tick's file; `folded` is the number of the last one that was folded in."""
    return f"tick-{max([folded, *map(_number, files)]) + 1:08d}.jsonl"


def ticks(files: Iterable[str]) -> list[str]:
    """Give the files of ticks, oldest first."""
    return sorted(name for name in files if _TICK.fullmatch(name))


def lines(entries: Iterable[Entry]) -> bytes:
    """Give the file of a tick."""
    return "".join(f"{entry.line}\n" for entry in entries).encode()


def states(ledger: Ledger, files: Iterable[str], folded: int) -> bytes:
    """Give `states.jsonl` of a ledger into which every tick of `files` is folded."""
    head = {"ligne": "ledger", "format": FORMAT, "folded": max([folded, *map(_number, files)])}
    return (json.dumps(head) + "\n").encode() + lines(ledger.entries())


def folded_in(raw: bytes, path: str) -> int:
    """Give the number of the last tick folded into the states; raises EditorialError where they are not ours."""
    try:
        head = json.loads(raw.partition(b"\n")[0])
        found, number = head["format"], int(head["folded"])
        is_ours = head["ligne"] == "ledger"
    except (ValueError, KeyError, TypeError):
        raise EditorialError(_FOREIGN, path) from None
    if not is_ours or not isinstance(found, int):
        raise EditorialError(_FOREIGN, path)
    if found > FORMAT:
        raise EditorialError(_NEWER.fill(found=found, known=FORMAT), path)
    return number


def rows_in(raw: bytes, path: str) -> Mapping[str, list[Any]]:
    """Give the rows of a file of entries, by key, the last of each; raises EditorialError where a line is not ours."""
    try:
        text = ",".join(line for line in raw.decode().splitlines() if line and not line.startswith('{"ligne"'))
        return {said["key"]: row_of(said) for said in json.loads(f"[{text}]")}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EditorialError(_FOREIGN, path) from None


def _number(name: str) -> int:
    match = _TICK.fullmatch(name)
    return int(match[1]) if match else 0


_FOREIGN = Phrase(
    "ceci n’est pas un registre de Ligne : donnez-lui un nom de référence à lui (LIGNE_LEDGER=git:origin#refs/…)",
    "this is not a ledger of Ligne: give it a ref name of its own (LIGNE_LEDGER=git:origin#refs/…)",
)
_NEWER = Phrase(
    "le registre est au format {found}, et ce Ligne connaît le format {known} : mettez Ligne à jour",
    "the ledger has format {found}, and this Ligne knows format {known}: update Ligne",
)
