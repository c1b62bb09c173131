"""A commit of the ledger, read from the repository the site is in, and the next one written to it as objects only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from channels.ledger.entry import Entry
from channels.ledger.ledger import Ledger
from channels.ledger.repository import Repository
from channels.ledger.tree import (
    ABOUT,
    MAX_TICKS,
    about,
    fold,
    folded_by,
    folded_through,
    in_order,
    last_folded,
    lines,
    next_tick,
    rows_in,
    ticks,
)


@dataclass(frozen=True)
class Held:
    """A commit of the ledger, read: its files by name with their object ids; nothing where there is no ledger yet."""

    ledger: Ledger = field(default_factory=Ledger)
    files: Mapping[str, str] = field(default_factory=dict)
    folded: int = 0


def read_commit(repository: Repository, commit: str, known: Held) -> Held:
    """Give a commit of the ledger that comes after a known one; raises EditorialError where it is not ours."""
    if not commit:
        return Held()
    listed = repository.said("ls-tree", "-z", "--full-tree", commit).split("\0")
    files = {name: said.split()[2] for said, name in (line.split("\t") for line in listed if line)}
    # What is new in the files that changed came after all that is known: the ledger only grows.
    wanted = [name for name in (ABOUT, *in_order(files)) if known.files.get(name, "") != files.get(name)]
    folded, rows = known.folded, dict(known.ledger.rows)
    for name, raw in zip(wanted, repository.blobs([files.get(name, name) for name in wanted]), strict=True):
        if name == ABOUT:
            folded = folded_by(raw, f"{repository.ref}:{name}")
        else:
            rows.update(rows_in(raw, f"{repository.ref}:{name}"))
    return Held(Ledger(rows, commit), files, folded)


def write_commit(repository: Repository, held: Held, entries: Sequence[Entry]) -> Held:
    """Write a commit that adds entries to the ledger, and give it as it will be read."""
    files, folded = dict(held.files), held.folded
    name, old = next_tick(files, folded), ticks(files)
    if len(old) >= MAX_TICKS:
        growing = last_folded(files)
        before, *later = repository.blobs([files.get(growing, growing), *(files.pop(tick) for tick in old)])
        made = fold(growing, before or b"", [raw or b"" for raw in later])
        files |= {path: repository.keep(raw) for path, raw in made.items()}
        folded = folded_through(old)
    if folded != held.folded or not files:
        files[ABOUT] = repository.keep(about(folded))
    files[name] = repository.keep(lines(entries))
    listed = "".join(f"100644 blob {oid}\t{file}\n" for file, oid in sorted(files.items()))
    tree = repository.said("mktree", stdin=listed.encode()).strip()
    counted = ", ".join(f"{count} {what}" for what, count in Counter(str(e.what) for e in entries).items())
    # Pushing a commit that is there already would succeed; the nonces in its entries make each unlike any other.
    message = f"ligne ledger: {counted}\n\n{name}\n"
    parent = ["-p", held.ledger.tip] if held.ledger.tip else []
    commit = repository.said("commit-tree", tree, *parent, stdin=message.encode()).strip()
    return Held(held.ledger.after(entries, commit), files, folded)
