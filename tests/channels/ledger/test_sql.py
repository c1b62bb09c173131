from __future__ import annotations

import sqlite3
import threading

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import IntegrityError

from channels.ledger.entry import Entry, Key, What
from channels.ledger.ledger import Ledger, State
from channels.ledger.setting import open_ledger
from channels.ledger.store import Outcome, claim, settle
from editorial.errors import EditorialError
from tests.channels.ledger.workshop import AT, KEYS, Workshop
from tests.channels.postgresql import PASSWORD

DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.system))


@pytest.fixture(params=DATABASES)
def database(request, opened) -> Workshop:
    return opened(request.param)


def by_hand(database: Workshop, *statements: str) -> None:
    """Do to the tables what Ligne never does."""
    url = database.database.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url or f"sqlite:///{database.folder}/ledger.db")
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_reading_makes_neither_file_nor_table(tmp_path):
    assert open_ledger(tmp_path, "sqlite:ledger.db").read() == Ledger()
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(EditorialError, match="/gone of the ledger does not exist"):
        open_ledger(tmp_path, "sqlite:gone/ledger.db").read()
    with pytest.raises(EditorialError, match="/gone of the ledger does not exist"):
        claim(open_ledger(tmp_path, "sqlite:gone/ledger.db"), KEYS, AT)


def test_file_that_is_no_database_is_left_alone(tmp_path):
    (tmp_path / "ledger.db").write_text("Cher journal, " * 100)
    with pytest.raises(EditorialError, match="file is not a database"):
        claim(open_ledger(tmp_path, "sqlite:ledger.db"), KEYS, AT)
    assert (tmp_path / "ledger.db").read_text() == "Cher journal, " * 100


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE ligne_ledger_entries SET what = 'failed' WHERE seq = 2"],
        ["UPDATE ligne_ledger_entries SET what = 'odd' WHERE seq = 2"],
        ["DELETE FROM ligne_ledger_entries WHERE seq = 2"],
        ["DELETE FROM ligne_ledger_entries WHERE seq = 3"],
        ["UPDATE ligne_ledger SET seq = 2"],
        ["DELETE FROM ligne_ledger_entries", "UPDATE ligne_ledger SET seq = 0, digest = ''"],
        ["DROP TABLE ligne_ledger_entries", "DROP TABLE ligne_ledger"],
    ],
    ids=["changed", "made odd", "hole", "cut", "turned back", "emptied", "gone"],
)
def test_table_that_was_rewritten_does_not_descend_from_what_was_known(database, statements):
    store = database.runner()
    for key in KEYS:
        claim(store, [key], AT)
    tip = store.read().tip
    assert store.descends(tip)
    by_hand(database, *statements)
    assert not database.runner().descends(tip)


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM ligne_ledger_entries WHERE seq > 1", "UPDATE ligne_ledger SET seq = 1"],
        ["DROP TABLE ligne_ledger_entries", "DROP TABLE ligne_ledger"],
    ],
    ids=["turned back", "gone"],
)
def test_run_at_work_sees_that_the_ledger_went_back(database, statements):
    reader, writer = database.runner(), database.runner()
    for key in KEYS[:2]:
        claim(writer, [key], AT)
    reader.read()
    by_hand(database, *statements)
    for act in (reader.read, lambda: claim(writer, KEYS[2:], AT)):
        with pytest.raises(EditorialError, match="rolled back"):
            act()


def test_ledger_put_back_from_an_old_copy_does_not_descend(tmp_path):
    store = open_ledger(tmp_path, "sqlite:ledger.db")
    claim(store, KEYS[:1], AT)
    copy = (tmp_path / "ledger.db").read_bytes()
    claim(store, KEYS[1:2], AT)
    tip = store.read().tip
    (tmp_path / "ledger.db").write_bytes(copy)
    claim(open_ledger(tmp_path, "sqlite:ledger.db"), KEYS[2:], AT)
    assert not open_ledger(tmp_path, "sqlite:ledger.db").descends(tip)


def test_file_that_is_taken_away_from_a_run_at_work_is_not_begun_anew(tmp_path):
    store = open_ledger(tmp_path, "sqlite:ledger.db")
    claim(store, KEYS[:1], AT)
    (tmp_path / "ledger.db").unlink()
    for act in (store.read, lambda: claim(store, KEYS[1:], AT)):
        with pytest.raises(EditorialError, match="rolled back"):
            act()
    assert list(tmp_path.iterdir()) == []


