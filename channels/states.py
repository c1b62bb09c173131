"""What the states of an agenda are called."""

from __future__ import annotations

from editorial.edition import State
from editorial.finding import Phrase

STATES = {
    State.LIVE: Phrase("paru", "out"),
    State.SCHEDULED: Phrase("prévu", "scheduled"),
    State.EMBARGOED: Phrase("embargo", "embargo"),
    State.HELD: Phrase("retenu", "held"),
    State.UNAPPROVED: Phrase("à approuver", "to approve"),
    State.UNPLANNED: Phrase("non prévu", "not planned"),
    State.UNPUBLISHED: Phrase("retiré", "taken down"),
    State.EXPIRED: Phrase("expiré", "expired"),
    State.SKIPPED: Phrase("sauté", "skipped"),
    State.OPEN: Phrase("libre", "open"),
    State.EMPTY: Phrase("vide", "empty"),
}
"""What a state is called."""
