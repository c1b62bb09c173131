"""The words of a token that a dictionary can judge."""

from __future__ import annotations

import pytest

from editorial.tokens import tokens_in, words_of

WORDS = [
    pytest.param("mot", [("mot", ["mot"])], id="a word"),
    pytest.param("«mot»,", [("mot", ["mot"])], id="signs around"),
    pytest.param("l’été", [("l’été", ["été"])], id="an elision"),
    pytest.param("qu'elle", [("qu'elle", ["elle"])], id="a longer one"),
    pytest.param("aujourd’hui", [("aujourd’hui", ["aujourd’hui"])], id="no elision"),
    pytest.param("va-t-il", [("va-t-il", ["va", "il"])], id="a compound"),
    pytest.param("l'arc-en-ciel", [("l'arc-en-ciel", ["arc", "en", "ciel"])], id="both"),
    pytest.param("writer’s", [("writer’s", ["writer"])], id="a possessive"),
    pytest.param("et/ou", [("et", ["et"]), ("ou", ["ou"])], id="two words"),
    pytest.param("mot(s)", [("mot", ["mot"])], id="an ending in brackets"),
    pytest.param("e\u0301te\u0301", [("e\u0301te\u0301", ["e\u0301te\u0301"])], id="accents apart"),
]
NONE = [
    *("https://x.fr/mot", "zoe@x.fr", "@zoe", "#MotDièse", "www.x.fr", "x.fr", "README.md", "a/b/c", "~/bin", "./mot"),
    *("--option", "-v", "std::vec", "print()", "snake_case", "v2", "10h", "3D", "H2O", "URL", "APIs", "l’URSSAF"),
    *(
        "GitHub",
        "iPhone",
        "$mot",
        "a",
        "l'",
        "qu’\ufffc",
        "&nbsp;",
        "tl;dr",
        "mot²".replace("mot", "x"),
        "C:\\mot",
        "1er",
    ),
]


@pytest.mark.parametrize(("token", "expected"), WORDS)
def test_a_token_has_words_and_what_they_are_made_of(token: str, expected: list[tuple[str, list[str]]]) -> None:
    found = words_of(token)
    assert [(word.text, [part for part, _ in word.parts]) for word in found] == expected
    assert all(token[at:].startswith(part) for word in found for part, at in word.parts)


@pytest.mark.parametrize("token", NONE)
def test_what_is_no_word_of_the_language_has_none(token: str) -> None:
    assert words_of(token) == ()


def test_tokens_stand_where_they_are_found() -> None:
    assert list(tokens_in(" un\u00a0deux\ntrois ")) == [("un", 1), ("deux", 4), ("trois", 9)]
