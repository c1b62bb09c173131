"""The tables of the ledger in a database: the head, in one row; the sealed entries; who has what of open mailings."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint, select

from editorial.errors import EditorialError
from editorial.finding import Phrase

FORMAT = 1

_TABLES = MetaData()
HEAD = Table(
    "ligne_ledger",
    _TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("format", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)
ENTRIES = Table(
    "ligne_ledger_entries",
    _TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("head", Integer, ForeignKey(HEAD.c.id), nullable=False),
    Column("key", String(240), nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("at", String(40), nullable=False),
    Column("claim", String(32), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("ref", String(300), nullable=False),
    Column("why", String(300), nullable=False),
    Column("digest", String(64), nullable=False),
    # Whatever the rules above it say, no delivery has two claims of one number: two runs cannot both hold it.
    UniqueConstraint("key", "attempt", "what"),
)
RECIPIENTS = Table(
    "ligne_ledger_recipients",
    _TABLES,
    # Outside of the seal: a row of somebody who asks for it is erased, and all rows are once they are old.
    Column("key", String(240), primary_key=True),
    Column("mask", String(64), primary_key=True),
    Column("what", String(10), nullable=False),
    Column("at", String(40), nullable=False),
    Column("claim", String(32), nullable=False),
    Column("ref", String(100), nullable=False),
    Index("ligne_ledger_recipients_mask", "mask"),
)
ROW = tuple(ENTRIES.c[name] for name in ("key", "what", "at", "claim", "attempt", "ref", "why"))
"""The columns that an entry is read from."""


def lay_out(connection: Connection) -> None:
    """Make the tables of an empty ledger."""
    _TABLES.create_all(connection)
    connection.execute(HEAD.insert().values(id=1, format=FORMAT, seq=0, digest=""))


def head_of(connection: Connection) -> tuple[int, str]:
    """Give how many rows the ledger has and the seal of the last; raises EditorialError for a newer format."""
    format_, seq, digest = connection.execute(select(HEAD.c.format, HEAD.c.seq, HEAD.c.digest)).one()
    if format_ > FORMAT:
        raise EditorialError(_NEWER.fill(found=format_, known=FORMAT))
    return seq, digest


def sealed(before: str, key: str, row: list[Any]) -> str:
    """Give the digest of a row and, through the one before, of every row since the first."""
    return sha256(json.dumps([before, key, *row]).encode()).hexdigest()


def tip_of(seq: int, digest: str) -> str:
    """Give the tip of a ledger whose last row has a number and a seal."""
    return f"{seq}-{digest}" if seq else ""


_NEWER = Phrase(
    "le registre est au format {found}, et ce Ligne connaît le format {known} : mettez Ligne à jour",
    "the ledger has format {found}, and this Ligne knows format {known}: update Ligne",
)
