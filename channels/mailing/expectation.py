"""How many readers somebody expects an edition to leave for, as said on the command line: `1200`, `lettre=1200 ±5%`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from editorial.errors import EditorialError
from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Expectation:
    """A number of readers, and how far from it the list may be; `edition` is an edition's id or its cadence's."""

    readers: int
    margin: Fraction = Fraction(0)
    edition: str = ""

    def fits(self, readers: int) -> bool:
        """Say whether so many are as expected."""
        return abs(readers - self.readers) <= self.margin

    def is_about(self, edition: str) -> bool:
        """Say whether it is about an edition."""
        return self.edition in ("", edition, edition.rpartition("/")[0])


def expectation_from(written: str) -> Expectation:
    """Give what `[EDITION=]N [±M[%]]` says, `+-` being `±` on a keyboard without it; raises EditorialError."""
    found = _WRITTEN.fullmatch(written.strip())
    if not found:
        raise EditorialError(_BAD.fill(found=written))
    readers, much = int(found["readers"]), Fraction((found["much"] or "0").replace(",", "."))
    return Expectation(readers, readers * much / 100 if found["percent"] else much, found["edition"] or "")


def refuse_unexpected(expected: Iterable[Expectation], edition: str, readers: int) -> None:
    """Raise EditorialError where an edition would leave for another number of readers than somebody has said."""
    about = [one for one in expected if one.is_about(edition)]
    # What names the edition counts before what names its cadence, and that before what names nothing.
    chosen = max(about, key=lambda one: len(one.edition), default=None)
    if chosen is None:
        raise EditorialError(_UNSAID.fill(edition=edition, readers=readers))
    if not chosen.fits(readers):
        raise EditorialError(_OTHER.fill(edition=edition, readers=readers, expected=chosen.readers))


_WRITTEN = re.compile(
    r"(?:(?P<edition>\w[\w./-]{0,199})=)?(?P<readers>\d{1,9})(?:\s*(?:±|\+-|\+/-)\s*(?P<much>\d{1,9}(?:[.,]\d+)?)\s?(?P<percent>%)?)?"
)
_BAD = Phrase(
    "« {found} » n’est pas un nombre de lecteurs : écrivez --expect-recipients 1200, '1200 ±5%' ou 'lettre=1200 ±50'",
    "“{found}” is no number of readers: write --expect-recipients 1200, '1200 ±5%' or 'letter=1200 ±50'",
)
_UNSAID = Phrase(
    "{edition} partirait pour {readers} lecteur{readers:|s}, rien n’est parti : confirmez par --expect-recipients "
    "'{readers} ±5%'",
    "{edition} would leave for {readers} reader{readers:|s}, nothing has left: confirm with --expect-recipients "
    "'{readers} ±5%'",
)
_OTHER = Phrase(
    "{edition} partirait pour {readers} lecteur{readers:|s}, et --expect-recipients en attend {expected} : regardez "
    "la liste "
    "(LIGNE_SUBSCRIBERS), puis confirmez le bon nombre ; rien n’est parti",
    "{edition} would leave for {readers} reader{readers:|s}, and --expect-recipients expects {expected}: look at the "
    "list "
    "(LIGNE_SUBSCRIBERS), then confirm the right number; nothing has left",
)
