"""What a mailbox shows of a letter before it is opened, and what is wrong with it: its subject and its preheader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from channels.newsletter.letter import Letter
from channels.newsletter.mentions import Defaults, marked, unmarked
from channels.newsletter.settings import MAX_SUBJECT_CHARS, MAX_SUBJECT_EMOJI, Settings, one_line
from editorial.charter import Charter, Expression
from editorial.finding import Finding, Level, Phrase
from editorial.loudness import emoji_in, exclaimed_in, shouted_in
from editorial.piece import Piece
from editorial.source import Keys

CHANNEL = "newsletter"
MAX_EXCLAMATIONS = 1
MIN_PREHEADER_CHARS, MAX_PREHEADER_CHARS = 30, 160
"""Below, a mailbox goes on with the letter's first words; of what is longer, the widest show no more."""
_USUAL = (MAX_SUBJECT_CHARS, MAX_SUBJECT_EMOJI)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a subject may hold: characters and emoji, and what the charter asks of the newsletter's expression.

    What the charter itself asks of emoji, exclamation marks and capitals is the rule kind `expression`'s to find.
    """

    max_chars: int
    max_emoji: int
    asked: Expression


def limits_of(settings: Settings | None, charter: Charter) -> Limits:
    """Give what the site's subjects may hold."""
    chars, emoji = (settings.max_subject_chars, settings.max_subject_emoji) if settings else _USUAL
    return Limits(chars, emoji, charter.channels.get(CHANNEL) or Expression(CHANNEL))


def review_opening(frame: Piece, limits: Limits, defaults: Defaults) -> Iterator[Finding]:
    """Give what is wrong with the subject and the preheader that an edition's piece gives, fields as their defaults."""
    note = frame.newsletter
    keys: Keys = (CHANNEL, "title") if note.title else ("title",)
    yield from _subject(frame, keys, _said(note.title, defaults) or one_line(frame.title), limits)
    keys, preheader = ("standfirst",), one_line(frame.standfirst)
    if note.text:
        keys, preheader = (CHANNEL, "text"), _said(note.text, defaults)
    length = len(preheader)
    if not MIN_PREHEADER_CHARS <= length <= MAX_PREHEADER_CHARS:
        message = (_LONG if length > MAX_PREHEADER_CHARS else _SHORT) if length else _NONE
        said = message.fill(length=length, least=MIN_PREHEADER_CHARS, most=MAX_PREHEADER_CHARS)
        level = Level.SUGGESTION if length else Level.WARNING
        span = frame.source.front.span(keys if length else ("title",))
        yield Finding("newsletter.preheader", level, frame.path, span, said, _WHY_PREHEADER, fix=_PREHEADER_FIX)


def review_subject(letter: Letter, piece: Piece, limits: Limits) -> Iterator[Finding]:
    """Give what is wrong with the subject that a letter without a frame takes from its first piece."""
    keys: Keys = (CHANNEL, "title") if piece.newsletter.title else ("title",)
    yield from _subject(piece, keys, letter.subject, limits)


def _said(text: str, defaults: Defaults) -> str:
    return unmarked(marked(one_line(text), defaults))


def _subject(piece: Piece, keys: Keys, subject: str, limits: Limits) -> Iterator[Finding]:
    span, asked = piece.source.front.span(keys), limits.asked
    if len(subject) > limits.max_chars:
        message = _CUT.fill(length=len(subject), most=limits.max_chars)
        yield Finding("newsletter.subject", Level.WARNING, piece.path, span, message, _WHY_CUT, fix=_CUT_FIX)
    emoji = len(emoji_in(subject))
    if emoji > limits.max_emoji and asked.emoji != "none":
        message = _EMOJI.fill(count=emoji, most=limits.max_emoji)
        yield Finding("newsletter.emoji", Level.WARNING, piece.path, span, message, _WHY_EMOJI, fix=_EMOJI_FIX)
    marks = sum(end - start for start, end in exclaimed_in(subject))
    loud = [_EXCLAIMED.fill(count=marks)] if marks > MAX_EXCLAMATIONS and asked.max_exclamations is None else []
    if asked.capitals != "none":
        loud += [_SHOUTED.fill(found=subject[start:end]) for start, end in shouted_in(subject)]
    for message in loud:
        yield Finding("newsletter.loud", Level.WARNING, piece.path, span, message, _WHY_LOUD, fix=_LOUD_FIX)


_CUT = Phrase(
    "l’objet de la lettre compte {length} signes, une boîte de réception en montre {most}",
    "the letter’s subject has {length} characters, a mailbox shows {most} of them",
)
_WHY_CUT = Phrase(
    "l’essentiel d’un objet doit se lire sans l’ouvrir", "the point of a subject must be read without opening it"
)
_CUT_FIX = Phrase(
    "écrivez un objet plus court dans newsletter.title : le titre de la page reste",
    "write a shorter subject in newsletter.title: the title of the page stays",
)
_EMOJI = Phrase(
    "{count} emoji dans l’objet de la lettre, {most} au plus", "{count} emoji in the subject, at most {most}"
)
_WHY_EMOJI = Phrase(
    "un lecteur d’écran les dit un à un avant les mots, et les filtres y voient une réclame",
    "a screen reader says them one by one before the words, and filters take them for an advertisement",
)
_EMOJI_FIX = Phrase(
    "gardez les mots ; la limite est subject.emoji dans channels/newsletter.yaml",
    "keep the words; the limit is subject.emoji in channels/newsletter.yaml",
)
_EXCLAIMED = Phrase(
    "{count} points d’exclamation dans l’objet de la lettre, un au plus",
    "{count} exclamation marks in the subject, at most one",
)
_SHOUTED = Phrase(
    "« {found} » : des capitales qui crient dans l’objet de la lettre", "“{found}”: capitals that shout in the subject"
)
_WHY_LOUD = Phrase(
    "les filtres y voient un courriel indésirable, et les lecteurs aussi", "filters take it for spam, and so do readers"
)
_LOUD_FIX = Phrase("dites-le en minuscules, et finissez sans point", "say it in small letters, and end without a mark")
_NONE = Phrase(
    "cette édition n’a pas de préheader : la boîte de réception montrera ses premiers mots",
    "this edition has no preheader: the mailbox will show its first words",
)
_SHORT = Phrase(
    "le préheader compte {length} signe{length:|s} ; il en faut {least} pour que la boîte de réception ne montre que "
    "lui",
    "the preheader has {length} character{length:|s}; it takes {least} for the mailbox to show nothing else",
)
_LONG = Phrase(
    "le préheader compte {length} signes, aucune boîte de réception n’en montre plus de {most}",
    "the preheader has {length} characters, no mailbox shows more than {most}",
)
_WHY_PREHEADER = Phrase(
    "c’est la ligne grise à côté de l’objet, la seconde chose que l’on lit avant d’ouvrir",
    "it is the grey line beside the subject, the second thing one reads before opening",
)
_PREHEADER_FIX = Phrase(
    "écrivez-le dans standfirst, ou dans newsletter.text pour la boîte de réception seule",
    "write it in standfirst, or in newsletter.text for the mailbox alone",
)
