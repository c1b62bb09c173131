from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from editorial.fields import Complaint
from editorial.front_matter import read_piece
from editorial.piece import (
    Correction,
    CuratedLink,
    Exemption,
    Focus,
    Kind,
    NewsletterNote,
    Picture,
    Piece,
    SocialNote,
    Status,
    digest_of,
)
from editorial.source import split_markdown

PARIS = ZoneInfo("Europe/Paris")
PLAIN = "title: t\npillar: p\nauthor: a\nstatus: draft\n"


def read(
    front: str, path: str = "content/metier/mon-texte.md", plain: str = PLAIN
) -> tuple[Piece, tuple[Complaint, ...]]:
    return read_piece(path, split_markdown(f"---\n{plain}{front}---\nUn corps\n"), lang="fr", zone=PARIS)


def piece(front: str, path: str = "content/metier/mon-texte.md") -> Piece:
    found, complaints = read(front, path)
    assert complaints == ()
    return found


def wrong(front: str, path: str = "content/metier/mon-texte.md", plain: str = PLAIN) -> list[str]:
    return [
        f"{c.level} {c.rule} {'.'.join(map(str, c.keys))}" + (f": {c.fix.en}" if c.fix else "")
        for c in read(front, path, plain)[1]
    ]


def test_a_piece_is_all_that_its_front_matter_says() -> None:
    found = piece(
        """\
id: ecrire-le-brief
slug: ecrire-un-brief
lang: en
standfirst: Un chapô
tags: [brief, client, brief, 2026]
date: 2026-10-06T09:00+02:00
updated: 2026-11-02
embargo: 2026-12-15
expires: 2027-01-01T00:00Z
evergreen: true
format: tutorial
image: {src: images/x.jpg, alt: Un alt, caption: Une légende, credit: Nous, focus: "62% 31.5%"}
newsletter: {title: T, text: X, section: S, weight: 3, skip: true, links: [{title: L, url: "https://x.fr", note: N}]}
social:
  mastodon: {text: Un pouet, hashtags: [Brief]}
  bluesky: {thread: [Un, Deux], image: b.jpg, link: false, skip: true}
  x: {link: "https://x.fr", hashtags: []}
series: s
translation_of: o
corrections: [{date: 2026-11-02, text: C}]
charter: 1.0.0
exemptions: [{rule: words.banned, why: W, owner: O, until: 2027-01-01}]
aliases: [/ancienne/adresse/, vieux, /a/b.html]
"""
    )

    assert found == Piece(
        path="content/metier/mon-texte.md",
        id="ecrire-le-brief",
        kind=Kind.PIECE,
        title="t",
        slug="ecrire-un-brief",
        lang="en",
        pillar="p",
        authors=("a",),
        status=Status.DRAFT,
        standfirst="Un chapô",
        tags=("brief", "client", "2026"),
        date=datetime(2026, 10, 6, 7, tzinfo=UTC),
        updated=date(2026, 11, 2),
        embargo=datetime(2026, 12, 14, 23, tzinfo=UTC),
        expires=datetime(2027, 1, 1, tzinfo=UTC),
        evergreen=True,
        format="tutorial",
        image=Picture("images/x.jpg", "Un alt", "Une légende", "Nous", Focus(62.0, 31.5)),
        newsletter=NewsletterNote("T", "X", "S", 3, True, (CuratedLink("L", "https://x.fr", "N"),)),
        social={
            "mastodon": SocialNote(("Un pouet",), hashtags=("Brief",)),
            "bluesky": SocialNote(("Un", "Deux"), "b.jpg", None, False, True),
            "x": SocialNote((), hashtags=(), link="https://x.fr"),
        },
        series="s",
        translation_of="o",
        corrections=(Correction(date(2026, 11, 2), "C"),),
        charter="1.0.0",
        exemptions=(Exemption("words.banned", "W", "O", date(2027, 1, 1)),),
        aliases=("/ancienne/adresse/", "/vieux/", "/a/b.html"),
        source=found.source,
        digest=digest_of(found.source.text),
    )
    assert found.body.strip() == "Un corps"


