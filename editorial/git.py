"""git as a child process: it never asks for anything, never hangs, and says in its own words what went wrong."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase

Done = subprocess.CompletedProcess[bytes]
_QUIET = ("-c", "core.quotePath=false", "-c", "log.showSignature=false")
_NEVER_ASKS = {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def run(
    root: Path,
    arguments: Sequence[str],
    stdin: bytes = b"",
    *,
    environment: Mapping[str, str] | None = None,
    timeout_s: float | None = None,
) -> Done:
    """Run git in a folder and give what it did; raises FileNotFoundError where there is no git.

    After `timeout_s` seconds it is ended with everything it started, and EditorialError is raised.
    """
    command = ["git", "-C", str(root), *_QUIET, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env={**_surroundings(root), **_NEVER_ASKS, **(environment or {})},
        # Of its own session: ssh finds no terminal to ask on, and what git started ends with it.
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(stdin, timeout=timeout_s)
        except BaseException as stop:
            _end(process)
            process.communicate()
            if isinstance(stop, subprocess.TimeoutExpired):
                raise EditorialError(_TOO_LONG.fill(seconds=f"{stop.timeout:g}", verb=arguments[0])) from None
            raise
    return Done(command, process.returncode, out, err)


def _surroundings(root: Path) -> dict[str, str]:
    """Give the environment without a GIT_DIR that says nothing of the work tree, where the folder finds its own.

    The hooks of a linked work tree have one: git then takes any folder it is run in for the top.
    """
    around = dict(os.environ)
    if "GIT_DIR" in around and "GIT_WORK_TREE" not in around:
        here = root.absolute()
        if any((folder / ".git").exists() for folder in (here, *here.parents)):
            del around["GIT_DIR"]
    return around


def blobs(root: Path, names: Sequence[str]) -> list[bytes | None]:
    """Give the bytes of files git holds, by `<commit>:./<path>` or object id, None for what is no file; one process."""
    if not names:
        return []
    asked = "".join(f"{name}\n" if "\n" not in name else "\n" for name in names).encode()
    answer = run(root, ["cat-file", "--batch"], asked).stdout
    found: list[bytes | None] = []
    position = 0
    for _ in names:
        line_end = answer.index(b"\n", position)
        header = answer[position:line_end].split()
        position = line_end + 1
        if len(header) == 3 and header[2].isdigit():
            size = int(header[2])
            found.append(answer[position : position + size] if header[1] == b"blob" else None)
            position += size + 1
        else:
            found.append(None)
    return found


def last_words(done: Done) -> str:
    """Give the line in which git said what went wrong, without a user or a password in an address."""
    lines = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    wrong = [line for line in lines if line.startswith(("fatal:", "error:"))]
    said = (wrong or lines or [f"exit {done.returncode}"])[-1 if not wrong else 0]
    return without_secrets(said)


def without_secrets(text: str) -> str:
    """Give a text whose web addresses hold neither user nor password."""
    return _USER.sub("://", text)


def refuse_dubious(done: Done, folder: Path) -> None:
    """Raise EditorialError where git refuses a folder because of its owner."""
    if b"dubious ownership" in done.stderr:
        named = re.search(rb"repository at '([^'\n]+)'", done.stderr)
        raise EditorialError(_DUBIOUS.fill(folder=named[1].decode("utf-8", "replace") if named else folder))


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


_USER = re.compile(r"://[^\s'\"]*@")
_DUBIOUS = Phrase(
    "git refuse ce dossier, qui appartient à un autre utilisateur ; si vous lui faites confiance : "
    "git config --global --add safe.directory {folder}",
    "git refuses this folder, which belongs to another user; if you trust it: "
    "git config --global --add safe.directory {folder}",
)
_TOO_LONG = Phrase(
    "git {verb} n’a pas fini en {seconds} s et a été arrêté : l’hôte ne répond pas, ou attend un mot de passe",
    "git {verb} did not finish in {seconds} s and was stopped: the host does not answer, or waits for a password",
)
