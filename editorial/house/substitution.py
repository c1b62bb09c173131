"""`extends: substitution`: reports what the house says otherwise, and what to write instead.

What it does: looks for each key of `swap` as whole words, and offers its value; `a|b` offers two. The longest keys
count first. A group of the key is `$1` in the value.
Options: `swap`, `ignorecase`, `nonword`, `capitalize`, `matchcase`, `exceptions`, `vocab`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editorial.house.block import Block
from editorial.house.dialect import BadPattern, compiled, pieces_of, said, uncaptured
from editorial.house.edit import replacement_of
from editorial.house.exception import Exceptions, read_exceptions
from editorial.house.forms import form_of
from editorial.house.hit import Hit, Memory, Shelf
from editorial.house.keys import RuleKeys, Within
from editorial.house.message import options_of, sentence_of
from editorial.house.need import Need, need_of
from editorial.house.search import TIME_LIMIT_S, Slow, first_of, holds
from editorial.house.vocabulary import Vocabulary


@dataclass(frozen=True)
class Substitution:
    """What to look for and what to say instead, in step."""

    patterns: tuple[str, ...]
    needs: tuple[Need | None, ...]
    groups: tuple[str, ...]
    """The same patterns with their groups, for `$1`."""
    values: tuple[str, ...]
    message: str
    ignore_case: bool
    capitalizes: bool
    matches_case: bool
    is_replacing: bool
    exceptions: Exceptions
    vocabulary: Vocabulary

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give each match that is not already what the house says, excepted, or accepted as it is."""
        for pick, match in first_of(self.patterns, picks, block.text, ignore_case=self.ignore_case):
            start, end = match.span()
            found = match[0]
            expected = self._expected(pick, found)
            options = options_of(expected)
            is_right = found in options if self.is_replacing else _agrees(expected, found)
            if is_right or self.vocabulary.accepts(found.strip()):
                continue
            if self.exceptions.excuse(found) or self.exceptions.cover(block.text, start, end):
                continue
            if self.is_replacing:
                cased = tuple(self._cased(option, found) for option in options)
                yield Hit(start, end, (sentence_of(cased), found), cased, message=_unquoted(self.message))
            else:
                yield Hit(start, end, (form_of(expected, found), found))

    def _expected(self, pick: int, found: str) -> str:
        """Give the value of a key, its `$1` filled in."""
        value = self.values[pick]
        if self.capitalizes and found[:1] == found[:1].upper():
            value = value[:1].upper() + value[1:]
        if "$" not in value:
            return value
        pattern = compiled(self.groups[pick], ignore_case=self.ignore_case)
        try:
            return pattern.sub(replacement_of(value, pattern), found, timeout=TIME_LIMIT_S)
        except TimeoutError:
            raise Slow(self.groups[pick]) from None

    def _cased(self, option: str, found: str) -> str:
        if self.matches_case:
            if found.isupper() and len(found) > 1:
                return option.upper()
            if found[:1].isupper():
                return option[:1].upper() + option[1:]
            return option.lower() if found.islower() else option
        return option


def read(keys: RuleKeys, shelf: Shelf) -> Substitution:
    """Give the check that a rule file describes."""
    keys.require("swap")
    is_word = not keys.flag("nonword")
    within = Within(r"\b(?:%s)\b" if is_word else "(?:%s)", keys.flag("ignorecase"), is_bare=True)
    swap = sorted(keys.pairs("swap"), key=lambda pair: len(pair[0].encode()), reverse=True)
    patterns, needs, groups, values = [], [], [], []
    for written, value in swap:
        pieces = keys.pattern(("swap", written), written, is_prose=shelf.is_prose, within=within)
        patterns.append(within.template.replace("%s", said(uncaptured(pieces))))
        needs.append(need_of(pieces, is_word=is_word))
        groups.append(said(pieces))
        values.append(value)
    keys.text("pos")
    return Substitution(
        tuple(patterns),
        tuple(needs),
        tuple(groups),
        tuple(values),
        keys.text("message"),
        within.ignore_case,
        keys.flag("capitalize"),
        keys.flag("matchcase"),
        keys.group("action").get("name") == "replace" and not keys.group("action").get("params"),
        read_exceptions(keys, is_prose=shelf.is_prose),
        shelf.vocabulary if keys.flag("vocab", True) else Vocabulary(),
    )


def _agrees(expected: str, found: str) -> bool:
    """Say whether what was found is what is expected: a plain phrase, or a pattern of the forms that are right."""
    if all(sign.isalnum() or sign in " -" for sign in expected):
        return expected == found
    try:
        pieces = pieces_of(expected, is_prose=False)
        return holds(f"^(?:{said(pieces)})$", found)
    except BadPattern:
        return expected == found


def _unquoted(message: str) -> str:
    """Give a message without its quotes around the first `%s`: the choices bring their own."""
    for quoted in ("'%s'", '"%s"'):
        if message.count(quoted) == 2:
            message = message.replace(quoted, "%s", 1)
    return message
