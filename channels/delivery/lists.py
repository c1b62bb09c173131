"""Letters to a list that a provider keeps: what must hold before an edition leaves, and its handing over, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from channels.delivery.linked import why_not_linked
from channels.delivery.post import Plan
from channels.delivery.target import Witness
from channels.ledger.entry import What, kept_ref
from channels.ledger.store import Outcome
from channels.mailing.expectation import Expectation, refuse_unexpected
from channels.mailing.letter import Letter, read_letter
from channels.mailing.mailing import Audience
from channels.providers.campaign import Campaign, Campaigns, campaign_of
from editorial.errors import EditorialError
from editorial.finding import Phrase

_OUTCOMES = {True: What.SENT, False: What.REFUSED, None: What.DOUBT}


@dataclass(frozen=True)
class Lists:
    """A provider that keeps the list: its campaigns, the id of the list it stands for, and how it may be shown."""

    campaigns: Campaigns
    list_id: str
    name: str
    own_id: str = ""
    """The newsletter's own list, for an edition that names none."""
    address: str = ""
    """The site's own address."""
    expected: Sequence[Expectation] = ()
    _made: dict[str, tuple[Letter, Campaign]] = field(default_factory=dict, repr=False)
    _counted: list[int] = field(default_factory=list, repr=False)

    def permit(self, files: Mapping[str, bytes], path: str) -> None:
        """Raise EditorialError where a letter must not leave: for another list, or for a number nobody expects."""
        letter, _ = self._letter(files, path)
        refuse_unexpected(self.expected, letter.id, self._readers())

    def plan(self, files: Mapping[str, bytes], path: str) -> Plan:
        """Give how a letter would leave; raises EditorialError."""
        letter, _ = self._letter(files, path)
        readers = self._readers()
        return Plan(letter.list_id, "provider:", self.name, Audience(readers, readers), 0, 0, 0)

    def why_not_live(self, witness: Witness, files: Mapping[str, bytes], path: str) -> Phrase | None:
        """Say which page of the site that a letter leads to is not online, None where all are."""
        return why_not_linked(witness, self.address, self._letter(files, path)[0].links)

    def deliver(self, files: Mapping[str, bytes], path: str) -> Outcome:
        """Have a letter sent to the list, and give what became of it."""
        verdict = self.campaigns.send(self._letter(files, path)[1])
        return Outcome(_OUTCOMES[verdict.has_left], kept_ref(verdict.ref))

    def _letter(self, files: Mapping[str, bytes], path: str) -> tuple[Letter, Campaign]:
        """Give a letter, and as the provider takes it: made once, however often it is looked at."""
        if path not in self._made:
            letter = read_letter(files, path, self.own_id or self.list_id)
            if letter.list_id != self.list_id:
                raise EditorialError(_OTHER_LIST.fill(edition=letter.id, named=letter.list_id, known=self.list_id))
            tongue = self.campaigns.tongue
            self._made[path] = (
                letter,
                campaign_of(letter.id, letter.message, letter.places, letter.fields, tongue),
            )
        return self._made[path]

    def _readers(self) -> int:
        """Give how many readers the provider's list has, asked for once."""
        if not self._counted:
            self._counted.append(self.campaigns.readers())
        return self._counted[0]


_OTHER_LIST = Phrase(
    "l’édition {edition} est pour la liste {named}, et le prestataire tient {known} : rien ne part "
    "(LIGNE_SUBSCRIBERS='{named}=provider:')",
    "the edition {edition} is for the list {named}, and the provider keeps {known}: nothing leaves "
    "(LIGNE_SUBSCRIBERS='{named}=provider:')",
)
