"""The tables of lists in a database: who subscribed to which, and the masks of those never to be written to again.

`subscribers.mask` is the address's mask (`mask.py`), by which a row is found; instants are ISO 8601 in UTC, empty where
there is none. What a list holds of a person is one row, which erasure deletes; the mask in `suppressions` stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    func,
    inspect,
    select,
)

from channels.subscribers.mask import Masks
from editorial.errors import EditorialError
from editorial.finding import Phrase

_TABLES = MetaData()
SCHEMA = Table(
    "ligne_subscribers_schema",
    _TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    # Under another key nobody's mask would be known, and everybody who left would be written to again.
    Column("key_proof", String(32), nullable=False),
)
SUBSCRIBERS = Table(
    "ligne_subscribers",
    _TABLES,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("list", String(200), nullable=False),
    Column("mask", String(32), nullable=False),
    Column("address", String(320), nullable=False),
    Column("lang", String(35), nullable=False, default=""),
    Column("frequency", String(10), nullable=False, default=""),
    Column("pillars", JSON, nullable=False, default=list),
    Column("status", String(20), nullable=False),
    Column("fields", JSON, nullable=False, default=dict),
    Column("consent_at", String(40), nullable=False, default=""),
    Column("consent_how", String(200), nullable=False, default=""),
    Column("consent_text", String(200), nullable=False, default=""),
    Column("changed_at", String(40), nullable=False),
    UniqueConstraint("list", "mask"),
    # A list is read page by page, in the order of the ids.
    Index("ligne_subscribers_in_order", "list", "id"),
)
SUPPRESSIONS = Table(
    "ligne_suppressions",
    _TABLES,
    Column("list", String(200), primary_key=True),
    Column("mask", String(32), primary_key=True),
    Column("why", String(20), nullable=False),
    Column("at", String(40), nullable=False),
)

_PROVEN = "ligne@mask.invalid"
"""What is masked to know a key again; no address is ever in this domain (RFC 2606)."""
_TURN = 0x6C69676E66
"""The number of PostgreSQL's advisory lock under which tables are made and changed."""

Step = Callable[[Connection], None]


def _lay_out(connection: Connection) -> None:
    """Make the tables as version 1 has them."""
    _TABLES.create_all(connection)


STEPS: tuple[Step, ...] = (_lay_out,)
"""What leads from each version of the tables to the next; a step that was released is never changed."""


def make_ready(connection: Connection, masks: Masks, steps: Sequence[Step] = STEPS) -> None:
    """Bring the tables to today's version, in a transaction that writes; raises EditorialError.

    It refuses tables of a newer version, and tables whose masks were made with another key.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
    version = version_of(connection, masks, steps)
    for step in steps[version:]:
        step(connection)
    if not version:
        connection.execute(SCHEMA.insert().values(id=1, version=len(steps), key_proof=masks.mask(_PROVEN)))
    elif version < len(steps):
        connection.execute(SCHEMA.update().values(version=len(steps)))


def version_of(connection: Connection, masks: Masks, steps: Sequence[Step] = STEPS) -> int:
    """Give the version the tables of a database have, 0 where there are none; raises EditorialError as above."""
    if not inspect(connection).has_table(SCHEMA.name):
        return 0
    version, proof = connection.execute(select(SCHEMA.c.version, SCHEMA.c.key_proof)).one()
    if version > len(steps):
        raise EditorialError(_NEWER.fill(found=version, known=len(steps)))
    if proof != masks.mask(_PROVEN):
        raise EditorialError(_OTHER_KEY)
    return int(version)


_NEWER = Phrase(
    "la liste d’abonnés est au format {found}, et ce Ligne connaît le format {known} : mettez Ligne à jour",
    "the list of subscribers has format {found}, and this Ligne knows format {known}: update Ligne",
)
_OTHER_KEY = Phrase(
    "la liste d’abonnés a été tenue avec une autre clé de masquage : qui s’est désabonné n’y serait plus reconnu ; "
    "remettez la clé d’origine dans LIGNE_MASK_KEY",
    "the list of subscribers was kept under another mask key: those who left would not be known any more; "
    "put the first key back into LIGNE_MASK_KEY",
)
