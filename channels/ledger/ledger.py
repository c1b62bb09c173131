"""The ledger as a value, and its rules: which entry may follow which, whatever the store.

The state of a delivery is told by its last entry alone:

    (nothing), refused, failed, not-sent, paused  -- claim -->   in doubt
    (nothing), refused, failed, not-sent, paused  -- opened -->  open
    all these, open  -- skipped-late, stopped -->                skipped-late, stopped
    in doubt  -- sent, refused, failed, paused, doubt (of the very claim) -->  sent, refused, failed, paused, in doubt
    in doubt  -- resolved-sent, resolved-not-sent -->                          sent, not-sent
    open      -- sent (of the very opening) -->                                sent
    resolved  -- sent (of the very claim, late) -->                            sent
    not-sent  -- paused (of the very claim, late) -->                          paused
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from channels.ledger.entry import Entry, Key, What, checked, entry_from, kept_key


class State(StrEnum):
    """Where a delivery stands."""

    UNCLAIMED = "unclaimed"
    IN_DOUBT = "in-doubt"
    """Claimed, and nobody has said what became of it: never tried again by itself."""
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    NOT_SENT = "not-sent"
    """Somebody looked, and it had not left."""
    SKIPPED_LATE = "skipped-late"
    OPEN = "open"
    """A mailing under way, which any run continues."""
    PAUSED = "paused"
    """Some of it left and the rest did not, and where one ends is known."""
    STOPPED = "stopped"

    @property
    def may_be_claimed(self) -> bool:
        """Whether nothing has left, for certain, of what a run would send, so that it may claim it."""
        return self in (State.UNCLAIMED, State.REFUSED, State.FAILED, State.NOT_SENT, State.PAUSED)

    @property
    def is_unfinished(self) -> bool:
        """Whether a run has still to do with it: it may be claimed, or gone on with."""
        return self.may_be_claimed or self is State.OPEN


_STATE: Mapping[str, State] = {
    What.CLAIM: State.IN_DOUBT,
    What.DOUBT: State.IN_DOUBT,
    What.SENT: State.SENT,
    What.RESOLVED_SENT: State.SENT,
    What.REFUSED: State.REFUSED,
    What.FAILED: State.FAILED,
    What.RESOLVED_NOT_SENT: State.NOT_SENT,
    What.SKIPPED_LATE: State.SKIPPED_LATE,
    What.OPENED: State.OPEN,
    What.PAUSED: State.PAUSED,
    What.STOPPED: State.STOPPED,
}
_BEGINNINGS = (What.CLAIM, What.OPENED, What.SKIPPED_LATE)
_OUTCOMES = (What.SENT, What.REFUSED, What.FAILED, What.PAUSED, What.DOUBT)
_RESOLUTIONS = (What.RESOLVED_SENT, What.RESOLVED_NOT_SENT)
_GO_ON = (What.PAUSED, What.CLAIM, What.DOUBT, *_RESOLUTIONS)


@dataclass(frozen=True)
class Ledger:
    """What a ledger says at one moment: the last entry of every delivery, and the tip that names this moment.

    `rows` are the entries as they were read, by key; they are looked at one by one, when asked for. The tip of a ledger
    without entries is "".
    """

    rows: Mapping[str, list[Any]] = field(default_factory=dict, repr=False)
    tip: str = ""

    def last(self, key: Key) -> Entry | None:
        """Give the last entry of a delivery; raises EditorialError where it is none of ours."""
        row = self.rows.get(str(key))
        return entry_from(str(key), row) if row else None

    def state(self, key: Key) -> State:
        """Give where a delivery stands; raises EditorialError where its entry is none of ours."""
        return state_after(self.last(key))

    def is_unfinished(self, key: Key) -> bool:
        """Say whether a run has still to do with a delivery; of what left, or is in doubt, no more is looked at.

        Raises EditorialError where its entry is none of ours.
        """
        row = self.rows.get(str(key))
        told = _STATE.get(row[0]) if row and isinstance(row[0], str) else None
        return (told is None or told.is_unfinished) and self.state(key).is_unfinished

    def entries(self) -> Iterator[Entry]:
        """Give the last entry of every delivery, by key; raises EditorialError where one is none of ours."""
        return (entry_from(key, self.rows[key]) for key in sorted(self.rows))

    def in_doubt(self) -> tuple[Key, ...]:
        """Give the deliveries in doubt, by key; of the others nothing is looked at."""
        doubtful = (What.CLAIM, What.DOUBT)
        return tuple(kept_key(key) for key in sorted(key for key, row in self.rows.items() if row[0] in doubtful))

    def after(self, entries: Iterable[Entry], tip: str) -> Ledger:
        """Give the ledger once entries were added to it."""
        return Ledger({**self.rows, **{str(entry.key): entry.row for entry in entries}}, tip)


@dataclass(frozen=True, slots=True)
class Admission:
    """What a ledger makes of proposed entries, each complete: new ones, those it holds already, those it refuses."""

    new: tuple[Entry, ...] = ()
    known: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()


def state_after(last: Entry | None) -> State:
    """Give the state that the last entry of a delivery tells."""
    return _STATE[last.what] if last else State.UNCLAIMED


def admit(ledger: Ledger, proposed: Sequence[Entry]) -> Admission:
    """Give which entries may follow those of the ledger, one after the other; raises EditorialError for a wrong shape.

    Proposing the same entries again changes nothing: what arrived the first time is known the second.
    """
    last: dict[Key, Entry | None] = {}
    new, known, refused = [], [], []
    for entry in proposed:
        before = last[entry.key] if entry.key in last else ledger.last(entry.key)
        complete = checked(_completed(entry, before))
        if before == complete:
            known.append(complete)
        elif _may_follow(before, complete):
            new.append(complete)
            last[entry.key] = complete
        else:
            refused.append(complete)
    return Admission(tuple(new), tuple(known), tuple(refused))


def _completed(entry: Entry, before: Entry | None) -> Entry:
    """Give the entry with the claim it settles and its attempt; what goes on keeps the place where it goes on from."""
    if before is None:
        return replace(entry, attempt=1)
    is_begun = entry.what in _BEGINNINGS and entry.claim != before.claim
    claim = entry.claim or (before.claim if entry.what in (*_RESOLUTIONS, What.STOPPED) else "")
    goes_on = entry.what in (What.CLAIM, *_RESOLUTIONS) and before.what in _GO_ON
    ref = entry.ref or (before.ref if goes_on else "")
    return replace(entry, attempt=before.attempt + is_begun, claim=claim, ref=ref)


def _may_follow(before: Entry | None, entry: Entry) -> bool:
    state = state_after(before)
    if entry.what in (What.CLAIM, What.OPENED):
        return state.may_be_claimed
    if entry.what in (What.SKIPPED_LATE, What.STOPPED):
        return state.may_be_claimed or state is State.OPEN
    if before is None or entry.claim != before.claim:
        return False
    if state is State.OPEN:
        return entry.what is What.SENT
    if entry.what is What.DOUBT:
        return before.what is What.CLAIM
    # What did leave is a fact, even where somebody had given the run up.
    is_late = (entry.what is What.SENT and before.what in _RESOLUTIONS) or (
        entry.what is What.PAUSED and before.what is What.RESOLVED_NOT_SENT
    )
    return state is State.IN_DOUBT or is_late
