from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from editorial.finding import Span
from editorial.source import Document, Unreadable, decode, load_yaml, place_at, split_markdown


def refused(text: str) -> tuple[str, int, int]:
    """Give why a Markdown file is refused, and where."""
    with pytest.raises(Unreadable) as caught:
        split_markdown(text)
    problem = caught.value
    assert problem.message.fr
    assert problem.message.en
    assert problem.span.end_column >= problem.span.column
    return problem.rule, problem.span.line, problem.span.column


VALUES = {
    "no": "no",
    "yes": "yes",
    "10:30": "10:30",
    "1.10": "1.10",
    "2026-11-23": "2026-11-23",
    "1e3": "1e3",
    "010": "010",
    "0x1f": "0x1f",
    "1_000": "1_000",
    ".5": ".5",
    "=": "=",
    "<<": "<<",
    "True": "True",
    "NULL": "NULL",
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
    "0": 0,
    "-12": -12,
    "'1'": "1",
    "[a, 1]": ["a", 1],
    "{a: {b: }}": {"a": {"b": None}},
    "9" * 40: "9" * 40,
}


@pytest.mark.parametrize(("written", "value"), VALUES.items())
def test_only_plain_values_are_resolved(written: str, value: object) -> None:
    assert load_yaml(f"k: {written}") == {"k": value}


