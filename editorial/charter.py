"""The editorial charter (*ligne éditoriale*): what the organisation says, to whom, how, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from editorial.approval import Approval
from editorial.demands import (
    UNDEMANDING,
    UNLIMITED,
    UNSPONSORED,
    Exclusion,
    Mention,
    Portfolio,
    Profile,
    Range,
    Reading,
    Sponsorship,
)
from editorial.source import Document
from editorial.typography import HELD, Spaces, Typography

PATH = "editorial/charter.yaml"


@dataclass(frozen=True, slots=True)
class Change:
    """One version of the charter, with what it changed."""

    version: str
    day: date | None
    summary: str


@dataclass(frozen=True, slots=True)
class Objective:
    """What the mission is to reach: measured by a metric, up to a target, by a day."""

    text: str
    metric: str
    target: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Mission:
    """What was agreed with the client."""

    client: str = ""
    purpose: str = ""
    scope_in: tuple[str, ...] = ()
    scope_out: tuple[str, ...] = ()
    objectives: tuple[Objective, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    """Of `scope_out`, what says by which words and tags a piece about it is known."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody the organisation speaks to."""

    id: str
    name: str
    needs: str
    reading: Reading = UNDEMANDING


@dataclass(frozen=True, slots=True)
class Voice:
    """How the organisation sounds."""

    person: str = ""
    register: str = ""
    tone: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pillar:
    """A lasting subject, with the share of all pieces it should hold, in percent."""

    id: str
    names: Mapping[str, str]
    share: int
    descriptions: Mapping[str, str]

    def name(self, lang: str) -> str:
        """Give the pillar's name in `lang`, else in the language it has."""
        return self.names.get(lang) or next(iter(self.names.values()), self.id)

    def description(self, lang: str) -> str:
        """Give the pillar's description in `lang`, else in the language it has."""
        return self.descriptions.get(lang) or next(iter(self.descriptions.values()), "")


@dataclass(frozen=True, slots=True)
class Person:
    """A signature of the masthead (*ours*)."""

    id: str
    name: str
    roles: tuple[str, ...]
    email: str = ""
    """As git knows the person."""
    keys: tuple[str, ...] = ()
    """The public SSH keys with which the person signs approvals, as `ssh-ed25519 AAAA…`."""


@dataclass(frozen=True, slots=True)
class Role:
    """A duty somebody of the masthead holds."""

    id: str
    name: str
    duties: str


@dataclass(frozen=True, slots=True)
class BannedWord:
    """A word the charter does not want, with its reason and what to write instead."""

    term: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class PreferredWord:
    """The word the charter prefers to another."""

    instead_of: str
    use: str
    why: str


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text may be on one channel; None is no limit."""

    min_words: int | None = None
    max_words: int | None = None
    max_chars: int | None = None


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often one channel speaks: at least and at most so many times a day, week or month."""

    minimum: int | None = None
    maximum: int | None = None
    per: str = "week"
    max_silence_days: int | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """How the organisation speaks on one channel."""

    channel: str
    register: str = ""
    length: Length = Length()
    emoji: str = "free"
    max_hashtags: int | None = None
    hashtags: Mapping[str, str] = field(default_factory=dict)
    """The hashtag (without #) for a tag; where it is not empty only these are allowed."""
    link_in_text: bool = True
    utm: bool = False
    frequency: Frequency = Frequency()
    typography: Typography | None = None
    """How its texts are set; None where the charter says nothing."""
    readability: str = ""
    note: str = ""
    reading: Reading = UNDEMANDING
    standfirst: Range = UNLIMITED
    """In words."""
    list_items: Range = UNLIMITED
    person: str = ""
    max_exclamations: int | None = None
    capitals: str = "free"
    text: str = "free"
    """Whether pieces are to write their own text for this network."""
    thread: str = "none"
    """What becomes of a text too long for one post: nothing, a thread (`split`), or one whose posts are `numbered`."""


@dataclass(frozen=True, slots=True)
class ImagePolicy:
    """What the charter asks of pictures."""

    alt: str = "required"
    credit: str = "advised"
    min_width_px: int | None = None
    policy: tuple[str, ...] = ()
    caption: str = "free"
    alt_chars: Range = UNLIMITED
    licences: tuple[str, ...] = ()
    """What a credit may name as its licence; where it is empty, none is asked for."""


@dataclass(frozen=True, slots=True)
class StyleUse:
    """One style that applies: to texts of one language, or all; at its rules' own levels, or one for all of them."""

    style: str
    lang: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Legal:
    """Who publishes, and the notices a site owes its readers."""

    publisher: str = ""
    director: str = ""
    host: str = ""
    contact: str = ""
    notices: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    """Which of the four above a site may not leave out."""
    sponsored: Sponsorship = UNSPONSORED
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Moderation:
    """How the community is looked after."""

    delay: str = ""
    principles: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Charter:
    """The whole charter, at one version."""

    version: str
    effective: date | None
    languages: tuple[str, ...]
    changes: tuple[Change, ...]
    mission: Mission
    audiences: tuple[Audience, ...]
    voice: Voice
    pillars: tuple[Pillar, ...]
    people: tuple[Person, ...]
    roles: tuple[Role, ...]
    approval: Approval
    styles: tuple[StyleUse, ...] | None
    """The styles that apply, in order; None where every folder of editorial/styles does."""
    rules: Mapping[str, str]
    """The house rules, or whole styles, that are `off` or at another level than their own, by name."""
    banned: tuple[BannedWord, ...]
    preferred: tuple[PreferredWord, ...]
    accepted: tuple[str, ...]
    """Words and names of the house: right as they are written, whatever a dictionary or a sign in them says."""
    spelling: bool
    """Whether the words of every text are looked up."""
    channels: Mapping[str, Expression]
    images: ImagePolicy
    legal: Legal
    moderation: Moderation
    is_html_trusted: bool
    source: Document = field(repr=False, compare=False)
    formats: Mapping[str, Profile] = field(default_factory=dict)
    portfolio: Portfolio | None = None
    mentions: tuple[str, ...] = ()
    """The handles (without @) that posts may name; where it is empty, any."""
    styles_tree: str = ""
    """The tree of git that holds the house rules it stands with; "" for those of the work tree."""

    @property
    def lang(self) -> str:
        """The charter's own language, in which messages are written."""
        return self.languages[0]

    def typography(self, channel: str) -> Typography:
        """Give how a page or a letter sets its texts: as the charter says, else with French spaces that hold."""
        expression = self.channels.get(channel)
        return (expression.typography if expression else None) or HELD

    @property
    def typesetting(self) -> tuple[str, Typography] | None:
        """The first channel whose texts are set in full, and how: a source may be typed so."""
        for channel, expression in self.channels.items():
            wanted = expression.typography
            if wanted is not None and wanted.marks and wanted.spaces in (Spaces.NARROW, Spaces.NO_BREAK):
                return channel, wanted
        return None

    def pillar(self, pillar_id: str) -> Pillar | None:
        """Give the pillar of that id, or None."""
        return next((pillar for pillar in self.pillars if pillar.id == pillar_id), None)

    def audience(self, audience_id: str) -> Audience | None:
        """Give the audience of that id, or None."""
        return next((audience for audience in self.audiences if audience.id == audience_id), None)

    def person(self, person_id: str) -> Person | None:
        """Give the signature of that id, or None."""
        return next((person for person in self.people if person.id == person_id), None)
