from __future__ import annotations

import pytest

from editorial.rules import structure

CASES = {
    "right": ("a\n\n## b\n\n### c\n\n## d\n", []),
    "no heading": ("a\n", []),
    "level 1": ("Été\n\n# Été\n\n## a\n", ["warning structure.level-1 at 9:1 “# Été”"]),
    "level 1, underlined": ("Été\n===\n", ["warning structure.level-1 at 7:1 “Été”"]),
    "a step too far": ("## a\n\n#### b **c**\n\n## d\n", ["warning structure.skipped-level at 9:1 “#### b **c**”"]),
    "begins too deep": ("### a\n", ["warning structure.skipped-level at 7:1 “### a”"]),
    "empty": ("## a\n\n##\n", ["warning structure.empty-heading at 9:1 “##”"]),
    "one anchor twice": ("## a {#x}\n\n## b {#x}\n", ["warning structure.anchor-twice at 9:1 “## b {#x}”"]),
    "the same words twice": ("## a\n\n## a\n", []),
    "deep": ("> " * 99 + "a\n", []),
    "too deep": ("> " * 101 + "a\n", [f"error structure.depth at 7:1 “{'> ' * 101}a”"]),
}


DEEP = {
    "lists": ("- " * 60 + "a\n", "lists or quotes nested 60 deep: neither a page nor a letter shows as many"),
    "lists of paragraphs": ("- " * 50 + "a\n\n" + " " * 100 + "b\n", "lists or quotes nested 50 deep"),
    "quotes": ("> " * 101 + "a\n", "lists or quotes nested 101 deep"),
    "lists in quotes": ("> - " * 40 + "a\n", "lists or quotes nested 80 deep"),
    "signs around a word": ("*a " * 120 + "b" + " c*" * 120 + "\n", "121 elements nested"),
}


@pytest.mark.parametrize(("body", "message"), DEEP.values(), ids=DEEP)
def test_what_is_nested_is_told_in_the_levels_that_its_writer_sees(desk, body, message) -> None:
    (finding,) = desk.findings(structure, body)

    assert (finding.rule, finding.message.en[: len(message)]) == ("structure.depth", message)


@pytest.mark.parametrize(
    "body", ["- " * 49 + "a\n", "> " * 99 + "a\n", "> - " * 33 + "a\n"], ids=["lists", "quotes", "lists in quotes"]
)
def test_what_a_page_can_show_is_not_nested_too_deep(desk, body) -> None:
    assert desk.findings(structure, body) == []


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_what_breaks_the_structure_is_found(desk, body, expected) -> None:
    assert desk.judge(structure, body) == expected


def test_the_fix_says_what_to_write(desk) -> None:
    (finding,) = desk.findings(structure, "## a\n\n#### b\n")

    assert finding.message.fr == "de l’intertitre 2 à l’intertitre 4 : il manque le niveau 3"
    assert finding.fix.fr == "écrivez ###"
