from __future__ import annotations

import pytest

from editorial.rules import readability

EASY = "Le chat dort. Il fait beau. Nous lisons un livre. " * 4
HARD = "L’institutionnalisation progressive de considérations méthodologiques " * 6 + "importe."


def charter(limits: str, channel: str = "blog", audiences: str = "[]") -> str:
    return f"channels: {{{channel}: {{readability: {limits}}}}}\naudiences: {audiences}\n"


CASES = {
    "nothing is asked": (HARD, "", "channels: {blog: {}}", []),
    "a text for people": (HARD, "", "channels: {blog: {readability: simple}}", []),
    "easy enough": (EASY, "", charter("{min: 60}"), []),
    "too hard": ("\n" + HARD, "", charter("{min: 60}"), [f"warning readability.score at 8:1 “{HARD}”"]),
    "too short to be scored": ("Institutionnalisation méthodologique.\n", "", charter("{min: 99}"), []),
    "a sentence as long as may be": ("Un deux trois.\n", "", charter("{max_sentence_words: 3}"), []),
    "a sentence that is too long": (
        "Oui. Un **deux** trois quatre. Non.\n",
        "",
        charter("{max_sentence_words: 3}"),
        ["warning readability.sentence at 7:6 “Un **deux** trois quatre.”"],
    ),
    "a sentence over two lines": (
        "Oui.\nUn deux\ntrois quatre.\n",
        "",
        charter("{max_sentence_words: 3}"),
        ["warning readability.sentence at 8:1 “Un deux”"],
    ),
    "a heading is no sentence": ("## Un deux trois quatre\n\nOui.\n", "", charter("{max_sentence_words: 3}"), []),
    "a paragraph that is too long": (
        "Un deux. Trois quatre.\n\nCinq.\n",
        "",
        charter("{max_paragraph_words: 3}"),
        ["warning readability.paragraph at 7:1 “Un deux.”"],
    ),
    "too much in the passive": (
        "Il dort. Le texte est relu par elle. La page est écrite par lui.\n",
        "",
        charter("{max_passive_share: 50}"),
        ["warning readability.passive at 7:10 “Le texte est relu par elle.”"],
    ),
    "some passive may be": (
        "Il dort. Elle lit. La page est écrite par lui.\n",
        "",
        charter("{max_passive_share: 50}"),
        [],
    ),
    "two sentences have no share": (
        "Le texte est relu. La page est écrite.\n",
        "",
        charter("{max_passive_share: 0}"),
        [],
    ),
    "a newsletter text": (
        "Un.\n",
        "newsletter: {text: un deux trois quatre}\n",
        charter("{max_sentence_words: 3}", "newsletter"),
        ["warning readability.sentence at 6:20 “un deux trois quatre”"],
    ),
    "a social text": (
        "Un.\n",
        "social: {mastodon: {text: un deux trois quatre https://a.example}}\n",
        charter("{max_sentence_words: 3}", "mastodon"),
        ["warning readability.sentence at 6:27 “un deux trois quatre https://a.example”"],
    ),
    "the frame of an edition": (
        "Un deux trois quatre.\n",
        "kind: edition\n",
        charter("{max_sentence_words: 3}", "newsletter"),
        ["warning readability.sentence at 8:1 “Un deux trois quatre.”"],
    ),
    "a page is for everyone and nobody": (
        "Un deux trois quatre.\n",
        "kind: page\n",
        charter("{max_sentence_words: 3}"),
        [],
    ),
    "an audience that asks for more": (
        "Un deux trois.\n",
        "audience: debutants\n",
        charter("{max_sentence_words: 3}", "blog", "[{id: debutants, name: D, readability: {max_sentence_words: 2}}]"),
        ["warning readability.sentence at 8:1 “Un deux trois.”"],
    ),
    "an audience that asks for less": (
        "Un deux trois quatre.\n",
        "audience: [debutants]\n",
        charter("{max_sentence_words: 3}", "blog", "[{id: debutants, name: D, readability: {max_sentence_words: 9}}]"),
        ["warning readability.sentence at 8:1 “Un deux trois quatre.”"],
    ),
    "another piece has no audience": (
        "Un deux trois.\n",
        "",
        charter("{}", "blog", "[{id: debutants, name: D, readability: {max_sentence_words: 2}}]"),
        [],
    ),
}


@pytest.mark.parametrize(("body", "front", "rules", "expected"), CASES.values(), ids=CASES.keys())
def test_texts_are_as_easy_as_the_charter_promises(desk, body, front, rules, expected) -> None:
    assert desk.judge(readability, body, front, charter=rules) == expected


def test_the_score_says_what_makes_it_and_where_to_begin(desk) -> None:
    (finding,) = desk.findings(readability, "Il dort bien.\n\n" + HARD, charter=charter("{min: 60}"))

    assert finding.message.fr.startswith("lisibilité 0 sur 100 (blog) ; la charte en veut 60 au moins : 17 mots par")
    assert finding.message.en.startswith("reading ease 0 out of 100 (blog); the charter wants at least 60: 17 words a")
    assert finding.fix.fr == "coupez les phrases les plus longues : ligne 9 (31 mots), ligne 7 (3 mots)"
    assert finding.clause == "channels.blog.readability"


def test_english_is_measured_as_english(desk) -> None:
    body = "The letter is read by us. The page was written by him. They sleep.\n"

    (finding,) = desk.findings(readability, body, "lang: en\n", charter=charter("{max_passive_share: 60}"))
    assert finding.message.en == "67% of the sentences are passive (2 of 3); the charter admits 60% (blog)"
    assert finding.fix.en == "say who acts; the passive sentences begin on line 8"
