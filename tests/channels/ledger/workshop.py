"""What the tests of the ledger work with: remotes, clones, stores of all three kinds, and a real PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from channels.ledger.entry import Key
from channels.ledger.setting import open_ledger
from channels.ledger.store import Store

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "mot/de@passe"
KEYS = (Key("mastodon", "bonjour"), Key("newsletter", "lettre/2026-12-04"), Key("x", "bonjour--2026-12-01"))


def git(folder: Path, *words: str, check: bool = True) -> str:
    """Run git as a test wants it, and give what it said."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    done = subprocess.run(["git", *words], cwd=folder, env=environment, check=False, capture_output=True)
    assert not check or done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def bare_remote(folder: Path) -> Path:
    """Make a bare repository without a commit."""
    git(folder, "init", "-q", "--bare", "remote.git")
    return folder / "remote.git"


def clone_of(remote: Path, folder: Path) -> Path:
    """Make a repository without a commit that knows a remote."""
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", str(remote))
    return folder


def hook(remote: Path, name: str, script: str) -> None:
    """Have a remote do something when it is pushed to."""
    path = remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@dataclass
class Workshop:
    """A store of one kind, as runners on machines of their own see it: each has its clone and opens it anew."""

    kind: str
    folder: Path
    database: str = ""
    _runners: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.kind == "git":
            bare_remote(self.folder)

    def runner(self) -> Store:
        """Give the store as one more runner opens it."""
        if self.kind == "git":
            return open_ledger(
                clone_of(self.folder / "remote.git", self.folder / f"runner-{next(self._runners)}"), "git:"
            )
        return open_ledger(self.folder, self.database or "sqlite:ledger.db")


@contextmanager
def postgresql(programs: Path) -> Iterator[Callable[[], str]]:
    """Run a PostgreSQL on loopback, as another user where we are root; gives what makes the URL of an empty ledger."""
    folder = Path(tempfile.mkdtemp(prefix="ligne-postgresql-"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": ()}
        shutil.chown(folder, account.pw_uid, account.pw_gid)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "password").write_text(PASSWORD)
    data = folder / "data"
    words = [
        "-D",
        data,
        "-U",
        "ligne",
        "--auth=scram-sha-256",
        f"--pwfile={folder}/password",
        "--no-sync",
        "-E",
        "UTF8",
    ]
    subprocess.run([programs / "initdb", *words], check=True, capture_output=True, **user)
    words = ["-D", data, "-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([programs / "postgres", *words], stdout=log, stderr=log, **user)
    try:
        url = f"postgresql://ligne:mot%2Fde%40passe@127.0.0.1:{port}/postgres"
        for _ in range(200):
            try:
                connection = psycopg.connect(url, autocommit=True)
                break
            except psycopg.OperationalError:
                assert server.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
        schemas = count()
        with connection:

            def empty() -> str:
                name = f"ledger_{next(schemas)}"
                connection.execute(f"CREATE SCHEMA {name}")
                return f"{url}?options=-csearch_path%3D{name}"

            yield empty
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(20)
        shutil.rmtree(folder)
