"""Rule kind `words`: a text avoids the words the charter bans and those it says otherwise.

What it does: looks for whole words and phrases, whatever their capitals, apostrophes (' or ’), hyphens and spaces, in
the body (alternative texts and footnotes included; code and addresses left out) and in every text of the front matter
that a reader reads. Inflections are not guessed: `booster` does not find `boostez`.
Why: one idea, one word; the charter says the reason for each.
Options: `vocabulary.banned` (error) and `vocabulary.preferred` (warning) of the charter. They are words of its own
language, so pieces in another are not judged.
Example: `followers` where the charter prefers `abonnés` → « « followers » : la charte dit « abonnés » ».
Passes: `abonnés`, and `followers` in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import filterfalse
from typing import Final
from unicodedata import normalize

from editorial.charter import Charter
from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body, in_front, in_yaml
from editorial.rules.texts import Text, front_texts

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_BANNED = Phrase("« {found} » est un mot que la charte écarte", "“{found}” is a word the charter bans")
_PREFERRED = Phrase("« {found} » : la charte dit « {use} »", "“{found}”: the charter says “{use}”")
_INSTEAD = Phrase("écrivez plutôt : {instead}", "write instead: {instead}")
_WORD = re.compile(r"\w+")
_FEW = 50
"""Up to so many terms, looking for each in the text costs less than taking the text apart (0.11 ms; for ten, 0.03)."""


@dataclass(frozen=True, slots=True)
class _Term:
    """One word or phrase of the vocabulary, ready to be looked for."""

    rarest: str
    """The longest of its words: a text without it is not searched."""
    pattern: re.Pattern[str]
    around: re.Pattern[str] | None
    """What the charter prefers, when the term is part of it: `site web` for `site`."""
    rule: str
    level: Level
    clause: str
    message: Phrase
    why: Phrase | None
    fix: Phrase | None
    use: str
    """What the charter says instead, word for word; nothing where it only gives advice."""


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each banned or preferred-against word, at its place."""
    if piece.lang.split("-")[0] != context.charter.lang.split("-")[0]:
        return
    vocabulary = context.once("words", lambda: _vocabulary(context.charter))
    if not vocabulary:
        return
    prose = context.prose(piece)
    passages = (*prose.passages, *prose.alts)
    for term in _present(vocabulary, "\n".join(passage.text for passage in passages)):
        for passage in passages:
            for start, end in _places(term, passage.text):
                found, (first, last) = passage.text[start:end], prose.place(passage, start, end)
                is_as_written = piece.body[first:last] == found
                yield _finding(piece, term, found, in_body(piece, first, last), is_as_written=is_as_written)
    texts = list(front_texts(piece))
    for term in _present(vocabulary, "\n".join(text.text for text in texts)):
        for text in texts:
            for number, (start, end) in enumerate(_places(term, text.text)):
                span, is_as_written = _span(piece, text, term, number)
                yield _finding(piece, term, text.text[start:end], span, is_as_written=is_as_written)


def _vocabulary(charter: Charter) -> dict[str, list[_Term]]:
    """Give the charter's words by the rarest word of each: only those of a text are then looked for in it."""
    terms: dict[str, list[_Term]] = {}
    for banned in charter.banned:
        fix = _INSTEAD.fill(instead=banned.instead) if banned.instead else None
        _add(terms, banned.term, "words.banned", Level.ERROR, _BANNED, banned.why, fix)
    for preferred in charter.preferred:
        message = Phrase(
            _PREFERRED.fr.replace("{use}", _plain(preferred.use)), _PREFERRED.en.replace("{use}", _plain(preferred.use))
        )
        fix = _INSTEAD.fill(instead=preferred.use)
        _add(terms, preferred.instead_of, "words.preferred", Level.WARNING, message, preferred.why, fix, preferred.use)
    return terms


