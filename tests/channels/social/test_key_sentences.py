"""The sentences that a writer marks as key are what a network is told where the standfirst leaves room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from channels.social.key_sentences import key_sentences
from editorial.piece import Piece
from tests.builder import SiteBuilder
from tests.channels.social.posts import a_site, findings, post, texts

BODY = """Un début. Une **vraie** phrase avec un [lien](https://x.example/a.b)
et `du code.py`. <!-- key --> Une autre.

- Un point. Le point qui compte !<!--key-->

## Un titre

> Une citation : « elle tient. » <!-- key -->

Une phrase pour finir.

<!-- key -->
"""
SAID = (
    "Une vraie phrase avec un lien et du code.py.",
    "Le point qui compte !",
    "Une citation : « elle tient. »",
    "Une phrase pour finir.",
)


def a_piece(root: Path, body: str) -> Piece:
    piece = a_site(root).piece("un", body).site().piece("un")
    assert piece is not None
    return piece


def test_a_mark_stands_after_its_sentence_whatever_that_holds(tmp_path: Path) -> None:
    piece = a_piece(tmp_path, BODY)
    found = key_sentences(piece)
    assert tuple(one.text for one in found) == SAID
    assert piece.body[found[0].start : found[0].end].startswith("Une **vraie** phrase")
    assert piece.body[found[0].start : found[0].end].endswith("`du code.py`.")


@pytest.mark.parametrize(
    "body",
    ["Une phrase.", "<!-- keys --> Une.", "Une phrase. `<!-- key -->`", "```\nUne. <!-- key -->\n```"],
    ids=["no mark", "another comment", "in code", "in a block of code"],
)
def test_nothing_else_marks_a_sentence(tmp_path: Path, body: str) -> None:
    assert key_sentences(a_piece(tmp_path, body)) == ()


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        ("<!-- key -->\n\nUne phrase.", True),
        ("Une phrase.\n\n<!-- key --> Une autre, qui sort du texte.", True),
        ("Une phrase. <!-- key -->", False),
        ("Une phrase.\n\n<!-- key -->", False),
    ],
    ids=["before everything", "at the beginning of a line", "after a sentence", "on a line of its own"],
)
def test_a_mark_that_is_of_no_use_is_told_where_it_stands(tmp_path: Path, body: str, is_told: bool) -> None:
    builder = a_site(tmp_path).piece("un", body)
    found = [one for one in findings(builder) if one.rule == "social.key-sentence"]
    assert len(found) == is_told
    for one in found:
        line = (builder.root / one.path).read_text("utf-8").splitlines()[one.span.line - 1]
        assert line[one.span.column - 1 : one.span.end_column - 1] == "<!-- key -->"


def composed(root: Path, channel: dict[str, Any], **front: Any) -> SiteBuilder:
    return a_site(root, mastodon=channel).piece("un", BODY, **front)


@pytest.mark.parametrize(
    ("max_chars", "kept"), [(400, 4), (120, 2), (100, 1), (50, 0)], ids=["all", "two", "one", "none"]
)
def test_as_many_key_sentences_follow_the_standfirst_as_fit_whole(tmp_path: Path, max_chars: int, kept: int) -> None:
    builder = composed(tmp_path, {"length": {"max_chars": max_chars}}, standfirst="Un chapô.")
    said = "\n\n".join(filter(None, ("Un chapô.", " ".join(SAID[:kept]), "https://banc.example/un/")))
    assert texts(builder)["mastodon"] == f"{said}\n"


def test_without_a_standfirst_the_key_sentences_speak_alone(tmp_path: Path) -> None:
    said = texts(composed(tmp_path, {}, standfirst=None))["mastodon"]
    assert said == f"{' '.join(SAID)}\n\nhttps://banc.example/un/\n"


def test_each_key_sentence_leads_to_its_line(tmp_path: Path) -> None:
    builder = composed(tmp_path, {"typography": {"spaces": "no-break"}}, standfirst="Un chapô.")
    (part,) = post(builder, "un", "mastodon")["parts"]
    lines = (builder.root / "content/ecouter/un.md").read_text("utf-8").splitlines()
    told = [(one["key"], part["text"][one["start"] : one["end"]], lines[one["line"] - 1]) for one in part["sources"]]
    assert [key for key, _, _ in told] == ["standfirst", "body", "body", "body", "body"]
    assert [said.replace("\u00a0", " ") for _, said, _ in told] == ["Un chapô.", *SAID]
    assert [said[:7] in line.replace("*", "") for _, said, line in told] == [True] * 5, told
