"""A database as Ligne speaks to it: SQLite in a file or PostgreSQL by its address, named without any secret."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

WAIT_S = 30
"""How long one writer waits for the others."""
READS = "ligne_reads"
"""The option of a connection by which SQLite is told that nothing will be written."""

_ROW = re.compile(r"\n(?:DETAIL|CONTEXT|LINE \d|HINT|STATEMENT)\b")
_POSTGRESQL_WAITS = {"connect_timeout": 10, "keepalives_idle": 30, "tcp_user_timeout": 60_000}


def url_from(setting: str, root: Path) -> URL | None:
    """Give the address that `sqlite:PATH` (from a folder) or `postgresql://…` names; None where it is neither.

    Raises ValueError, which says nothing of what it was given, for an address of PostgreSQL that cannot be read, and
    ImportError where its driver is not installed.
    """
    kind, _, rest = setting.partition(":")
    if kind == "sqlite" and rest:
        return URL.create("sqlite", database=str(root / rest.removeprefix("///")))
    if re.fullmatch(r"postgres(?:ql)?(?:\+psycopg)?", kind) and rest.startswith("//"):
        try:
            found = make_url(f"postgresql+psycopg:{rest}")
        except (SQLAlchemyError, ValueError):
            # Its own message may repeat the password.
            raise ValueError("unreadable database address") from None
        if "@" in f"{found.host}{found.database}":
            # An @ of the password that is not written %40: what follows it would be shown as the server's name.
            raise ValueError("unreadable database address")
        return found
    return None


def name_of(url: URL) -> str:
    """Give the file, or the server and the database; never a user, a password or an option."""
    if url.get_backend_name() == "sqlite":
        return f"sqlite:{url.database}"
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{url.host or ''}{port}/{url.database or ''}"


def said_by(error: SQLAlchemyError, url: URL) -> str:
    """Give what a database said of an error in one line of at most 300 characters, without its password.

    What follows its first line may quote the row it refuses: it is left out.
    """
    whole = str(getattr(error, "orig", None) or error).strip()
    said = " ".join(_ROW.split(whole)[0].split())
    return said.replace(str(url.password), "…")[:300] if url.password else said[:300]


def engine_of(url: URL) -> Engine:
    """Give how a database is spoken to; each transaction has a connection of its own."""
    if url.get_backend_name() != "sqlite":
        waits = {name: value for name, value in _POSTGRESQL_WAITS.items() if name not in url.query}
        return create_engine(url, poolclass=NullPool, connect_args=waits, hide_parameters=True)
    by_hand = {"timeout": WAIT_S, "isolation_level": None}
    engine = create_engine(url, poolclass=NullPool, connect_args=by_hand, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # What is erased would else stay readable in the file until something is written over it.
        connection.cursor().execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Taking the lock at the first write instead would let two runs read the same state before it.
        is_reading = connection.get_execution_options().get(READS)
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")

    return engine
