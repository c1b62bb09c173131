"""The ledger in a git ref: a batch of entries is one commit, and its push a compare-and-swap on the remote.

Nothing touches the work tree, the index or a branch. What was fetched is kept under `refs/ligne/fetched/`.
"""

from __future__ import annotations

import os
import random
import re
import secrets
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from channels.ledger.entry import Entry
from channels.ledger.ledger import Ledger, admit
from channels.ledger.refusal import LOST_RACE, NO_GIT, REWRITTEN, explained, is_for_good, is_missing_ref
from channels.ledger.store import Entered
from channels.ledger.tree import MAX_TICKS, STATES, folded_in, lines, rows_in, states, tick_name, ticks
from editorial.errors import EditorialError
from editorial.git import Done, blobs, run, without_secrets

REF = "refs/ligne/ledger"
NETWORK_S = 120.0
"""How long one fetch or push may take."""
PATIENCE_S = 120.0
"""How long a batch is tried again while others push."""

_MAX_UNKNOWN = 4
"""How many pushes may end without an answer before a batch is given up."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.05, 2.0
_IDENTITY = {"TZ": "UTC"} | {
    f"GIT_{who}_{what}": said
    for who in ("AUTHOR", "COMMITTER")
    for what, said in (("NAME", "Ligne"), ("EMAIL", "ligne@invalid"))
}


class Fate(Enum):
    """What became of a push, as far as one can tell from here."""

    LANDED = auto()
    LOST = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Held:
    """A commit of the ledger, read: its files by name with their object ids; nothing where there is no ledger yet."""

    ledger: Ledger = field(default_factory=Ledger)
    files: Mapping[str, str] = field(default_factory=dict)
    folded: int = 0


class GitStore:
    """The ledger in a ref of a remote, reached through the repository the site is in."""

    def __init__(self, root: Path, remote: str = "origin", ref: str = REF, *, patience_s: float = PATIENCE_S):
        self._root, self._remote, self._ref, self._patience_s = root, remote, ref, patience_s
        self._held: Held | None = None

    @property
    def name(self) -> str:
        """The remote and the ref."""
        return f"git:{without_secrets(self._remote)}#{self._ref}"

    def read(self) -> Ledger:
        """Give what the ledger says now on the remote."""
        return self._fetched().ledger

    def descends(self, tip: str) -> bool:
        """Say whether a commit is one that the ledger's tip, now, comes from."""
        now = self._fetched().ledger.tip
        return self._is_before(tip, now)

    def enter(self, proposed: Sequence[Entry]) -> Entered:
        """Add entries; a push that was lost, or whose fate is unknown, is settled by what the ledger then says."""
        end, unknown, pause_s = time.monotonic() + self._patience_s, 0, _FIRST_PAUSE_S
        held, is_fresh = self._held, False
        while True:
            if held is None:
                held, is_fresh = self._fetched(), True
            admission = admit(held.ledger, proposed)
            if not is_fresh and (admission.refused or admission.known):
                held = None
                continue
            if not admission.new:
                return Entered(admission, held.ledger)
            after = self._written(held, admission.new)
            done = self._push(held.ledger.tip, after.ledger.tip)
            fate = fate_of(done)
            if fate is Fate.LANDED:
                self._held = after
                return Entered(admission, after.ledger)
            held = None
            unknown += fate is Fate.UNKNOWN
            if is_for_good(done) or unknown > _MAX_UNKNOWN:
                raise explained(done, self._root, self._remote, self._ref)
            if time.monotonic() > end:
                raise EditorialError(LOST_RACE.fill(seconds=round(self._patience_s)))
            time.sleep(random.uniform(0, pause_s))  # noqa: S311 (spreads runners out; nothing is secret)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def _fetched(self) -> Held:
        """Give the ledger as it is on the remote; raises EditorialError when it no longer holds what it held."""
        known = self._held or Held()
        for attempt in range(_MAX_UNKNOWN):
            done = self._over_network(
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap=",
                "--end-of-options", self._remote, f"+{self._ref}:{self._local}",
            )  # fmt: skip
            # Another run in this very clone writes the same ref.
            if done.returncode == 0 or b"cannot lock ref" not in done.stderr:
                break
            time.sleep(_FIRST_PAUSE_S * (attempt + 1))
        if is_missing_ref(done):
            commit = ""
        elif done.returncode:
            raise explained(done, self._root, self._remote, self._ref)
        else:
            commit = self._said("rev-parse", "--verify", "--end-of-options", f"{self._local}^{{commit}}").strip()
        if not self._is_before(known.ledger.tip, commit):
            raise EditorialError(REWRITTEN.fill(ledger=self.name))
        self._held = self._read(commit, known) if commit != known.ledger.tip else known
        return self._held

    def _read(self, commit: str, known: Held) -> Held:
        """Give a commit of the ledger; what is known already is not read again."""
        if not commit:
            return Held()
        listed = [line.split("\t") for line in self._said("ls-tree", "-z", "--full-tree", commit).split("\0") if line]
        files = {name: about.split()[2] for about, name in listed}
        has_known = files.get(STATES, "") == known.files.get(STATES) and known.files.items() <= files.items()
        wanted = [name for name in [STATES, *ticks(files)] if not (has_known and name in known.files)]
        folded = known.folded
        rows: dict[str, list[Any]] = dict(known.ledger.rows) if has_known else {}
        for name, raw in zip(wanted, blobs(self._root, [files.get(name, name) for name in wanted]), strict=True):
            path = f"{self._ref}:{name}"
            if name == STATES:
                folded = folded_in(raw or b"", path)
            rows.update(rows_in(raw or b"", path))
        return Held(Ledger(rows, commit), files, folded)

    def _written(self, held: Held, entries: Sequence[Entry]) -> Held:
        """Write a commit that adds entries to the ledger, and give it as it will be read."""
        files, folded = dict(held.files), held.folded
        name = tick_name(files, folded)
        if not files or len(ticks(files)) >= MAX_TICKS:
            raw = states(held.ledger, files, folded)
            files, folded = {STATES: self._said("hash-object", "-w", "--stdin", stdin=raw).strip()}, folded_in(raw, "")
        files[name] = self._said("hash-object", "-w", "--stdin", stdin=lines(entries)).strip()
        listed = "".join(f"100644 blob {oid}\t{file}\n" for file, oid in sorted(files.items()))
        tree = self._said("mktree", stdin=listed.encode()).strip()
        counted = ", ".join(f"{count} {what}" for what, count in Counter(str(e.what) for e in entries).items())
        # The nonce makes every commit unlike any other: pushing one that is there already would succeed.
        message = f"ligne ledger: {counted}\n\n{name} {secrets.token_hex(16)}\n"
        parent = ["-p", held.ledger.tip] if held.ledger.tip else []
        commit = self._said("commit-tree", tree, *parent, stdin=message.encode()).strip()
        return Held(held.ledger.after(entries, commit), files, folded)

    def _push(self, expected: str, commit: str) -> Done:
        """Move the remote's ref to a commit, if it still stands where it was expected."""
        return self._over_network(
            "push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no",
            f"--force-with-lease={self._ref}:{expected}", "--end-of-options", self._remote, f"{commit}:{self._ref}",
        )  # fmt: skip

    def _is_before(self, earlier: str, later: str) -> bool:
        if earlier in ("", later):
            return True
        if not later or not _COMMIT.fullmatch(earlier):
            return False
        return self._run("merge-base", "--is-ancestor", earlier, later).returncode == 0

    @property
    def _local(self) -> str:
        return f"refs/ligne/fetched/{sha256(f'{self._remote} {self._ref}'.encode()).hexdigest()[:16]}"

    def _said(self, *arguments: str, stdin: bytes = b"") -> str:
        done = self._run(*arguments, stdin=stdin)
        if done.returncode:
            raise explained(done, self._root, self._remote, self._ref)
        return done.stdout.decode("utf-8", "replace")

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
            return run(
                self._root, arguments, stdin, environment={**_IDENTITY, **(environment or {})}, timeout_s=timeout_s
            )
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


def fate_of(push: Done) -> Fate:
    """Give what a push says became of it: only what the remote itself refused is lost for sure."""
    if push.returncode == 0:
        return Fate.LANDED
    refused = re.search(rb"^!\t\S+\t\[(?:remote )?rejected\]", push.stdout, re.MULTILINE)
    return Fate.LOST if refused else Fate.UNKNOWN


_COMMIT = re.compile(r"[0-9a-f]{40,64}")
