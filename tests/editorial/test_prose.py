from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.passage import HIDDEN
from editorial.prose import read_prose, words_in


def links_of(body: str) -> list[tuple[str, str, str, str]]:
    """Give each link's address, then what stands in the source as a whole, as address and as text."""
    return [
        (
            link.url,
            body[link.start : link.end],
            body[link.url_start : link.url_end],
            body[link.text_start : link.text_end],
        )
        for link in read_prose(body).links
    ]


LINKS = {
    "plain": ("[ici](a.md)", [("a.md", "[ici](a.md)", "a.md", "ici")]),
    "after accents and emoji": ("Été 👩‍🚀 ça : [là](é.md)", [("é.md", "[là](é.md)", "é.md", "là")]),
    "emphasis in the text": (
        "[un *été* **ci**](a.md)",
        [("a.md", "[un *été* **ci**](a.md)", "a.md", "un *été* **ci**")],
    ),
    "code in the text": ("[le `code`](a.md)", [("a.md", "[le `code`](a.md)", "a.md", "le `code`")]),
    "raw HTML in the text": ("[le <b>b</b>](a.md)", [("a.md", "[le <b>b</b>](a.md)", "a.md", "le <b>b</b>")]),
    "brackets in the text": (r"[a[b] \]](a.md)", [("a.md", r"[a[b] \]](a.md)", "a.md", r"a[b] \]")]),
    "a title": ("[a](b.md 'un \"t\"')", [("b.md", "[a](b.md 'un \"t\"')", "b.md", "a")]),
    "pointed brackets": ("[a](< b c.md >)", [(" b c.md ", "[a](< b c.md >)", " b c.md ", "a")]),
    "parentheses": ("[a](b(c)d.md)", [("b(c)d.md", "[a](b(c)d.md)", "b(c)d.md", "a")]),
    "escaped parenthesis": (r"[a](b\)c.md)", [("b)c.md", r"[a](b\)c.md)", r"b\)c.md", "a")]),
    "entity in the address": ("[a](b?x&amp;y)", [("b?x&y", "[a](b?x&amp;y)", "b?x&amp;y", "a")]),
    "no text": ("[](a.md)", [("a.md", "[](a.md)", "a.md", "")]),
    "no address": ("[a]()", [("", "[a]()", "", "a")]),
    "over two lines": ("[a\nb](\nc.md)", [("c.md", "[a\nb](\nc.md)", "c.md", "a\nb")]),
    "over two lines of a quote": ("> [a](\n> c.md)", [("c.md", "[a](\n> c.md)", "c.md", "a")]),
    "an image in a link": ("[![i](i.png)](a.md)", [("a.md", "[![i](i.png)](a.md)", "a.md", "![i](i.png)")]),
    "autolink": ("é <https://x.fr/é>", [("https://x.fr/é", "<https://x.fr/é>", "https://x.fr/é", "https://x.fr/é")]),
    "mail": ("<a@b.fr>", [("mailto:a@b.fr", "<a@b.fr>", "a@b.fr", "a@b.fr")]),
    "reference": ("é [t][R  é]\n\n[r é]: <a b.md> 'T'", [("a b.md", "[t][R  é]", "a b.md", "t")]),
    "collapsed reference": ("[r é][] x\n\n[r é]: a.md", [("a.md", "[r é][]", "a.md", "r é")]),
    "shortcut reference": ("[r\né] x\n\n> [r é]:\n> a.md", [("a.md", "[r\né]", "a.md", "r\né")]),
    "in a table": ("é | b\n--|--\n[c](d.md) | e", [("d.md", "[c](d.md)", "d.md", "c")]),
    "in a footnote": ("a[^1]\n\n[^1]: é [c](d.md)", [("d.md", "[c](d.md)", "d.md", "c")]),
    "code is no link": ("`[a](b.md)`\n\n    [a](b.md)", []),
    "an undefined reference is no link": ("[a] [b][c]", []),
}


