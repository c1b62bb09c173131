"""A schema says what its reader asks for: keys, shapes, choices, and what must be there."""

from __future__ import annotations

from datetime import UTC, time

import pytest

from editorial.datafile import close_datafile, open_datafile
from editorial.fields import Fields
from editorial.finding import Phrase
from editorial.schema import names_of, nodes_of, schema_of

MEANINGS = {"who": Phrase("qui", "who"), "shelves.*": Phrase("un rayon", "a shelf")}


def read(text: str) -> None:
    f, source = open_datafile(text, "a.yaml")
    f.require("who")
    f.text("who")
    f.whole("pages")
    f.flag("is_new")
    f.day("day")
    f.clock("hour", time(9))
    f.instant("at", UTC)
    f.words("tags")
    f.words("authors", one_is_a_list=True)
    f.by_lang("name", "fr")
    if f.choice("kind", ("book", "map"), "book") == "map":
        f.require("scale")
    f.text("scale")
    read_books(f)
    if isinstance(f.values.get("link"), bool):
        f.flag("link")
    else:
        f.text("link")
    shelves = f.group("shelves")
    for key in ("left", "middle", "right"):
        if shelves.has(key):
            shelf = shelves.group(key)
            shelf.whole("width")
            shelf.finish()
    shelves.finish()
    free = f.group("free")
    for key in free.values:
        free.text(key)
    close_datafile(f, source, "a.yaml")


def read_books(f: Fields) -> None:
    for book in f.each("books"):
        book.require("title")
        book.text("title")
        book.finish()


def schema(**given: object) -> dict[str, object]:
    return schema_of(read, Phrase("Un titre", "A title"), MEANINGS, "en", **given)  # type: ignore[arg-type]


TEXT = {"type": ["string", "number", "null"]}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("who", {"type": ["string", "number"], "description": "who"}),
        ("pages", {"type": ["integer", "null"]}),
        ("is_new", {"type": ["boolean", "null"]}),
        ("day", {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
        ("hour", {"type": ["string", "null"], "pattern": r"^\d{1,2}:\d{2}$"}),
        ("at", {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:?\d{2}.*)?$"}),
        ("tags", {"type": ["array", "null"], "items": {"type": ["string", "number"]}}),
        ("authors", {"type": ["array", "string", "null"], "items": {"type": ["string", "number"]}}),
        ("kind", {"type": ["string", "null"], "enum": ["book", "map", None]}),
        ("link", {"anyOf": [{"type": ["string", "number"]}, {"type": "boolean"}, {"type": "null"}]}),
        ("free", {"type": ["object", "null"], "properties": {}, "additionalProperties": TEXT}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_way_to_ask_has_its_shape(key: str, expected: dict[str, object]) -> None:
    assert schema()["properties"][key] == expected  # type: ignore[index]


def test_a_text_by_language_is_a_text_or_one_for_each() -> None:
    found = schema()["properties"]["name"]["anyOf"]  # type: ignore[index]
    each = {"type": "object", "properties": {}, "additionalProperties": TEXT}
    assert sorted(map(repr, found)) == sorted(map(repr, [each, {"type": ["string", "number"]}, {"type": "null"}]))


def test_the_groups_of_a_list_are_one_shape() -> None:
    made = schema()["properties"]["books"]["items"]  # type: ignore[index]
    assert (list(made["properties"]), made["required"], made["additionalProperties"]) == (["title"], ["title"], False)


def test_groups_that_are_alike_are_said_once() -> None:
    made = schema()
    assert made["properties"]["shelves"]["properties"]["left"] == {"$ref": "#/$defs/shelves"}  # type: ignore[index]
    assert made["$defs"]["shelves"]["description"] == "a shelf"  # type: ignore[index]


def test_what_a_choice_requires_is_required_with_it_alone() -> None:
    made = schema()
    when = {"properties": {"kind": {"const": "map"}}, "required": ["kind"]}
    then = {"required": ["scale"], "properties": {"scale": {"not": {"type": "null"}}}}
    assert made["required"] == ["who"]
    assert made["allOf"] == [{"if": when, "then": then}]


def test_names_of_a_site_are_choices() -> None:
    found = schema(known={"who": ["a", "b"], "tags": ["c"]})["properties"]
    assert found["who"]["enum"] == ["a", "b"]  # type: ignore[index]
    assert found["tags"]["items"]["enum"] == ["c"]  # type: ignore[index]


def test_every_key_is_found_whatever_stands_around_it() -> None:
    top = {name for name in names_of(nodes_of(read)) if "." not in name}
    keys = {"format", "who", "pages", "is_new", "day", "hour", "at", "tags", "authors", "name", "kind", "scale"}
    assert top == keys | {"books", "link", "shelves", "free"}
