"""A real PostgreSQL on loopback, for what is kept in databases."""

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
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

PASSWORD = "mot/de@passe"


@contextmanager
def postgresql(programs: Path) -> Iterator[Callable[[], str]]:
    """Run a PostgreSQL on loopback, as another user where we are root; gives what makes the URL of an empty base."""
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
                name = f"ligne_{next(schemas)}"
                connection.execute(f"CREATE SCHEMA {name}")
                return f"{url}?options=-csearch_path%3D{name}"

            yield empty
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(20)
        shutil.rmtree(folder)
