from __future__ import annotations

import sys

import pytest

from channels.ledger.setting import open_ledger
from editorial.errors import EditorialError


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("", "git:origin#refs/ligne/ledger"),
        ("git:", "git:origin#refs/ligne/ledger"),
        ("git:forge", "git:forge#refs/ligne/ledger"),
        ("git:origin#refs/heads/ligne-ledger", "git:origin#refs/heads/ligne-ledger"),
        ("git:https://ana:secret@git.example/a.git", "git:https://git.example/a.git#refs/ligne/ledger"),
        ("git:ssh://git@git.example/a.git", "git:ssh://git.example/a.git#refs/ligne/ledger"),
        ("git:../remote.git", "git:../remote.git#refs/ligne/ledger"),
        ("sqlite:ledger.db", "sqlite:{root}/ledger.db"),
        ("sqlite:/srv/a?b#c.db", "sqlite:/srv/a?b#c.db"),
        ("sqlite:///ledger.db", "sqlite:{root}/ledger.db"),
        ("sqlite:////srv/ledger.db", "sqlite:/srv/ledger.db"),
        ("postgresql://ana:secret@db.example:5433/ligne?sslmode=require", "postgresql://db.example:5433/ligne"),
        ("postgres://db.example/ligne", "postgresql://db.example/ligne"),
        ("postgresql+psycopg://db.example/ligne", "postgresql://db.example/ligne"),
        ("postgresql:///ligne", "postgresql:///ligne"),
    ],
)
def test_setting_names_a_store_and_never_shows_a_password(tmp_path, monkeypatch, setting, name):
    monkeypatch.delenv("LIGNE_LEDGER", raising=False)
    assert open_ledger(tmp_path, setting).name == name.format(root=tmp_path)


def test_command_line_goes_before_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("LIGNE_LEDGER", "git:forge")
    assert open_ledger(tmp_path).name == "git:forge#refs/ligne/ledger"
    assert open_ledger(tmp_path, "git:other").name == "git:other#refs/ligne/ledger"


@pytest.mark.parametrize(
    "setting",
    [
        "origin",
        "sqlite:",
        "sqlite",
        "mysql://ana:se/cr@et@db.example/ligne",
        "postgresql:ligne",
        "postgresql+asyncpg://ana:secret@db.example/ligne",
        "postgresql://ana:secret@db.example:port/ligne",
        "postgresql://ana:s@secret@db.example/ligne",
        "postgresql://ana:s@h/secret@db.example/ligne",
        "git:origin#ledger",
        "git:origin#refs/a",
        "git:origin#refs/../a/b",
        "git:origin#refs/a/b.lock",
        "git:origin#refs/a/b c",
        "git:origin#--delete",
        "git:--upload-pack=touch",
    ],
)
def test_setting_that_names_no_store_is_refused_without_its_password(tmp_path, setting):
    with pytest.raises(EditorialError) as caught:
        open_ledger(tmp_path, setting)
    said = str(caught.value)
    assert [secret for secret in ("secret", "se/cr", "cr@et") if secret in said] == []


@pytest.mark.parametrize("missing", ["sqlalchemy", "psycopg"])
def test_database_without_the_extra_says_what_to_install(tmp_path, monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "channels.ledger.sql", raising=False)
    with pytest.raises(EditorialError, match=r"pip install 'ligne\[sql\]'"):
        open_ledger(tmp_path, "postgresql://db.example/ligne")
