"""What a store of the ledger is, and the acts on it: claim, settle, resolve, skip; begin, finish and stop a mailing."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from channels.ledger.entry import Entry, Key, What
from channels.ledger.ledger import Admission, Ledger, State
from editorial.finding import Phrase


class Store(Protocol):
    """Where a ledger is kept: read whole, and added to in batches that arrive whole or not at all.

    Every method raises EditorialError when the store cannot be reached, is not ours, or refuses, and when it no longer
    holds what this very store has seen in it (REWRITTEN); none waits for a password, or for ever.
    """

    @property
    def name(self) -> str:
        """The store as it may be shown: without a password."""
        ...

    def read(self) -> Ledger:
        """Give what the ledger says now."""
        ...

    def enter(self, proposed: Sequence[Entry]) -> Entered:
        """Add the entries that the rules admit, against the ledger as it is at that very moment, all in one step.

        When it raises, some may have arrived all the same: a claim among them shows as in doubt, and was not held.
        """
        ...

    def descends(self, tip: str) -> bool:
        """Say whether the ledger still holds, unchanged, everything up to a tip it once had; it always holds ""."""
        ...


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of proposed entries, and what the ledger then says of their keys at least."""

    admission: Admission
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Claims:
    """What one run holds: `held` it must deliver and settle; `skipped` is recorded as too late; `others` is not its."""

    nonce: str
    held: tuple[Key, ...]
    skipped: tuple[Key, ...]
    others: Mapping[Key, State]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claim: sent, refused, failed or doubt, and the queue id or URL it can be found by."""

    what: What
    ref: str = ""
    left: str = ""
    """Of a post: what left, as the ledger keeps it."""
    said: Phrase | None = None
    """Why, for who reads what became of it; no ledger keeps it."""


def claim(store: Store, keys: Iterable[Key], at: datetime, *, late: Iterable[Key] = (), ref: str = "") -> Claims:
    """Claim deliveries before acting, and record others as skipped, in one step; raises EditorialError.

    Only what is `held` may be delivered. `ref` may say which run it is, as the URL of a CI job.
    """
    nonce = secrets.token_hex(16)
    proposed = [Entry(key, What.CLAIM, at, nonce, ref=ref) for key in dict.fromkeys(keys)]
    proposed += [Entry(key, What.SKIPPED_LATE, at, nonce, ref=ref) for key in dict.fromkeys(late)]
    if not proposed:
        return Claims(nonce, (), (), {})
    entered = store.enter(proposed)
    ours = (*entered.admission.new, *entered.admission.known)
    return Claims(
        nonce,
        tuple(entry.key for entry in ours if entry.what is What.CLAIM),
        tuple(entry.key for entry in ours if entry.what is What.SKIPPED_LATE),
        {entry.key: entered.ledger.state(entry.key) for entry in entered.admission.refused},
    )


def settle(store: Store, claims: Claims, outcomes: Mapping[Key, Outcome], at: datetime) -> tuple[Key, ...]:
    """Record what became of held claims, in one step; give those whose outcome the ledger refused.

    It refuses one that somebody resolved meanwhile, unless the outcome is `sent` and nobody has claimed it again.
    """
    if not outcomes:
        return ()
    proposed = [Entry(key, done.what, at, claims.nonce, ref=done.ref, why=done.left) for key, done in outcomes.items()]
    return tuple(entry.key for entry in store.enter(proposed).admission.refused)


def resolve(store: Store, key: Key, verdict: What, why: str, at: datetime) -> Entered:
    """Settle a delivery in doubt: RESOLVED_SENT or RESOLVED_NOT_SENT; refused where it is in no doubt."""
    return store.enter([Entry(key, verdict, at, why=why)])


def begin(store: Store, key: Key, at: datetime, ref: str) -> Entry | None:
    """Open a mailing that several runs send, or find it open; give the entry that all of them go by.

    What the first to open it said in `ref` counts. Gives another entry where it is not open (sent, stopped…).
    """
    return store.enter([Entry(key, What.OPENED, at, secrets.token_hex(16), ref=ref)]).ledger.last(key)


def finish(store: Store, opened: Entry, at: datetime, ref: str) -> bool:
    """Close an open mailing as sent; False where it was closed or stopped meanwhile."""
    return not store.enter([Entry(opened.key, What.SENT, at, opened.claim, ref=ref)]).admission.refused


def stop(store: Store, key: Key, at: datetime, why: str) -> Entered:
    """Stop a mailing for good, whether or not it has begun; refused where it was sent, stopped, or is in doubt."""
    return store.enter([Entry(key, What.STOPPED, at, why=why)])


REWRITTEN = Phrase(
    "le registre {ledger} a été réécrit ou ramené en arrière pendant ce travail : rien ne part tant que personne "
    "n’a regardé pourquoi",
    "the ledger {ledger} was rewritten or rolled back during this run: nothing leaves until somebody has looked why",
)
