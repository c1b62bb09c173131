"""What was found while a list was read: how many of each, and where the first ones stand; never whose they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from channels.subscribers.record import Wrong
from editorial.finding import Finding, Level, Phrase, Span

MAX_SHOWN = 20
DUPLICATE, ROLE, MISDATED = "duplicate", "role", "consent"
_WARNINGS = (DUPLICATE, ROLE, MISDATED)


@dataclass(slots=True)
class Tally:
    """Counts of a reading, filled while it goes on."""

    rows: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    """Subscribers by status, each once."""
    kinds: Counter[str] = field(default_factory=Counter)
    """Findings by kind."""
    unproven: int = 0
    """Subscribers of whom nothing says when or how they consented."""
    suppressed: int = 0
    """Active subscribers nobody writes to, since they once left."""
    first: list[tuple[int, str]] = field(default_factory=list)
    """The row and kind of the first findings."""

    def note(self, row: int, kind: str) -> None:
        """Note what is wrong with a row."""
        self.kinds[kind] += 1
        if len(self.first) < MAX_SHOWN:
            self.first.append((row, kind))

    @property
    def wrong(self) -> int:
        """The number of rows left out because something is wrong with them."""
        return sum(count for kind, count in self.kinds.items() if kind not in _WARNINGS)

    def findings(self, name: str) -> list[Finding]:
        """Give the first findings, at their rows."""
        return [
            Finding(
                rule=f"subscribers.{kind}",
                level=Level.WARNING if kind in _WARNINGS else Level.ERROR,
                path=name,
                span=Span(line=row),
                message=_SAID[kind][0],
                fix=_SAID[kind][1],
            )
            for row, kind in self.first
        ]


_SAID: dict[str, tuple[Phrase, Phrase]] = {
    Wrong.EMPTY: (
        Phrase("la ligne n’a pas d’adresse", "the row has no address"),
        Phrase("ajoutez-la, ou supprimez la ligne", "add it, or delete the row"),
    ),
    Wrong.SYNTAX: (
        Phrase("l’adresse n’en est pas une", "this is not an address"),
        Phrase(
            "écrivez nom@exemple.org, sans nom autour ni espace", "write name@example.org, no name around, no space"
        ),
    ),
    Wrong.LOCAL: (
        Phrase(
            "l’adresse a un signe accentué ou non latin avant le @, que peu de serveurs acceptent (SMTPUTF8)",
            "the address has a sign outside ASCII before the @, which few servers accept (SMTPUTF8)",
        ),
        Phrase("demandez une autre adresse à cette personne", "ask this person for another address"),
    ),
    Wrong.DOMAIN: (
        Phrase("le domaine de l’adresse n’en est pas un", "the domain of the address is not one"),
        Phrase("vérifiez ce qui suit le @", "look at what follows the @"),
    ),
    Wrong.LENGTH: (
        Phrase(
            "l’adresse est trop longue (64 signes avant le @, 254 en tout)",
            "the address is too long (64 characters before the @, 254 in all)",
        ),
        Phrase("vérifiez que deux cellules n’ont pas été collées", "look whether two cells were joined"),
    ),
    Wrong.CELLS: (
        Phrase(
            "la ligne a plus de cellules que l’en-tête de colonnes", "the row has more cells than there are columns"
        ),
        Phrase("mettez entre guillemets ce qui contient le séparateur", "put what holds the delimiter in quotes"),
    ),
    Wrong.TWICE: (
        Phrase("la ligne dit deux fois la même chose", "the row says one thing twice"),
        Phrase(
            "gardez une seule de ces clés (email et adresse, par exemple)",
            "keep one of these keys (say, of email and address)",
        ),
    ),
    Wrong.ENCODING: (
        Phrase("la ligne n’est pas en UTF-8", "the row is not in UTF-8"),
        Phrase("enregistrez le fichier en « CSV UTF-8 »", "save the file as “CSV UTF-8”"),
    ),
    Wrong.QUOTES: (
        Phrase("les guillemets de la ligne ne se ferment pas", "the quotes of the row do not close"),
        Phrase("doublez un guillemet qui fait partie du texte", "double a quote that belongs to the text"),
    ),
    Wrong.JSON: (
        Phrase("la ligne n’est pas un objet JSON", "the line is not a JSON object"),
        Phrase('écrivez un objet par ligne, {"address": …}', 'write one object a line, {"address": …}'),
    ),
    Wrong.LONG: (
        Phrase("la ligne est plus longue qu’aucune ne devrait l’être", "the row is longer than any should be"),
        Phrase(
            "cherchez un texte entier collé dans une cellule, ou un fichier sans fins de ligne",
            "look for a whole text in one cell, or a file without line ends",
        ),
    ),
    Wrong.STATUS: (
        Phrase("le statut n’est pas connu", "the status is not known"),
        Phrase(
            "écrivez active, pending, unsubscribed, bounced ou complained (rien vaut active)",
            "write active, pending, unsubscribed, bounced or complained (nothing means active)",
        ),
    ),
    Wrong.FREQUENCY: (
        Phrase("la fréquence n’est pas connue", "the frequency is not known"),
        Phrase("écrivez every, weekly ou monthly, ou rien", "write every, weekly or monthly, or nothing"),
    ),
    Wrong.LANG: (
        Phrase("la langue n’est pas un code", "the language is no code"),
        Phrase("écrivez fr, en, fr-CA…, ou rien", "write fr, en, fr-CA…, or nothing"),
    ),
    DUPLICATE: (
        Phrase("l’adresse est déjà dans la liste, plus haut", "the address is in the list already, above"),
        Phrase("la première ligne vaut ; supprimez celle-ci", "the first row counts; delete this one"),
    ),
    MISDATED: (
        Phrase("la date du consentement ne se lit pas", "the date of the consent cannot be read"),
        Phrase(
            "écrivez-la 2026-03-02 ou 2026-03-02T10:00:00+01:00 : elle est la preuve",
            "write it 2026-03-02 or 2026-03-02T10:00:00+01:00: it is the proof",
        ),
    ),
    ROLE: (
        Phrase("l’adresse est celle d’une fonction, pas d’une personne", "the address is a function’s, not a person’s"),
        Phrase("gardez-la si quelqu’un la lit et l’a demandé", "keep it if somebody reads it and asked for this"),
    ),
}
