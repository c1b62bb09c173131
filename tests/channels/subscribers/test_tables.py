from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, inspect, select

from channels.database import engine_of, url_from
from channels.subscribers.mask import Masks
from channels.subscribers.tables import SCHEMA, STEPS, SUBSCRIBERS, make_ready, version_of
from editorial.errors import EditorialError

MASKS, OTHERS = Masks(b"k" * 16), Masks(b"o" * 16)
ROW = {"list": "lettre", "mask": "0" * 32, "address": "ada@x.example", "status": "active", "changed_at": "2026-11-23"}


@pytest.fixture
def engine(database):
    """Give how a database is spoken to."""
    url = url_from(database, Path())
    assert url is not None
    return engine_of(url)


def test_empty_database_has_no_version(engine):
    with engine.begin() as connection:
        assert version_of(connection, MASKS) == 0


def test_tables_are_made_once_and_stay_as_they_are(engine):
    for _ in range(2):
        with engine.begin() as connection:
            make_ready(connection, MASKS)
    with engine.begin() as connection:
        connection.execute(SUBSCRIBERS.insert(), [ROW])
        make_ready(connection, MASKS)
        assert version_of(connection, MASKS) == len(STEPS)
        assert connection.execute(select(SUBSCRIBERS.c.address, SUBSCRIBERS.c.pillars, SUBSCRIBERS.c.fields)).all() == [
            ("ada@x.example", [], {})
        ]


def test_tables_of_an_older_version_are_brought_to_the_newest_with_what_they_hold(engine):
    def add_a_table(connection: Connection) -> None:
        Table("ligne_later", MetaData(), Column("id", Integer)).create(connection)

    with engine.begin() as connection:
        make_ready(connection, MASKS)
        connection.execute(SUBSCRIBERS.insert(), [ROW])
    with engine.begin() as connection:
        make_ready(connection, MASKS, (*STEPS, add_a_table))
    with engine.begin() as connection:
        assert inspect(connection).has_table("ligne_later")
        assert connection.execute(select(SCHEMA.c.version)).scalar_one() == len(STEPS) + 1
        assert connection.execute(select(SUBSCRIBERS.c.address)).scalar_one() == "ada@x.example"


def test_tables_of_a_newer_version_are_refused(engine):
    with engine.begin() as connection:
        make_ready(connection, MASKS)
        connection.execute(SCHEMA.update().values(version=len(STEPS) + 1))
    with pytest.raises(EditorialError, match="update Ligne"), engine.begin() as connection:
        make_ready(connection, MASKS)


def test_another_mask_key_is_refused_since_nobody_who_left_would_be_known(engine):
    with engine.begin() as connection:
        make_ready(connection, MASKS)
    with pytest.raises(EditorialError, match="LIGNE_MASK_KEY"), engine.begin() as connection:
        version_of(connection, OTHERS)
