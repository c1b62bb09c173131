"""Hashtags, mentions and cashtags of any script are found as each network finds them.

The cases are ours. What X and Bluesky make of them was looked up with twitter-text 3.1.0 and @atproto/api 0.19.19, for
these and for tens of thousands of random texts; Mastodon's are read off app/models/tag.rb and account.rb.
"""

from __future__ import annotations

import pytest

from channels.social.facets import Finds, What, find_facets, in_bytes

LINK, MENTION, TAG = What.LINK, What.MENTION, What.TAG
SCRIPTS = "#Été #日本語 #한국어 #العربية #हिन्दी ＃標籤"
X = {
    "any script": (
        "#Été #日本語 #한국어 #العربية #हिन्दी ＃標籤",
        ["Été", "日本語", "한국어", "العربية", "हिन्दी", "標籤"],
    ),
    "digits alone are none": ("#2026 #1 #2026été", ["2026été"]),
    "joiners within": ("#می\u200cخواهم #a_b #a-b", ["می\u200cخواهم", "a_b", "a"]),
    "marks within": ("#cafe\u0301s #ein·s", ["cafe\u0301s", "ein·s"]),
    "after a sign or an emoji": ("(#a) «#b» 🎈#c ❤\ufe0f#d 、#e", ["a", "b", "c", "d", "e"]),
    "not after a letter, a digit or &": ("a#b 1#c &#d é#e 日#本", []),
    "not before another sign or an address": ("#a#b #https://exemple.fr #a＃b #c", ["c"]),
    "not a keycap": ("#\ufe0f\u20e3 #\u20e3a", []),
    "in an address": ("https://exemple.fr/#titre #vrai exemple.fr/#non", ["vrai"]),
    "outside the first plane": ("#𠮷野 #𝔄𝔅", ["𠮷野", "𝔄𝔅"]),
}
X_TOGETHER = {
    "what begins first": ("＠x.fr et @x.fr/a", [(MENTION, "x"), (MENTION, "x")]),
    "a link and what it holds": ("exemple.fr/@ana#b $C", [(LINK, "exemple.fr/@ana#b"), (TAG, "$C")]),
    "a path after another script": ("a.fr日本.みんな/b @c", [(LINK, "a.fr/b"), (MENTION, "c")]),
}
X_NAMES = {
    "full-width": ("＠ana et @lea", ["ana", "lea"]),
    "twenty signs at most": ("@" + "a" * 21, ["a" * 20]),
    "lists": ("@ana/liste-1 @ana/9 @ana/" + "b" * 26, ["ana/liste-1", "ana", "ana/" + "b" * 25]),
    "after RT": ("RT@ana RT:@lea rt @zoe", ["ana", "lea", "zoe"]),
    "not in a mail address": ("ana@exemple.fr a!@b #@c", []),
    "not before an accent, an @ or an address": ("@anaé @ana@lea @ana://x", []),
    "beside another script": ("日本@ana。「@lea」", ["ana", "lea"]),
}
X_MONEY = {
    "one and two": ("$TWTR et $brk.b, $A_b!", ["$TWTR", "$brk.b", "$A_b"]),
    "six letters at most": ("$ABCDEFG $1 $", []),
    "only after a space": ("($A) a$B 3$C", []),
    "one after the other": ("$A\u3000$B\u00a0$C", ["$A", "$B", "$C"]),
}


def found(text: str, what: What, finds: Finds) -> list[str]:
    return [one.value for one in find_facets(text, finds=finds) if one.what is what]


@pytest.mark.parametrize(("text", "tags"), X.values(), ids=X)
def test_hashtags_on_x(text: str, tags: list[str]) -> None:
    assert found(text, TAG, Finds.X) == tags


@pytest.mark.parametrize(("text", "live"), X_TOGETHER.values(), ids=X_TOGETHER)
def test_what_is_live_on_x_stands_in_nothing_else(text: str, live: list[tuple[What, str]]) -> None:
    assert [(one.what, one.value) for one in find_facets(text, finds=Finds.X)] == live


@pytest.mark.parametrize(("text", "names"), X_NAMES.values(), ids=X_NAMES)
def test_mentions_and_lists_on_x(text: str, names: list[str]) -> None:
    assert found(text, MENTION, Finds.X) == names


@pytest.mark.parametrize(("text", "tags"), X_MONEY.values(), ids=X_MONEY)
def test_cashtags_on_x(text: str, tags: list[str]) -> None:
    assert found(text, TAG, Finds.X) == tags


