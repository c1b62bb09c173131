"""What all runs of a mailing go by, and what a part of it came to, as they stand in an entry of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from channels.mailing.roll import Counts
from channels.subscribers.mask import Masks

_PROVEN = "ligne@mailing.invalid"
"""What is masked to know a key again; no address is ever in this domain (RFC 2606)."""
_COUNTED = ("delivered", "refused", "doubt", "deferred")


def written(terms: Mapping[str, object]) -> str:
    """Give terms as the `ref` of an entry: `parts=4;list=1f2e`."""
    return ";".join(f"{name}={value}" for name, value in terms.items())


def terms_in(ref: str) -> Mapping[str, str]:
    """Give the terms that a `ref` holds; of anything else, nothing."""
    pairs = (part.partition("=") for part in ref.split(";"))
    return {name: value for name, is_term, value in pairs if is_term}


def list_and_key(list_id: str, masks: Masks) -> Mapping[str, str]:
    """Give what two runs of one mailing must have in common: the list, and the key of its masks.

    Under another key nobody would be known as having it already.
    """
    return {"list": sha256(list_id.encode()).hexdigest()[:16], "masks": masks.mask(_PROVEN)[:16]}


def counts_as_terms(counts: Counts) -> Mapping[str, int]:
    """Give counts as terms."""
    return {name: getattr(counts, name) for name in _COUNTED}


def counts_in(terms: Mapping[str, str]) -> Counts:
    """Give the counts that terms hold."""
    return Counts(*(int(said) if (said := terms.get(name, "")).isdecimal() else 0 for name in _COUNTED))
