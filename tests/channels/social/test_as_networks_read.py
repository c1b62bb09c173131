"""What X and Bluesky count and make live is what their own programs do: twitter-text 3.1.0 and @atproto/api 0.19.19.

Left out are emoji newer than twitter-text's list, which current Unicode decides, and what closes a quotation right
after a link on Bluesky, which its client makes part of the address.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from channels.social.counting import graphemes, weighted
from channels.social.facets import Finds, What, find_facets, in_bytes
from channels.social.links import any_links, x_links
from channels.social.marks import x_cashtags, x_mentions

TEXTS, SEED = 2_000, 20261123
WORDS = (
    "la déjà Œuvre straße Привет Ελλάδα שלום مرحبا हिन्दी ไทย 日本語 한국어 ქართული 𠮷野 "  #
    "e\u0301te\u0301 İstanbul ſi"
).split()
SIGNS = [
    *[" "] * 30, *"\n\n\n.,;:!?…()[]{}«»“”‘’\"'<>/\\|-_–—*&%+=~^`@#$＠＃。、！？「」（）・",
    "\r\n", "\t", "\u00a0", "\u202f", "\u3000",
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202a", "\ufe0f",
]  # fmt: skip
STARTS = ["https://", "http://", "HTTPS://", "ftp://", "httpſ://", "http:/", "://", "https://user@", "", "", ""]
HOSTS = (
    "exemple a.b a-b x_y été 例え www.a -a a- 1 127.0.0.1 t.co 日本 xn--9ca exemple.com.みんな "  #
    "b.com中国語 _a a..b"
).split()
TOPS = (
    "com fr org co.uk jp みんな рф 中国 한국 भारत भारतम् xn--p1ai inconnu c museum ελ test "  #
    "COM Fr kids adac 嘉里大酒店"
).split()
ENDS = (
    "/ /a /a/b.html /a_(b) /(a) /(a /a) /été /日本 /привет /@ana /@ana/ /a. /a,b /%20 /a? /? /a?b=1&c=2 ?q=é ?q=x. "
    "/?a=(b) /#f #f /a#b /a~b /a|b /a*b' /a–b /a:b /a;b /a! /http://b.fr /a_(b_(c)) :80 :80/a : :x/y"
).split()
AFTER = ["", " ", "日本", ".", ",x", ") "]
NAMES = "ana lea_1 a.b a-b ana.bsky.social lea.test a@b.fr l/un anaé x.fr 日本 ana://x ana@ 1 a.com. a-.fr".split()
TAGS = "Été 日本語 2026 a1 1a a-b हिन्दी العربية می\u200cخواهم ein·s a#b a://x 🎈 \ufe0fa _ ア・イ C++ é!".split()
MONEY = "TWTR brk.b A_b aapl TOOLONG 1A A1 X-Y".split()
EMOJI = (
    "😀 👍🏽 👩🏽\u200d🚀 👨\u200d👩\u200d👧\u200d👦 ❤️ ❤ © ©️ ™ 1️⃣ #️⃣ *⃣ 🇫🇷 🇫 🇽🇽 "
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 🏳️\u200d🌈 🏴\u200d☠️ "
    "✈ ☎️ ⌚️ 🀄️ ㊗️ 🏻 👍\u200d👎 👩\u200d👩\u200d👩 👩🏻\u200d👩\u200d👧 👩\u200d🚀\u200d🚀"
).split()

Live = list[list[Any]]
Reading = Mapping[str, Callable[[str], Any]]


def x_live(text: str) -> Live:
    return [[*one] for one in find_facets(text, finds=Finds.X)]


def bluesky_live(text: str) -> Live:
    return [
        [one.start, one.end, str(one.what), one.value] for one in in_bytes(find_facets(text, finds=Finds.BLUESKY), text)
    ]


OURS: Reading = {
    "links": x_links,
    "mentions": x_mentions,
    "live": x_live,
    "weight": weighted,
    "facets": bluesky_live,
    "graphemes": graphemes,
    "cashtags": x_cashtags,
}
BROKEN: Reading = {
    "links": any_links,
    "mentions": lambda text: [(one.start, one.end, one.value) for one in find_facets(text) if one.what is What.MENTION],
    "live": lambda text: [[*one] for one in find_facets(text, finds=Finds.PLAIN)],
    "weight": len,
    "facets": lambda text: [[*one] for one in find_facets(text, finds=Finds.BLUESKY)],
    "graphemes": len,
    "cashtags": lambda text: [(start, end, value.lower()) for start, end, value in x_cashtags(text)],
}


@pytest.fixture(scope="module")
def read(needs: Callable[[str], Path]) -> list[tuple[str, Mapping[str, Any]]]:
    """Texts of all sorts, and what the networks' own programs make of each."""
    folder = needs("post-readers")
    needs("node")
    rng = random.Random(SEED)
    texts = [a_text(rng) for _ in range(TEXTS)]
    command = ["node", str(Path(__file__).with_name("post_readers.cjs")), str(folder)]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    return list(zip(texts, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("what", OURS)
def test_two_thousand_texts_are_read_as_the_networks_read_them(what: str, read: Any) -> None:
    assert unlike(OURS, what, read) == []


@pytest.mark.parametrize("what", BROKEN)
def test_another_way_of_reading_is_caught(what: str, read: Any) -> None:
    assert unlike(BROKEN, what, read)


def unlike(reading: Reading, what: str, read: list[tuple[str, Mapping[str, Any]]]) -> list[tuple[str, Any, Any]]:
    """The texts that are read otherwise, each with what is found and what the network finds."""
    found = [(text, _as_json(reading[what](text)), theirs[what]) for text, theirs in read]
    return [one for one in found if one[1] != one[2]]


def _as_json(found: Any) -> Any:
    return found if isinstance(found, int) else [list(one) for one in found]


def a_text(rng: random.Random) -> str:
    made = []
    for _ in range(rng.randint(1, 9)):
        made.append(a_piece(rng))
        if rng.random() < 0.5:
            made.append(" ")
    return "".join(made)


def a_piece(rng: random.Random) -> str:
    kinds: Mapping[Callable[[], str], int] = {
        lambda: rng.choice(WORDS): 5,
        lambda: rng.choice(SIGNS): 4,
        lambda: a_link(rng): 3,
        lambda: rng.choice(EMOJI): 2,
        lambda: rng.choice("@@@＠") + rng.choice(NAMES): 2,
        lambda: rng.choice("###＃") + rng.choice(TAGS): 2,
        lambda: "$" + rng.choice(MONEY): 1,
        lambda: rng.choice(["RT", "rt:", "&", "a", "1", "é", "日"]): 1,
    }
    return rng.choices(list(kinds), list(kinds.values()))[0]()


def a_link(rng: random.Random) -> str:
    top = f".{rng.choice(TOPS)}" if rng.random() < 0.8 else ""
    return f"{rng.choice(STARTS)}{rng.choice(HOSTS)}{top}{rng.choice([*ENDS, '', '', ''])}{rng.choice(AFTER)}"