def _add(
    terms: dict[str, list[_Term]],
    term: str,
    rule: str,
    level: Level,
    message: Phrase,
    why: str,
    fix: Phrase | None,
    use: str = "",
) -> None:
    words = _WORD.findall(normalize("NFC", term).lower())
    if not words:
        return
    around = _pattern(use) if use and _pattern(term).search(use) else None
    reason = Phrase(why, why) if why else None
    rarest = max(words, key=len)
    clause = "vocabulary." + rule.partition(".")[2]
    made = _Term(rarest, _pattern(term), around, rule, level, clause, message, reason, fix, use)
    terms.setdefault(rarest, []).append(made)


def _pattern(term: str) -> re.Pattern[str]:
    forms = {normalize(form, term.strip()) for form in ("NFC", "NFD")}
    written = "|".join(_loosened(form) for form in sorted(forms))
    return re.compile(rf"(?<![\w-])(?:{written})(?![\w\u0300-\u036f-])", re.IGNORECASE)


def _loosened(term: str) -> str:
    """Give the pattern of a term that takes either apostrophe, any hyphen and any space, line ends included."""
    pattern = re.escape(" ".join(term.split())).replace(r"\ ", r"\s+").replace(r"\-", "[-\u2010\u2011]")
    return re.sub("['\u2019]", "['\u2019\u02bc]", pattern)


def _present(vocabulary: dict[str, list[_Term]], text: str) -> Iterator[_Term]:
    """Give the terms whose rarest word a text holds, and perhaps some that it only seems to hold."""
    folded = normalize("NFC", text).lower()
    held = folded if len(vocabulary) <= _FEW else _words_of(folded)
    for rarest in sorted(vocabulary):
        if rarest in held:
            yield from vocabulary[rarest]


def _words_of(folded: str) -> set[str]:
    held = set(folded.split())
    held.update(_WORD.findall(" ".join(filterfalse(str.isalnum, held))))
    return held


def _places(term: _Term, text: str) -> Iterator[tuple[int, int]]:
    """Give where a term stands in a text, addresses and the preferred phrase around it left out."""
    excused = [match.span() for match in term.around.finditer(text)] if term.around else []
    for match in term.pattern.finditer(text):
        start, end = match.span()
        is_excused = any(first <= start and end <= last for first, last in excused)
        if not is_excused and not _is_address(text, start, end):
            yield start, end


def _is_address(text: str, start: int, end: int) -> bool:
    """Say whether a word is part of a web or mail address, or of an account's name."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    token = text[start:end]
    return "://" in token or "@" in token or token.lower().startswith("www.")


def _span(piece: Piece, text: Text, term: _Term, number: int) -> tuple[Span, bool]:
    """Give where in the YAML the n-th occurrence stands and true; the whole value and false where escapes hide it."""
    extent = piece.source.front.extent(text.keys)
    if extent is not None:
        yaml = piece.source.front.text[extent[0] : extent[1]]
        found = list(_places(term, yaml))
        if number < len(found):
            return in_yaml(piece, extent[0] + found[number][0], extent[0] + found[number][1]), True
    return in_front(piece, *text.keys), False


def _finding(piece: Piece, term: _Term, found: str, span: Span, *, is_as_written: bool) -> Finding:
    message = term.message.fill(found=" ".join(found.split()))
    edits = (Edit(span, _cased(term.use, found), is_safe=False),) if term.use and is_as_written else ()
    # Over a line's end no edit is offered: which of the two lines keeps the word is for a writer to say.
    edits = edits if "\n" not in found and span.end_column - span.column == len(found) else ()
    return Finding(term.rule, term.level, piece.path, span, message, term.why, term.clause, term.fix, edits)


def _cased(use: str, found: str) -> str:
    """Give the preferred words with the capitals of the ones they replace."""
    if found.isupper() and len(found) > 1 and use.islower():
        return use.upper()
    return use[:1].upper() + use[1:] if found[:1].isupper() else use


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
