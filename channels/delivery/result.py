"""What may become of a delivery in one run."""

from __future__ import annotations

from enum import StrEnum


class Result(StrEnum):
    """What became of a delivery in one run; the first five stand in the ledger as well."""

    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    DOUBT = "doubt"
    SKIPPED_LATE = "skipped-late"
    WAITS = "waits"
    """A page it leads to is not online yet: nothing was claimed, the next run looks again."""
    OTHERS = "others"
    """Another run has it."""
    UNDER_WAY = "under-way"
    """Some readers have it; the next run goes on."""
    HELD_BACK = "held-back"
    """Too many readers were refused: it goes on once somebody has looked."""
    STOPPED = "stopped"
    GIVEN_UP = "given-up"
    WOULD_LEAVE = "would-leave"
    WOULD_SKIP = "would-skip"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    CANNOT = "cannot"
    """Nobody can do it from here: it was not claimed."""
    WOULD_EDIT = "would-edit"
    WOULD_WITHDRAW = "would-withdraw"
