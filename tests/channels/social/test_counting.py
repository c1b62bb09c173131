"""Texts are as long as each network says: the published suites, and cases from the networks' own pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml
from hypothesis import given
from hypothesis import strategies as st

from channels.social.counting import Rule, count, emoji_bytes, graphemes, mastodon, weighted
from channels.social.emoji import find_emoji

CONFORMANCE = Path(__file__).parents[4] / "shared" / "conformance"


def published(path: str) -> str:
    """The text of a published suite, which stands beside the repository; CI must have it."""
    if (CONFORMANCE / path).is_file():
        return (CONFORMANCE / path).read_text(encoding="utf-8")
    if os.environ.get("CI") == "true":
        pytest.fail(f"{path} is missing beside the repository (../shared/conformance)")
    pytest.skip(f"no ../shared/conformance/{path} beside the repository")


def length_cases() -> Iterator[dict[str, Any]]:
    tests = yaml.safe_load(published("twitter-text/validate.yml"))["tests"]
    yield from tests["WeightedTweetsWithDiscountedEmojiCounterTest"]
    yield from tests["UnicodeDirectionalMarkerCounterTest"]


def test_every_length_of_twitter_text_s_suite() -> None:
    wrong = [
        case["description"] for case in length_cases() if weighted(case["text"]) != case["expected"]["weightedLength"]
    ]
    assert wrong == []


def test_twitter_text_s_v3_configuration_is_the_one_counted_by() -> None:
    v3 = yaml.safe_load(published("twitter-text/v3.json"))
    light = {chr(code) for span in v3["ranges"] for code in (span["start"], span["end"])}
    heavy = {chr(span["end"] + 1) for span in v3["ranges"]} - light
    assert (v3["transformedURLLength"], v3["maxWeightedTweetLength"]) == (23, 280)
    assert {weighted(f"a{sign}b") for sign in light if sign != "\0"} == {3}
    assert {weighted(f"a{sign}b") for sign in heavy} == {4}


def test_every_emoji_of_unicode_weighs_two_and_is_one_grapheme() -> None:
    wrong = []
    for line in published("unicode/emoji-test.txt").splitlines():
        match = re.match(r"([0-9A-F ]+);\s*(\S+)", line)
        if match and match[2] != "unqualified":
            emoji = "".join(chr(int(code, 16)) for code in match[1].split())
            counted = (weighted(emoji), graphemes(emoji), emoji_bytes(emoji), len(find_emoji(emoji)))
            if counted != (2, 1, len(emoji.encode()), 1):
                wrong.append((match[1], counted))
    assert wrong == []


# regex's data is newer than the suite's Unicode 15.0: there U+2701 is no pictograph any more.
KNOWN_BREAK = "÷ 2701 × 200D × 2701 ÷"


def test_graphemes_break_where_unicode_says() -> None:
    wrong = []
    for line in published("unicode/GraphemeBreakTest.txt").splitlines():
        case = line.partition("#")[0].strip()
        parts = ["".join(chr(int(code, 16)) for code in part.replace("×", " ").split()) for part in case.split("÷")]
        expected = [part for part in parts if part]
        text = "".join(expected)
        if case and (regex.findall(r"\X", text) != expected or graphemes(text) != len(expected)):
            wrong.append(case)
    assert wrong == [KNOWN_BREAK]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Écouter d’abord", 15),
        ("Œuvre… 3\u00a0€ → oui", 19),
        ("« Oui\u202f»", 8),
        ("https://la-toile.example/une-adresse/assez/longue?utm_source=x", 23),
        ("Voir exemple.fr.", 5 + 23 + 1),
        ("e\u0301", 1),
        ("© ® ™", 6),
        ("👩\u200d🚀 🇫🇷 1\ufe0f\u20e3", 8),
        ("日本", 4),
    ],
    ids=["empty", "latin", "heavy-signs", "narrow-space", "link", "bare-link", "nfc", "signs", "emoji", "cjk"],
)
def test_x_weighs(text: str, expected: int) -> None:
    assert weighted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bonjour @latoile@social.exemple.fr !", len("Bonjour @latoile !")),
        ("https://exemple.fr/une/tres/longue/adresse/qui/depasse", 23),
        ("exemple.fr n’est pas un lien", 28),
        ("👨\u200d👩\u200d👧\u200d👦 en famille", 12),
        ("e\u0301te\u0301", 3),
        ("courriel : a@b.fr", 17),
        ("日本", 2),
        ("https://exemple.fr/東京/été?q=京#a.", 23 + 1),
        ("https://exemple.fr/a_(b_(c)) et (https://exemple.fr/d)", 23 + 4 + 1 + 23 + 1),
        ("dat://exemple.fr/a et ftp://exemple.fr/a", 23 + 4 + 18),
        ("@ana@a.example@ et @zoé@b.example", len("@ana@a.example@ et @zoé@b.example")),
        ("@a.b-c@x.example, x@y@z.example", len("@a.b-c, x@y@z.example")),
        ("https://exemple.fr/@ana@a.example", 23),
        ("https://exemple.fr/a\u0301 e", 23 + 2),
        (" \n\t", 0),
    ],
    ids=[
        "remote-mention",
        "link",
        "no-bare-links",
        "family",
        "combining",
        "mail",
        "cjk",
        "any-script",
        "parentheses",
        "other-schemes",
        "no-mention",
        "dots",
        "a-mention-in-a-link",
        "a-mark-in-a-link",
        "blank",
    ],
)
def test_mastodon_counts(text: str, expected: int) -> None:
    """https://docs.joinmastodon.org/user/posting/ (links 23, the local part of mentions)."""
    assert mastodon(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Été", 3), ("Oui 👍", 4 + 4), ("👍🏽", 8), ("👨\u200d👩\u200d👧\u200d👦", 25), ("™ ©", 3), ("日本", 2)],
    ids=["latin", "emoji", "skin-tone", "family", "text-by-default", "cjk"],
)
def test_threads_counts_the_bytes_of_emoji(text: str, expected: int) -> None:
    """https://developers.facebook.com/docs/threads/posts ("emojis count as the number of UTF-8 bytes")."""
    assert emoji_bytes(text) == expected


def test_the_others_count_characters() -> None:
    assert count("Été 👍🏽", Rule.CHARACTERS) == 6
    assert count("Été 👍🏽", Rule.GRAPHEMES) == 5


LETTERS = st.text(st.sampled_from("aé Œ…€→\u202f\u00a0日👍👍🏽🇫🇷©#@./:http\n1\ufe0f\u20e3\u200d\u0301أ"), max_size=60)


@given(LETTERS, LETTERS)
def test_no_count_is_ever_negative_nor_more_than_its_parts(one: str, other: str) -> None:
    for rule in Rule:
        assert 0 <= count(one, rule, 23) <= 25 * len(one) + 1
    spaced = f"{one} \n {other}"
    assert graphemes(spaced) == len(regex.findall(r"\X", spaced))
    assert count(spaced, Rule.CHARACTERS) == len(spaced)


@pytest.mark.parametrize(
    "evil", ["a." * 1000, "a-" * 1900 + ".fr", "http://a.fr/" + "(a)." * 900, "@a" * 5000, "é." * 900]
)
def test_no_text_takes_long_to_count(evil: str) -> None:
    assert weighted(evil) > 0
    assert mastodon(evil) > 0
