"""An entry of the ledger: a delivery, what happened to it, and when; ids and instants, nothing about a person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from editorial.channel_ids import SHIPPED, is_id
from editorial.errors import EditorialError
from editorial.finding import Phrase

MAX_REF_CHARS = 300
MAX_WHY_CHARS = 300


class What(StrEnum):
    """What an entry says of a delivery: a claim, then what became of it."""

    CLAIM = "claim"
    OPENED = "opened"
    """A mailing is under way: it takes as many runs as it takes, and `ref` is what they all go by."""
    SENT = "sent"
    REFUSED = "refused"
    """Whoever was to take it said no: nothing left."""
    FAILED = "failed"
    """It could not be handed over: nothing left."""
    PAUSED = "paused"
    """Ended between two readers: `ref` says where; up to there each has an outcome, beyond it nothing left."""
    DOUBT = "doubt"
    """Nobody knows whether it left."""
    STOPPED = "stopped"
    """Somebody stopped it, for good: whoever has nothing yet gets nothing."""
    SKIPPED_LATE = "skipped-late"
    RESOLVED_SENT = "resolved-sent"
    RESOLVED_NOT_SENT = "resolved-not-sent"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A delivery: a channel, and the id of the piece or edition it publishes; written `channel:id`."""

    channel: str
    id: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger.

    `claim` is the nonce of the claim it belongs to, `attempt` counts the claims of the key from 1, `ref` is a queue id
    or a URL, `why` a person's reason. As a proposal, an entry has attempt 0, and a resolution no claim: the ledger
    fills them in.
    """

    key: Key
    what: What
    at: datetime
    claim: str = ""
    attempt: int = 0
    ref: str = ""
    why: str = ""

    @property
    def row(self) -> list[Any]:
        """What stands in the ledger, without the key: only texts and a number."""
        return [str(self.what), self.at.astimezone(UTC).isoformat(), self.claim, self.attempt, self.ref, self.why]

    @property
    def line(self) -> str:
        """The entry as one line of JSON, always the same for the same entry."""
        what, at, claim, attempt, ref, why = self.row
        said = {
            "key": str(self.key),
            "what": what,
            "at": at,
            "claim": claim,
            "attempt": attempt,
            "ref": ref,
            "why": why,
        }
        return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)


def key_from(written: str, known: Sequence[str] = SHIPPED) -> Key:
    """Give the delivery that `channel:id` names, on one of the `known` channels; raises EditorialError."""
    key = kept_key(written)
    if key.channel not in known:
        raise EditorialError(_NO_KEY.fill(found=written, channels=", ".join(known)))
    return key


def kept_key(written: str) -> Key:
    """Give the delivery that a ledger names `channel:id`: a site's own network is one too; raises EditorialError."""
    channel, _, id_ = written.partition(":")
    if not is_id(channel) or not _ID.fullmatch(id_):
        raise EditorialError(_NO_KEY.fill(found=written, channels=", ".join(SHIPPED)))
    return Key(channel, id_)


def entry_from(key: str, row: list[Any]) -> Entry:
    """Give the entry that stands in a ledger as a row; raises EditorialError where it is none of ours."""
    try:
        what, at, claim, attempt, ref, why = row
        entry = Entry(kept_key(key), What(what), datetime.fromisoformat(at), claim, attempt, ref, why)
        if entry.at.tzinfo is None or not isinstance(attempt, int):
            raise ValueError(at)
        return checked(entry)
    except (TypeError, ValueError, EditorialError):
        raise EditorialError(_NO_ENTRY.fill(found=json.dumps([key, *row], ensure_ascii=False)[:200])) from None


def row_of(said: Mapping[str, Any]) -> list[Any]:
    """Give the row that a line of JSON holds."""
    return [said.get(name, "") for name in _FIELDS]


def checked(entry: Entry) -> Entry:
    """Give the entry, if it holds nothing but what a ledger may hold; raises EditorialError, with all that is wrong."""
    kept_key(str(entry.key))
    if entry.claim and not _CLAIM.fullmatch(entry.claim):
        raise EditorialError(_NO_CLAIM.fill(found=entry.claim))
    if entry.ref and not _REF.fullmatch(entry.ref):
        raise EditorialError(_NO_REF.fill(found=entry.ref, max=MAX_REF_CHARS))
    if len(entry.why) > MAX_WHY_CHARS or not entry.why.isprintable():
        raise EditorialError(_NO_WHY.fill(max=MAX_WHY_CHARS))
    if _ADDRESS.search(entry.ref) or _ADDRESS.search(entry.why):
        raise EditorialError(_PERSONAL.fill(found=entry.why or entry.ref))
    return entry


def kept_ref(ref: str) -> str:
    """Give a reference as a ledger may keep it, "" for one that it may not: that something left is recorded anyway."""
    return ref if _REF.fullmatch(ref) and not _ADDRESS.search(ref) else ""


_FIELDS = ("what", "at", "claim", "attempt", "ref", "why")
_ID = re.compile(r"\w[\w./-]{0,199}")
_CLAIM = re.compile(r"[0-9a-f]{32}")
_REF = re.compile(rf"[\w.~:/?#\[\]@!$&'()*+,;=%-]{{1,{MAX_REF_CHARS}}}", re.ASCII)
# A path may begin with @ (https://mastodon.example/@toile/1); what stands before the sign of an address is not a path.
_ADDRESS = re.compile(r"[^\s/@<>\"'(]@[\w-]+(?:\.[\w-]+)*")
_NO_KEY = Phrase(
    "« {found} » ne nomme pas un envoi : écrivez canal:identifiant, par exemple newsletter:lettre/2026-12-04 "
    "(canaux : {channels})",
    "“{found}” names no delivery: write channel:id, for instance newsletter:letter/2026-12-04 (channels: {channels})",
)
_NO_ENTRY = Phrase(
    "le registre contient une ligne qui n’est pas de Ligne : {found} ; rien n’en est repris, regardez qui l’a écrite",
    "the ledger holds a line that is not Ligne’s: {found}; nothing is taken from it, see who wrote it",
)
_NO_CLAIM = Phrase(
    "« {found} » n’est pas une marque de réservation : il faut 32 chiffres hexadécimaux",
    "“{found}” is not the mark of a claim: 32 hexadecimal digits are needed",
)
_NO_REF = Phrase(
    "« {found} » n’est ni un numéro de file ni une adresse web de {max} signes au plus",
    "“{found}” is neither a queue id nor a web address of {max} characters at most",
)
_NO_WHY = Phrase(
    "la raison tient en une ligne de {max} signes au plus", "the reason is one line of {max} characters at most"
)
_PERSONAL = Phrase(
    "le registre ne garde aucune adresse personnelle : retirez-la de « {found} »",
    "the ledger keeps no personal address: take it out of “{found}”",
)
