"""How a newsletter is sent: in which batches, how fast, how often again, and at how many refusals it stops."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from editorial.fields import Fields
from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Pace:
    """What `send` of channels/newsletter.yaml says; the defaults suit a small server of one's own."""

    batch: int = 500
    """How many readers one claim covers where the ledger keeps none for each."""
    canary: int = 50
    """How many readers the edition leaves for first."""
    max_refused: Fraction = Fraction(5, 100)
    """The share of refusals, from 0 to 1, above which the sending stops."""
    per_second: float = 14.0
    """Messages a second, all in all (14 is what Amazon SES first allows)."""
    per_domain: Mapping[str, float] = field(default_factory=dict)
    """Messages a second for the addresses of a domain, in small letters."""
    attempts: int = 5
    """How many times a message is tried that a server puts off."""


def read_pace(f: Fields) -> Pace:
    """Give how a newsletter is sent, as its `send` group says."""
    usual = Pace()
    domains = f.group("per_domain")
    pace = Pace(
        batch=_whole(f, "batch", usual.batch, most=10_000),
        canary=_whole(f, "canary", usual.canary, least=0, most=10_000),
        max_refused=_share(f, "max_refused", usual.max_refused),
        per_second=_rate(f, "per_second", usual.per_second),
        per_domain={domain.lower(): _rate(domains, domain, usual.per_second) for domain in map(str, domains.values)},
        attempts=_whole(f, "attempts", usual.attempts, most=50),
    )
    f.finish()
    return pace


def _whole(f: Fields, key: str, default: int, *, least: int = 1, most: int) -> int:
    number = f.whole(key)
    if number is not None and not least <= number <= most:
        f.complain(key, "value", _OUT_OF_BOUNDS.fill(key=key, found=number, least=least, most=most))
    return default if number is None else number


def _share(f: Fields, key: str, default: Fraction) -> Fraction:
    text = f.text(key)
    found = _PERCENT.fullmatch(text)
    share = Fraction(found[1].replace(",", ".")) / 100 if found else default
    if text and (not found or share > 1):
        f.complain(key, "value", _NO_SHARE.fill(key=key, found=text))
    return share


def _rate(f: Fields, key: str, default: float) -> float:
    text = f.text(key)
    found = _NUMBER.fullmatch(text)
    rate = float(text) if found else default
    if text and (not found or not 0 < rate <= _MOST_PER_SECOND):
        f.complain(key, "value", _NO_RATE.fill(key=key, found=text, most=_MOST_PER_SECOND))
    return rate


_MOST_PER_SECOND = 10_000
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s?%")
_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,3})?")
_OUT_OF_BOUNDS = Phrase(
    "« {key} » : {found} trouvé, un nombre de {least} à {most} attendu",
    "“{key}”: found {found}, expected a number from {least} to {most}",
)
_NO_SHARE = Phrase(
    '« {key} » : « {found} » n’est pas une part : écrivez par exemple "5%"',
    '“{key}”: “{found}” is not a share: write for instance "5%"',
)
_NO_RATE = Phrase(
    "« {key} » : « {found} » n’est pas un débit : écrivez un nombre de messages par seconde, {most} au plus, "
    "par exemple 14, ou 0.5 pour un toutes les deux secondes",
    "“{key}”: “{found}” is not a rate: write a number of messages a second, {most} at most, "
    "for instance 14, or 0.5 for one every two seconds",
)