def test_what_is_not_said_takes_its_default() -> None:
    found = piece("")

    assert (found.id, found.slug, found.lang, found.kind, found.image, found.social, found.date) == (
        "mon-texte",
        "mon-texte",
        "fr",
        Kind.PIECE,
        None,
        {},
        None,
    )


def test_an_alias_that_names_the_file_of_a_page_is_that_page() -> None:
    written = "aliases: [/a/index.html, index.html, /, /a/b.html, /x.txt]\n"
    assert piece(written).aliases == ("/a/", "/", "/", "/a/b.html", "/x.txt/")


def test_the_id_is_the_slug_unless_said() -> None:
    assert piece("slug: autre\n").id == "autre"
    assert piece("slug: autre\nid: A.b_c\n").id == "A.b_c"


def test_pages_and_editions_need_neither_pillar_nor_author() -> None:
    for kind in ("page", "edition"):
        assert wrong(f"kind: {kind}\n", plain="title: t\nstatus: draft\n") == []


WRONG = {
    "nothing": (
        "",
        "",
        ["error key.missing title", "error key.missing status", "error key.missing pillar", "error key.missing author"],
    ),
    "French keys": (
        "titre: a\nstatut: draft\nauteur: x\npilier: p\nchapô: c\n",
        "",
        [
            "warning key.french titre: replace “titre:” by “title:”",
            "warning key.french auteur: replace “auteur:” by “author:”",
            "warning key.french statut: replace “statut:” by “status:”",
            "warning key.french pilier: replace “pilier:” by “pillar:”",
            "warning key.french chapô: replace “chapô:” by “standfirst:”",
            "error key.missing title",
            "error key.missing status",
            "error key.missing pillar",
            "error key.missing author",
        ],
    ),
    "titre with a space before its colon": (
        "titre : a\n",
        PLAIN.replace("title: t\n", ""),
        ["warning key.french titre: replace “titre:” by “title:”", "error key.missing title"],
    ),
    "status": ("", PLAIN.replace("draft", "aproved"), ["error value.unknown status: did you mean “approved”?"]),
    "kind": ("kind: article\n", PLAIN, ["error value.unknown kind: possible choices: piece, page, edition"]),
    "slug with spaces": ("slug: Un été\n", PLAIN, ["error slug slug: write slug: un-ete"]),
    "slug climbing": ("slug: ../../etc\n", PLAIN, ["error slug slug: write slug: etc"]),
    "slug without letters": ("slug: '???'\n", PLAIN, ["error slug slug: write slug: mon-titre"]),
    "id": ("id: ../x\n", PLAIN, ["error id id: write id: x"]),
    "lang": ("lang: français\n", PLAIN, ["error lang lang"]),
    "focus": (
        "image: {src: a, focus: 120% 3%}\n",
        PLAIN,
        [
            'error image.focus image.focus: write a point (focus: "62% 31%") or a box '
            '(focus: "40% 10% 35% 45%": left, top, width, height)',
        ],
    ),
    "image without src": ("image: {alt: a}\n", PLAIN, ["error key.missing image.src"]),
    "image as a text": ("image: a.jpg\n", PLAIN, ["error type image"]),
    "text and thread": (
        "social: {x: {text: a, thread: [b]}}\n",
        PLAIN,
        ["error social.text-and-thread social.x.thread"],
    ),
    "unknown network": (
        "social: {mastodonte: {text: a}}\n",
        PLAIN,
        [
            "warning key.unknown social.mastodonte: did you mean “mastodon”?",
        ],
    ),
    "curated link": (
        "newsletter: {links: [{title: a, url: 'javascript:x'}]}\n",
        PLAIN,
        [
            "error link.scheme newsletter.links.0.url",
        ],
    ),
    "correction": (
        "corrections: [{date: 2026-02-30}]\n",
        PLAIN,
        [
            "error key.missing corrections.0.text",
            "error date corrections.0.date: write 2026-11-23, without a time",
        ],
    ),
    "exemption": (
        "exemptions: [{rule: words}]\n",
        PLAIN,
        [
            "error key.missing exemptions.0.why",
            "error key.missing exemptions.0.owner",
        ],
    ),
    "alias climbing": ("aliases: [/../../x]\n", PLAIN, ["error alias aliases"]),
    "slug too long for a file": (f"slug: {'x' * 201}\n", PLAIN, ["error value.too-long slug: shorten it"]),
    "id too long for a file": (f"id: {'x' * 201}\n", PLAIN, ["error value.too-long id: shorten it"]),
    "tag too long for a file": (f"tags: [a, {'é' * 101}]\n", PLAIN, ["error value.too-long tags: shorten it"]),
    "alias too long for a file": (f"aliases: [/a/{'x' * 201}/]\n", PLAIN, ["error value.too-long aliases: shorten it"]),
    "names that just fit": (
        f"slug: {'x' * 200}\nid: {'y' * 200}\ntags: [{'é' * 100}]\naliases: [/{'a' * 200}/{'b' * 200}/]\n",
        PLAIN,
        [],
    ),
    "alias elsewhere": ("aliases: ['https://x.fr/']\n", PLAIN, ["error alias aliases"]),
    "all at once": (
        "slug: É\nupdated: hier\ntgas: x\n",
        PLAIN,
        [
            "error slug slug: write slug: e",
            "error date updated: write 2026-11-23, without a time",
            "warning key.unknown tgas: did you mean “tags”?",
        ],
    ),
}


