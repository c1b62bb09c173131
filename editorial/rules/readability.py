"""Rule kind `readability`: a text is as easy to read as the charter promises its readers.

What it does: measures the running text of an article, of the frame of an edition, of a newsletter text and of each
social text: reading ease (Flesch in English, Kandel and Moles in French; from 30 words on), words of each sentence
and paragraph, share of sentences in the passive voice (from three sentences on). Headings, tables, code and footnotes
are left out; an address is no word.
Why: who reads on a phone, between two messages, leaves at the second long sentence.
Options: `readability` of a channel or of an audience: `min`, `max_sentence_words`, `max_paragraph_words`,
`max_passive_share` (percent). A piece that names its `audience` has the strictest of both. A plain text there is for
people, and nothing is measured.
Example: a sentence of 47 words where `max_sentence_words: 30` → « phrase de 47 mots ; la charte en veut 30 au plus ».
Passes: the same sentence cut in two, of 22 and 25 words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from editorial.charter import Charter
from editorial.demands import UNDEMANDING, Reading, strictest
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Kind, Piece
from editorial.prose import Prose
from editorial.readability import Measure, Sentence, ease, measured, running_text
from editorial.rules.kind import Context, Scope
from editorial.rules.place import body_start, in_body, in_front
from editorial.rules.texts import front_texts

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

MIN_WORDS_SCORED = 30
MIN_SENTENCES_SHARED = 3
_NAMED, _LINES = 3, 10
"""How many long and how many passive sentences a next step names."""

_HARD = Phrase(
    "lisibilité {score} sur 100 ({channel}) ; la charte en veut {limit} au moins : {words} mots par phrase, "
    "{syllables} {unit} par mot",
    "reading ease {score} out of 100 ({channel}); the charter wants at least {limit}: {words} words a sentence, "
    "{syllables} {unit} a word",
)
_FEW, _MANY = Phrase("syllabe", "syllables"), Phrase("syllabes", "syllables")
"""French says several from two on."""
_HARD_FIX = Phrase("coupez les phrases les plus longues : {longest}", "cut the longest sentences: {longest}")
_LONGEST = Phrase("ligne {line} ({words} mots)", "line {line} ({words} words)")
_SENTENCE = Phrase(
    "phrase de {count} mots ; la charte en veut {limit} au plus ({channel})",
    "a sentence of {count} words; the charter wants at most {limit} ({channel})",
)
_SENTENCE_FIX = Phrase("une phrase, une idée : coupez-la en deux", "one idea a sentence: cut it in two")
_PARAGRAPH = Phrase(
    "paragraphe de {count} mots ; la charte en veut {limit} au plus ({channel})",
    "a paragraph of {count} words; the charter wants at most {limit} ({channel})",
)
_PARAGRAPH_FIX = Phrase("allez à la ligne où l’idée change", "begin a new one where the idea changes")
_PASSIVE = Phrase(
    "{share} % des phrases sont au passif ({count} sur {all}) ; la charte en admet {limit} % ({channel})",
    "{share}% of the sentences are passive ({count} of {all}); the charter admits {limit}% ({channel})",
)
_PASSIVE_FIX = Phrase(
    "dites qui agit ; les phrases au passif commencent ligne {lines}",
    "say who acts; the passive sentences begin on line {lines}",
)


@dataclass(frozen=True, slots=True)
class _Text:
    """One text that was measured, what is demanded of it, and where its sentences stand."""

    piece: Piece
    channel: str
    measure: Measure
    limits: Reading
    place: Callable[[Sentence], Span]
    start: Span

    def finding(self, rule: str, span: Span, message: Phrase, fix: Phrase) -> Finding:
        clause = f"channels.{self.channel}.readability"
        return Finding(f"readability.{rule}", Level.WARNING, self.piece.path, span, message, clause=clause, fix=fix)


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each text that is harder to read than the charter wants."""
    channel = {Kind.PIECE: "blog", Kind.EDITION: "newsletter"}.get(piece.kind, "")
    limits = _limits(context.charter, channel, piece)
    if limits:
        yield from _judged(_body(piece, context.prose(piece), channel, limits))
    for text in front_texts(piece):
        limits = _limits(context.charter, text.channel, piece)
        if limits and text.keys != ("newsletter", "title"):
            span = in_front(piece, *text.keys)
            measure = measured(text.text.split("\n\n"), piece.lang)
            yield from _judged(_Text(piece, text.channel, measure, limits, _always(span), span))


