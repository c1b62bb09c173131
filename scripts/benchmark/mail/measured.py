"""Measures who makes letters and who hands them over: each in a process of its own, against a server of its own."""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmark.contenders.contender import installed, run_installer
from benchmark.contenders.python import environment, version
from benchmark.measure import BenchFailed, Cost
from benchmark.notebook import Record
from components import COMPONENTS
from environment import ROOT, Environment

DKIMPY = ("dkimpy==1.1.8",)
MJML = "mjml@5.4.1"
SET = frozenset(("edition", "mjml"))
NEEDS_SINK = frozenset(("delivered", "ledgered"))
_NAMES = {
    "ligne": "Ligne",
    "dkimpy": "EmailMessage and dkimpy",
    "made": "Ligne, one letter made before",
    "delivered": "Ligne, without a ledger",
    "smtplib": "smtplib, one letter made before",
    "mjml": "npm's mjml",
}
_PATIENCE_S = 10
_BACKLOG = "100"


def lacking(act: str) -> str:
    """Give why an act cannot be measured here, or nothing."""
    if act in NEEDS_SINK and COMPONENTS["smtp-sink"].path() is None:
        return "smtp-sink is not here: it comes with Debian's postfix"
    if act in SET:
        return "node is not here" if act == "mjml" and COMPONENTS["node"].path() is None else ""
    return "openssl is not here, which makes the key" if shutil.which("openssl") is None else ""


def measured(work: Path, act: str, who: str, count: int) -> Record:
    """Give what it takes somebody to do an act for so many readers; raises BenchFailed."""
    if act in SET:
        return _set(work, act, who, count)
    python = Environment(ROOT).python if who != "dkimpy" else environment(work / "tools", "dkimpy", DKIMPY)
    key = str(_key(work))
    if who == "dkimpy":
        cost = _run([str(python), "-m", "benchmark.mail.dkimpy", key, str(count)])
        return Record(_NAMES[who], version(python, "dkimpy"), (cost,))
    program = [str(python), "-m", "benchmark.mail.ligne", act if who == "ligne" else who, key, str(count)]
    if act not in NEEDS_SINK:
        return Record(_NAMES[who], version(python, "ligne"), (_run([*program, "0"]),))
    with _sink() as port:
        known = platform.python_version() if who == "smtplib" else version(python, "ligne")
        return Record(_NAMES[who], known, (_run([*program, str(port)]),))


def _set(work: Path, act: str, who: str, count: int) -> Record:
    """Measure an edition being set so many times; npm's mjml is given the MJML that Ligne left."""
    python, file = Environment(ROOT).python, work / "edition.mjml"
    work.mkdir(parents=True, exist_ok=True)
    ours = [str(python), "-m", "benchmark.mail.setting", act]
    if who == "ligne":
        return Record(_NAMES[who], version(python, "ligne"), (_run([*ours, str(count), str(file)]),))
    _run([*ours, "0", str(file)])
    module = installed(work / "tools", "mjml", [MJML], _install_mjml)
    program = ["node", str(ROOT / "scripts/benchmark/mail/setting.mjs"), str(module), str(count), str(file)]
    return Record(_NAMES[who], MJML.partition("@")[2], (_run(program),))


def _install_mjml(folder: Path) -> None:
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    run_installer(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", MJML], folder)


def _run(command: Sequence[str]) -> Cost:
    done = subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise BenchFailed(f"exit {done.returncode}: {' '.join(command)}\n{done.stderr.strip()[-2000:]}")
    return Cost(*json.loads(done.stdout))


def _key(work: Path) -> Path:
    """Give an RSA key of 2048 bits in the old form, the one that dkimpy reads too."""
    path = work / "dkim.pem"
    if not path.is_file():
        work.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        made = ["openssl", "genrsa", "-traditional", "-out", str(part), "2048"]
        subprocess.run(made, check=True, capture_output=True)
        part.chmod(0o600)
        part.replace(path)
    return path


@contextmanager
def _sink() -> Iterator[int]:
    """Run smtp-sink on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [str(COMPONENTS["smtp-sink"].path()), *user, f"127.0.0.1:{port}", _BACKLOG]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as sink:
        try:
            _wait_for(port)
            yield port
        finally:
            sink.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError as error:
            if time.monotonic() > end:
                raise BenchFailed("smtp-sink does not answer") from error
            time.sleep(0.05)
