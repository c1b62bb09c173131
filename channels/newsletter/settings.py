"""What channels/newsletter.yaml says of a newsletter: its name, who sends it, why one gets it, how to leave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from os.path import lexists
from pathlib import Path

from channels.newsletter.declared import read_declared
from channels.newsletter.pace import Pace, read_pace
from editorial.datafile import close_datafile, open_datafile
from editorial.fields import Fields
from editorial.finding import Phrase
from editorial.line import read_text

PATH = "channels/newsletter.yaml"
MAX_SUBJECT_CHARS = 60
"""What phones show of a subject in their list (Apple Mail and Gmail cut between 40 and 70)."""
MAX_SUBJECT_EMOJI = 1
TOKEN = "web"  # noqa: S105 (what stands for one on the web: the service explains there how to leave)


class Images(StrEnum):
    """Where a reader's mailbox finds the pictures of a letter."""

    HOSTED = "hosted"
    """On the site, at their address."""
    INLINE = "inline"
    """In the message itself: it weighs more, and shows them without asking anybody."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mail comes from."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The newsletter's settings; without a sender no edition is made."""

    name: str
    sender: Sender | None
    reply_to: str
    list_id: str
    reasons: Mapping[str, str]
    """Why one gets this letter, by language."""
    unsubscribe: tuple[str, ...]
    """Ways to leave, as `mailto:` or `https:` addresses, the one shown first."""
    postal: str
    desk: str = ""
    """The address that test sends go to."""
    service: str = ""
    """The subscription service's https address, without a `/` at its end."""
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What a letter may say of its reader, by name: the default in each language."""
    images: Images = Images.HOSTED
    bounce: str = ""
    """Where servers report what they could not deliver: `returns@x` is written `returns+<mask>@x` for each reader."""
    feedback_id: str = ""
    """The sender's own part of Feedback-ID."""
    max_subject_chars: int = MAX_SUBJECT_CHARS
    max_subject_emoji: int = MAX_SUBJECT_EMOJI
    pace: Pace = field(default_factory=Pace)

    def reason(self, lang: str) -> str:
        """Give why one gets this letter in `lang`, else in the language it is written in."""
        return self.reasons.get(lang) or next(iter(self.reasons.values()), "")

    def defaults(self, lang: str) -> Mapping[str, str]:
        """Give the declared fields that have a default in `lang`: what they say of a reader who told nothing."""
        base = lang.split("-")[0]
        said = {name: by_lang.get(lang) or by_lang.get(base, "") for name, by_lang in self.fields.items()}
        return {name: one_line(text) for name, text in said.items() if text}

    @property
    def leave_url(self) -> str:
        """Where one leaves in one click, with a word in the place of the reader's token; empty without a service."""
        return f"{self.service}/u/{TOKEN}" if self.service else ""

    @property
    def preferences_url(self) -> str:
        """Where one changes what one chose, in the same way."""
        return f"{self.service}/p/{TOKEN}" if self.service else ""

    @property
    def ways_out(self) -> tuple[str, ...]:
        """Every way to leave, the best first: with a service no other page than its own (RFC 8058 takes one)."""
        mails = tuple(way for way in self.unsubscribe if way.startswith("mailto:"))
        return (self.leave_url, *mails) if self.service else self.unsubscribe


def read_settings(root: Path, lang: str) -> Settings | None:
    """Give a site's newsletter settings, or None where it has none; raises EditorialError with all that is wrong.

    `lang` is the site's own language, in which a text that names none is written.
    """
    return settings_in(read_text(root, PATH), lang) if lexists(root / PATH) else None


