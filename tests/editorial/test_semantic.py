"""What a piece says has one hash however it is typed, and another as soon as it says something else."""

from __future__ import annotations

import hashlib
import textwrap
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from editorial.front_matter import read_piece
from editorial.piece import Piece
from editorial.semantic import picture_digests, said, said_hash
from editorial.source import decode, split_markdown

PHOTOS = {"photo.jpg": "photo", "autre.jpg": "autre"}
FRONT = """\
title: L’essai
pillar: ecouter
author: redaction
status: draft
standfirst: Le chapô.
tags: [essai, sponsored]
image: {src: photo.jpg, alt: Une photo, caption: Légende, credit: Banc, focus: "40% 60%"}
newsletter: {title: Lettre, text: Un mot., links: [{title: Lien, url: "https://a.example", note: Note}]}
social:
  mastodon: {text: "Un pouet !", image: photo.jpg, hashtags: [essai], link: true}
  x: {thread: [un, deux]}
corrections: [{date: 2026-01-02, text: Une erreur.}]
"""
BODY = """\
# Un titre

Une phrase *simple* dit une chose vraie, [un lien](https://b.example "titre") et `du code`.

- un
- deux

![alt](photo.jpg)

```py
a  =  1
```
"""


def piece_of(front: str = FRONT, body: str = BODY) -> Piece:
    source = split_markdown(decode(f"---\n{front}---\n{body}".encode()))
    return read_piece("content/a.md", source, lang="fr", zone=UTC)[0]


def hash_of(front: str = FRONT, body: str = BODY) -> str:
    return said_hash(piece_of(front, body), lambda _, src: PHOTOS.get(src, ""))


def test_hash_names_its_version_and_is_long_enough_against_prepared_twins() -> None:
    version, _, digest = hash_of().partition(":")
    assert (version, len(bytes.fromhex(digest))) == ("say1", 32)


SAME_BODY = [
    pytest.param("Une phrase *simple*", "Une phrase\n_simple_", id="re-wrapped, with the other sign of emphasis"),
    pytest.param("vraie, ", "vraie,   \n", id="trailing spaces"),
    pytest.param("\n", "\r\n", id="CRLF"),
    pytest.param("- un\n- deux", "* un\n* deux", id="another bullet"),
    pytest.param("- deux", "\n- deux", id="a loose list"),
    pytest.param("# Un titre", "Un titre\n===", id="an underlined heading"),
    pytest.param("- un", "<!-- à revoir -->\n\n- un", id="a comment"),
    pytest.param("vraie, ", "vraie, <!-- sûr ? --> ", id="a comment in a line"),
    pytest.param(" [un lien](", " [un lien]( ", id="a space in a link"),
    pytest.param('[un lien](https://b.example "titre")', "[un lien][b]", id="a link by reference"),
    pytest.param("dit une", "dit\u00a0une", id="a no-break space"),
]


@pytest.mark.parametrize(("old", "new"), SAME_BODY)
def test_typing_a_body_otherwise_keeps_the_hash(old: str, new: str) -> None:
    assert old in BODY
    retyped = BODY.replace(old, new) + '\n[b]: https://b.example "titre"\n'
    assert hash_of(body=retyped) == hash_of()


SAME_FRONT = [
    pytest.param("status: draft", "status: approved", id="status"),
    pytest.param("status: draft", "status: draft\ndate: 2026-03-01", id="date"),
    pytest.param("status: draft", "status: draft\nupdated: 2026-03-01\nevergreen: true", id="timing"),
    pytest.param("status: draft", "status: draft\nslug: autre\nid: autre\naliases: [/x/]", id="addresses"),
    pytest.param("pillar: ecouter\nauthor: redaction\n", "author: [redaction]\npillar: ecouter\n", id="order of keys"),
    pytest.param("title: L’essai", 'title: "L\'essai"  # provisoire', id="quotes and a comment"),
    pytest.param("standfirst: Le chapô.", "standfirst: >\n  Le\n  chapô.", id="a folded text"),
    pytest.param("src: photo.jpg", "src: ./photo.jpg", id="another path to the same picture"),
]


@pytest.mark.parametrize(("old", "new"), SAME_FRONT)
def test_typing_a_front_matter_otherwise_keeps_the_hash(old: str, new: str) -> None:
    assert old in FRONT
    there = {**PHOTOS, "./photo.jpg": "photo"}
    assert said_hash(piece_of(FRONT.replace(old, new)), lambda _, src: there.get(src, "")) == hash_of()