def test_table_itself_refuses_two_claims_of_one_number(database):
    claim(database.runner(), KEYS[:1], AT)
    with pytest.raises(IntegrityError):
        by_hand(
            database,
            "INSERT INTO ligne_ledger_entries SELECT 2, head, key, what, at, 'other', attempt, ref, why, digest "
            "FROM ligne_ledger_entries",
        )


def test_newer_format_is_refused(database):
    claim(database.runner(), KEYS[:1], AT)
    by_hand(database, "UPDATE ligne_ledger SET format = 2")
    for act in (lambda store: store.read(), lambda store: claim(store, KEYS[1:], AT)):
        with pytest.raises(EditorialError, match="update Ligne"):
            act(database.runner())


def test_first_writers_of_all_make_the_tables_once(database):
    stores, held = [database.runner() for _ in range(4)], []
    runs = [threading.Thread(target=lambda store=store: held.append(claim(store, KEYS, AT).held)) for store in stores]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert sorted(map(len, held)) == [0, 0, 0, 3]


def test_wrong_shape_leaves_nothing_behind(database):
    store = database.runner()
    with pytest.raises(EditorialError, match="personal"):
        store.enter(
            [Entry(KEYS[0], What.CLAIM, AT, "1" * 32), Entry(KEYS[1], What.CLAIM, AT, "1" * 32, why="a@b.example")]
        )
    assert store.read().rows == {}


def test_writer_waits_for_another_that_holds_the_file(tmp_path):
    store = open_ledger(tmp_path, "sqlite:ledger.db")
    claim(store, KEYS[:1], AT)
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    timer.start()
    assert claim(store, KEYS[1:], AT).held == KEYS[1:]
    timer.join()
    other.close()


# PostgreSQL, whose connections are lost.


@pytest.mark.system
@pytest.mark.parametrize("moment", ["before", "after"])
def test_connection_lost_around_the_commit_is_settled_by_looking(opened, monkeypatch, moment):
    database = opened("postgresql")
    store, watcher = database.runner(), database.runner()
    claim(store, [Key("blog", "first")], AT)
    dialect, commits = store.database.engine.dialect, []
    commit = dialect.do_commit

    def lose(connection):
        commits.append(moment)
        if len(commits) > 1:
            return commit(connection)
        if moment == "after":
            commit(connection)
        # The server closes the connection, as it does when it is restarted.
        with watcher.database.engine.begin() as admin:
            admin.execute(
                text("SELECT pg_terminate_backend(:pid)"), {"pid": connection.dbapi_connection.info.backend_pid}
            )
        return commit(connection) if moment == "before" else connection.execute("SELECT 1")

    monkeypatch.setattr(dialect, "do_commit", lose)
    mine = claim(store, KEYS, AT)
    assert (mine.held, len(watcher.read().rows), len(commits)) == (KEYS, 4, 2)
    assert settle(store, mine, {KEYS[0]: Outcome(What.SENT)}, AT) == ()
    assert watcher.read().state(KEYS[0]) is State.SENT


@pytest.mark.system
def test_server_that_is_not_there_or_does_not_let_us_in_is_said_without_the_password(opened):
    url = make_url(opened("postgresql").database)
    for wrong in (url.set(port=1), url.set(password="mot-faux"), url.set(database="nowhere")):
        store = open_ledger(None, wrong.render_as_string(hide_password=False))
        with pytest.raises(EditorialError) as caught:
            store.read()
        said = str(caught.value) + store.name
        assert [secret for secret in (PASSWORD, "mot%2F", "mot-faux", "ligne:") if secret in said] == []
        assert f"postgresql://127.0.0.1:{wrong.port}/{wrong.database}" in said


@pytest.mark.system
def test_role_that_may_only_read_can_pull_and_is_told_why_it_cannot_claim(opened):
    database = opened("postgresql")
    claim(database.runner(), KEYS[:1], AT)
    schema = make_url(database.database).query["options"].rpartition("=")[2]
    by_hand(
        database,
        f"CREATE ROLE {schema} LOGIN PASSWORD 'a'",
        f"GRANT USAGE ON SCHEMA {schema} TO {schema}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {schema}",
    )
    url = make_url(database.database).set(username=schema, password="a")
    reader = open_ledger(None, url.render_as_string(hide_password=False))
    assert reader.read().state(KEYS[0]) is State.IN_DOUBT
    with pytest.raises(EditorialError, match="permission denied"):
        claim(reader, KEYS, AT)