def settings_in(text: str, lang: str) -> Settings:
    """Give the settings that the text of channels/newsletter.yaml states; raises EditorialError."""
    f, source = open_datafile(text, PATH)
    f.require("name")
    subject = f.group("subject")
    settings = Settings(
        name=one_line(f.text("name")),
        sender=_sender(f.group("from")) if f.has("from") else None,
        reply_to=_address(f, "reply_to"),
        list_id=_matching(f, "list_id", _LIST_ID, _BAD_LIST_ID),
        reasons={code: one_line(text) for code, text in f.by_lang("why", lang).items()},
        unsubscribe=_unsubscribe(f),
        postal=one_line(f.text("postal")),
        desk=_address(f, "desk"),
        service=_matching(f, "service", _SERVICE, _BAD_SERVICE).rstrip("/"),
        fields=read_declared(f.group("fields"), lang),
        images=Images(f.choice("images", tuple(Images), Images.HOSTED)),
        bounce=_address(f, "bounce"),
        feedback_id=_matching(f, "feedback_id", _FEEDBACK_ID, _BAD_FEEDBACK_ID),
        max_subject_chars=_count(subject, "max_chars", 1, MAX_SUBJECT_CHARS),
        max_subject_emoji=_count(subject, "emoji", 0, MAX_SUBJECT_EMOJI),
        pace=read_pace(f.group("send")),
    )
    subject.finish()
    close_datafile(f, source, PATH)
    return settings


def one_line(text: str) -> str:
    """Give a text with every line break or run of plain spaces as one space; no-break spaces stay."""
    return _SPACES.sub(" ", text).strip(" ")


def _sender(f: Fields) -> Sender:
    f.require("name", "address")
    sender = Sender(one_line(f.text("name")), _address(f, "address"))
    f.finish()
    return sender


def _address(f: Fields, key: str) -> str:
    # The standard library mis-encodes a local part that is not ASCII without a word (measured on Python 3.11).
    return _matching(f, key, _ADDRESS, _BAD_ADDRESS)


def _matching(f: Fields, key: str, pattern: re.Pattern[str], wrong: Phrase) -> str:
    """Give a text, and complain where it is not of a form."""
    text = f.text(key)
    if text and not pattern.fullmatch(text):
        f.complain(key, "value", wrong.fill(found=text))
    return text


def _unsubscribe(f: Fields) -> tuple[str, ...]:
    ways = f.words("unsubscribe", one_is_a_list=True)
    for way in ways:
        if not _WAY_OUT.fullmatch(way):
            f.complain("unsubscribe", "value", _BAD_WAY_OUT.fill(found=way))
    return ways


def _count(f: Fields, key: str, least: int, default: int) -> int:
    count = f.whole(key)
    if count is not None and count < least:
        f.complain(key, "value", _TOO_FEW.fill(key=key, found=count, least=least))
    return default if count is None else count


_SPACES = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_LIST_ID = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")  # RFC 2919: a dotted name, within a domain the sender holds
_WAY_OUT = re.compile(r"(?:mailto:[!-;=?-~]+@[!-;=?-~]+|https://[!-;=?-~]+)")
_SERVICE = re.compile(rf"https://{_LABEL}(?:\.{_LABEL})*(?::\d{{1,5}})?(?:/[A-Za-z0-9._~-]+)*/?")
_FEEDBACK_ID = re.compile("[A-Za-z0-9_-]{5,15}")  # Google, “Feedback Loop”: the SenderId has 5 to 15 characters
_BAD_ADDRESS = Phrase(
    "« {found} » n’est pas une adresse de courriel : écrivez lettre@exemple.org, sans accent "
    "(un domaine accentué s’écrit xn--…)",
    "“{found}” is not a mail address: write letter@example.org, without accents "
    "(a domain with accents is written xn--…)",
)
_BAD_LIST_ID = Phrase(
    "« {found} » n’est pas un identifiant de liste : écrivez par exemple lettre.exemple.org",
    "“{found}” is not a list id: write for instance letter.example.org",
)
_BAD_WAY_OUT = Phrase(
    "« {found} » ne permet pas de se désabonner : écrivez mailto:… ou https://…, sans espace",
    "“{found}” is no way to unsubscribe: write mailto:… or https://…, without spaces",
)
_BAD_SERVICE = Phrase(
    "« {found} » n’est pas l’adresse d’un service : écrivez par exemple https://lettre.exemple.org, rien après",
    "“{found}” is not the address of a service: write for instance https://letter.example.org, nothing after it",
)
_BAD_FEEDBACK_ID = Phrase(
    "« {found} » n’est pas un identifiant d’expéditeur : 5 à 15 lettres ou chiffres, sans accent",
    "“{found}” is not a sender’s id: 5 to 15 letters or digits, without accents",
)
_TOO_FEW = Phrase(
    "« {key} » : {found} trouvé, au moins {least} attendu", "“{key}”: found {found}, expected at least {least}"
)
