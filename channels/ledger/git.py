"""The ledger in a git ref: a batch of entries is one commit, and its push a compare-and-swap on the remote.

Nothing touches the work tree, the index or a branch. What was fetched is kept under `refs/ligne/fetched/`.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from channels.ledger.commit import Held, read_commit, write_commit
from channels.ledger.entry import Entry
from channels.ledger.ledger import Ledger, admit
from channels.ledger.refusal import LOST_RACE, is_for_good
from channels.ledger.repository import Repository
from channels.ledger.store import REWRITTEN, Entered
from editorial.errors import EditorialError
from editorial.git import Done, without_secrets

REF = "refs/ligne/ledger"
PATIENCE_S = 120.0
"""How long a batch is tried again while others push."""

_MAX_UNKNOWN = 4
"""How many pushes may end without an answer before a batch is given up."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.05, 2.0


class Fate(Enum):
    """What became of a push, as far as one can tell from here."""

    LANDED = auto()
    LOST = auto()
    UNKNOWN = auto()


class GitStore:
    """The ledger in a ref of a remote, reached through the repository the site is in."""

    def __init__(self, root: Path, remote: str = "origin", ref: str = REF, *, patience_s: float = PATIENCE_S):
        self._repository, self._patience_s = Repository(root, remote, ref), patience_s
        self._held: Held | None = None

    @property
    def name(self) -> str:
        """The remote and the ref."""
        return f"git:{without_secrets(self._repository.remote)}#{self._repository.ref}"

    def read(self) -> Ledger:
        """Give what the ledger says now on the remote."""
        return self._fetched().ledger

    def descends(self, tip: str) -> bool:
        """Say whether a commit is one that the ledger's tip, now, comes from."""
        now = self._fetched().ledger.tip
        return self._repository.is_before(tip, now)

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
            after = write_commit(self._repository, held, admission.new)
            done = self._push(held.ledger.tip, after.ledger.tip)
            fate = fate_of(done)
            if fate is Fate.LANDED:
                self._held = after
                return Entered(admission, after.ledger)
            held = None
            unknown += fate is Fate.UNKNOWN
            if is_for_good(done) or unknown > _MAX_UNKNOWN:
                raise self._repository.explained(done)
            if time.monotonic() > end:
                raise EditorialError(LOST_RACE.fill(seconds=round(self._patience_s)))
            time.sleep(random.uniform(0, pause_s))  # noqa: S311 (spreads runners out; nothing is secret)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def _push(self, expected: str, commit: str) -> Done:
        return self._repository.push(expected, commit)

    def _fetched(self) -> Held:
        """Give the ledger as it is on the remote; raises EditorialError when it no longer holds what it held."""
        known, commit = self._held or Held(), self._repository.fetch()
        if not self._repository.is_before(known.ledger.tip, commit):
            raise EditorialError(REWRITTEN.fill(ledger=self.name))
        self._held = read_commit(self._repository, commit, known) if commit != known.ledger.tip else known
        return self._held


def fate_of(push: Done) -> Fate:
    """Give what a push says became of it: only what the remote itself refused is lost for sure."""
    if push.returncode == 0:
        return Fate.LANDED
    refused = re.search(rb"^!\t\S+\t\[(?:remote )?rejected\]", push.stdout, re.MULTILINE)
    return Fate.LOST if refused else Fate.UNKNOWN
