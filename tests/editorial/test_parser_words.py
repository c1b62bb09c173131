"""What is wrong with YAML or JSON is told in French where the charter is."""

from __future__ import annotations

import json

import pytest

from editorial.baseline import baseline_in
from editorial.errors import EditorialError
from editorial.parser_words import JSON_WORDS
from editorial.source import Unreadable, load_yaml

YAML = {
    "escape": ('a: "\\q"', 1, 5, "ce \\ précède un signe qu’il ne change pas"),
    "hexadecimal": ('a: "\\xZZ"', 1, 7, "ce \\x ou \\u n’est suivi du code d’aucun signe"),
    "no such sign": ('a: "\\ud800"', 1, 7, "ce \\x ou \\u n’est suivi du code d’aucun signe"),
    "block": ("a: |x\n b", 1, 5, "après | ou >, le texte commence à la ligne suivante"),
    "dash": ("a: - b", 1, 4, "une liste à tirets commence à la ligne suivante"),
    "anchor": ("a: &\n", 1, 5, "un texte ne peut pas commencer par & ou *"),
    "no value": ("a: }", 1, 4, "une valeur manque devant ce signe"),
    "another document": ("a: b\n---\nc: d", 2, 1, "une ligne --- ou ... commence un second document"),
    "after the document": ("a: b\n...\nc", 3, 1, "une ligne --- ou ... commence un second document"),
    "open quote": ('a: "x\n---\ny"', 2, 1, "un guillemet ouvert n’est jamais fermé"),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), YAML.values(), ids=YAML)
def test_yaml_that_does_not_parse_is_told_in_a_writers_words(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        load_yaml(text)

    assert (caught.value.message.fr, caught.value.span.line, caught.value.span.column) == (message, line, column)


JSON = {
    "nothing": "",
    "key": "{a: 1}",
    "colon": '{"a" 1}',
    "comma": "[1 2]",
    "comma at the end of a group": '{"a": 1,}',
    "comma at the end of a list": "[1,]",
    "quote": '"x',
    "control": '"\x01"',
    "escape": '"\\q"',
    "code": '"\\u12"',
    "more": "{} x",
}


@pytest.mark.parametrize("text", JSON.values(), ids=JSON)
def test_json_that_does_not_parse_is_told_in_a_writers_words(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as words:
        json.loads(text)
    with pytest.raises(EditorialError) as caught:
        baseline_in(text)

    assert f"({JSON_WORDS[words.value.msg].fr})" in caught.value.problems[0].message.fr
