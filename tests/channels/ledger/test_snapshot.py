from __future__ import annotations

import json
from pathlib import Path

import pytest

from channels.ledger.entry import Key
from channels.ledger.ledger import Ledger, State
from channels.ledger.setting import open_ledger
from channels.ledger.snapshot import Snapshot, pull, read_snapshot, snapshot_tip
from channels.ledger.store import claim
from editorial.errors import EditorialError
from tests.channels.ledger.workshop import AT, KEYS


def test_snapshot_says_what_the_ledger_said_when_it_was_pulled(workshop, tmp_path):
    store = workshop.runner()
    claim(store, KEYS[:2], AT)
    pulled = pull(tmp_path, store, AT)
    claim(store, KEYS, AT)
    assert read_snapshot(tmp_path) == pulled == Snapshot(pulled.ledger, store.name, AT)
    assert (pulled.ledger.state(KEYS[0]), pulled.ledger.state(KEYS[2])) == (State.IN_DOUBT, State.UNCLAIMED)
    assert snapshot_tip(tmp_path) == pulled.ledger.tip != store.read().tip
    assert store.descends(pulled.ledger.tip)


def test_site_without_a_snapshot_has_none(tmp_path):
    assert (read_snapshot(tmp_path), snapshot_tip(tmp_path)) == (None, None)


def test_snapshot_stands_in_a_folder_that_git_does_not_see(tmp_path):
    pull(tmp_path, open_ledger(tmp_path, "sqlite:ledger.db"), AT)
    assert sorted(path.name for path in (tmp_path / ".ligne").iterdir()) == [".gitignore", "ledger"]


OLD = '{"format": 1, "tip": "", "store": "git:origin", "at": "2026-11-23T09:00:00+00:00"}\n'
HEAD = OLD.replace("1", "2", 1)
ROW = ["sent", "2026-11-23T08:00:00+00:00", "0" * 32, 1, "", ""]


def put(site: Path, content: str) -> None:
    (site / ".ligne").mkdir()
    (site / ".ligne/ledger").write_bytes(content.encode("latin-1"))


def test_snapshot_that_an_older_ligne_pulled_is_read(tmp_path):
    put(tmp_path, f"{OLD}{json.dumps({'blog:a': ROW})}\n")
    assert read_snapshot(tmp_path).ledger == Ledger({"blog:a": ROW})


def test_rows_are_looked_at_one_by_one(tmp_path):
    keys = {"sent": ["blog:a"], "claim": ["x:b"], "": ["x:c", "x:d"]}
    put(tmp_path, "\n".join([f"{HEAD}{json.dumps(keys)}", json.dumps(ROW), "{", '["claim"]', "[7]", ""]))
    ledger = read_snapshot(tmp_path).ledger
    assert list(ledger.rows) == ["blog:a", "x:b", "x:c", "x:d"]
    assert (ledger.state(Key("blog", "a")), ledger.in_doubt()) == (State.SENT, (Key("x", "b"),))
    assert [ledger.is_unfinished(Key(*key.split(":"))) for key in ("blog:a", "x:b", "x:none")] == [False, False, True]
    with pytest.raises(EditorialError, match="ligne ledger pull"):
        ledger.state(Key("x", "b"))
    with pytest.raises(EditorialError, match="not Ligne’s"):
        ledger.is_unfinished(Key("x", "d"))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}\n{}\n",
        '{"format": 3}\n{}\n',
        "\xff",
        "[1]\n[2]\n",
        f"{OLD}[]\n",
        f'{OLD}{{"blog:a": 1}}\n',
        f"{OLD}{{",
        f"{HEAD}[]\n",
        f'{HEAD}{{"sent": 1}}\n[]\n',
        f'{HEAD}{{"sent": [["blog:a"]]}}\n[]\n',
        f'{HEAD}{{"sent": ["blog:a"]}}\n',
        f'{HEAD}{{"sent": ["blog:a", "blog:b"]}}\n["sent"]\n["se',
        f"{HEAD}{{",
        f"{'[' * 100_000}\n{{}}\n",
        f"{HEAD}{'[' * 100_000}\n",
    ],
    ids=[
        *("empty", "no head", "newer", "no text", "lists", "old: rows in a list", "old: no row", "old: cut"),
        *("keys in a list", "no keys", "a list for a key", "a row too few", "cut in a row", "cut in the keys"),
        *("nested without end", "keys nested without end"),
    ],
)
def test_snapshot_that_is_not_ours_says_what_to_do(tmp_path, content):
    put(tmp_path, content)
    with pytest.raises(EditorialError, match="ligne ledger pull"):
        read_snapshot(tmp_path)
    assert snapshot_tip(tmp_path) in (None, "")


def test_pull_that_fails_leaves_the_snapshot_there_was(tmp_path):
    store = open_ledger(tmp_path, "sqlite:ledger.db")
    claim(store, KEYS, AT)
    pulled = pull(tmp_path, store, AT)
    (tmp_path / "ledger.db").write_text("no database, " * 100)
    with pytest.raises(EditorialError):
        pull(tmp_path, store, AT)
    assert read_snapshot(tmp_path) == pulled
