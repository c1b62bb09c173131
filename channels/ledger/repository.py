"""The repository the site is in, as the ledger uses it: objects, one ref of a remote, and nothing that can hang."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from channels.ledger.refusal import NO_GIT, explained, is_missing_ref
from editorial.errors import EditorialError
from editorial.git import Done, blobs, run

NETWORK_S = 120.0
"""How long one fetch or push may take."""

_MAX_FETCHES = 4
"""How many refs of this clone are tried, one after the other, where one is locked."""
_FIXED = {"TZ": "UTC"} | {
    f"GIT_{who}_{what}": said
    for who in ("AUTHOR", "COMMITTER")
    for what, said in (("NAME", "Ligne"), ("EMAIL", "ligne@invalid"))
}
"""Who signs and where: the ledger says nothing of whoever runs it."""


class Repository:
    """A repository, a remote of it, and the ref there that is the ledger."""

    def __init__(self, root: Path, remote: str, ref: str):
        self._root, self.remote, self.ref = root, remote, ref

    def fetch(self) -> str:
        """Bring the ledger's commits from the remote, and give the newest, "" where there is none yet."""
        for number in range(_MAX_FETCHES):
            local = f"refs/ligne/fetched/{self._name}/{number}"
            done = self._over_network(
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance",
                "--no-recurse-submodules", "--refmap=", "--end-of-options", self.remote, f"+{self.ref}:{local}",
            )  # fmt: skip
            # Another run in this very clone writes the same ref, or died while it did.
            if done.returncode == 0 or b"cannot lock ref" not in done.stderr:
                break
        if is_missing_ref(done):
            return ""
        if done.returncode:
            raise self.explained(done)
        return self.said("rev-parse", "--verify", "--end-of-options", f"{local}^{{commit}}").strip()

    def push(self, expected: str, commit: str) -> Done:
        """Move the remote's ref to a commit, if it still stands where it was expected; "" where there was none."""
        return self._over_network(
            "push", "--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no",
            f"--force-with-lease={self.ref}:{expected}", "--end-of-options", self.remote, f"{commit}:{self.ref}",
        )  # fmt: skip

    def is_before(self, earlier: str, later: str) -> bool:
        """Say whether a commit is, or comes before, another; "" comes before all."""
        if earlier in ("", later):
            return True
        if not later or not _COMMIT.fullmatch(earlier):
            return False
        return self._run("merge-base", "--is-ancestor", earlier, later).returncode == 0

    def keep(self, raw: bytes) -> str:
        """Have git keep some bytes, and give their object id."""
        return self.said("hash-object", "-w", "--stdin", stdin=raw).strip()

    def blobs(self, names: Sequence[str]) -> list[bytes | None]:
        """Give the bytes of objects, None for what is none."""
        return blobs(self._root, names)

    def said(self, *arguments: str, stdin: bytes = b"") -> str:
        """Give what git says; raises EditorialError where it refuses."""
        done = self._run(*arguments, stdin=stdin)
        if done.returncode:
            raise self.explained(done)
        return done.stdout.decode("utf-8", "replace")

    def explained(self, done: Done) -> EditorialError:
        """Give the error for what git said."""
        return explained(done, self._root, self.remote, self.ref)

    @property
    def _name(self) -> str:
        return sha256(f"{self.remote} {self.ref}".encode()).hexdigest()[:16]

    def _over_network(self, *arguments: str) -> Done:
        return self._run(*arguments, environment=self._never_asked, timeout_s=NETWORK_S)

    def _run(
        self,
        *arguments: str,
        stdin: bytes = b"",
        environment: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
    ) -> Done:
        try:
            return run(self._root, arguments, stdin, environment={**_FIXED, **(environment or {})}, timeout_s=timeout_s)
        except FileNotFoundError:
            raise EditorialError(NO_GIT) from None

    @cached_property
    def _never_asked(self) -> Mapping[str, str]:
        """What keeps ssh from asking for a password or for a host's key."""
        if "GIT_SSH" in os.environ:
            return {}
        said = os.environ.get("GIT_SSH_COMMAND") or self._run("config", "--get", "core.sshCommand").stdout.decode()
        command = said.strip() or "ssh"
        if not re.fullmatch(r"\S*\bssh(?:\s.*)?", command):
            return {}
        return {"GIT_SSH_COMMAND": f"{command} -oBatchMode=yes -oConnectTimeout=20"}


_COMMIT = re.compile(r"[0-9a-f]{40,64}")
