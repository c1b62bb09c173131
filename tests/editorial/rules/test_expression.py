from __future__ import annotations

import pytest

from editorial.rules import expression

VOUS = "channels: {blog: {register: vous}, newsletter: {}, mastodon: {register: tu}}"
VOICE = "voice: {register: vous, person: nous}"
NO_EMOJI = "channels: {blog: {emoji: none}, newsletter: {emoji: few}, mastodon: {emoji: none}}"
QUIET = "channels: {blog: {max_exclamations: 1, capitals: none}}"
CASES = {
    "vous": ("Vous lisez, il s’est tu.\n", "", VOUS, []),
    "tu": ("É **tu** lis\n\nEt toi ?\n", "", VOUS, ["warning expression.register at 7:5 “tu”"]),
    "tu in a quotation": ("Oui.\n\n> Tu lis.\n> - Et toi ?\n", "", VOUS, []),
    "tu in code": ("`tu` lis\n", "", VOUS, []),
    "tu in the standfirst": (
        "Vous.\n",
        "standfirst: Tu lis.\n",
        VOUS,
        ["warning expression.register at 6:13 “Tu lis.”"],
    ),
    "vous on a channel of tu": (
        "Vous.\n",
        "social:\n  mastodon: {thread: [Tu lis., Vous lisez.]}\n",
        VOUS,
        ["warning expression.register at 7:32 “Vous lisez.”"],
    ),
    "nobody asked": ("Tu lis, je lis !! LISEZ TOUTES CECI 😀\n", "", "channels: {blog: {}}", []),
    "a register for people": ("Tu lis.\n", "", "channels: {blog: {register: simple}}", []),
    "the voice counts where the channel is silent": (
        "Tu lis.\n",
        "newsletter: {text: Je lis.}\n",
        VOICE,
        ["warning expression.person at 6:20 “Je lis.”", "warning expression.register at 8:1 “Tu”"],
    ),
    "English has no tu": ("Tu we I-beam.\n", "lang: en\n", VOICE, []),
    "I where the charter says we": ("Here I read.\n", "lang: en\n", VOICE, ["warning expression.person at 8:6 “I”"]),
    "a channel of its own person": (
        "Je lis.\n",
        "",
        "voice: {person: nous}\nchannels: {blog: {person: je}}",
        [],
    ),
    "emoji": ("Oui 👏🏽\n", "", NO_EMOJI, ["warning expression.emoji at 7:5 “👏🏽”"]),
    "the networks count their own": ("Oui\n", "social: {mastodon: {text: 👏}}\n", NO_EMOJI, []),
    "few emoji": ("Oui\n", "newsletter: {text: 👏 👏 ❤️}\n", NO_EMOJI, []),
    "more than few": (
        "Oui\n",
        "newsletter: {text: 👏 👏 ❤️ 😀}\n",
        NO_EMOJI,
        ["warning expression.emoji at 6:20 “👏 👏 ❤️ 😀”"],
    ),
    "a flag is one": ("Oui\n", "newsletter: {text: 🇫🇷 👏 🏳️‍🌈}\n", NO_EMOJI, []),
    "signs that are no emoji": ("© ® ™ ↔ 12 #\n", "", NO_EMOJI, []),
    "one exclamation": ("Oui ! `!important` Yahoo!s\n", "", QUIET, []),
    "too many": ("Oui ! Non !!\n", "", QUIET, ["warning expression.exclamation at 7:11 “!!”"]),
    "capitals": ("Lisez TOUTE LA CHARTE ici\n", "", QUIET, ["warning expression.capitals at 7:7 “TOUTE LA CHARTE”"]),
    "acronyms": ("Le CSS et HTML API, la SNCF, « LISEZ TOUT CECI »\n", "", QUIET, []),
    "a page": ("Tu lis.\n", "kind: page\n", VOUS, []),
}
HASHTAGS = {
    "camel": ("Le community management.\n", "social: {mastodon: {hashtags: [CommunityManagement]}}\n", []),
    "joined": (
        "Le community management.\n",
        "social: {mastodon: {hashtags: [Brief, communitymanagement]}}\n",
        ["suggestion expression.hashtag at 6:39 “communitymanagement”"],
    ),
    "joined in the text": (
        "Le community management.\n",
        "social: {mastodon: {text: 'Lisez #communitymanagement'}}\n",
        ["suggestion expression.hashtag at 6:27 “'Lisez #communitymanagement'”"],
    ),
    "one word": ("La modération, en mode ration.\n", "social: {mastodon: {hashtags: [modération]}}\n", []),
    "words the piece does not say": ("Oui.\n", "social: {mastodon: {hashtags: [communitymanagement]}}\n", []),
}


@pytest.mark.parametrize(("body", "front", "charter", "expected"), CASES.values(), ids=CASES.keys())
def test_a_text_speaks_as_the_charter_wants(desk, body, front, charter, expected) -> None:
    assert desk.judge(expression, body, front, charter=charter) == expected


@pytest.mark.parametrize(("body", "front", "expected"), HASHTAGS.values(), ids=HASHTAGS.keys())
def test_a_hashtag_of_several_words_has_a_capital_to_each(desk, body, front, expected) -> None:
    assert desk.judge(expression, body, front) == expected


def test_the_message_counts_and_names_the_clause(desk) -> None:
    (finding,) = desk.findings(expression, "Tu lis.\n\nEt toi, tu écris ?\n", charter=VOUS)

    assert finding.message.fr == "« Tu » : la charte vouvoie (blog) ; 3 fois dans ce texte"
    assert finding.clause == "channels.blog.register"


def test_the_clause_is_the_voice_where_the_voice_asks(desk) -> None:
    (finding,) = desk.findings(expression, "Je lis.\n", charter="voice: {person: nous}")

    assert finding.message.en == "“Je”: the charter speaks in the first person plural (blog)"
    assert (finding.clause, finding.fix.fr) == ("voice.person", "écrivez « nous », ou citez qui parle")


def test_the_hashtag_to_write_is_proposed(desk) -> None:
    front = "social: {mastodon: {hashtags: [communitymanagement]}}\n"
    (finding,) = desk.findings(expression, "Le community management.\n", front)

    assert finding.fix.en == "write #CommunityManagement: a screen reader will say the words"


@pytest.mark.parametrize(
    "signs", ["A-", "AA'", "tu ", "«", "\U0001f1eb", "vous-", "est ", "I a ", "World I am ", "#a", "@", "a"], ids=repr
)
def test_a_line_of_a_hundred_thousand_signs_is_no_trouble(desk, signs) -> None:
    charter = "channels: {blog: {register: vous, person: nous, emoji: few, max_exclamations: 1, capitals: none}}"

    assert len(desk.findings(expression, signs * (100_000 // len(signs)), charter=charter)) <= 2
