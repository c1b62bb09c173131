"""How easy a text is to read: its sentences and paragraphs measured, and Flesch's or Kandel and Moles' score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from editorial.passage import HIDDEN, Passage
from editorial.prose import Prose
from editorial.sentences import sentences_of
from editorial.syllables import syllables

_HIDDEN = re.compile(f"{HIDDEN}+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands in its paragraph, in characters, and what there is to count in it."""

    paragraph: int
    start: int
    end: int
    words: int
    syllables: int
    is_passive: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted in a text."""

    sentences: tuple[Sentence, ...]
    paragraph_words: tuple[int, ...]

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(self.paragraph_words)

    @property
    def sentence_words(self) -> float:
        """How many words a sentence has on average."""
        return self.words / len(self.sentences) if self.sentences else 0.0

    @property
    def word_syllables(self) -> float:
        """How many syllables a word has on average."""
        return sum(sentence.syllables for sentence in self.sentences) / self.words if self.words else 0.0

    @property
    def passive_share(self) -> float:
        """How many sentences are in the passive voice, in percent."""
        passive = sum(sentence.is_passive for sentence in self.sentences)
        return 100 * passive / len(self.sentences) if self.sentences else 0.0


def measured(paragraphs: Iterable[str], lang: str) -> Measure:
    """Give what is counted in some paragraphs; addresses and hashtags are no words, a bit of code is one."""
    found: list[Sentence] = []
    lengths: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        before = len(found)
        found.extend(_sentences(number, paragraph, lang))
        lengths.append(sum(sentence.words for sentence in found[before:]))
    return Measure(tuple(found), tuple(lengths))


def ease(measure: Measure, lang: str) -> float:
    """Give how easy a text is to read, from 0 (hard) to 100 (easy), sometimes beyond.

    In English by Flesch (Journal of Applied Psychology, 1948), in any other language by Kandel and Moles, who fitted it
    to French (Cahiers d’études de radio-télévision, 1958).
    """
    if lang.split("-")[0] == "en":
        return 206.835 - 1.015 * measure.sentence_words - 84.6 * measure.word_syllables
    return 207 - 1.015 * measure.sentence_words - 73.6 * measure.word_syllables


def running_text(prose: Prose) -> tuple[Passage, ...]:
    """Give the paragraphs and list items of a body; headings, rows of tables and footnotes are no running text."""
    body = prose.raw.decode()
    apart = [
        (first := len(body[:start].encode()), first + len(body[start:end].encode()))
        for start, end in (
            *((heading.start, heading.end) for heading in prose.headings),
            *((note.start, note.end) for note in prose.footnotes),
        )
    ]
    return tuple(
        passage
        for passage in prose.passages
        if not any(start <= passage.runs[0][1] < end for start, end in apart)
        and not any(start == end for _, start, end, _ in passage.runs)
    )


def _sentences(number: int, paragraph: str, lang: str) -> Iterator[Sentence]:
    # Loaded where a charter asks how texts read: its patterns take longer to compile than a text takes to measure.
    from editorial.passive import is_passive

    for start, end in sentences_of(paragraph):
        said = paragraph[start:end]
        words = [word for word in _HIDDEN.sub("x", said).split() if _is_word(word)]
        if words:
            count = sum(syllables(word, lang) for word in words)
            yield Sentence(number, start, end, len(words), count, is_passive(said, lang))


def _is_word(said: str) -> bool:
    """Say whether something between spaces is read as a word: not an address, an account or a hashtag, no lone sign."""
    is_apart = "://" in said or "@" in said or said.startswith(("#", "www."))
    return not is_apart and any(map(str.isalnum, said))
