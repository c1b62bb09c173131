"""Rule kind `spelling`: every word of a text is in the dictionary of its language, or in the site's own vocabulary.

What it does: looks up the words of the body and of every text of the front matter that a reader reads, elisions (`l’`,
`qu’`, `aujourd’hui`), compounds (`va-t-il`, `rendez-vous`) and the spelling of 1990 (`maitriser`) included. Code,
addresses, accounts, hashtags, file names, numbers, acronyms and names are left out: a name is a capital inside a
sentence, capitals within a word (`GitHub`), or a word that the text also has in its code or in an address. In a text
that is not English an English word passes, unless accents alone make it a word of the text (`execution`: a suggestion);
in an English one, words of the site's own language that stand together. British spelling is as good as American.
What stands in `<span lang="en">` is looked up in that language.
Why: a typing error is what readers forgive least, and what a writer sees last.
Options: `spelling: true` of the charter; nothing is looked up without it. `vocabulary.accepted` lists the words of the
house, and `editorial/dictionary.txt` holds more, one a line; in small letters they are accepted with a capital too.
`editorial/dictionaries/<lang>.aff` and `.dic` bring a language that Ligne has no dictionary for (it has `fr` and
`en_US`, which judges every English).
Example: `appplication` → « « appplication » n’est pas au dictionnaire (fr) ».
Passes: `application`, and `appplication` in code or in `vocabulary.accepted`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from editorial.dictionary import NoDictionary, Speller, speller
from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.passage import HIDDEN
from editorial.piece import Piece
from editorial.prose import Prose
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body, in_front, in_text
from editorial.rules.texts import front_texts
from editorial.tokens import tokens_in, words_of

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

MAX_FOUND: Final = 300
"""So many places of one text are shown: a text in the wrong language would have thousands."""
MAX_ADVISED: Final = 10
"""For so many words a run looks for what was meant: 0.02 to 0.4 s each."""
_CLAUSE = "spelling"


class _Unknown(NamedTuple):
    """A word that the dictionary has not, and where it stands in its token."""

    word: str
    start: int


@dataclass
class _Lookup:
    """The dictionary of one language with the words of the site; what a token was found to hold it remembers."""

    speller: Speller
    accepted: frozenset[str]
    other: Speller | None
    """English, where the language is another: its words pass. In English, the site's own language."""
    is_english: bool
    tokens: dict[str, tuple[_Unknown, ...]] = field(default_factory=dict)

    def unknown(self, token: str) -> tuple[_Unknown, ...]:
        """Give the words of a token that nobody knows."""
        found = self.tokens.get(token)
        if found is None:
            found = self.tokens[token] = tuple(self._unknown(token))
        return found

    def _unknown(self, token: str) -> Iterator[_Unknown]:
        for word in words_of(token):
            if not self.has(word.text):
                yield from (_Unknown(part, start) for part, start in word.parts if not self.has(part))

    def has(self, word: str) -> bool:
        """Say whether the language or the site has a word."""
        return (
            self.speller.knows(word)
            or word in self.accepted
            or word.lower() in self.accepted
            or _LONG_DRAWN.search(word) is not None
        )

    def is_foreign(self, word: str) -> bool:
        """Say whether a word that the language has not is one of the other."""
        return self.other is not None and (self.is_english or word.isascii()) and self.other.knows(word)


class _Place(NamedTuple):
    """An unknown word in one running text, and where it stands there."""

    word: str
    start: int
    is_capital: bool
    """Whether it begins a sentence with a capital: it may be a name, or not."""
    near: tuple[str, str]
    """The tokens beside it."""

    @property
    def end(self) -> int:
        """Where it ends, excluded."""
        return self.start + len(self.word)


