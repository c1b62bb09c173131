"""The editorial charter (*ligne éditoriale*): what the organisation says, to whom, how, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from editorial.datafile import close_datafile, open_datafile
from editorial.fields import Fields
from editorial.finding import Phrase
from editorial.piece import CHANNELS
from editorial.source import Document

PATH = "editorial/charter.yaml"
_PERIODS = ("day", "week", "month")
_EMOJI = ("none", "few", "free")
_NEEDS = ("required", "advised", "free")


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


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody the organisation speaks to."""

    id: str
    name: str
    needs: str


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
    typography: str = ""
    readability: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ImagePolicy:
    """What the charter asks of pictures."""

    alt: str = "required"
    credit: str = "advised"
    min_width_px: int | None = None
    policy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Legal:
    """Who publishes, and the notices a site owes its readers."""

    publisher: str = ""
    director: str = ""
    host: str = ""
    contact: str = ""
    notices: tuple[str, ...] = ()


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
    approval: tuple[str, ...]
    styles: tuple[str, ...]
    banned: tuple[BannedWord, ...]
    preferred: tuple[PreferredWord, ...]
    channels: Mapping[str, Expression]
    images: ImagePolicy
    legal: Legal
    moderation: Moderation
    is_html_trusted: bool
    source: Document = field(repr=False, compare=False)

    @property
    def lang(self) -> str:
        """The charter's own language, in which messages are written."""
        return self.languages[0]

    def pillar(self, pillar_id: str) -> Pillar | None:
        """Give the pillar of that id, or None."""
        return next((pillar for pillar in self.pillars if pillar.id == pillar_id), None)

    def person(self, person_id: str) -> Person | None:
        """Give the signature of that id, or None."""
        return next((person for person in self.people if person.id == person_id), None)


def read_charter(text: str, path: str = PATH) -> Charter:
    """Give the charter a YAML text holds; raises EditorialError with every problem of the file."""
    f, source = open_datafile(text, path)
    charter = _charter(f, source)
    close_datafile(f, source, path)
    return charter


def _charter(f: Fields, source: Document) -> Charter:
    f.require("version", "pillars", "masthead", "channels")
    languages = f.words("languages", one_is_a_list=True) or ("fr",)
    lang = languages[0]
    masthead = f.group("masthead")
    vocabulary = f.group("vocabulary")
    approval = f.group("approval")
    charter = Charter(
        version=f.text("version"),
        effective=f.day("effective"),
        languages=languages,
        changes=tuple(_change(c) for c in f.each("changes")),
        mission=_mission(f.group("mission")),
        audiences=tuple(_audience(a) for a in f.each("audiences")),
        voice=_voice(f.group("voice")),
        pillars=tuple(_pillar(p, lang) for p in f.each("pillars")),
        people=tuple(_person(p) for p in masthead.each("people")),
        roles=tuple(_role(r) for r in masthead.each("roles")),
        approval=approval.words("required"),
        styles=f.words("styles"),
        banned=tuple(_banned(b) for b in vocabulary.each("banned")),
        preferred=tuple(_preferred(p) for p in vocabulary.each("preferred")),
        channels=_channels(f.group("channels")),
        images=_images(f.group("images")),
        legal=_legal(f.group("legal")),
        moderation=_moderation(f.group("moderation")),
        is_html_trusted=f.choice("raw_html", ("sanitised", "trusted"), "sanitised") == "trusted",
        source=source,
    )
    for group in (masthead, vocabulary, approval):
        group.finish()
    _check_pillars(f, charter)
    _check_roles(f, charter)
    return charter


def _check_pillars(f: Fields, charter: Charter) -> None:
    ids = [pillar.id for pillar in charter.pillars]
    for number, pillar_id in enumerate(ids):
        if pillar_id in ids[:number]:
            f.complain("pillars", "charter.pillar-twice", _TWICE.fill(found=pillar_id))
    shares = sum(pillar.share for pillar in charter.pillars)
    if any(pillar.share for pillar in charter.pillars) and shares != 100:
        f.complain("pillars", "charter.shares", _SHARES.fill(found=shares))


def _check_roles(f: Fields, charter: Charter) -> None:
    known = {role.id for role in charter.roles}
    for person in charter.people:
        for role in person.roles:
            if known and role not in known:
                f.complain("masthead", "charter.role", _ROLE.fill(person=person.id, role=role))


