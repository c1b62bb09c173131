"""What a mailbox shows of a letter before it is opened, and what is wrong with it: its subject and its preheader."""

from __future__ import annotations

from collections.abc import Iterator

from channels.newsletter.settings import one_line
from editorial.charter import Charter, Expression
from editorial.finding import Finding, Level, Phrase
from editorial.loudness import emoji_in, exclaimed_in, shouted_in
from editorial.piece import Piece
from editorial.source import Keys

MAX_EXCLAMATIONS = 1
MIN_PREHEADER_CHARS, MAX_PREHEADER_CHARS = 30, 160
"""Below, a mailbox goes on with the letter's first words; above, the widest (Outlook, Yahoo) show no more."""


def review_opening(frame: Piece, charter: Charter, max_emoji: int) -> Iterator[Finding]:
    """Give what an edition's piece says too loud in its subject, and the wrong length of its preheader."""
    expression = charter.channels.get("newsletter")
    keys: Keys = ("newsletter", "title") if frame.newsletter.title else ("title",)
    yield from review_loudness(frame, keys, expression, max_emoji)
    keys, preheader = ("standfirst",), one_line(frame.standfirst)
    if frame.newsletter.text:
        keys, preheader = ("newsletter", "text"), one_line(frame.newsletter.text)
    length = len(preheader)
    if not MIN_PREHEADER_CHARS <= length <= MAX_PREHEADER_CHARS:
        message = _NONE if not length else (_LONG if length > MAX_PREHEADER_CHARS else _SHORT)
        said = message.fill(length=length, least=MIN_PREHEADER_CHARS, most=MAX_PREHEADER_CHARS)
        level = Level.SUGGESTION if length else Level.WARNING
        span = frame.source.front.span(keys if length else ("title",))
        yield Finding("newsletter.preheader", level, frame.path, span, said, _WHY_PREHEADER, fix=_PREHEADER_FIX)


def review_loudness(piece: Piece, keys: Keys, expression: Expression | None, max_emoji: int) -> Iterator[Finding]:
    """Give what is too loud in the subject that stands at some keys of a piece.

    What the charter itself asks of emoji, exclamation marks and capitals is the rule kind `expression`'s to find.
    """
    asked = expression or Expression("newsletter")
    subject = one_line(piece.newsletter.title if keys[0] == "newsletter" else piece.title)
    span = piece.source.front.span(keys)
    emoji, exclaimed = emoji_in(subject), exclaimed_in(subject)
    if len(emoji) > max_emoji and asked.emoji != "none":
        message = _EMOJI.fill(count=len(emoji), most=max_emoji)
        yield Finding("newsletter.emoji", Level.WARNING, piece.path, span, message, _WHY_EMOJI, fix=_EMOJI_FIX)
    marks = sum(end - start for start, end in exclaimed)
    if marks > MAX_EXCLAMATIONS and asked.max_exclamations is None:
        message = _EXCLAIMED.fill(count=marks)
        yield Finding("newsletter.loud", Level.WARNING, piece.path, span, message, _WHY_LOUD, fix=_LOUD_FIX)
    for start, end in shouted_in(subject) if asked.capitals != "none" else ():
        message = _SHOUTED.fill(found=subject[start:end])
        yield Finding("newsletter.loud", Level.WARNING, piece.path, span, message, _WHY_LOUD, fix=_LOUD_FIX)


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
    "cette édition n’a pas de préambule : la boîte de réception montrera ses premiers mots",
    "this edition has no preheader: the mailbox will show its first words",
)
_SHORT = Phrase(
    "le préambule compte {length} signes ; il en faut {least} pour que la boîte de réception ne montre que lui",
    "the preheader has {length} characters; it takes {least} for the mailbox to show nothing else",
)
_LONG = Phrase(
    "le préambule compte {length} signes, aucune boîte de réception n’en montre plus de {most}",
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
