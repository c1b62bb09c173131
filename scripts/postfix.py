"""A real Postfix and smtp-sink on loopback, each in a folder and on a port of its own, and what came to each.

Standard library only; for tests, proofs and scripts/try_newsletter.py.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

USER = "postfix"
_MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mail.banc.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
virtual_mailbox_domains = static:all
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:mbox
virtual_mailbox_limit = 0
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
virtual_destination_concurrency_limit = 1
"""
_MASTER = """127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""
_START_S, _DRAIN_S = 30.0, 120.0


class MailServerFailed(Exception):
    """A server that does not start, or keeps what it took; with what it said."""


@dataclass(frozen=True)
class Postfix:
    """A Postfix that delivers everything into one mailbox file."""

    folder: Path
    port: int

    @property
    def mailbox(self) -> Path:
        """The mailbox file."""
        return self.folder / "mail" / "mbox"

    def drained(self) -> None:
        """Wait until everything it took is in the mailbox."""
        end = time.monotonic() + _DRAIN_S
        queues = [self.folder / "queue" / name for name in ("maildrop", "incoming", "active", "deferred")]
        while any(path.is_file() for queue in queues for path in queue.rglob("*")):
            if time.monotonic() > end:
                raise MailServerFailed((self.folder / "log").read_text()[-2000:])
            time.sleep(0.1)

    def came(self) -> Counter[str]:
        """Give how many messages stand in the mailbox for each address."""
        self.drained()
        raw = self.mailbox.read_bytes() if self.mailbox.exists() else b""
        return Counter(found.decode() for found in re.findall(rb"^Delivered-To: (\S+)\r?$", raw, re.MULTILINE))


@dataclass(frozen=True)
class Sink:
    """An smtp-sink that keeps what it takes."""

    folder: Path
    port: int

    def came(self) -> Counter[str]:
        """Give how many messages it took for each address: those it answered for, after their final dot."""
        raw = (self.folder / "dump").read_bytes() if (self.folder / "dump").exists() else b""
        return Counter(found.decode() for found in re.findall(rb"^X-Rcpt-Args: <([^>\r\n]*)>", raw, re.MULTILINE))


@contextmanager
def postfix(program: Path) -> Iterator[Postfix]:
    """Run a Postfix; it must be started by root."""
    with _folder() as folder:
        account = pwd.getpwnam(USER)
        port = free_port()
        for name in ("etc", "queue", "data", "mail"):
            (folder / name).mkdir()
        for name in ("data", "mail"):
            shutil.chown(folder / name, account.pw_uid, account.pw_gid)
        said = {"folder": folder, "uid": account.pw_uid, "gid": account.pw_gid, "port": port}
        (folder / "etc/main.cf").write_text(_MAIN.format(**said))
        (folder / "etc/master.cf").write_text(_MASTER.format(**said))
        words = [str(program), "-c", str(folder / "etc")]
        with (folder / "said").open("wb") as log:
            process = subprocess.Popen([*words, "start-fg"], stdout=log, stderr=log)
        try:
            _wait_for(port, process, folder / "said")
            yield Postfix(folder, port)
        finally:
            subprocess.run([*words, "stop"], capture_output=True, check=False)
            process.wait(_START_S)


@contextmanager
def smtp_sink(program: Path, *options: str) -> Iterator[Sink]:
    """Run an smtp-sink with options of its own."""
    with _folder() as folder:
        port = free_port()
        account: Sequence[str] = ()
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
            account = ("-u", USER)
        with (folder / "said").open("wb") as log:
            process = subprocess.Popen(
                [program, *account, *options, "-D", folder / "dump", f"127.0.0.1:{port}", "64"], stdout=log, stderr=log
            )
        try:
            _wait_for(port, process, folder / "said")
            yield Sink(folder, port)
        finally:
            process.terminate()
            process.wait(_START_S)


def free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder that another user may go into."""
    folder = Path(tempfile.mkdtemp(prefix="ligne-mail-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as connection:
            if connection.recv(3) == b"220":
                return
        time.sleep(0.05)
    raise MailServerFailed(log.read_text())
