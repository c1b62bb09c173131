"""What a commit of the ledger holds: `ledger.json`, a file of entries for each late tick, and the older ones folded.

Read in order (folded files, then ticks), the last entry of a key is the one that counts. Folding appends to the last
folded file until it is long, then begins another: no entry is written anew more than a few times, ever.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from channels.foreign import json_of
from channels.ledger.entry import Entry, row_of
from editorial.errors import EditorialError
from editorial.finding import Phrase

ABOUT = "ledger.json"
FORMAT = 1
MAX_TICKS = 64
"""How many ticks stand by themselves before the next one folds them."""
MAX_LINES = 2_000
"""How long a folded file is before the next one is begun."""

_FILE = re.compile(r"(folded|tick)-(\d{8})\.jsonl")


def about(folded: int) -> bytes:
    """Give `ledger.json`; `folded` is the number of the last tick that was folded."""
    return (json.dumps({"ligne": "ledger", "format": FORMAT, "folded": folded}) + "\n").encode()


def folded_by(raw: bytes | None, path: str) -> int:
    """Give the number of the last tick that was folded; raises EditorialError where the ledger is not ours."""
    try:
        said = json_of(raw or b"")
        found, number, is_ours = said["format"], said["folded"], said["ligne"] == "ledger"
    except (ValueError, KeyError, TypeError):
        raise EditorialError(_FOREIGN, path) from None
    if not (is_ours and isinstance(found, int) and isinstance(number, int)):
        raise EditorialError(_FOREIGN, path)
    if found > FORMAT:
        raise EditorialError(_NEWER.fill(found=found, known=FORMAT), path)
    return number


def in_order(files: Iterable[str]) -> list[str]:
    """Give the files of entries, oldest entries first; of others nothing is known here."""
    return sorted(name for name in files if _FILE.fullmatch(name))


def ticks(files: Iterable[str]) -> list[str]:
    """Give the files of ticks, oldest first."""
    return [name for name in in_order(files) if name.startswith("tick")]


def next_tick(files: Iterable[str], folded: int) -> str:
    """Give the name of the next tick's file."""
    return _named("tick", max([folded, *map(_number, ticks(files))]) + 1)


def folded_through(files: Sequence[str]) -> int:
    """Give the number of the last of some ticks."""
    return max(map(_number, files))


def last_folded(files: Iterable[str]) -> str:
    """Give the name of the folded file that may still grow."""
    return ([name for name in in_order(files) if name.startswith("folded")] or [_named("folded", 1)])[-1]


def fold(name: str, before: bytes, later: Sequence[bytes]) -> Mapping[str, bytes]:
    """Give the folded file that takes in some ticks: the one there was, longer, or the next."""
    last: dict[str, bytes] = {}
    for raw in later:
        for line in raw.splitlines():
            last[json_of(line)["key"]] = line + b"\n"
    taken = b"".join(last.values())
    is_full = before.count(b"\n") >= MAX_LINES
    return {_named("folded", _number(name) + 1): taken} if is_full else {name: before + taken}


def lines(entries: Iterable[Entry]) -> bytes:
    """Give the file of a tick."""
    return "".join(f"{entry.line}\n" for entry in entries).encode()


def rows_in(raw: bytes | None, path: str) -> Mapping[str, list[Any]]:
    """Give the rows of a file of entries, by key, the last of each; raises EditorialError where a line is not ours."""
    try:
        said = json_of(b"[" + b",".join((raw or b"").splitlines()) + b"]")
        rows = {one["key"]: row_of(one) for one in said}
        if all(isinstance(key, str) for key in rows):
            return rows
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise EditorialError(_FOREIGN, path)


def _named(kind: str, number: int) -> str:
    return f"{kind}-{number:08d}.jsonl"


def _number(name: str) -> int:
    match = _FILE.fullmatch(name)
    return int(match[2]) if match else 0


_FOREIGN = Phrase(
    "ceci n’est pas un registre de Ligne : donnez-lui un nom de référence à lui (LIGNE_LEDGER=git:origin#refs/…)",
    "this is not a ledger of Ligne: give it a ref name of its own (LIGNE_LEDGER=git:origin#refs/…)",
)
_NEWER = Phrase(
    "le registre est au format {found}, et ce Ligne connaît le format {known} : mettez Ligne à jour",
    "the ledger has format {found}, and this Ligne knows format {known}: update Ligne",
)
