"""Rule kind `expression`: a text speaks as the charter wants on its channel.

What it does: in an article, the frame of an edition, a newsletter text and each social text, finds tu where the
register is vous and the reverse (French; quotations left out, « il s’est tu » and a vous for several people known), I
where the charter says we and the reverse, more exclamation marks than admitted, words in capitals one after the
other; outside the networks, which count their own (`social.emoji`), emoji; hashtags of several words without a
capital to each.
Why: readers hear one voice, and a screen reader spells what is in capitals.
Options: `voice.register` and `voice.person` of the charter, or `register` and `person` of a channel (`tu` or `vous`;
`nous`, `je`, `we`, `I`; other words are for people); `emoji`, `max_exclamations` (in one text), `capitals: none`.
Example: « Tu connais ton public ? » where `register: vous` → « « Tu » : la charte vouvoie (blog) ».
Passes: « Vous connaissez votre public ? ».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from editorial.address import Place, against_person, against_register, person_of, suspects
from editorial.channel_ids import is_social
from editorial.charter import Expression, Voice
from editorial.finding import Finding, Level, Phrase, Span
from editorial.loudness import emoji_in, exclaimed_in, shouted_in
from editorial.passage import Passage
from editorial.piece import Kind, Piece
from editorial.prose import Prose
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body, in_front
from editorial.rules.texts import front_texts, social_texts

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_FEW_EMOJI = 3
_COUNTED: Final = frozenset(("register", "person"))
_SHORTEST_PART, _LONGEST_TAG = 3, 80
_HASHTAG = re.compile(r"(?<![\w&/])#(\w+)")

_TU = Phrase("« {found} » : la charte vouvoie ({channel})", "“{found}”: the charter says vous ({channel})")
_VOUS = Phrase("« {found} » : la charte tutoie ({channel})", "“{found}”: the charter says tu ({channel})")
_TU_FIX = Phrase("écrivez à la deuxième personne du pluriel", "write in the second person plural")
_VOUS_FIX = Phrase(
    "écrivez à la deuxième personne du singulier ; laissez-le s’il s’adresse à plusieurs personnes",
    "write in the second person singular; leave it where it speaks to several people",
)
_PERSON = Phrase(
    "« {found} » : la charte parle à la première personne du {asked} ({channel})",
    "“{found}”: the charter speaks in the first person {asked} ({channel})",
)
_PERSONS: Final = {"plural": Phrase("pluriel", "plural"), "singular": Phrase("singulier", "singular")}
_PERSON_FIX = Phrase("écrivez « {word} », ou citez qui parle", "write “{word}”, or quote who speaks")
_WORDS: Final = {"plural": Phrase("nous", "we"), "singular": Phrase("je", "I")}
_TIMES = Phrase("{said} ; {count} fois dans ce texte", "{said}; {count} times in this text")
_EMOJI_SAID = Phrase(
    "{count} emoji, {limit} au plus dans ce texte ({channel})",
    "{count} emoji, at most {limit} in this text ({channel})",
)
_EXCLAIMED = Phrase(
    "{count} point{count:|s} d’exclamation ; la charte en admet {limit} ({channel})",
    "{count} exclamation mark{count:|s}; the charter admits {limit} ({channel})",
)
_EXCLAIMED_FIX = Phrase("finissez par un point", "end with a full stop")
_SHOUTED = Phrase("« {found} » : des mots en capitales ({channel})", "“{found}”: words in capitals ({channel})")
_SHOUTED_FIX = Phrase("écrivez-les en minuscules, et appuyez par **…**", "write them small, and stress them by **…**")
_JOINED = Phrase(
    "#{found} : plusieurs mots sans capitale à chacun", "#{found}: several words without a capital to each"
)
_JOINED_FIX = Phrase(
    "écrivez #{camel} : un lecteur d’écran dira les mots", "write #{camel}: a screen reader will say the words"
)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One way of speaking that the charter does not want: which stretches hold it and where, what to say, the key."""

    rule: str
    places: tuple[tuple[int, Place], ...]
    message: Phrase
    fix: Phrase | None
    key: str


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each way in which a text speaks otherwise than the charter wants."""
    voice, channels = context.charter.voice, context.charter.channels
    own = channels.get({Kind.PIECE: "blog", Kind.EDITION: "newsletter"}.get(piece.kind, ""))
    if own is not None and _is_asked(own, voice):
        prose = context.prose(piece)
        said = [passage.text for passage in prose.passages]
        for fault in _faults(said, own, voice, piece.lang):
            places = [(n, place) for n, place in fault.places if not _is_quotation(prose, prose.passages[n])]
            if places:
                number, place = places[0]
                span = in_body(piece, *prose.place(prose.passages[number], *place))
                yield _finding(piece, own, fault, span, len(places))
    for text in front_texts(piece):
        expression = channels.get(text.channel) if text.channel else own
        if expression is not None and text.keys[0] != "image" and _is_asked(expression, voice):
            for fault in _faults([text.text], expression, voice, piece.lang):
                yield _finding(piece, expression, fault, in_front(piece, *text.keys), len(fault.places))
    yield from _hashtags(piece)


def _is_asked(expression: Expression, voice: Voice) -> bool:
    """Say whether the charter asks anything of how a channel speaks."""
    return (
        _register(expression, voice) != ""
        or _person(expression, voice) != ""
        or expression.emoji != "free"
        or expression.max_exclamations is not None
        or expression.capitals == "none"
    )


def _register(expression: Expression, voice: Voice) -> str:
    said = (expression.register or voice.register).strip().casefold()
    return said if said in ("tu", "vous") else ""


def _person(expression: Expression, voice: Voice) -> str:
    return person_of(expression.person or voice.person)


def _finding(piece: Piece, expression: Expression, fault: _Fault, span: Span, count: int) -> Finding:
    message = _TIMES.fill(said=fault.message, count=count) if count > 1 and fault.rule in _COUNTED else fault.message
    is_of_voice = fault.key in ("register", "person") and not getattr(expression, fault.key)
    clause = f"voice.{fault.key}" if is_of_voice else f"channels.{expression.channel}.{fault.key}"
    return Finding(f"expression.{fault.rule}", Level.WARNING, piece.path, span, message, clause=clause, fix=fault.fix)


def _faults(said: Sequence[str], expression: Expression, voice: Voice, lang: str) -> Iterator[_Fault]:
    channel = expression.channel
    register, person = _register(expression, voice), _person(expression, voice)
    places = _against(against_register, register, said, lang)
    if places:
        message, fix = (_TU, _TU_FIX) if register == "vous" else (_VOUS, _VOUS_FIX)
        yield _Fault("register", places, message.fill(found=_first(said, places), channel=channel), fix, "register")
    places = _against(against_person, person, said, lang)
    if places:
        message = _PERSON.fill(found=_first(said, places), asked=_PERSONS[person], channel=channel)
        yield _Fault("person", places, message, _PERSON_FIX.fill(word=_WORDS[person]), "person")
    if expression.emoji != "free" and not is_social(channel):
        places = _all(said, emoji_in)
        most = 0 if expression.emoji == "none" else _FEW_EMOJI
        if len(places) > most:
            message = _EMOJI_SAID.fill(count=len(places), limit=most, channel=channel)
            yield _Fault("emoji", places[most:], message, None, "emoji")
    if expression.max_exclamations is not None:
        places, most = _all(said, exclaimed_in), expression.max_exclamations
        if len(places) > most:
            message = _EXCLAIMED.fill(count=len(places), limit=most, channel=channel)
            yield _Fault("exclamation", places[most:], message, _EXCLAIMED_FIX, "max_exclamations")
    if expression.capitals == "none":
        for number, place in _all(said, shouted_in):
            message = _SHOUTED.fill(found=_first(said, ((number, place),)), channel=channel)
            yield _Fault("capitals", ((number, place),), message, _SHOUTED_FIX, "capitals")


def _against(
    find: Callable[[str, str, str], list[Place]], asked: str, said: Sequence[str], lang: str
) -> tuple[tuple[int, Place], ...]:
    return tuple((number, place) for number in suspects(said, asked, lang) for place in find(said[number], asked, lang))


def _all(said: Sequence[str], find: Callable[[str], Iterable[Place]]) -> tuple[tuple[int, Place], ...]:
    return tuple((number, place) for number, text in enumerate(said) for place in find(text))


def _first(said: Sequence[str], places: Sequence[tuple[int, Place]]) -> str:
    number, (start, end) = places[0]
    return " ".join(said[number][start:end].split())


def _is_quotation(prose: Prose, passage: Passage) -> bool:
    """Say whether a passage stands in a block that is quoted with `>`."""
    first = passage.runs[0][1]
    return prose.raw[prose.raw.rfind(b"\n", 0, first) + 1 : first].lstrip().startswith(b">")


def _hashtags(piece: Piece) -> Iterator[Finding]:
    """Give the hashtags made of several words of the piece, joined without a capital to each."""
    written = [(text.keys, tag) for text in social_texts(piece) for tag in _HASHTAG.findall(text.text)]
    for channel, note in piece.social.items():
        written += [(("social", channel, "hashtags", n), tag.lstrip("#")) for n, tag in enumerate(note.hashtags or ())]
    if not any(tag.islower() for _, tag in written):
        return
    words = {word.lower(): word for word in re.findall(r"[^\W\d_]+", _told(piece)) if len(word) >= _SHORTEST_PART}
    for keys, tag in written:
        parts = _parts(tag, words) if tag.islower() and tag not in words and len(tag) <= _LONGEST_TAG else ()
        if len(parts) > 1:
            camel = "".join(part.capitalize() for part in parts)
            said, fix = _JOINED.fill(found=tag), _JOINED_FIX.fill(camel=camel)
            yield Finding("expression.hashtag", Level.SUGGESTION, piece.path, in_front(piece, *keys), said, fix=fix)


def _told(piece: Piece) -> str:
    return " ".join((piece.title, piece.standfirst, *piece.tags, piece.body))


def _parts(tag: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Give the fewest words that make a tag when they are joined; nothing where none do."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(_SHORTEST_PART, len(tag) + 1):
        for start in range(end - _SHORTEST_PART + 1):
            if start in best and tag[start:end] in words and len(best.get(end, tag)) > len(best[start]) + 1:
                best[end] = (*best[start], tag[start:end])
    return best.get(len(tag), ())
