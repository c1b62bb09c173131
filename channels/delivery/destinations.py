"""Where each channel goes: the site to its place, posts to accounts, letters to a list, all else to a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from channels.delivery.due import BLOG, NEWSLETTER, Delivery
from channels.delivery.folder import Folder
from channels.delivery.pages import Pages
from channels.delivery.sealed import Sealed
from channels.delivery.target import Witness
from channels.ledger.entry import What, kept_ref
from channels.ledger.store import Outcome
from channels.mailing.letter import read_letter
from channels.posting.post import read_post
from channels.posting.setting import Account
from channels.providers.campaign import Campaign, Campaigns, campaign_of
from editorial.channel_ids import SHIPPED
from editorial.errors import EditorialError
from editorial.finding import Phrase


@dataclass(frozen=True)
class Lists:
    """A provider that keeps the list: its campaigns, the id of the list it stands for, and how it may be shown."""

    campaigns: Campaigns
    list_id: str
    name: str
    own_id: str = ""
    """The newsletter's own list, for an edition that names none."""

    def campaign(self, files: Mapping[str, bytes], path: str) -> Campaign:
        """Give a letter as the provider takes it; raises EditorialError, also where it is for another list."""
        letter = read_letter(files, path, self.own_id or self.list_id)
        if letter.list_id != self.list_id:
            raise EditorialError(_OTHER_LIST.fill(edition=letter.id, named=letter.list_id, known=self.list_id))
        return campaign_of(letter.id, letter.message, letter.places, letter.fields, self.campaigns.tongue)


@dataclass(frozen=True)
class Destinations:
    """What takes the deliveries of a run; a target for those that do not go by the post."""

    place: Folder | Pages
    witness: Witness
    accounts: Mapping[str, Account] = field(default_factory=dict)
    lists: Lists | None = None
    has_post: bool = False
    known: tuple[str, ...] = SHIPPED
    """Every channel of the site."""

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that have somewhere to go, in order."""
        if isinstance(self.place, Folder):
            return self.known
        letters = (NEWSLETTER,) if self.has_post or self.lists else ()
        return tuple(one for one in self.known if one in (BLOG, *self.accounts, *letters))

    @property
    def name(self) -> str:
        """Where things go, as it may be shown."""
        return ", ".join([self.place.name, *self.accounts, *([self.lists.name] if self.lists else [])])

    def permit(self, site: Sealed, deliveries: Iterable[Delivery]) -> None:
        """Raise EditorialError where something that is to leave cannot be read, or is for another list."""
        for one in deliveries:
            if one.key.channel in self.accounts:
                read_post(_files(site, one), one.path)
            elif self.lists is not None and one.key.channel == NEWSLETTER:
                self.lists.campaign(_files(site, one), one.path)

    def deliver(self, edition: Delivery, files: Mapping[str, bytes]) -> Outcome:
        """Hand an edition to whoever takes its channel, once, and give what became of it."""
        account = self.accounts.get(edition.key.channel)
        if account is not None:
            done = account.post(str(edition.key), read_post(files, edition.path))
            return Outcome(done.what, kept_ref(done.ref))
        if self.lists is not None and edition.key.channel == NEWSLETTER:
            verdict = self.lists.campaigns.send(self.lists.campaign(files, edition.path))
            return Outcome(
                {True: What.SENT, False: What.REFUSED, None: What.DOUBT}[verdict.has_left], kept_ref(verdict.ref)
            )
        return self.place.deliver(edition, files)


def _files(site: Sealed, one: Delivery) -> dict[str, bytes]:
    return {path.removeprefix(f"{one.path}/"): site.read(path) for path in site.under(one.path)}


_OTHER_LIST = Phrase(
    "l’édition {edition} est pour la liste {named}, et le prestataire tient {known} : rien ne part "
    "(LIGNE_SUBSCRIBERS='{named}=provider:')",
    "the edition {edition} is for the list {named}, and the provider keeps {known}: nothing leaves "
    "(LIGNE_SUBSCRIBERS='{named}=provider:')",
)