OTHER = [
    pytest.param("title: L’essai", "title: L’essai final", id="title"),
    pytest.param("Le chapô.", "Un chapô.", id="standfirst"),
    pytest.param("author: redaction", "author: autre", id="byline"),
    pytest.param("[essai, sponsored]", "[essai]", id="a label taken off"),
    pytest.param("{src: photo.jpg", "{src: autre.jpg", id="picture"),
    pytest.param("alt: Une photo", "alt: Deux photos", id="alt"),
    pytest.param("caption: Légende", "caption: Autre", id="caption"),
    pytest.param("credit: Banc", "credit: Autre", id="credit"),
    pytest.param("40% 60%", "40% 61%", id="focus"),
    pytest.param("title: Lettre", "title: Lettres", id="newsletter title"),
    pytest.param("text: Un mot.", "text: Deux mots.", id="newsletter text"),
    pytest.param("https://a.example", "https://c.example", id="newsletter link"),
    pytest.param("Un pouet !", "Un pouet ?", id="social text"),
    pytest.param("Un pouet !", "Un pouet\\n!", id="a line of a post"),
    pytest.param('!", image: photo.jpg', '!", image: autre.jpg', id="social picture"),
    pytest.param("hashtags: [essai]", "hashtags: [autre]", id="hashtags"),
    pytest.param("hashtags: [essai]", "hashtags: []", id="no hashtags"),
    pytest.param("link: true", "link: false", id="no link"),
    pytest.param("thread: [un, deux]", "thread: [deux, un]", id="thread"),
    pytest.param("thread: [un, deux]", 'thread: [un, deux], focus: "1% 2%"', id="a network's own focus"),
    pytest.param("thread: [un, deux]", "thread: [un, deux], warning: Attention", id="content warning"),
    pytest.param("Une erreur.", "Une autre erreur.", id="correction"),
    pytest.param("phrase", "pbrase", id="a letter"),
    pytest.param("*simple*", "simple", id="emphasis"),
    pytest.param("*simple*", "**simple**", id="strength"),
    pytest.param("https://b.example", "https://d.example", id="link"),
    pytest.param('"titre"', '"autre"', id="title of a link"),
    pytest.param("# Un titre", "## Un titre", id="level of a heading"),
    pytest.param("- un\n- deux", "- un deux", id="items"),
    pytest.param("- un\n- deux", "1. un\n2. deux", id="numbers"),
    pytest.param("![alt]", "![autre]", id="alt in the text"),
    pytest.param("(photo.jpg)", "(autre.jpg)", id="picture in the text"),
    pytest.param("`du code`", "du code", id="code"),
    pytest.param("a  =  1", "a = 1", id="spaces in code"),
    pytest.param("```py", "```js", id="language of code"),
]


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_saying_something_else_changes_the_hash(old: str, new: str) -> None:
    whole = f"{FRONT}---\n{BODY}"
    assert old in whole
    front, _, body = whole.replace(old, new).partition("---\n")
    assert hash_of(front, body) != hash_of()


HIDDEN = [
    pytest.param("<textarea><!-- {} --></textarea>", id="a field shows its comments"),
    pytest.param('<a title="\n\n<!-- {} -->\n\n">x</a>', id="an attribute holds them"),
    pytest.param("<!--> {} <!-- -->", id="a comment that ends at once"),
    pytest.param("<!--\n--!> {}\n-->", id="a comment that ends otherwise"),
    pytest.param("<!-- a --> {} ", id="text behind a comment"),
    pytest.param("<!-- {}", id="a comment never closed"),
]


@pytest.mark.parametrize("html", HIDDEN)
def test_nothing_is_smuggled_in_behind_a_comment(html: str) -> None:
    was, now = (html.replace("{}", words) for words in ("gratuit", "payant"))
    assert hash_of(body=f"Un.\n\n{was}\n") != hash_of(body=f"Un.\n\n{now}\n")


def test_front_matter_cannot_pass_for_something_else() -> None:
    assert hash_of("title: a\nstandfirst: b\n") != hash_of("title: 'a b'\n")
    assert hash_of("title: 'a standfirst: b'\n") != hash_of("title: a\nstandfirst: b\n")


def test_text_that_looks_like_a_mark_is_no_mark() -> None:
    assert hash_of(body="\\*\\*fort\\*\\*") != hash_of(body="**fort**")


def test_picture_is_known_by_its_bytes(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    digest = picture_digests(lambda _, src: photo if src == "photo.jpg" and photo.exists() else None)
    piece = piece_of()
    photo.write_bytes(b"un")
    assert digest(piece, "photo.jpg") == hashlib.sha256(b"un").hexdigest()
    first = said_hash(piece, digest)
    photo.write_bytes(b"deux")
    second = said_hash(piece, digest)
    photo.unlink()
    assert len({first, second, said_hash(piece, digest)}) == 3


def test_lines_read_as_a_writer_types_them() -> None:
    lines = [f"{one.part}: {one.text}" for one in said(piece_of("title: Le titre\nauthor: moi\n"), lambda _, __: "")]
    assert lines[:4] == ["lang: fr", "title: Le titre", "author: ‹moi›", "body: # Un titre"]
    assert "body: Une phrase *simple* dit une chose vraie, [un lien](https://b.example) et ‹Code du code›." in lines


WORD = st.text(st.sampled_from("abcdéàœz’€"), min_size=1, max_size=8)
PARAGRAPHS = st.lists(st.lists(WORD, min_size=1, max_size=25), min_size=1, max_size=5)


@given(PARAGRAPHS, st.integers(10, 90), st.sampled_from(["\n", "\r\n", "  \n", "\n\n"]), st.booleans())
def test_wrapping_and_saving_again_keeps_the_hash(
    paragraphs: list[list[str]], width: int, end: str, is_commented: bool
) -> None:
    texts = [" ".join(words) for words in paragraphs]
    wrapped = ["\n".join(textwrap.wrap(text, width, break_long_words=False)) for text in texts]
    between = "\n\n<!-- note -->\n\n" if is_commented else "\n\n"
    retyped = between.join(wrapped)
    retyped = retyped if end == "\n\n" else retyped.replace("\n", end)
    assert hash_of(body=retyped) == hash_of(body="\n\n".join(texts))


@given(PARAGRAPHS, st.data())
def test_any_other_word_changes_the_hash(paragraphs: list[list[str]], data: st.DataObject) -> None:
    edited = [list(words) for words in paragraphs]
    words = data.draw(st.sampled_from(edited))
    number = data.draw(st.integers(0, len(words) - 1))
    word = data.draw(WORD | st.just(""))
    assume(word != words[number])
    words[number] = word
    before, after = ("\n\n".join(" ".join(words) for words in texts) for texts in (paragraphs, edited))
    assume(before.split() != after.split())
    assert hash_of(body=before) != hash_of(body=after)
