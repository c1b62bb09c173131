"""The newsletter by mail: what must hold before a letter leaves for its list, and one run of its mailing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit

from channels.delivery.due import Delivery
from channels.delivery.sealed import SITE, Sealed
from channels.delivery.target import Witness
from channels.ledger.entry import Key
from channels.ledger.ledger import State
from channels.ledger.store import Store, finish
from channels.mailing.ending import patient
from channels.mailing.expectation import Expectation, refuse_unexpected
from channels.mailing.letter import Letter, read_letter
from channels.mailing.mailing import Audience, Mailing, connections_for
from channels.mailing.opening import open_mailing, refuse_many, roll_of
from channels.mailing.roll import Counts
from channels.mailing.run import PAUSES_S, End, Run, go
from channels.mailing.terms import counts_as_terms, written
from channels.newsletter.settings import Settings
from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Posted:
    """What one run of a mailing came to: why it ended, and what all runs together have done."""

    end: End
    state: State
    counts: Counts
    audience: Audience


@dataclass(frozen=True)
class Post:
    """The way by which letters go to their lists."""

    settings: Settings
    mailing: Callable[[Letter, datetime], Mailing]
    """Makes ready what brings a letter to its list; raises EditorialError."""
    address: str
    """The site's own address."""
    expected: Sequence[Expectation] = ()
    connect: Callable[[], None] = lambda: None
    """Tries the server; raises EditorialError, in a sentence, where it does not take us."""
    announce: Callable[[str], None] = lambda step: None
    pauses_s: Sequence[float] = PAUSES_S
    _ready: dict[Key, tuple[Mailing, Audience]] = field(default_factory=dict, repr=False)

    def letter(self, site: Sealed, delivery: Delivery) -> Letter:
        """Give a letter as it was built; raises EditorialError."""
        files = {path.removeprefix(f"{delivery.path}/"): site.read(path) for path in site.under(delivery.path)}
        return read_letter(files, f"{site.folder.name}/{delivery.path}", self.settings.list_id)

    def audience(self, site: Sealed, delivery: Delivery, at: datetime) -> Audience:
        """Make a letter ready, and count its list; raises EditorialError."""
        if delivery.key not in self._ready:
            mailing = self.mailing(self.letter(site, delivery), at)
            self._ready[delivery.key] = mailing, mailing.audience(self.settings.desk)
        return self._ready[delivery.key][1]

    def permit(self, site: Sealed, store: Store, deliveries: Sequence[Delivery], at: datetime) -> None:
        """Raise EditorialError where one of the letters must not leave: then none does, and nothing else either."""
        for one in deliveries:
            audience = self.audience(site, one, at)
            if not audience.is_desk:
                refuse_unexpected(self.expected, one.key.id, audience.readers)
            refuse_many(store, audience.readers)
        if deliveries:
            self.connect()

    def why_not_live(self, witness: Witness, letter: Letter) -> Phrase | None:
        """Say which page of the site's own that a letter leads to is not online, None where all are."""
        for link in letter.links:
            path = self._page(link)
            if path is not None and (status := witness.look(path).status) != 200:
                return _NOT_THERE.fill(link=link, status=status or "—")
        return None

    def leave(
        self, site: Sealed, store: Store, delivery: Delivery, at: datetime, tell: Callable[[Posted], None]
    ) -> None:
        """Run the mailing of a letter once, and tell what it came to before a signal that came is heeded."""
        audience = self.audience(site, delivery, at)
        mailing, _ = self._ready[delivery.key]
        pace = self.settings.pace
        opened = open_mailing(store, delivery.key, mailing.letter.list_id, mailing.masks, audience.readers, pace, at)
        if opened is None:
            tell(Posted(End.STOPPED, store.read().state(delivery.key), Counts(), audience))
            return
        roll = roll_of(store, opened, pace, at)
        with patient() as must_end:
            with mailing.sending() as send:
                run = Run(
                    roll, mailing.readers, send, pace, mailing.still, connections_for(pace), must_end,
                    self.announce, self.pauses_s,
                )  # fmt: skip
                end = go(run)
            counts = roll.counts()
            if end is End.DONE:
                self.announce("close")
                finish(store, opened, at, written(counts_as_terms(counts)))
                self.announce("closed")
            tell(Posted(end, store.read().state(delivery.key), counts, audience))

    def _page(self, link: str) -> str | None:
        """Give where a page of the site's own stands in the output, None for an address that is not the site's."""
        own, asked = urlsplit(self.address), urlsplit(link)
        base = own.path.rstrip("/") + "/"
        if asked.netloc != own.netloc or not f"{asked.path}/".startswith(base):
            return None
        path = unquote(asked.path[len(base) :])
        return f"{SITE}/{path}index.html" if not path or path.endswith("/") else f"{SITE}/{path}"


def as_json(posted: Posted) -> Mapping[str, int]:
    """Give the counts of a mailing, by name."""
    counts = posted.counts
    return {"readers": posted.audience.readers, **counts_as_terms(counts), "under_way": counts.under_way}


_NOT_THERE = Phrase(
    "la lettre mène à {link}, qui n’est pas en ligne (réponse {status})",
    "the letter leads to {link}, which is not online (answer {status})",
)