MASTODON = {
    "any script": (
        "#Été #日本語 #한국어 #العربية #हिन्दी ＃標籤",
        ["Été", "日本語", "한국어", "العربية", "हिन्दी", "標籤"],
    ),
    "what stands apart": ("#ein·s #ア・イ #می\u200cخواهم #a· #2026·", ["ein·s", "ア・イ", "می\u200cخواهم", "a"]),
    "digits alone are none": ("#2026 #20_26 #2026a", ["20_26", "2026a"]),
    "only after a space": ("a#b (#c /#d )#e\n#f\u00a0#g «#h _Inc.#i", ["f", "g"]),
    "one after the other": ("#a#b", ["a"]),
    "before an address": ("#ahttps://exemple.fr", ["a"]),
}
MASTODON_NAMES = {
    "here and elsewhere": ("@ana @lea@social.example @zoé@été.example", ["ana", "lea@social.example"]),
    "dots and hyphens within": ("@a.b-c@x.example. @fin.", ["a.b-c@x.example", "fin"]),
    "not after a letter, / or =": ("a@b /@c =@d é@e", []),
    "not before an @ or an address": ("@ana@@lea @zoe://x", ["lea"]),
    "not where no such host can be": (f"@ana@{'b' * 254} @lea@{'b' * 253}", [f"lea@{'b' * 253}"]),
}


@pytest.mark.parametrize(("text", "tags"), MASTODON.values(), ids=MASTODON)
def test_hashtags_on_mastodon(text: str, tags: list[str]) -> None:
    assert found(text, TAG, Finds.MASTODON) == tags


@pytest.mark.parametrize(("text", "names"), MASTODON_NAMES.values(), ids=MASTODON_NAMES)
def test_mentions_on_mastodon(text: str, names: list[str]) -> None:
    assert found(text, MENTION, Finds.MASTODON) == names


BLUESKY = {
    "up to the next space": ("#a-b #c/d #été! #f,", ["a-b", "c/d", "été", "f"]),
    "any script": ("#日本語。 ＃標籤 #हिन्दी", ["日本語", "標籤", "हिन्दी"]),
    "digits and signs alone are none": ("#1 #2026 ## #.. #1a", ["1a"]),
    "only after a space": ("(#a) a#b", []),
    "an emoji, not its variation": ("#🎈 #\ufe0fa", ["🎈"]),
    "64 signs at most": ("#" + "a" * 64 + " #" + "b" * 65, ["a" * 64]),
    "cashtags in capitals": ("$aapl ($tsla) $toolong $1", ["$AAPL", "$TSLA"]),
}
BLUESKY_LINKS = {
    "with and without https": (
        "https://a.example/b exemple.fr/c a.inconnu (exemple.fr)",
        ["https://a.example/b", "https://exemple.fr/c", "https://exemple.fr"],
    ),
    "punctuation after it": (
        "https://a.fr/b. https://a.fr/c! exemple.fr,",
        ["https://a.fr/b", "https://a.fr/c", "https://exemple.fr"],
    ),
    "its own parentheses": ("(https://a.fr/b) https://a.fr/c_(d)", ["https://a.fr/b", "https://a.fr/c_(d)"]),
    "what closes a quotation": (
        "«\u00a0https://a.fr\u00a0» “ https://a.fr/b” https://a.fr/c…",
        ["https://a.fr", "https://a.fr/b", "https://a.fr/c"],
    ),
    "a name without a domain": ("http://localhost http", ["http://localhost"]),
}


@pytest.mark.parametrize(("text", "tags"), BLUESKY.values(), ids=BLUESKY)
def test_hashtags_on_bluesky(text: str, tags: list[str]) -> None:
    assert found(text, TAG, Finds.BLUESKY) == tags


@pytest.mark.parametrize(("text", "links"), BLUESKY_LINKS.values(), ids=BLUESKY_LINKS)
def test_links_on_bluesky(text: str, links: list[str]) -> None:
    assert found(text, LINK, Finds.BLUESKY) == links


def test_handles_on_bluesky_are_domains_and_stand_at_their_bytes() -> None:
    text = "Été : @ana.bsky.social, (@lea.test) @zoe @a.inconnu é@b.fr"
    raw = text.encode()
    live = find_facets(text, finds=Finds.BLUESKY)
    assert [one.value for one in live if one.what is MENTION] == ["ana.bsky.social", "lea.test"]
    assert [raw[one.start : one.end].decode() for one in in_bytes(live, text)][:2] == ["@ana.bsky.social", "@lea.test"]