def _always(span: Span) -> Callable[[Sentence], Span]:
    return lambda _: span


def _limits(charter: Charter, channel: str, piece: Piece) -> Reading:
    """Give what a channel and the audience of a piece demand together; nothing where the channel is not open."""
    if channel not in charter.channels:
        return UNDEMANDING
    audiences = [found.reading for name in piece.audience if (found := charter.audience(name))]
    return strictest((charter.channels[channel].reading, *audiences))


def _body(piece: Piece, prose: Prose, channel: str, limits: Reading) -> _Text:
    passages = running_text(prose)

    def place(sentence: Sentence) -> Span:
        return in_body(piece, *prose.place(passages[sentence.paragraph], sentence.start, sentence.end))

    measure = measured((passage.text for passage in passages), piece.lang)
    return _Text(piece, channel, measure, limits, place, body_start(piece))


def _judged(text: _Text) -> Iterator[Finding]:
    yield from _ease(text)
    yield from _sentences(text)
    yield from _paragraphs(text)
    yield from _passive(text)


def _ease(text: _Text) -> Iterator[Finding]:
    limit, measure = text.limits.min_ease, text.measure
    score = ease(measure, text.piece.lang)
    if limit is None or measure.words < MIN_WORDS_SCORED or score >= limit:
        return
    message = _HARD.fill(
        score=max(0, floor(score)),
        limit=limit,
        channel=text.channel,
        words=round(measure.sentence_words),
        syllables=_decimal(measure.word_syllables),
        unit=_FEW if measure.word_syllables < 2 else _MANY,
    )
    longest = sorted(measure.sentences, key=lambda sentence: -sentence.words)[:_NAMED]
    named = [_LONGEST.fill(line=text.place(sentence).line, words=sentence.words) for sentence in longest]
    fix = _HARD_FIX.fill(longest=Phrase(", ".join(one.fr for one in named), ", ".join(one.en for one in named)))
    yield text.finding("score", text.start, message, fix)


def _sentences(text: _Text) -> Iterator[Finding]:
    limit = text.limits.max_sentence_words
    for sentence in text.measure.sentences if limit is not None else ():
        if sentence.words > (limit or 0):
            message = _SENTENCE.fill(count=sentence.words, limit=limit, channel=text.channel)
            yield text.finding("sentence", text.place(sentence), message, _SENTENCE_FIX)


def _paragraphs(text: _Text) -> Iterator[Finding]:
    limit = text.limits.max_paragraph_words
    for number, words in enumerate(text.measure.paragraph_words if limit is not None else ()):
        if words > (limit or 0):
            first = next(sentence for sentence in text.measure.sentences if sentence.paragraph == number)
            message = _PARAGRAPH.fill(count=words, limit=limit, channel=text.channel)
            yield text.finding("paragraph", text.place(first), message, _PARAGRAPH_FIX)


def _passive(text: _Text) -> Iterator[Finding]:
    limit, measure = text.limits.max_passive_share, text.measure
    if limit is None or len(measure.sentences) < MIN_SENTENCES_SHARED or measure.passive_share <= limit:
        return
    passive = [sentence for sentence in measure.sentences if sentence.is_passive]
    message = _PASSIVE.fill(
        share=ceil(measure.passive_share),
        count=len(passive),
        all=len(measure.sentences),
        limit=limit,
        channel=text.channel,
    )
    lines = ", ".join(str(line) for line in dict.fromkeys(text.place(sentence).line for sentence in passive[:_LINES]))
    yield text.finding("passive", text.place(passive[0]), message, _PASSIVE_FIX.fill(lines=lines))


def _decimal(number: float) -> Phrase:
    return Phrase(f"{number:.2f}".replace(".", ","), f"{number:.2f}")
