"""post.json is what its schema says, in the demo, in every shape it has, and in the manual."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from channels.build import look_over_the_plan
from channels.posting.post import FORMAT as POSTED
from channels.social.network import read_network
from channels.social.outbox import artifacts
from channels.social.post_schema import FORMAT, NAME, post_schema
from channels.social.render import leaving
from editorial.site import read_site
from tests.channels.social.posts import NETWORKS, PHOTO, a_site, post, with_photo

ROOT = Path(__file__).parent.parent.parent.parent
DEMO_AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def validator(schema: dict[str, Any]) -> jsonschema.protocols.Validator:
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


def whole() -> dict[str, Any]:
    """Give the schema as it would be if no key could ever be added."""
    schema: dict[str, Any] = json.loads(post_schema("en"))
    for one in objects(schema):
        one["additionalProperties"] = False
    return schema


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


def test_every_post_of_the_demo_is_what_the_schema_says_and_no_more() -> None:
    brief, judge = look_over_the_plan(read_site(ROOT), DEMO_AT).brief, validator(whole())

    posts = [
        json.loads(file.make())
        for parcel in leaving(brief)
        for file in artifacts(brief, parcel)
        if file.path.endswith("post.json")
    ]

    assert len(posts) > 50
    assert {one["channel"] for one in posts} == set(NETWORKS)
    for said in posts:
        assert [f"{said['id']} {error.json_path} {error.message}" for error in judge.iter_errors(said)] == []


SHAPES = [
    (shape, network)
    for network in NETWORKS
    for shape in ("plain", "photo", "quote", *(("thread",) if read_network(network).max_parts > 1 else ()))
]


@pytest.mark.parametrize(("shape", "network"), SHAPES)
def test_every_shape_of_a_post_is_what_the_schema_says(tmp_path: Path, network: str, shape: str) -> None:
    builder = with_photo(a_site(tmp_path, **{network: {}}))
    front: dict[str, Any] = {
        "plain": {"standfirst": None},
        "photo": {"image": PHOTO, "tags": ["veille"]},
        "quote": {"quote": {"text": "Une phrase simple dit une chose vraie et la dit une fois."}},
        "thread": {"social": {network: {"thread": ["Un @nom.", "Deux https://exemple.org #trois"]}}},
    }[shape]

    said = post(builder.piece("un", **front), "un", network)

    assert [error.message for error in validator(whole()).iter_errors(said)] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", 2),
        ("parts", []),
        ("instant", "demain"),
        ("images", None),
        ("hashtags", "un"),
        ("preview", "non"),
        ("card", {"file": "card.jpg"}),
    ],
)
def test_what_is_wrong_is_not_what_the_schema_says(tmp_path: Path, key: str, value: object) -> None:
    said = post(a_site(tmp_path, linkedin={}).piece("un"), "un", "linkedin")
    judge = validator(json.loads(post_schema("fr")))
    assert judge.is_valid(said)

    assert not judge.is_valid({**said, key: value})
    assert not judge.is_valid({name: one for name, one in said.items() if name != key})


def test_a_key_may_be_added(tmp_path: Path) -> None:
    said = post(a_site(tmp_path, linkedin={}).piece("un"), "un", "linkedin")

    assert validator(json.loads(post_schema("fr"))).is_valid({**said, "new": 1})


def test_the_schema_beside_the_manual_is_made_from_the_code_and_names_its_format() -> None:
    shipped = (ROOT / "docs" / NAME).read_text("utf-8")

    assert shipped == post_schema("en"), "run .venv/bin/python scripts/schemas.py"
    assert json.loads(shipped)["$id"] == f"urn:ligne:post:{FORMAT}"
    assert FORMAT == POSTED


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_key_has_a_meaning(lang: str) -> None:
    for one in objects(json.loads(post_schema(lang))):
        assert all(meaning["description"] for meaning in one["properties"].values())


def test_the_manual_names_every_key() -> None:
    page = (ROOT / "docs/exports.md").read_text("utf-8").partition("## post.json")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", page))

    schema = json.loads(post_schema("en"))
    parts = schema["properties"]["parts"]["items"]["properties"]
    image = schema["properties"]["images"]["items"]["properties"]
    assert {*schema["properties"], *parts, *image} <= named
