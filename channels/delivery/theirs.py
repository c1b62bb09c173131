"""The newsletter by a provider that keeps the list: a whole edition is handed over, and is one delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from channels.delivery.due import Delivery
from channels.delivery.sealed import Sealed
from channels.ledger.entry import REF, What
from channels.ledger.store import Outcome
from channels.mailing.letter import Letter, read_letter
from channels.providers.campaign import Campaign, Campaigns, campaign_of
from editorial.errors import EditorialError
from editorial.finding import Phrase

PROVIDER = "provider:"
"""What LIGNE_SUBSCRIBERS says of a list that the provider keeps."""


@dataclass(frozen=True)
class Theirs:
    """A provider's own list, as a target of letters."""

    name: str
    campaigns: Campaigns
    list_id: str
    """The newsletter's own list, for an edition that names none."""
    lists: Mapping[str, str]
    """Where each list is, as LIGNE_SUBSCRIBERS says."""

    def permit(self, site: Sealed, deliveries: Sequence[Delivery]) -> None:
        """Raise EditorialError where a letter is not for the provider's list, or could not be handed over as it is."""
        for one in deliveries:
            files = {path.removeprefix(f"{one.path}/"): site.read(path) for path in site.under(one.path)}
            letter = read_letter(files, f"{site.folder.name}/{one.path}", self.list_id)
            if self.lists.get(letter.list_id) != PROVIDER:
                raise EditorialError(_OTHER_LIST.fill(list=letter.list_id, provider=self.name))
            self._campaign(letter)

    def deliver(self, edition: Delivery, files: Mapping[str, bytes]) -> Outcome:
        """Have the provider send an edition to its list, once."""
        verdict = self.campaigns.send(self._campaign(read_letter(files, edition.path, self.list_id)))
        ref = verdict.ref if REF.fullmatch(verdict.ref) else ""
        if verdict.has_left is None:
            return Outcome(What.DOUBT, ref)
        return Outcome(What.SENT if verdict.has_left else What.REFUSED, ref)

    def _campaign(self, letter: Letter) -> Campaign:
        return campaign_of(letter.id, letter.message, letter.places, letter.fields, self.campaigns.tongue)


_OTHER_LIST = Phrase(
    "la liste « {list} » n’est pas celle de {provider} : écrivez LIGNE_SUBSCRIBERS='{list}=provider:' si elle l’est",
    "the list “{list}” is not {provider}’s: write LIGNE_SUBSCRIBERS='{list}=provider:' if it is",
)
