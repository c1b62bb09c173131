from __future__ import annotations

import pytest

from channels.ledger.ledger import State
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


HEAD = '{"format": 1, "tip": "", "store": "git:origin", "at": "2026-11-23T09:00:00+00:00"}\n'


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}\n{}\n",
        '{"format": 2}\n{}\n',
        "\xff",
        "[1]\n[2]\n",
        f"{HEAD}[]\n",
        f'{HEAD}{{"blog:a": 1}}\n',
        f"{HEAD}{{",
    ],
    ids=["empty", "no head", "newer", "no text", "lists", "rows in a list", "no row", "cut"],
)
def test_snapshot_that_is_not_ours_says_what_to_do(tmp_path, content):
    (tmp_path / ".ligne").mkdir()
    (tmp_path / ".ligne/ledger").write_bytes(content.encode("latin-1"))
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