class _Remark(NamedTuple):
    """What is said of a place."""

    rule: str
    level: Level
    message: Phrase
    write: str


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each place of a word that nobody knows, 300 at most."""
    if not context.charter.spelling:
        return ()
    try:
        lookup = _lookup(piece.lang, context)
    except NoDictionary as missing:
        message, span = missing.problems[0].message, in_front(piece, "lang")
        return [Finding("spelling.no-dictionary", Level.WARNING, piece.path, span, message, clause=_CLAUSE)]
    found = (_finding(piece, remark, span) for remark, span in _found(piece, context, lookup))
    return islice(found, MAX_FOUND)


def _found(piece: Piece, context: Context, lookup: _Lookup) -> Iterator[tuple[_Remark, Span]]:
    """Give what is to be said of a piece, and where."""
    prose, counts = context.prose(piece), _Counts(piece, context.prose(piece))
    marked = _marked(piece, context)
    for passage in (*prose.passages, *prose.alts):
        for place in _unknown(passage.text, lookup):
            remark = _remark(place, lookup, counts)
            if remark is None:
                continue
            start, end = prose.place(passage, place.start, place.end)
            tongues = [tongue for first, last, tongue in marked if first <= start < last]
            if not tongues or (tongues[0] is not None and not tongues[0].has(place.word)):
                yield remark, in_body(piece, start, end)
    for text in front_texts(piece):
        for place in _unknown(text.text, lookup):
            remark = _remark(place, lookup, counts)
            if remark is not None:
                yield remark, in_text(piece, text.keys, text.text, place.start, place.end)


def advised(findings: Sequence[Finding], site: Path) -> list[Finding]:
    """Give findings with what was perhaps meant, for the first words nobody knows: it takes too long to be kept."""
    near: dict[tuple[str, str], tuple[str, ...]] = {}
    made = []
    for finding in findings:
        said = _SAID.fullmatch(finding.message.en) if finding.rule == "spelling.unknown" and not finding.edits else None
        if said is not None and (said.groups() in near or len(near) < MAX_ADVISED):
            word, name = said.groups()
            if (word, name) not in near:
                near[word, name] = speller(name, site).suggest(word)
            finding = replace(finding, fix=_advice(near[word, name]))
        made.append(finding)
    return made


def _lookup(lang: str, context: Context) -> _Lookup:
    """Give the dictionary of a language; raises NoDictionary."""
    lexicon, charter = context.lexicon, context.charter
    read = speller(lang, lexicon.site)

    def make() -> _Lookup:
        names = [person.name for person in charter.people]
        names += [charter.mission.client, charter.legal.publisher, charter.legal.director, charter.legal.host]
        accepted = frozenset(word for text in (*charter.accepted, *names) for word in (text, *_WORDS.findall(text)))
        is_english = read.name.startswith("en")
        other = (
            next((tongue for tongue in charter.languages if not tongue.startswith("en")), "") if is_english else "en"
        )
        return _Lookup(read, accepted | lexicon.words, _dictionary(other, lexicon.site), is_english)

    return context.once(("spelling", lang), make)


def _dictionary(lang: str, site: Path | None) -> Speller | None:
    """Give the dictionary of a language, if there is one."""
    try:
        return speller(lang, site) if lang else None
    except NoDictionary:
        return None


def _unknown(text: str, lookup: _Lookup) -> Iterator[_Place]:
    """Give the unknown words of a running text, names left out."""
    before = ""
    for token, at in tokens_in(text):
        for word, start in lookup.unknown(token):
            is_capital = word[0].isupper()
            if not is_capital or _begins(text, at + start):
                after = _TOKEN.match(text, at + len(token))
                yield _Place(word, at + start, is_capital, (before, after[1] if after else ""))
        before = token


class _Counts:
    """How often a piece has a word, in all of its body and in what is read of it: code and addresses name things."""

    def __init__(self, piece: Piece, prose: Prose):
        self._piece, self._prose = piece, prose

    def names(self, word: str) -> bool:
        """Say whether a word stands in code or in an address too."""
        return self.whole[word.lower()] > self._said[word.lower()]

    @cached_property
    def whole(self) -> Counter[str]:
        """How often each word, in small letters, stands in the body."""
        return Counter(_LETTERS.findall(self._piece.body.lower()))

    @cached_property
    def _said(self) -> Counter[str]:
        passages = (*self._prose.passages, *self._prose.alts)
        return Counter(word for passage in passages for word in _LETTERS.findall(passage.text.lower()))


def _remark(place: _Place, lookup: _Lookup, counts: _Counts) -> _Remark | None:
    """Give what is to be said of an unknown word: of an English one, only that accents make it one of the text."""
    word, name = place.word, lookup.speller.name
    is_foreign = lookup.is_foreign(word.lower() if place.is_capital else word)
    is_quoted = is_foreign and any(_is_foreign(token, lookup) for token in place.near)
    if counts.names(word) or (place.is_capital and counts.whole[word.lower()] > 1):
        return None
    if is_quoted or (is_foreign and (not word.isascii() or (len(word) < _LEAST_CHARS and not lookup.is_english))):
        return None
    accented = lookup.speller.accented(word)
    if not is_foreign or lookup.is_english:
        return _Remark("spelling.unknown", Level.WARNING, _UNKNOWN.fill(word=word, name=name), accented)
    if not accented:
        return None
    return _Remark("spelling.accent", Level.SUGGESTION, _ACCENT.fill(word=word, name=name), accented)


def _finding(piece: Piece, remark: _Remark, span: Span) -> Finding:
    fix = _WRITE.fill(word=remark.write) if remark.write else _FIX
    edits = (Edit(span, remark.write, is_safe=False),) if remark.write else ()
    return Finding(remark.rule, remark.level, piece.path, span, remark.message, None, _CLAUSE, fix, edits)


def _marked(piece: Piece, context: Context) -> list[tuple[int, int, _Lookup | None]]:
    """Give the stretches of a body that an attribute `lang` gives to another language, with its dictionary if any."""
    found: list[tuple[int, int, _Lookup | None]] = []
    if "lang=" not in piece.body:
        return found
    for match in _LANG.finditer(piece.body):
        try:
            lookup = _lookup(match["lang"], context)
        except NoDictionary:
            lookup = None
        found.append((*match.span(), lookup))
    return found


def _begins(text: str, start: int) -> bool:
    """Say whether a word begins a sentence or a text, where a capital says nothing."""
    before = text[:start].rstrip(_BEFORE_A_SENTENCE)
    return not before or before[-1] in ".!?…:\n"


def _is_foreign(token: str, lookup: _Lookup) -> bool:
    return any(lookup.is_foreign(unknown.word) for unknown in lookup.unknown(token))


def _advice(near: tuple[str, ...]) -> Phrase:
    if not near:
        return _FIX
    fr = " ou ".join(f"« {word} »" for word in near[:_SHOWN])
    en = " or ".join(f"“{word}”" for word in near[:_SHOWN])
    return Phrase(f"écrivez {fr}, ou acceptez-le : {_ACCEPT.fr}", f"write {en}, or accept it: {_ACCEPT.en}")


_UNKNOWN = Phrase("« {word} » n’est pas au dictionnaire ({name})", "“{word}” is not in the dictionary ({name})")
_SAID = re.compile(r"“(.+)” is not in the dictionary \((.+)\)")
_ACCENT = Phrase(
    "« {word} » est anglais ; le dictionnaire ({name}) a ce mot avec ses accents",
    "“{word}” is English; the dictionary ({name}) has that word with its accents",
)
_WRITE = Phrase("écrivez « {word} »", "write “{word}”")
_ACCEPT = Phrase(
    "vocabulary.accepted de la charte, ou editorial/dictionary.txt",
    "vocabulary.accepted of the charter, or editorial/dictionary.txt",
)
_FIX = Phrase(f"corrigez le mot, ou acceptez-le : {_ACCEPT.fr}", f"mend the word, or accept it: {_ACCEPT.en}")
_SHOWN = 3
_LEAST_CHARS = 6
"""A shorter English word is more often meant than not: `email`, `event`."""
_WORDS = re.compile(r"\w+(?:[-'’]\w+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\s*(\S+)")
_BEFORE_A_SENTENCE = f" \u00a0\u202f«“\"'’(*[·—–{HIDDEN}"
_LONG_DRAWN = re.compile(r"(\w)\1\1\1")
_LANG = re.compile(r"<(?P<tag>\w+)\b[^<>]*?\blang=[\"'](?P<lang>[\w-]+)[\"'][^<>]*>.*?</(?P=tag)>", re.DOTALL)
