from __future__ import annotations

import itertools
import random

import pytest

from editorial.house.dialect import BadPattern, compiled, has_groups, pieces_of, said, uncaptured
from editorial.house.need import need_of
from editorial.house.sound import is_sound

SAID = {
    "a space is a soft line break too": ("a b", "a\nb", True),
    "a space in a class": ("a[ x]b", "a\nb", True),
    "not where spaces are free": ("(?x)a b", "a\nb", False),
    "a bracket in a class": ("[[]x", "[x", True),
    "a subtraction": ("^[a-z-[aeiou]]$", "e", False),
    "POSIX": ("[[:upper:]]", "A", True),
    "a code point": (r"\x{2019}", "’", True),
    "a code point of four": (r"[\u2018\u2019]", "’", True),
    "the very end": (r"a\z", "a", True),
    "a .NET name": ("(?'n'a)", "a", True),
    "a .NET name said again": (r"(?<n>a|b)-\k<n>", "a-a", True),
    "not another": (r"(?<n>a|b)-\k'n'", "a-b", False),
    "lookbehind": (r"(?<=\s)-\d", " -5", True),
    "flags from here on": ("a(?i)b", "aB", True),
    "flags off in a group": ("(?i)(?:(?-i)Foo)bar", "FooBAR", True),
    "a comment at the end": ("(?x) a b # c", "ab", True),
    "a name said again, as Python writes it": ("(?P<n>a|b)-(?P=n)", "a-a", True),
    "not another name": ("(?P<n>a|b)-(?P=n)", "a-b", False),
    "signs as they are": (r"^\Qa.b (\E$", "a.b (", True),
    "no others": (r"^\Qa.b\E$", "axb", False),
    "braces that count nothing": ("^a{,2}$", "a{,2}", True),
    "line by line": ("^b", "a\nb", True),
    "full case folding is not asked for": ("(?i)strasse", "Straße", False),
    "a letter for a letter": ("(?i)é", "É", True),
}


@pytest.mark.parametrize(("written", "text", "matches"), SAID.values(), ids=SAID)
def test_pattern_reads_as_vale_reads_it(written, text, matches):
    assert bool(compiled(said(pieces_of(written))).search(text)) is matches


def test_pattern_with_a_comment_at_its_end_can_be_part_of_another():
    assert compiled(f"(?:{said(pieces_of('(?x) a b # c'))})").search("ab")


@pytest.mark.parametrize("written", ["a(", "[a", "a\\", "*", "(?<n", "a{2,1}"])
def test_bad_pattern_is_refused(written):
    with pytest.raises(BadPattern):
        compiled(said(pieces_of(written)))


SIGNS = (
    "a",
    "é",
    " ",
    ".",
    "(",
    "(?:",
    "(?=",
    ")",
    "|",
    "*",
    "?",
    "+",
    "{2}",
    r"\b",
    r"\w",
    r"\1",
    "^",
    "[a-z ]",
    "[^é]",
)


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_pattern_that_looks_sound_is_one(length):
    patterns = (pieces_of("".join(signs)) for signs in itertools.product(SIGNS, repeat=length))
    sound = [said(pieces) for pieces in patterns if is_sound(pieces)]
    assert len(sound) > len(SIGNS) // 2
    for pattern in random.Random(length).sample(sound, min(len(sound), 500)):
        compiled(pattern, ignore_case=True)


@pytest.mark.parametrize("written", ["make[sd]?", r"(?:carry|carried) out (?:a |the )?\w+", "l['’]été", "^So[ ,]"])
def test_plain_pattern_is_known_to_be_sound(written):
    assert is_sound(pieces_of(written))


@pytest.mark.parametrize("written", ["a)(b", "a**", "|*", r"\1", "[z-a]", "(?<n>a", "(?=a)*", "(" * 30 + ")" * 30])
def test_other_patterns_are_not(written):
    assert not is_sound(pieces_of(written))


def test_groups_can_be_made_to_remember_nothing():
    pieces = pieces_of(r"(a)[(](?:b)\(")
    assert has_groups(pieces)
    assert said(uncaptured(pieces)) == r"(?:a)[(](?:b)\("


NEEDS = {
    "a phrase, by its longest word": ("a number of", {(True, "number")}),
    "part of a word": ("ours?", {(False, "our")}),
    "either": ("un|deux", {(True, "un"), (True, "deux")}),
    "either, in a group": ("(?:un|deux) mots", {(True, "mots")}),
    "signs": (r"\.\.\.", {(False, "...")}),
    "what may be missing": ("(?:un )?x", {(False, "x")}),
    "what must not be there": ("x(?!yyy)", {(False, "x")}),
    "nothing sure": (r"\d+", None),
    "nothing sure in a branch": (r"un|\d+", None),
    "small letters": ("GitHub", {(True, "github")}),
}


@pytest.mark.parametrize(("written", "need"), NEEDS.values(), ids=NEEDS)
def test_need_is_what_every_match_holds(written, need):
    found = need_of(pieces_of(written), is_word=True)
    assert (None if found is None else {tuple(key) for key in found.one_of}) == need


BESIDES = {
    "every other word that tells": ("carry out an audit", [(True, "audit"), (True, "out"), (True, "an")]),
    "words in a group": ("(?:making|taking) minutes", [(False, "making"), (False, "taking")]),
    "not what may be missing": ("notes (?:again )?", []),
    "nor what one branch alone has": ("make notes|take stock", []),
}


@pytest.mark.parametrize(("written", "keys"), BESIDES.values(), ids=BESIDES)
def test_need_is_all_that_every_match_holds(written, keys):
    found = need_of(pieces_of(written), is_word=True)
    assert sorted(tuple(key) for other in found.besides for key in other) == sorted(keys)