@pytest.mark.parametrize(("front", "plain", "expected"), WRONG.values(), ids=WRONG.keys())
def test_all_that_is_wrong_is_said_at_once(front: str, plain: str, expected: list[str]) -> None:
    assert wrong(front, plain=plain) == expected


def test_a_file_name_that_cannot_stand_in_a_url_is_told_once() -> None:
    found, complaints = read("", "content/metier/Un été.md")

    assert [c.message.en for c in complaints] == ["the file name “Un été” cannot stand in a URL"]
    assert (found.slug, found.id) == ("un-ete", "un-ete")


def test_a_digest_sets_its_parts_apart() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc")
    assert digest_of("é") == digest_of("é".encode())
    assert len({digest_of(), digest_of(""), digest_of("", "")}) == 3


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-99, 99)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=9)
    | st.sampled_from(
        ["draft", "2026-11-23", "2026-11-23T09:00", "../x", "Un été", "fr", "page", "62% 31%", "/a/../b"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["src", "text", "links", "url", "x", "mastodon", "thread", "date", "rule"]), inner
        )
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        "id",
        "kind",
        "title",
        "slug",
        "lang",
        "pillar",
        "author",
        "status",
        "tags",
        "date",
        "updated",
        "embargo",
        "expires",
        "image",
        "newsletter",
        "social",
        "corrections",
        "exemptions",
        "aliases",
        "titre",
        "autre",
    ]
)


@given(st.dictionaries(KEYS, VALUES))
def test_any_front_matter_makes_a_piece_that_can_be_addressed(values: dict[str, object]) -> None:
    found, complaints = read(yaml.safe_dump(values, allow_unicode=True) if values else "", plain="")

    assert re.fullmatch(r"[0-9a-z]+(?:[-_][0-9a-z]+)*", found.slug)
    assert re.fullmatch(r"[0-9A-Za-z]+(?:[-_.][0-9A-Za-z]+)*", found.id)
    assert all(".." not in alias.split("/") for alias in found.aliases)
    assert all(instant is None or instant.tzinfo is UTC for instant in (found.date, found.embargo, found.expires))
    assert all(found.source.front.span(c.keys, on_key=c.on_key).line >= 1 for c in complaints)


@given(st.text(min_size=1, max_size=30).filter(lambda name: "/" not in name))
def test_any_file_name_makes_a_slug(name: str) -> None:
    found, _ = read("", f"content/metier/{name}.md")

    assert re.fullmatch(r"[0-9a-z]+(?:[-_][0-9a-z]+)*", found.slug)
