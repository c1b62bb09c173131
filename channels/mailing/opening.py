"""The opening of a mailing: the first run lays down what all go by, the others find it and must agree."""

from __future__ import annotations

from datetime import datetime

from channels.ledger.entry import Entry, Key, What
from channels.ledger.git import GitStore
from channels.ledger.store import Store, begin
from channels.mailing.parts import MAX_READERS, Parts, divide
from channels.mailing.roll import PATIENCE_S, Roll
from channels.mailing.terms import list_and_key, terms_in, written
from channels.newsletter.pace import Pace
from channels.subscribers.mask import Masks
from editorial.errors import EditorialError
from editorial.finding import Phrase


def keeps_readers(store: Store) -> bool:
    """Say whether a ledger knows each reader of a mailing: a database does, a git ref must not."""
    return not isinstance(store, GitStore)


def refuse_many(store: Store, readers: int) -> None:
    """Raise EditorialError where a list is too long for a ledger that keeps no reader."""
    if not keeps_readers(store) and readers > MAX_READERS:
        raise EditorialError(_TOO_MANY.fill(found=readers, most=MAX_READERS))


def open_mailing(
    store: Store, key: Key, list_id: str, masks: Masks, readers: int, pace: Pace, at: datetime
) -> Entry | None:
    """Open a mailing, or find it open, and give what all its runs go by; None where it is over.

    Raises EditorialError where it was opened for another list, or under another key of masks.
    """
    common = list_and_key(list_id, masks)
    division = {} if keeps_readers(store) else divide(readers, pace).as_terms()
    opened = begin(store, key, at, written({**division, **common}))
    if opened is None or opened.what is not What.OPENED:
        return None
    found = terms_in(opened.ref)
    if found.get("list") != common["list"]:
        raise EditorialError(_OTHER_LIST.fill(key=key, list=list_id))
    if found.get("masks") != common["masks"]:
        raise EditorialError(_OTHER_MASKS.fill(key=key))
    return opened


def roll_of(store: Store, opened: Entry, pace: Pace, at: datetime, patience_s: float = PATIENCE_S) -> Roll:
    """Give the roll of an open mailing, as its ledger keeps it.

    `patience_s` is how long what other runs have under way is waited for, before it is given up as in doubt.
    """
    if keeps_readers(store):
        from channels.ledger.recipients import Recipients
        from channels.ledger.sql import SqlStore
        from channels.mailing.rows import Rows

        if isinstance(store, SqlStore):
            return Rows(Recipients(store.database, opened.key), pace, at, patience_s)
    return Parts(store, opened, pace, at)


_TOO_MANY = Phrase(
    "la liste a {found} lecteurs, et un registre dans git n’en sert que {most} : après une panne, il ne saurait pas "
    "qui a déjà la lettre ; choisissez LIGNE_LEDGER=sqlite:CHEMIN ou postgresql://…",
    "the list has {found} readers, and a ledger in git serves {most} only: after a crash it could not tell who has the "
    "letter already; choose LIGNE_LEDGER=sqlite:PATH or postgresql://…",
)
_OTHER_LIST = Phrase(
    "{key} est en cours d’envoi à une autre liste que « {list} » : remettez celle-là, ou arrêtez l’envoi "
    "(ligne deliver --stop)",
    "{key} is under way to another list than “{list}”: put that one back, or stop it (ligne deliver --stop)",
)
_OTHER_MASKS = Phrase(
    "{key} est en cours d’envoi sous une autre clé LIGNE_MASK_KEY : sous celle-ci, nul ne saurait qui l’a déjà ; "
    "remettez l’autre",
    "{key} is under way under another LIGNE_MASK_KEY: under this one nobody could tell who has it already; put the "
    "other one back",
)