REFUSED = {
    "blank": ("\n \n", ("front-matter.missing", 1, 1)),
    "no front matter": ("Un texte\n", ("front-matter.missing", 1, 1)),
    "TOML": ("+++\na = 1\n+++\n", ("front-matter.toml", 1, 1)),
    "never closed": ("---\ntitle: a\n", ("front-matter.open", 1, 1)),
    "a list": ("---\n- a\n---\n", ("front-matter.not-a-mapping", 2, 1)),
    "a word": ("---\na\n---\n", ("front-matter.not-a-mapping", 2, 1)),
    "tab": ("---\na: b\n\tc: d\n---\n", ("yaml.syntax", 3, 1)),
    "colon": ("---\na: b\ntitle: Un titre : deux points\n---\n", ("yaml.syntax", 3, 17)),
    "open quote": ('---\nx: y\ntitle: "Un titre\nb: c\n---\n', ("yaml.syntax", 3, 8)),
    "open list": ("---\ntags: [a, b\nx: y\n---\n", ("yaml.syntax", 3, 2)),
    "sign": ("---\na: @b\n---\n", ("yaml.syntax", 2, 4)),
    "key twice": ("---\né: 👍\na: b\né: c\n---\n", ("yaml.duplicate-key", 4, 1)),
    "key twice, deep": ("---\na: {b: 1, b: 2}\n---\n", ("yaml.duplicate-key", 2, 11)),
    "a list for a key": ("---\n? [a]\n: b\n---\n", ("yaml.key", 2, 3)),
    "alias": ("---\na: &x b\nc: *x\n---\n", ("yaml.alias", 3, 4)),
    "python tag": ("---\na: !!python/object/apply:os.system [ls]\n---\n", ("yaml.syntax", 2, 4)),
    "a tag YAML knows": ("---\na: !!binary abc\n---\n", ("yaml.syntax", 2, 4)),
    "a tag on the wrong value": ("---\na: {b: !!bool peut-être}\n---\n", ("yaml.syntax", 2, 8)),
    "a tag in a list": ("---\na: [b,!!int c]\n---\n", ("yaml.syntax", 2, 7)),
    "a tag on the whole": ("---\n!!set {a, b}\n---\n", ("yaml.syntax", 2, 1)),
    "a tag by its full name": ("---\na: !<tag:yaml.org,2002:null> b\n---\n", ("yaml.syntax", 2, 4)),
    "below blank lines": ("\n\n---\na: b: c\n---\n", ("yaml.syntax", 4, 5)),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_at_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert refused(text) == expected


DEEP = {
    "lists": "[" * 70_000,
    "groups": "{a: " * 70_000,
    "dashes": "- " * 70_000,
    "wide dashes": "-  " * 70_000,
    "question marks": "? " * 70_000,
    "both": "- ? " * 70_000,
    "steps": "".join(" " * i + "a:\n" for i in range(1_300)),
    "wide steps": "".join(" " * 16 * i + "-\n" for i in range(200)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_deep_yaml_is_refused_before_the_c_parser_overflows(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        load_yaml(text)

    assert caught.value.rule == "yaml.too-deep"


def test_an_alias_bomb_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))

    with pytest.raises(Unreadable) as caught:
        load_yaml(bomb)

    assert caught.value.rule == "yaml.alias"


def test_stars_and_ampersands_of_a_text_are_no_aliases() -> None:
    assert load_yaml("a: un * et & deux\nb: '*x &y'") == {"a": "un * et & deux", "b": "*x &y"}


def test_exclamation_marks_of_a_text_are_no_tags() -> None:
    assert load_yaml("a: Quoi ! Oui !important\nb: '!!x'\nc: [Non !, si]") == {
        "a": "Quoi ! Oui !important",
        "b": "!!x",
        "c": ["Non !", "si"],
    }


def test_too_long_a_yaml_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        load_yaml("a: " + "b" * 1_000_000)

    assert caught.value.rule == "yaml.too-long"


def test_bytes_lose_their_mark_and_their_line_ends() -> None:
    assert decode(b"\xef\xbb\xbf\xc3\xa9\r\na\rb\n") == "é\na\nb\n"


def test_bytes_that_are_not_utf8_are_refused_at_their_place() -> None:
    with pytest.raises(Unreadable) as caught:
        decode("---\né: ".encode() + "été".encode("latin-1"))

    assert (caught.value.rule, caught.value.span) == ("encoding", Span(2, 4, 5))
    assert "0xe9" in caught.value.message.fr


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x9b"])
def test_control_characters_are_refused_at_their_place(sign: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(f"été\nà{sign}b".encode())

    assert (caught.value.rule, caught.value.span) == ("control-character", Span(2, 2, 3))


SPLITS = {
    "plain": ("---\na: b\n---\nTexte\n", 4, "Texte"),
    "blank lines": ("---\na: b\n---\n\n\nTexte\n", 6, "Texte"),
    "lead": ("\n\n---\na: b\n---\nTexte\n", 6, "Texte"),
    "spaces after the dashes": ("---  \na: b\n---\t \nTexte", 4, "Texte"),
    "many dashes": ("-----\na: b\n-----\nTexte", 4, "Texte"),
    "dashes in a value": ("---\na: x --- y\nb: |\n  ---\n---\nTexte", 6, "Texte"),
    "a rule below": ("---\na: b\n---\nTexte\n\n---\n\nfin", 4, "Texte"),
    "code first": ("---\na: b\n---\n\n    Texte\n", 5, "    Texte"),
    "no key": ("---\n---\nTexte", 3, "Texte"),
}


@pytest.mark.parametrize(("text", "line", "first"), SPLITS.values(), ids=SPLITS.keys())
def test_the_body_keeps_its_line(text: str, line: int, first: str) -> None:
    source = split_markdown(text)

    number, found = next((n, row) for n, row in enumerate(source.body.split("\n"), source.body_line) if row.strip())
    assert (number, found) == (line, first)
    assert text.split("\n")[number - 1] == first


def test_a_document_knows_where_each_value_stands() -> None:
    text = "é: 👍\nliste:\n  - un\n  - {a: b, c: }\ntexte: |-\n  Deux\n  lignes\n"
    document = Document(text, load_yaml(text), first_line=10)

    assert document.span(("é",)) == Span(10, 4, 5)
    assert document.span(("é",), on_key=True) == Span(10, 1, 2)
    assert document.span(("liste", 1, "a")) == Span(13, 9, 10)
    assert document.span(("liste", 1, "c")) == Span(13, 12, 13)
    assert document.span(("liste", 1, "absent")) == Span(13, 5, 16)
    assert document.span(("absent", "a")) == Span(10, 1, 2)
    assert document.span(("é", 0)) == Span(10, 4, 5)
    assert document.span(("texte",)).line == 14


def test_a_document_gives_the_extent_of_a_value() -> None:
    text = 'é: 👍\ntitre: "un 👍"\n'
    document = Document(text, load_yaml(text))

    start, end = document.extent(("titre",))

    assert text[start:end] == '"un 👍"'
    assert document.extent(("absent",)) is None


def test_a_place_is_cut_at_the_end_of_its_line() -> None:
    assert place_at("été\nun mot\nfin", 7, 50) == Span(2, 4, 7)
    assert place_at("été", 3) == Span(1, 4, 5)


@given(st.text(alphabet="ab: \n\t-?[]{}'\"#&*!|>%@`,é👍\0", max_size=60))
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    try:
        source = split_markdown(decode(f"---\n{text}\n---\nfin".encode()))
    except Unreadable:
        return
    assert isinstance(source.front.values, dict)
    assert source.body.endswith("fin")


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw)
    except Unreadable:
        return
    assert "\r" not in text
    assert text.encode().startswith(raw[:1]) or raw[:1] in b"\r\xef"


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@given(st.dictionaries(TEXTS, st.recursive(TEXTS | st.booleans() | st.integers(-999, 999), st.lists, max_leaves=5)))
def test_what_is_written_as_yaml_is_read_back(values: dict[str, object]) -> None:
    assert load_yaml(yaml.safe_dump(values, allow_unicode=True)) == values
