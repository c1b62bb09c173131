"""A long text becomes a thread: every part within the network's own count, and together they are the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.social.facets import find_facets
from channels.social.network import Network, read_network
from channels.social.thread import Part, spans, split

NETWORKS = ("mastodon", "bluesky", "x", "threads")
SCRIPTS = {
    "latin": "abcdefghijklmnopqrstuvwxyzéàçœ", "greek": "αβγδεζηθικλμνξοπρστυφχψω",
    "cyrillic": "абвгдежзийклмнопрст", "arabic": "ابتثجحخدذرزسشصضطظعغفقك", "hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "devanagari": "कखगघचछजझटठडढणतथदधनपफबािीुूेै्", "bengali": "কখগঘচছজঝটঠডঢণতথদধনািীুূ্", "tamil": "கஙசஞடணதநபமயரலவிீுூ்",
    "thai": "กขฃคฅฆงจฉชซิีึืุู่้๊", "hangul": "가나다라마바사아자차카타파하", "kana": "あいうえおかきくけこさしすせそアイウエオ",
    "han": "一二三四五六七八九十天地人山水火木金土日月",
}  # fmt: skip
MARKS = [". ", " ! ", "? ", "… ", "。", "।  ", "؟ ", ", ", "\u00a0: ", "\n\n", " ", "\u202f!", " — "]
LIVE = [
    "https://la-toile.example/metier/ecrire-le-brief/?a=1&b=2", "example.org/x",
    "https://" + "a" * 60 + ".example/" + "b" * 300, "#ÉcrireLeBrief", "#日本語", "@latoile", "@latoile@social.example",
    "👩🏽\u200d🚀", "🇫🇷", "👨\u200d👩\u200d👧\u200d👦", "1️⃣", "é" * 700,
]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Give a text in up to three scripts, with links, emoji, tags and mentions among its words."""
    scripts = draw(st.lists(st.sampled_from(sorted(SCRIPTS)), min_size=1, max_size=3))
    words = st.sampled_from(scripts).flatmap(lambda name: st.text(SCRIPTS[name], min_size=1, max_size=14))
    pieces = st.one_of(words, words, words, st.sampled_from(LIVE))
    joints = st.one_of(st.just(" "), st.just(" "), st.sampled_from(MARKS))
    made = draw(st.lists(st.tuples(pieces, joints), min_size=1, max_size=220))
    return "".join(piece + joint for piece, joint in made)


def fits_on(network: Network) -> Callable[[str], bool]:
    return lambda part: not network.excess(part, network.max_length)


@pytest.mark.parametrize("name", NETWORKS)
@given(text=texts())
def test_every_part_fits_and_the_parts_are_the_text(name: str, text: str) -> None:
    network = read_network(name)
    places = spans(text, fits_on(network))
    assert [
        part for part in (text[start:end] for start, end in places) if network.excess(part, network.max_length)
    ] == []
    edges = [0, *(at for place in places for at in place), len(text)]
    gaps = [text[first:last] for first, last in zip(edges[::2], edges[1::2], strict=True)]
    assert "".join(gaps).strip() == "", gaps


@pytest.mark.parametrize("name", NETWORKS)
@given(text=texts())
def test_numbered_parts_fit_with_their_numbers(name: str, text: str) -> None:
    network = read_network(name)
    tail = "\n\nhttps://la-toile.example/metier/ecrire-le-brief/\n#Brief"
    parts = split([text, text[::-1]], fits_on(network), numbered=True, ends=lambda part: fits_on(network)(part + tail))
    assert [part for part in parts if network.excess(part.text, network.max_length)] == []
    assert all(f" {part.text}".endswith(f" {n}/{len(parts)}") for n, part in enumerate(parts, 1))
    assert not network.excess(parts[-1].text + tail, network.max_length)
    assert [part.origin for part in parts] == sorted(part.origin for part in parts)
    texts = ["".join(part.text.rpartition(" ")[0] for part in parts if part.origin == origin) for origin in (0, 1)]
    assert ["".join(said.split()) for said in texts] == ["".join(said.split()) for said in (text, text[::-1])]


@given(text=texts())
def test_what_is_live_stays_whole_where_a_post_holds_it(text: str) -> None:
    network = read_network("mastodon")
    places = spans(text, fits_on(network))
    for one in find_facets(text, bare=True):
        if not network.excess(text[one.start : one.end], network.max_length):
            assert any(start <= one.start and one.end <= end for start, end in places), text[one.start : one.end]


def upto(limit: int) -> Callable[[str], bool]:
    return lambda part: len(part) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("Un. Deux.", 20, ("Un. Deux.",)),
        ("Une phrase ici. Une autre là, longue.", 24, ("Une phrase ici.", "Une autre là, longue.")),
        ("Oui. Une très longue phrase sans fin", 24, ("Oui. Une très longue", "phrase sans fin")),
        ("M. Martin est venu nous voir", 12, ("M. Martin", "est venu", "nous voir")),
        ("Qui vient demain\u00a0? Nous tous", 17, ("Qui vient", "demain\u00a0?", "Nous tous")),
        ("天地人。山水火。木金土", 8, ("天地人。山水火。", "木金土")),
        ("天地人山水火、木金土", 6, ("天地人山水", "火、木金土")),
        ("aaaaaaaaaaaa b", 5, ("aaaaa", "aaaaa", "aa b")),
    ],
    ids=["one-part-is-left-alone", "at-a-sentence", "not-after-a-word-of-a-sentence", "not-after-an-abbreviation",
         "a-sign-stays-with-its-word", "no-spaces", "no-part-begins-with-a-comma", "a-word-longer-than-a-post"],
)  # fmt: skip
def test_a_text_is_split_where_a_reader_would_stop(text: str, limit: int, parts: tuple[str, ...]) -> None:
    assert tuple(part.text for part in split([text], upto(limit))) == parts


def test_parts_are_numbered_with_as_many_digits_as_it_takes() -> None:
    parts = split(["mot " * 40], upto(9), numbered=True)
    assert (parts[0].text, parts[-1].text, len(parts)) == ("mot 1/40", "mot 40/40", 40)


@pytest.mark.parametrize(
    ("texts", "numbered", "parts"),
    [
        (["Un deux.", "Trois."], False, (Part("Un deux.", 0), Part("Trois.", 1))),
        (["Un deux.", "Trois."], True, (Part("Un deux. 1/2", 0), Part("Trois. 2/2", 1))),
        (["Un deux.", "Trois quatre."], True, (Part("Un deux. 1/3", 0), Part("Trois quatre. 2/3", 1), Part("3/3", 1))),
        (["Trois quatre cinq."], False, (Part("Trois quatre cinq.", 0), Part("", 0))),
        (["Un."], True, (Part("Un.", 0),)),
    ],
    ids=["two-texts", "numbered", "numbered-with-an-end-of-its-own", "an-end-of-its-own", "one-has-no-number"],
)
def test_a_thread_of_several_texts_says_where_each_part_comes_from(
    texts: list[str], numbered: bool, parts: tuple[Part, ...]
) -> None:
    assert split(texts, upto(18), numbered=numbered, ends=lambda last: len(last) <= 14) == parts