def _change(f: Fields) -> Change:
    f.require("version")
    change = Change(f.text("version"), f.day("date"), f.text("summary"))
    f.finish()
    return change


def _mission(f: Fields) -> Mission:
    scope = f.group("scope")
    objectives = []
    for o in f.each("objectives"):
        o.require("text")
        objectives.append(Objective(o.text("text"), o.text("metric"), o.text("target"), o.day("by")))
        o.finish()
    mission = Mission(f.text("client"), f.text("purpose"), scope.words("in"), scope.words("out"), tuple(objectives))
    scope.finish()
    f.finish()
    return mission


def _audience(f: Fields) -> Audience:
    f.require("id", "name")
    audience = Audience(f.text("id"), f.text("name"), f.text("needs"))
    f.finish()
    return audience


def _voice(f: Fields) -> Voice:
    voice = Voice(f.text("person"), f.text("register"), f.words("tone"), f.words("principles"))
    f.finish()
    return voice


def _pillar(f: Fields, lang: str) -> Pillar:
    f.require("id", "name")
    pillar = Pillar(f.text("id"), f.by_lang("name", lang), f.whole("share") or 0, f.by_lang("description", lang))
    f.finish()
    return pillar


def _person(f: Fields) -> Person:
    f.require("id", "name")
    person = Person(f.text("id"), f.text("name"), f.words("roles"))
    f.finish()
    return person


def _role(f: Fields) -> Role:
    f.require("id", "name")
    role = Role(f.text("id"), f.text("name"), f.text("duties"))
    f.finish()
    return role


def _banned(f: Fields) -> BannedWord:
    f.require("term")
    word = BannedWord(f.text("term"), f.text("why"), f.text("instead"))
    f.finish()
    return word


def _preferred(f: Fields) -> PreferredWord:
    f.require("instead_of", "use")
    word = PreferredWord(f.text("instead_of"), f.text("use"), f.text("why"))
    f.finish()
    return word


def _channels(f: Fields) -> Mapping[str, Expression]:
    channels = {channel: _expression(channel, f.group(channel)) for channel in CHANNELS if f.has(channel)}
    f.finish()
    return channels


def _expression(channel: str, f: Fields) -> Expression:
    length = f.group("length")
    hashtags = f.group("hashtags")
    links = f.group("links") if isinstance(f.values.get("links"), dict) else Fields({})
    note = f.text("links") if not isinstance(f.values.get("links"), dict) else ""
    frequency = f.group("frequency")
    mapped = hashtags.group("map")
    expression = Expression(
        channel=channel,
        register=f.text("register"),
        length=Length(*(length.whole(key) for key in ("min_words", "max_words", "max_chars"))),
        emoji=f.choice("emoji", _EMOJI, "free"),
        max_hashtags=hashtags.whole("max"),
        hashtags={tag: mapped.text(tag).lstrip("#") for tag in mapped.values},
        link_in_text=links.flag("in_text", True),
        utm=links.flag("utm"),
        frequency=Frequency(frequency.whole("min"), frequency.whole("max"), frequency.choice("per", _PERIODS, "week")),
        typography=f.text("typography"),
        readability=f.text("readability"),
        note=f.text("note") or note,
    )
    for group in (length, hashtags, links, frequency, f):
        group.finish()
    f.complaints.extend(c for c in links.complaints if c not in f.complaints)
    return expression


def _images(f: Fields) -> ImagePolicy:
    images = ImagePolicy(
        f.choice("alt", _NEEDS, "required"),
        f.choice("credit", _NEEDS, "advised"),
        f.whole("min_width_px"),
        f.words("policy"),
    )
    f.finish()
    return images


def _legal(f: Fields) -> Legal:
    legal = Legal(f.text("publisher"), f.text("director"), f.text("host"), f.text("contact"), f.words("notices"))
    f.finish()
    return legal


def _moderation(f: Fields) -> Moderation:
    moderation = Moderation(f.text("delay"), f.words("principles"), f.text("contact"))
    f.finish()
    return moderation


_TWICE = Phrase("le pilier « {found} » est décrit deux fois", "the pillar “{found}” is described twice")
_SHARES = Phrase("les parts des piliers font {found} au lieu de 100", "the pillars’ shares add up to {found}, not 100")
_ROLE = Phrase(
    "« {person} » a le rôle « {role} », que l’ours ne décrit pas",
    "“{person}” holds the role “{role}”, which the masthead does not describe",
)
