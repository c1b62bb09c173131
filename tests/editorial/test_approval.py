"""The charter's `approval` is read whole, and what it names must exist."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from editorial.approval import Approval, check_approval, named, read_approval
from editorial.fields import Fields
from editorial.source import Document, load_yaml

FULL = """\
required: [chef, [direction, gerance]]
pillars: {metier: [chef]}
tags: {sponsored: direction}
channels: {newsletter: [direction], blog: [chef]}
records: none
signed: true
trust: [direction]
repository: banc.example
revoked: [SHA256:x]
"""


def read(text: str) -> tuple[Approval, list[str]]:
    values = load_yaml(text)
    assert isinstance(values, dict)
    f = Fields(values)
    approval = read_approval(f)
    check_approval(f, approval, ["chef", "direction", "gerance"], ["metier"], ["blog", "newsletter"])
    source = Document(text, values)
    spans = [source.span(c.keys, on_key=c.on_key) for c in f.complaints]
    return approval, [f"{s.line}:{s.column} {c.message.en}" for s, c in zip(spans, f.complaints, strict=True)]


def test_approval_is_all_that_it_says() -> None:
    approval, complaints = read(FULL)
    assert complaints == []
    assert approval == Approval(
        required=(("chef",), ("direction", "gerance")),
        pillars={"metier": (("chef",),)},
        tags={"sponsored": (("direction",),)},
        channels={"newsletter": (("direction",),), "blog": (("chef",),)},
        is_recorded=False,
        is_signed=True,
        trust=("direction",),
        repository="banc.example",
        revoked=("SHA256:x",),
    )


def test_what_is_signed_reads_as_it_was() -> None:
    approval = read(FULL)[0]
    assert read(yaml.safe_dump(approval.plain()))[0] == approval


ASKED: dict[str, tuple[str, list[str], tuple[tuple[str, ...], ...]]] = {
    "every text": ("autre", [], (("chef",), ("direction", "gerance"))),
    "a pillar asks for nobody twice": ("metier", [], (("chef",), ("direction", "gerance"))),
    "a tag": ("autre", ["sponsored"], (("chef",), ("direction", "gerance"), ("direction",))),
}


@pytest.mark.parametrize(("pillar", "tags", "asked"), ASKED.values(), ids=ASKED.keys())
def test_text_needs_what_its_pillar_and_its_tags_ask_for(pillar: str, tags: list[str], asked: Any) -> None:
    assert read(FULL)[0].asked_of(pillar, tags) == asked


def test_edition_needs_what_its_channel_asks_for_and_the_blog_is_its_texts() -> None:
    approval = read(FULL)[0]
    assert (approval.asked_on("newsletter"), approval.asked_on("blog")) == ((("direction",),), ())


def test_who_may_approve_everything_keeps_the_masthead_where_nothing_is_said() -> None:
    assert read("required: [chef, [direction, gerance]]\n")[0].keepers == ("chef", "direction", "gerance")


WRONG = {
    "unknown role": ("required: [chef, chfe]\n", ["1:18 the masthead neither describes nor gives the role “chfe”"]),
    "unknown role among several": (
        "required:\n- [chef, x]\n",
        ["2:3 the masthead neither describes nor gives the role “x”"],
    ),
    "unknown role of a tag": ("tags:\n  s: [x]\n", ["2:7 the masthead neither describes nor gives the role “x”"]),
    "unknown role of trust": ("trust: [x]\n", ["1:9 the masthead neither describes nor gives the role “x”"]),
    "unknown pillar": ("pillars: {x: [chef]}\n", ["1:11 “x” does not exist in this charter"]),
    "unknown channel": ("channels: {x: [chef]}\n", ["1:12 “x” does not exist in this charter"]),
    "nobody": ("required: [chef, []]\n", ["1:18 an empty list: nobody can approve"]),
    "signed for no site": (
        "signed: true\n",
        ["1:9 “approval.signed” asks for a repository name, which is part of each signature"],
    ),
    "no list": ("required: {a: b}\n", ["1:11 “required”: found a group of keys, expected a list"]),
    "unknown key": ("require: [chef]\n", ["1:1 unknown key “require”"]),
    "unknown way": ("records: some\n", ["1:10 “records”: “some” is not a choice"]),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_at_its_place(text: str, expected: list[str]) -> None:
    assert read(text)[1] == expected


def test_one_of_several_is_said_in_words() -> None:
    said = named(("chef", "direction"), {"chef": "Rédaction en chef"})
    assert (said.fr, said.en) == ("Rédaction en chef ou direction", "Rédaction en chef or direction")
