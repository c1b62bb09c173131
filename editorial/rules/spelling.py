"""Rule kind `spelling`: every word of a text is in the dictionary of its language, or in the site's own vocabulary.

What it does: looks up the words of the body and of every text of the front matter that a reader reads, elisions (`l’`,
`qu’`, `aujourd’hui`), compounds (`va-t-il`, `rendez-vous`) and the spelling of 1990 (`maitriser`) included. Code,
addresses, accounts, hashtags, file names, numbers, acronyms and names are left out: a name is a capital inside a
sentence, capitals within a word (`GitHub`), or a word that the text also has in its code or in an address. In a text
that is not English an English word passes, or two in one (`webview`), unless accents alone make it a word of the text
(`execution`: a suggestion); in an English one, words of the site's own language that stand together. British spelling
is as good as American. A slip, a letter or an accent away from a word, is a warning. What is near no word is new, and
a suggestion, as are `json` for `JSON` and French endings of English words (« bindée »): a house accepts them or not.
What stands in `<span lang="en">` is looked up in that language.
Why: a typing error is what readers forgive least, and what a writer sees last.
Options: `spelling: true` of the charter; nothing is looked up without it. `vocabulary.accepted` lists the words of the
house, and `editorial/dictionary.txt` holds more, one a line; in small letters they are accepted with a capital too. The
words of an `accept.txt` beside the house rules (docs/styles.md) are right whatever their capitals.
`editorial/dictionaries/<lang>.aff` and `.dic` bring a language that Ligne has no dictionary for (it has `fr` and
`en_US`, which judges every English).
Example: `appplication` → « « appplication » n’est pas au dictionnaire (fr) ».
Passes: `application`, and `appplication` in code or in `vocabulary.accepted`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from editorial.capitals import accented as with_accent
from editorial.coinage import LONG_PART, SHORT_PART, borrowed, is_built, is_slip, may_be_name, with_capitals
from editorial.dictionary import NoDictionary, Speller, speller
from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.line import read_lexicon
from editorial.lookup import Lookup, Place, unknown_in
from editorial.memory import Memory
from editorial.piece import Piece
from editorial.prose import Prose
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body, in_front, in_text
from editorial.rules.texts import front_texts

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

MAX_FOUND: Final = 300
"""So many places of one text are shown: a text in the wrong language would have thousands."""
MAX_ADVISED: Final = 10
"""Of so many words a run looks for what was meant: 0.02 to 0.4 s each."""
NAME: Final = "suggestions"
_CLAUSE = "spelling"


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


def _found(piece: Piece, context: Context, lookup: Lookup) -> Iterator[tuple[_Remark, Span]]:
    """Give what is to be said of a piece, and where."""
    prose, counts = context.prose(piece), _Counts(piece, context.prose(piece))
    marked = _marked(piece, context)
    for passage in (*prose.passages, *prose.alts):
        for place in unknown_in(passage.text, lookup):
            start = prose.place(passage, place.start, place.end)[0] if marked else 0
            tongue = next((tongue for first, last, tongue in marked if first <= start < last), lookup)
            if tongue is None or (tongue is not lookup and tongue.has(place.word)):
                continue
            remark = _remark(place, tongue, counts)
            if remark is not None:
                yield remark, in_body(piece, *prose.place(passage, place.start, place.end))
    for text in front_texts(piece):
        for place in unknown_in(text.text, lookup):
            remark = _remark(place, lookup, counts)
            if remark is not None:
                yield remark, in_text(piece, text.keys, text.text, place.start, place.end)


def advised(findings: Sequence[Finding], site: Path) -> list[Finding]:
    """Give findings with what was perhaps meant, where they hold no more than 10 unknown words.

    It takes up to seconds, so that the site remembers it; a longer list is read for the words to accept.
    """
    unknown = [_unknown_in(finding) for finding in findings]
    wanted = {word for word in unknown if word is not None}
    if not wanted or len(wanted) > MAX_ADVISED:
        return list(findings)
    memory = Memory(site, NAME, read_lexicon(site).digest)
    fresh = {said: speller(said[1], site).suggest(said[0]) for said in wanted if _key(said) not in memory.entries}
    memory.keep({_key(said): near for said, near in fresh.items()})
    return [
        finding if said is None else replace(finding, fix=_advice(memory.entries[_key(said)]))
        for finding, said in zip(findings, unknown, strict=True)
    ]


def _unknown_in(finding: Finding) -> tuple[str, str] | None:
    """Give the word a finding says nobody knows, and its dictionary; None where it says what to write."""
    if finding.rule != "spelling.unknown" or finding.edits:
        return None
    said = _SAID.fullmatch(finding.message.en)
    return (said[1], said[2]) if said else None


def _key(said: tuple[str, str]) -> str:
    return "\n".join(said)


def _lookup(lang: str, context: Context) -> Lookup:
    """Give the dictionary of a language; raises NoDictionary."""
    lexicon, charter, vocabulary = context.lexicon, context.charter, context.house.vocabulary
    read = speller(lang, lexicon.site)

    def make() -> Lookup:
        names = [person.name for person in charter.people]
        names += [charter.mission.client, charter.legal.publisher, charter.legal.director, charter.legal.host]
        names += [phrase for phrase in vocabulary.accepted if _PHRASE.fullmatch(phrase)]
        accepted = frozenset(word for text in (*charter.accepted, *names) for word in (text, *_WORDS.findall(text)))
        is_english = read.name.startswith("en")
        other = (
            next((tongue for tongue in charter.languages if not tongue.startswith("en")), "") if is_english else "en"
        )
        is_typeset = charter.typesetting is not None and read.name.startswith("fr")
        tongue = _dictionary(other, lexicon.site)
        return Lookup(read, accepted | lexicon.words, tongue, is_english, is_typeset, vocabulary.knows)

    return context.once(("spelling", lang), make)


def _dictionary(lang: str, site: Path | None) -> Speller | None:
    """Give the dictionary of a language, if there is one."""
    try:
        return speller(lang, site) if lang else None
    except NoDictionary:
        return None


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


def _remark(place: Place, lookup: Lookup, counts: _Counts) -> _Remark | None:
    """Give what is to be said of an unknown word: of an English one, only that accents make it one of the text."""
    word, name = place.word, lookup.speller.name
    is_foreign = lookup.is_foreign(word.lower() if place.is_capital else word)
    is_quoted = is_foreign and any(map(lookup.has_foreign, place.near))
    if counts.names(word) or (place.is_capital and counts.whole[word.lower()] > 1):
        return None
    if is_quoted or (is_foreign and (not word.isascii() or (len(word) < _LEAST_CHARS and not lookup.is_english))):
        return None
    if lookup.is_typeset and with_accent(word):
        return None
    accented = lookup.speller.accented(word)
    if is_foreign and not lookup.is_english:
        if not accented or counts.whole[word.lower()] > _MOST_SLIPS:
            return None
        return _Remark("spelling.accent", Level.SUGGESTION, _ACCENT.fill(word=word, name=name), accented)
    if accented:
        return _Remark("spelling.unknown", Level.WARNING, _UNKNOWN.fill(word=word, name=name), accented)
    return _judged(word, lookup)


@lru_cache(maxsize=2048)
def _judged(word: str, lookup: Lookup) -> _Remark | None:
    """Give what is to be said of a word that neither the language has nor English, with accents or without."""
    name, other = lookup.speller.name, lookup.other
    if other is not None and not lookup.is_english:
        if (word[0].isupper() and other.knows(word)) or is_built(word, lookup.speller, other, least=LONG_PART):
            return None
        if written := with_capitals(word, lookup.speller, other):
            message = _CAPITALS.fill(word=word, name=name, written=written)
            return _Remark("spelling.capital", Level.SUGGESTION, message, written)
        if stem := borrowed(word, lookup.speller, other):
            return _Remark("spelling.borrowed", Level.SUGGESTION, _BORROWED.fill(word=word, name=name, stem=stem), "")
    if is_slip(word, lookup.speller):
        return _Remark("spelling.unknown", Level.WARNING, _UNKNOWN.fill(word=word, name=name), "")
    is_known = other is not None and not lookup.is_english and is_built(word, lookup.speller, other, least=SHORT_PART)
    if is_known or may_be_name(word):
        return None
    return _Remark("spelling.new", Level.SUGGESTION, _NEW.fill(word=word, name=name), "")


def _finding(piece: Piece, remark: _Remark, span: Span) -> Finding:
    fix = _WRITE.fill(word=remark.write) if remark.write else _FIX
    edits = (Edit(span, remark.write, is_safe=False),) if remark.write else ()
    return Finding(remark.rule, remark.level, piece.path, span, remark.message, None, _CLAUSE, fix, edits)


def _marked(piece: Piece, context: Context) -> list[tuple[int, int, Lookup | None]]:
    """Give the stretches of a body that an attribute `lang` gives to another language, with its dictionary if any."""
    found: list[tuple[int, int, Lookup | None]] = []
    if "lang=" not in piece.body:
        return found
    for match in _LANG.finditer(piece.body):
        try:
            lookup = _lookup(match["lang"], context)
        except NoDictionary:
            lookup = None
        found.append((*match.span(), lookup))
    return found


def _advice(near: tuple[str, ...]) -> Phrase:
    if not near:
        return _FIX
    fr = " ou ".join(f"« {word} »" for word in near[:_SHOWN])
    en = " or ".join(f"“{word}”" for word in near[:_SHOWN])
    return Phrase(f"écrivez {fr}, ou acceptez-le : {_ACCEPT.fr}", f"write {en}, or accept it: {_ACCEPT.en}")


_UNKNOWN = Phrase("« {word} » n’est pas au dictionnaire ({name})", "“{word}” is not in the dictionary ({name})")
_NEW = Phrase(
    "« {word} » n’est pas au dictionnaire ({name}), ni aucun mot proche",
    "“{word}” is not in the dictionary ({name}), nor any word near it",
)
_CAPITALS = Phrase(
    "« {word} » : le dictionnaire n’a ce mot qu’avec ses capitales",
    "“{word}”: the dictionary has that word with its capitals only",
)
_BORROWED = Phrase(
    "« {word} » est fait sur l’anglais « {stem} » ; le dictionnaire ({name}) ne l’a pas",
    "“{word}” is made of the English “{stem}”; the dictionary ({name}) does not have it",
)
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
_MOST_SLIPS = 2
"""An English word that a text has more often than that is meant each time."""
_WORDS = re.compile(r"\w+(?:[-'’]\w+)*")
_PHRASE = re.compile(r"[\w '’-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LANG = re.compile(r"<(?P<tag>\w+)\b[^<>]*?\blang=[\"'](?P<lang>[\w-]+)[\"'][^<>]*>.*?</(?P=tag)>", re.DOTALL)
