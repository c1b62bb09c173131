from __future__ import annotations

import pytest

from editorial.rules import length

CHARTER = """\
channels:
  blog: {length: {min_words: 3, max_words: 5}}
  newsletter: {length: {min_words: 100, max_words: 4}}
  mastodon: {length: {max_chars: 30}}
"""
CASES = {
    "right": ("Un deux trois\n\n    du code\n\n![dix mots](a) quatre\n", "", []),
    "short": ("\n\nUn deux\n", "", ["error length.blog at 9:1 “Un deux”"]),
    "long": (
        "Un deux trois quatre cinq six\n\nsept\n",
        "",
        ["error length.blog at 7:1 “Un deux trois quatre cinq six”"],
    ),
    "empty": ("", "", ['error length.empty at 2:8 “"Écouter"”']),
    "a page is as long as it likes": ("Un\n", "kind: page\n", []),
    "an empty page": ("", "kind: page\n", ['error length.empty at 2:8 “"Écouter"”']),
    "an edition is never too short": ("", "kind: edition\n", []),
    "an edition that is too long": (
        "Un deux trois quatre cinq\n",
        "kind: edition\n",
        ["error length.newsletter at 8:1 “Un deux trois quatre cinq”"],
    ),
    "newsletter": (
        "Un deux trois",
        "newsletter: {text: un deux trois quatre cinq}\n",
        ["error length.newsletter at 6:20 “un deux trois quatre cinq”"],
    ),
    "a social text is counted by its network": ("Un deux trois", f"social: {{mastodon: {{text: {'a' * 31}}}}}\n", []),
}


@pytest.mark.parametrize(("body", "front", "expected"), CASES.values(), ids=CASES.keys())
def test_texts_are_as_long_as_the_charter_wants(desk, body, front, expected) -> None:
    assert desk.judge(length, body, front, charter=CHARTER) == expected


STANDFIRST = "channels: {blog: {standfirst: {min_words: 2, max_words: 3}}}"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("standfirst: un deux\n", []),
        ("standfirst: un\n", ["warning length.standfirst at 6:13 “un”"]),
        ("standfirst: un deux trois quatre\n", ["warning length.standfirst at 6:13 “un deux trois quatre”"]),
        ("", ['warning length.standfirst at 2:8 “"Écouter"”']),
    ],
    ids=["right", "short", "long", "none"],
)
def test_a_standfirst_is_as_long_as_the_charter_wants(desk, front, expected) -> None:
    assert desk.judge(length, front=front, charter=STANDFIRST) == expected


def test_the_message_says_how_much_and_what_to_do(desk) -> None:
    (finding,) = desk.findings(length, "Un\n", charter=CHARTER)

    assert finding.message.fr == "1 mot ; la charte en veut 3 au moins (blog)"
    assert finding.fix.en == "add 2 words, or revise the charter"
    assert finding.clause == "channels.blog.length.min_words"
