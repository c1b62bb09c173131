from __future__ import annotations

import pytest

from editorial.prose import read_prose
from editorial.rules.texts import front_texts, leaves_site, sources

FRONT = """\
title: Le titre
standfirst: Le chapô
image: {src: a.jpg, alt: Un alt, caption: Une légende, credit: Nous}
newsletter: {title: Un sujet, text: "", links: [{title: Un lien, url: "https://x.fr", note: Une note}]}
social:
  mastodon: {text: Un pouet, image: b.jpg}
  bluesky: {thread: [Un, Deux]}
"""


def test_every_text_that_a_reader_reads_is_given_with_its_keys_and_channel(desk) -> None:
    (piece,) = desk.context({"content/a.md": f"---\n{FRONT}---\n"}).pieces

    assert [(text.keys, text.text, text.channel) for text in front_texts(piece)] == [
        (("title",), "Le titre", ""),
        (("standfirst",), "Le chapô", ""),
        (("image", "alt"), "Un alt", ""),
        (("image", "caption"), "Une légende", ""),
        (("newsletter", "title"), "Un sujet", "newsletter"),
        (("newsletter", "links", 0, "title"), "Un lien", "newsletter"),
        (("newsletter", "links", 0, "note"), "Une note", "newsletter"),
        (("social", "mastodon", "text"), "Un pouet", "mastodon"),
        (("social", "bluesky", "thread", 0), "Un", "bluesky"),
        (("social", "bluesky", "thread", 1), "Deux", "bluesky"),
    ]


def test_every_picture_is_given_with_its_place(desk) -> None:
    (piece,) = desk.context({"content/a.md": f"---\n{FRONT}---\n![c](c.jpg)\n"}).pieces

    found = list(sources(piece, read_prose(piece.body).images))

    assert [(source.src, source.is_in_body, source.span(piece).line) for source in found] == [
        ("a.jpg", False, 4),
        ("b.jpg", False, 7),
        ("c.jpg", True, 10),
    ]


@pytest.mark.parametrize(
    ("src", "leaves"),
    [
        ("a.jpg", False),
        ("../images/a.jpg", False),
        ("/images/a.jpg", False),
        ("../../content/a.jpg", False),
        ("../../a.jpg", True),
        ("../../../etc/passwd", True),
        ("/../a.jpg", True),
        ("..", True),
    ],
)
def test_a_path_that_climbs_out_of_content_leaves_the_site(desk, src: str, leaves: bool) -> None:
    (piece,) = desk.context({"content/metier/a.md": "---\ntitle: t\n---\n"}).pieces

    assert leaves_site(piece, src) is leaves
