"""Every sentence of ours is said in French and in English, with the same parameters in both."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

ROOT = Path(__file__).parent.parent
SAME = {
    "HTML", "Formats", "Mission", "Styles", "Version", "client", "commit {commit}", "contact", "date", "description",
    "embargo", "licences", "note", "notes", "questions", "{period} ({count})",
}  # fmt: skip
"""What reads alike in both languages."""


def phrases() -> list[tuple[str, str, str]]:
    """Give the place, the French and the English of every Phrase that is written out."""
    found = []
    for package in ("editorial", "channels"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Phrase":
                    continue
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                if len(words) == 2 and words != ["", ""]:  # nothing to be said is no sentence
                    found.append((f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", words[0], words[1]))
    return found


PHRASES = phrases()


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_phrases() -> None:
    assert len(PHRASES) > 300


def test_none_is_empty() -> None:
    assert [place for place, fr, en in PHRASES if not fr.strip() or not en.strip()] == []


def test_french_is_not_english() -> None:
    assert [f"{place} {fr}" for place, fr, en in PHRASES if fr == en and fr not in SAME] == []


def test_both_take_the_same_parameters() -> None:
    said = [(place, parameters(fr), parameters(en)) for place, fr, en in PHRASES if is_filled(fr + en)]
    assert [row for row in said if row[1] != row[2]] == []


def is_filled(text: str) -> bool:
    """Say whether a phrase is a pattern: one that shows YAML or a path may hold braces of its own."""
    try:
        list(Formatter().parse(text))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a straight apostrophe between letters", r"(?<=[a-zà-ÿ])'(?=[a-zà-ÿ])"),
        ("English quotes", r"[“”]"),
        ("no space before a double sign", r"\w[;?!](?:\s|$)"),
        ("three dots", r"\w\.\.\.(?:\s|$)"),
    ],
)
def test_the_french_is_set_as_french_is(what: str, pattern: str) -> None:
    said = {place: re.sub(r"`[^`]*`|https?://\S+|\{\w+\}", "x", fr) for place, fr, _ in PHRASES}
    assert [f"{place} {text}" for place, text in said.items() if re.search(pattern, text)] == [], what