@pytest.mark.parametrize(("body", "expected"), LINKS.values(), ids=LINKS.keys())
def test_a_link_knows_where_it_and_its_address_stand(body: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert links_of(body) == expected


def test_link_has_its_plain_text_and_title() -> None:
    (link,) = read_prose("[un *été* `x` &amp; ![alt](i.png)](a.md 'Le *titre*')").links

    assert (link.text, link.title) == ("un été x & alt", "Le *titre*")


def test_image_has_its_alt_text_and_is_no_link() -> None:
    body = "Été ![une *loutre* &eacute;](images/loutre.jpg 'T') !"

    prose = read_prose(body)

    (image,) = prose.images
    assert (image.text, image.title, image.url) == ("une loutre é", "T", "images/loutre.jpg")
    assert body[image.start : image.end] == "![une *loutre* &eacute;](images/loutre.jpg 'T')"
    assert body[image.url_start : image.url_end] == "images/loutre.jpg"
    assert body[image.text_start : image.text_end] == "une *loutre* &eacute;"
    assert prose.links == ()
    assert [alt.text for alt in prose.alts] == ["une loutre é"]


HEADINGS = {
    "accents": ("## Écouter l’été", [(2, "Écouter l’été", "ecouter-l-ete")]),
    "repeated": ("## A b\n\n## A b\n\n### A *b*", [(2, "A b", "a-b"), (2, "A b", "a-b-2"), (3, "A b", "a-b-3")]),
    "chosen": ("## A {#mon-Ancre lang=en}", [(2, "A", "mon-Ancre")]),
    "chosen later": ("## B\n\n## A {#b}", [(2, "B", "b-2"), (2, "A", "b")]),
    "underlined": ("A\nb\n---", [(2, "A b", "a-b")]),
    "in a quote": ("> # A `x`", [(1, "A x", "a-x")]),
    "a repeat that looks like another": ("## A 2\n\n## A\n\n## A", [(2, "A 2", "a-2"), (2, "A", "a"), (2, "A", "a-3")]),
    "no letters": ("## ???\n\n## …", [(2, "???", "section"), (2, "…", "section-2")]),
    "no text": ("##", [(2, "", "section")]),
}


@pytest.mark.parametrize(("body", "expected"), HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_have_anchors_of_their_own(body: str, expected: list[tuple[int, str, str]]) -> None:
    assert [(h.level, h.text, h.anchor) for h in read_prose(body).headings] == expected


def test_heading_ends_before_its_line_end() -> None:
    body = "é\n\n## Été **b** {#x}\n\nfin"

    (heading,) = read_prose(body).headings

    assert body[heading.start : heading.end] == "## Été **b** {#x}"


def test_text_is_blocks_apart_without_code_alt_texts_and_notes() -> None:
    body = """\
# Titre

Une *phrase*
douce,  \nun `code`[^1] ![alt](i.png)

- un
- deux

  trois

> cité

| a | b |
|---|---|
| c | d |

Terme
: Sens

```py
rien
```

<div>du <b>HTML</b></div>

<script>
rien()
</script>

[^1]: Une note.
"""
    prose = read_prose(body)

    assert prose.text.split("\n\n") == [
        "Titre",
        "Une phrase douce,\nun code",
        "un",
        "deux",
        "trois",
        "cité",
        "a · b",
        "c · d",
        "Terme : Sens",
        "du HTML",
    ]
    assert prose.words == 18
    assert [body[note.start : note.end] for note in prose.footnotes] == ["[^1]: Une note."]
    assert [body[start:end] for start, end in prose.html] == [
        "<div>du <b>HTML</b></div>",
        "<script>\nrien()\n</script>",
    ]


WORDS = {
    "nothing": ("", 0),
    "French signs stand alone": ("« Quoi ? » — rien : 3 % !", 3),
    "an apostrophe joins": ("l’été qu'on aime", 3),
    "no-break spaces part": ("dix\u00a0mille\u202f!", 2),
    "emoji are no words": ("oui 👍 non", 2),
    "signs around a word": ("(«a») **", 1),
}


@pytest.mark.parametrize(("text", "count"), WORDS.values(), ids=WORDS.keys())
def test_words_hold_a_letter_or_a_digit(text: str, count: int) -> None:
    assert words_in(text) == count


def test_depth_counts_the_elements_the_deepest_one_stands_in() -> None:
    assert read_prose("").depth == 0
    assert read_prose("a").depth == 1
    assert read_prose("- > *a*").depth == 5


def test_code_and_written_out_addresses_are_hidden_from_passages() -> None:
    prose = read_prose("un `mot` et <https://x.fr>")

    assert prose.passages[0].text == f"un {HIDDEN * 3} et {HIDDEN * 12}"


def test_code_in_tags_of_raw_html_is_hidden_from_passages_and_stays_in_the_text() -> None:
    prose = read_prose("Un <code>é**x**</code> là <KBD>y</KBD>.\n\n<div><pre>a\nb</pre> c</div>\n")
    assert [passage.text for passage in prose.passages] == [f"Un {HIDDEN * 2} là {HIDDEN}.", f"{HIDDEN * 3} c "]
    assert prose.text == "Un éx là y.\n\na b c"


def test_a_passage_leads_back_to_the_source() -> None:
    body = "Été 👍 **boo**ster &eacute;t&eacute;\nla suite"
    prose = read_prose(body)
    (passage,) = prose.passages

    def source_of(words: str) -> str:
        start = passage.text.index(words)
        first, last = prose.place(passage, start, start + len(words))
        return body[first:last]

    assert source_of("👍") == "👍"
    assert source_of("booster") == "boo**ster"
    assert source_of("été") == "&eacute;t&eacute;"
    assert source_of("été la") == "&eacute;t&eacute;\nla"
    assert source_of("suite") == "suite"


@given(st.text(alphabet="aé👍 \n#*_[]()<>`!&;:\\-|\"'1.^{}", max_size=80))
def test_any_text_is_read_and_every_place_lies_in_it(body: str) -> None:
    prose = read_prose(body)

    for link in (*prose.links, *prose.images):
        assert 0 <= link.start <= link.text_start <= link.text_end <= link.end <= len(body)
        assert 0 <= link.url_start <= link.url_end <= len(body)
    for start, end in (*prose.html, *((h.start, h.end) for h in prose.headings)):
        assert 0 <= start <= end <= len(body)
    for passage in (*prose.passages, *prose.alts):
        for index, char in enumerate(passage.text):
            start, end = prose.place(passage, index, index + 1)
            assert 0 <= start <= end <= len(body)
            if char.isalnum() and body[start:end].isalnum():
                assert body[start:end] == char
    anchors = [heading.anchor for heading in prose.headings if "{" not in body]
    assert len(anchors) == len(set(anchors))


@given(
    st.sampled_from(["a.md", "é/ü.md", "b(c).md", "x?y=1&z=2", "../a.md#été"]),
    st.text(alphabet="aé👍 *`", max_size=10),
    st.sampled_from(["", "é ", "> ", "- 👍 ", "## "]),
)
def test_replacing_an_address_in_the_source_replaces_it_in_the_link(url: str, text: str, before: str) -> None:
    body = f"{before}[{text}]({url}) après"
    for link in read_prose(body).links:
        changed = body[: link.url_start] + "https://y.fr/" + body[link.url_end :]
        assert [other.url for other in read_prose(changed).links] == ["https://y.fr/"]


@pytest.mark.parametrize(
    "body",
    [
        "> " * 10_000 + "x",
        "- " * 10_000 + "x",
        "[" * 50_000,
        "*a " * 50_000,
        "[a](b" * 20_000,
        "`" * 99_999,
        "<div " * 20_000,
        "[a][b" * 20_000 + "\n\n[b]: c",
        "![" * 20_000,
        "## T\n\n" * 20_000,
        "<div>" + "<b>a</b> " * 80_000,
    ],
    ids=[
        *("quotes", "lists", "brackets", "stars", "open links", "ticks", "open tags", "references", "images", "titles"),
        "tags in one line",
    ],
)
def test_a_hostile_text_is_read_in_little_time(body: str) -> None:
    started = time.process_time()

    read_prose(body)

    assert time.process_time() - started < 2


OPENINGS = {
    "paragraphs": ("Été *un*.\n\nDeux\nlignes.", ("Été un.", "Deux lignes.")),
    "below its heading": ("## A\n\nUn.\n\n## B\n\nDeux.", ("Un.",)),
    "below a picture": ("![x](i.png)\n\nUn.\n\n![y](j.png)\n\nDeux.", ("Un.", "Deux.")),
    "below a quote and code": ("> cité\n\n```\nx\n```\n\nUn.", ("Un.",)),
    "up to a list": ("Un.\n\n- a\n\n  b\n\nDeux.", ("Un.",)),
    "up to a quote": ("Un.\n\n> a\n\nDeux.", ("Un.",)),
    "up to code": ("Un.\n\n    x\n\nDeux.", ("Un.",)),
    "up to a table": ("Un.\n\n| a |\n|---|\n| b |\n\nDeux.", ("Un.",)),
    "up to raw HTML": ("Un.\n\n<div>a</div>\n\nDeux.", ("Un.",)),
    "up to a rule": ("Un.\n\n---\n\nDeux.", ("Un.",)),
    "none": ("- a\n\n> b", ()),
}


@pytest.mark.parametrize(("body", "expected"), OPENINGS.values(), ids=OPENINGS.keys())
def test_the_opening_is_the_paragraphs_a_body_begins_with(body: str, expected: tuple[str, ...]) -> None:
    assert read_prose(body).opening == expected


def test_a_line_that_begins_with_a_french_colon_makes_no_term_of_the_paragraph_above() -> None:
    prose = read_prose("On fait ça en deux coups\n:\n\nIl existe une version là\n: [ici](a.md).")

    assert prose.text.split("\n\n") == ["On fait ça en deux coups :", "Il existe une version là : ici."]


def test_words_between_tags_of_one_long_line_stand_where_they_are_written() -> None:
    body = "<p>" + "<b>é</b> mot " * 5_000 + "<code>caché</code> fin</p>\n"
    (passage,) = read_prose(body).passages

    raw = body.encode()
    start, _ = passage.bytes_of(passage.text.rindex("fin"), raw)
    assert raw[start:].startswith(b"fin</p>")
    assert "caché" not in passage.text
