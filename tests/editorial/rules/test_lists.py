from __future__ import annotations

import pytest

from editorial.rules import lists

CHARTER = "channels: {blog: {lists: {min_items: 2, max_items: 3}}, newsletter: {}}"
CASES = {
    "right": ("- a\n- b\n", "", CHARTER, []),
    "no list": ("Un texte - sans liste.\n", "", CHARTER, []),
    "nothing is asked": ("- a\n", "", "channels: {blog: {}}", []),
    "one item": ("É\n\n- a **b**\n", "", CHARTER, ["warning lists.short at 9:1 “- a **b**”"]),
    "too many": ("1. a\n2. b\n3. c\n4. d\n", "", CHARTER, ["warning lists.long at 7:1 “1. a”"]),
    "one inside another": ("- a\n  - b\n- c\n", "", CHARTER, ["warning lists.short at 8:3 “- b”"]),
    "one list, parted by code": ("- Ouvrir :\n\n```\na\n```\n\n- Fermer :\n\n```\nb\n```\n", "", CHARTER, []),
    "one item in each of two sections": (
        "## A\n\n- a\n\n## B\n\n- b\n",
        "",
        CHARTER,
        ["warning lists.short at 9:1 “- a”", "warning lists.short at 13:1 “- b”"],
    ),
    "one item beside a whole list": ("- a\n- b\n\nEt :\n\n* c\n", "", CHARTER, ["warning lists.short at 12:1 “* c”"]),
    "one item in each of two items": (
        "- a\n  - b\n- c\n  - d\n",
        "",
        CHARTER,
        ["warning lists.short at 8:3 “- b”", "warning lists.short at 10:3 “- d”"],
    ),
    "the signature of a quotation": ("> Rien ne presse.\n>\n> - Une lectrice\n", "", CHARTER, []),
    "a quotation that is a list": ("> - Une lectrice\n", "", CHARTER, ["warning lists.short at 7:3 “- Une lectrice”"]),
    "another channel": ("- a\n", "kind: edition\n", CHARTER, []),
    "in code": ("```\n- a\n```\n", "", CHARTER, []),
}


@pytest.mark.parametrize(("body", "front", "charter", "expected"), CASES.values(), ids=CASES.keys())
def test_lists_are_as_long_as_the_charter_wants(desk, body, front, charter, expected) -> None:
    assert desk.judge(lists, body, front, charter=charter) == expected


def test_the_clause_and_the_next_step_are_named(desk) -> None:
    (finding,) = desk.findings(lists, "- a\n", charter=CHARTER)

    assert (finding.clause, finding.fix.fr) == ("channels.blog.lists.min_items", "faites-en une phrase")
