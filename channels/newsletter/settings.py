"""What channels/newsletter.yaml says of a newsletter: its name, who sends it, why one gets it, how to leave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from editorial.datafile import close_datafile, open_datafile
from editorial.fields import Fields
from editorial.finding import Phrase
from editorial.line import read_text

PATH = "channels/newsletter.yaml"


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

    def reason(self, lang: str) -> str:
        """Give why one gets this letter in `lang`, else in the language it is written in."""
        return self.reasons.get(lang) or next(iter(self.reasons.values()), "")


def read_settings(root: Path, lang: str) -> Settings | None:
    """Give a site's newsletter settings, or None where it has none; raises EditorialError with all that is wrong.

    `lang` is the site's own language, in which a text that names none is written.
    """
    return settings_in(read_text(root, PATH), lang) if (root / PATH).is_file() else None


def settings_in(text: str, lang: str) -> Settings:
    """Give the settings that the text of channels/newsletter.yaml states; raises EditorialError."""
    f, source = open_datafile(text, PATH)
    f.require("name")
    settings = Settings(
        name=one_line(f.text("name")),
        sender=_sender(f.group("from")) if f.has("from") else None,
        reply_to=_address(f, "reply_to"),
        list_id=_list_id(f),
        reasons={code: one_line(text) for code, text in f.by_lang("why", lang).items()},
        unsubscribe=_unsubscribe(f),
        postal=one_line(f.text("postal")),
    )
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
    address = f.text(key)
    # The standard library mis-encodes a local part that is not ASCII without a word (measured on Python 3.11).
    if address and not _ADDRESS.fullmatch(address):
        f.complain(key, "newsletter.address", _BAD_ADDRESS.fill(found=address), fix=_ADDRESS_FIX)
    return address


def _list_id(f: Fields) -> str:
    list_id = f.text("list_id")
    if list_id and not _LIST_ID.fullmatch(list_id):
        f.complain("list_id", "newsletter.list-id", _BAD_LIST_ID.fill(found=list_id))
    return list_id


def _unsubscribe(f: Fields) -> tuple[str, ...]:
    ways = f.words("unsubscribe", one_is_a_list=True)
    for way in ways:
        if not _WAY_OUT.fullmatch(way):
            f.complain("unsubscribe", "newsletter.unsubscribe", _BAD_WAY_OUT.fill(found=way))
    return ways


_SPACES = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_LIST_ID = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")  # RFC 2919: a dotted name, within a domain the sender holds
_WAY_OUT = re.compile(r"(?:mailto:[!-;=?-~]+@[!-;=?-~]+|https://[!-;=?-~]+)")
_BAD_ADDRESS = Phrase("« {found} » n’est pas une adresse de courriel", "“{found}” is not a mail address")
_ADDRESS_FIX = Phrase(
    "écrivez lettre@exemple.org, sans accent (un domaine accentué s’écrit xn--…)",
    "write letter@example.org, without accents (a domain with accents is written xn--…)",
)
_BAD_LIST_ID = Phrase(
    "« {found} » n’est pas un identifiant de liste : écrivez par exemple lettre.exemple.org",
    "“{found}” is not a list id: write for instance letter.example.org",
)
_BAD_WAY_OUT = Phrase(
    "« {found} » ne permet pas de se désabonner : écrivez mailto:… ou https://…, sans espace",
    "“{found}” is no way to unsubscribe: write mailto:… or https://…, without spaces",
)
