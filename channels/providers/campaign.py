"""A letter for a list that a provider keeps: its parts with the provider's own expressions where readers differ.

A provider's template language must find nothing to read in our words but these expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from channels.exchange import Answer
from channels.newsletter.encoded import encoded_words
from channels.newsletter.substitution import Part, Place
from channels.providers.parts import Parts, taken_apart
from editorial.errors import EditorialError
from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Campaign:
    """One edition for a provider's list: its id, and the parts of its message."""

    id: str
    parts: Parts


class Tongue(NamedTuple):
    """How a provider's templates say things.

    `leave` is the whole address by which a reader leaves; `field` gives an expression for a declared field with its
    default, in HTML or in text; `tame_text` gives a text in which no template is read. `reads_subjects` where it
    reads them in a subject too.
    """

    leave: str
    field: Callable[[str, str, Part], str]
    tame_text: Callable[[str], str]
    reads_subjects: bool


class Verdict(NamedTuple):
    """What became of a campaign: whether it left (None: nobody knows), the provider's id for it, and what it said."""

    has_left: bool | None
    ref: str = ""
    said: str = ""


class Campaigns(Protocol):
    """A provider that keeps the list and sends a whole edition to it."""

    @property
    def tongue(self) -> Tongue:
        """How its templates say things."""
        ...

    def readers(self) -> int:
        """Give how many readers the list has now; raises EditorialError where the provider does not say."""
        ...

    def send(self, campaign: Campaign) -> Verdict:
        """Have one edition sent to the list, at most once."""
        ...


def campaign_of(
    id_: str, message: bytes, places: Sequence[Place], fields: Mapping[str, str], tongue: Tongue
) -> Campaign:
    """Give an edition for a provider's list from the message that was built, and its places and fields' defaults.

    Raises EditorialError where no reader could leave, or where a subject says something that the provider cannot.
    """
    if not any(place.name == "leave" and place.part in (Part.HTML, Part.TEXT) for place in places):
        raise EditorialError(_NO_WAY_OUT)
    marked, marks = _marked(message, places)
    parts = taken_apart(marked)
    said = {name: value for name, value in parts.headers.items() if not name.startswith("List-Unsubscribe")}
    html = _spoken(_tame_html(parts.html), marks, fields, tongue, Part.HTML)
    text = _spoken(tongue.tame_text(parts.text), marks, fields, tongue, Part.TEXT)
    subject = parts.subject
    if tongue.reads_subjects:
        subject = _spoken(tongue.tame_text(subject), marks, fields, tongue, Part.TEXT)
    elif named := next((place.name for place in places if place.part is Part.SUBJECT), None):
        raise EditorialError(_NO_SUBJECT.fill(edition=id_, name=named))
    return Campaign(id_, replace(parts, subject=subject, html=html, text=text, headers=said))


def uncounted(name: str, answer: Answer) -> EditorialError:
    """Give the refusal to send to a list whose provider does not say how many readers it has."""
    return EditorialError(_UNCOUNTED.fill(name=name, code=answer.code or "—", said=answer.said or "—"))


def _marked(message: bytes, places: Iterable[Place]) -> tuple[bytes, dict[str, Place]]:
    """Give the message with a mark in each place of its bodies and subject; other headers are the provider's own."""
    made, end, marks = [], 0, {}
    for number, place in enumerate(places):
        if place.part in (Part.RECIPIENT, Part.HEADER):
            continue
        mark = f"ligneplace{number}x"
        marks[mark] = place
        word = encoded_words(mark) if place.part is Part.SUBJECT else mark
        made += [message[end : place.start], word.encode()]
        end = place.end
    return b"".join([*made, message[end:]]), marks


def _spoken(body: str, marks: Mapping[str, Place], fields: Mapping[str, str], tongue: Tongue, part: Part) -> str:
    """Put a provider's expressions in the place of marks, and its address to leave in that of ours."""

    def expression(found: re.Match[str]) -> str:
        name = marks[found["mark"]].name
        if name in ("leave", "preferences"):
            return tongue.leave
        return (found["url"] or "") + tongue.field(name, fields.get(name, ""), part)

    pattern = r"(?P<url>https?://[^\s\"'<>]*?)?(?P<mark>" + "|".join(map(re.escape, marks)) + ")"
    return re.sub(pattern, expression, body) if marks else body


def _tame_html(html: str) -> str:
    """Give HTML in which no template language of braces reads anything: entities in words, a space in style sheets."""
    parts = re.split(r"(<style\b.*?</style>)", html, flags=re.DOTALL | re.IGNORECASE)
    return "".join(
        re.sub(r"\{(?=[{%#])", "{ ", part) if number % 2 else re.sub(r"\{(?=[{%#])", "&#123;", part)
        for number, part in enumerate(parts)
    )


_NO_SUBJECT = Phrase(
    "l’objet de {edition} dit [[{name}]], et ce prestataire ne lit aucun champ dans un objet : mettez-le dans l’édito, "
    "ou envoyez cette lettre par SMTP ou par listmonk",
    "the subject of {edition} says [[{name}]], and this provider reads no field in a subject: put it in the foreword, "
    "or send this letter by SMTP or by listmonk",
)
_UNCOUNTED = Phrase(
    "{name} ne dit pas combien de lecteurs a sa liste (réponse {code} : {said}) : rien ne part ; vérifiez "
    "LIGNE_MAIL et LIGNE_MAIL_TOKEN, puis recommencez",
    "{name} does not say how many readers its list has (answer {code}: {said}): nothing leaves; check LIGNE_MAIL and "
    "LIGNE_MAIL_TOKEN, then try again",
)
_NO_WAY_OUT = Phrase(
    "la lettre n’a pas de lien pour se désabonner que le prestataire puisse remplir : donnez à `service`, dans "
    "channels/newsletter.yaml, l’adresse de votre prestataire, puis ligne build",
    "the letter has no link to unsubscribe that the provider could fill in: give `service` in channels/newsletter.yaml "
    "the address of your provider, then ligne build",
)
