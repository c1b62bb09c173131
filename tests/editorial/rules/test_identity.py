from __future__ import annotations

import pytest

from editorial.finding import in_order
from editorial.rules import identity

A, B, C = "content/metier/a.md", "content/metier/b.md", "content/metier/c.md"


def piece(front: str) -> str:
    return f"---\ntitle: t\n{front}---\n"


def found(desk, texts, **given) -> list[str]:
    findings = in_order(identity.check_site(desk.context(texts, **given)))
    return [f"{f.level} {f.rule} {f.path}:{f.span.line}:{f.span.column} {f.message.en}" for f in findings]


CASES = {
    "apart": ({A: piece("slug: a\n"), B: piece("slug: b\naliases: [/c/]\n")}, []),
    "one slug in two languages, each with its id": (
        {A: piece("id: a\nslug: x\n"), B: piece("id: b\nslug: x\nlang: en\n")},
        [],
    ),
    "an edition has no address": ({A: piece("slug: x\nid: a\n"), B: piece("slug: x\nid: b\nkind: edition\n")}, []),
    "id": (
        {A: piece("id: x\n"), B: piece("id: x\n")},
        ["error identity.id content/metier/b.md:3:5 the id “x” is already that of content/metier/a.md"],
    ),
    "id in other capitals": (
        {A: piece("id: x\n"), B: piece("id: X\n")},
        ["error identity.id content/metier/b.md:3:5 the id “X” is already that of content/metier/a.md"],
    ),
    "slug, so address as well: said once": (
        {A: piece("id: a\nslug: x\n"), B: piece("id: b\nslug: x\n")},
        ["error identity.slug content/metier/b.md:4:7 the slug “x” is already that of content/metier/a.md"],
    ),
    "three of one": (
        {A: piece("id: x\n"), B: piece("id: x\n"), C: piece("id: x\n")},
        [
            "error identity.id content/metier/b.md:3:5 the id “x” is already that of content/metier/a.md",
            "error identity.id content/metier/c.md:3:5 the id “x” is already that of content/metier/a.md",
        ],
    ),
    "a copied file": (
        {A: piece("id: x\nslug: x\naliases: [/y/]\n"), B: piece("id: x\nslug: x\naliases: [/y/]\n")},
        [
            "error identity.id content/metier/b.md:3:5 the id “x” is already that of content/metier/a.md",
            "error identity.slug content/metier/b.md:4:7 the slug “x” is already that of content/metier/a.md",
            "error identity.alias content/metier/b.md:5:11 the alias /y/ is already taken by content/metier/a.md",
        ],
    ),
    "alias of another's address": (
        {A: piece("slug: a\n"), B: piece("slug: b\naliases: [vieux, /A/]\n")},
        ["error identity.alias content/metier/b.md:4:18 the alias /A/ is already taken by content/metier/a.md"],
    ),
    "address of another's alias, whichever stands first": (
        {A: piece("slug: a\naliases: [/b/]\n"), B: piece("slug: b\n")},
        ["error identity.alias content/metier/a.md:4:11 the alias /b/ is already taken by content/metier/b.md"],
    ),
    "its own alias": (
        {A: piece("slug: a\naliases: [/a/]\n")},
        ["warning identity.alias content/metier/a.md:4:11 the alias /a/ is this text’s own address"],
    ),
}


@pytest.mark.parametrize(("texts", "expected"), CASES.values(), ids=CASES.keys())
def test_two_pieces_never_claim_the_same(desk, texts, expected) -> None:
    assert found(desk, texts) == expected


def test_an_alias_that_came_first_is_kept_from_a_later_page(desk) -> None:
    texts = {A: piece("slug: a\naliases: [/b/]\n"), B: piece("slug: b\n")}

    assert found(desk, texts, order={A: 1.0, B: 2.0}) == [
        "error identity.address content/metier/b.md:3:7 the address /b/ is already taken by content/metier/a.md"
    ]


def test_the_earlier_in_the_given_order_keeps_what_both_claim(desk) -> None:
    texts = {A: piece("id: x\n"), B: piece("id: x\n"), C: piece("id: x\n")}

    assert found(desk, texts, order={B: 1.0, A: 2.0}) == [
        "error identity.id content/metier/a.md:3:5 the id “x” is already that of content/metier/b.md",
        "error identity.id content/metier/c.md:3:5 the id “x” is already that of content/metier/b.md",
    ]


def test_no_piece_takes_the_address_of_a_page_of_the_site(desk) -> None:
    texts = {A: piece("slug: charte\n"), B: piece("aliases: [/lettre/]\n")}
    by = "is already taken by a page of the site itself"

    assert found(desk, texts, taken=["/charte/", "/lettre/"]) == [
        f"error identity.address content/metier/a.md:3:7 the address /charte/ {by}",
        f"error identity.alias content/metier/b.md:3:11 the alias /lettre/ {by}",
    ]
