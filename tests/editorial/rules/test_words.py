from __future__ import annotations

from unicodedata import normalize

import pytest

from editorial.rules import words

CHARTER = """\
vocabulary:
  banned:
    - {term: booster, why: "Mot de réclame", instead: renforcer}
    - {term: "n'hésitez pas à"}
    - {term: cœur de cible}
    - {term: e-réputation}
    - {term: "C++"}
  preferred:
    - {instead_of: mail, use: courriel, why: "Un seul mot"}
    - {instead_of: site, use: site web}
    - {instead_of: "{x}", use: "{y}"}
"""
BODIES = {
    "clean": ("On renforce, le courriel part, le site web tient. Rebooster, boosters, mailing.\n", []),
    "any capitals": (
        "Été : BOOSTER, Booster.\n",
        [
            "error words.banned at 7:7 “BOOSTER”",
            "error words.banned at 7:16 “Booster”",
        ],
    ),
    "after an emoji": ("👩‍🚀 un mail\n", ["warning words.preferred at 7:8 “mail”"]),
    "either apostrophe": (
        "n'hésitez pas à\n\nN’hésitez pas à\n",
        [
            "error words.banned at 7:1 “n'hésitez pas à”",
            "error words.banned at 9:1 “N’hésitez pas à”",
        ],
    ),
    "after an apostrophe": ("l’e-mail, d'e-mail, l’mail\n", ["warning words.preferred at 7:23 “mail”"]),
    "any space, line ends too": (
        "le cœur\u00a0de cible\nle cœur de\ncible\n",
        ["error words.banned at 7:4 “cœur\u00a0de cible”", "error words.banned at 8:4 “cœur de”"],
    ),
    "any hyphen": ("l’e‑réputation\n", ["error words.banned at 7:3 “e‑réputation”"]),
    "composed or not": (
        normalize("NFD", "l’e-réputation") + "\n",
        [
            f"error words.banned at 7:3 “{normalize('NFD', 'e-réputation')}”",
        ],
    ),
    "signs in the term": ("du C++ et du C\n", ["error words.banned at 7:4 “C++”"]),
    "part of a compound": ("e-mail et mail-là\n", []),
    "the preferred phrase itself": ("le site web, le site\n", ["warning words.preferred at 7:17 “site”"]),
    "code": ("`booster`\n\n```\nbooster\n```\n\n    booster\n", []),
    "addresses": ("https://x.fr/booster mail@x.fr @mail www.site.fr <https://x.fr/mail> [a](mail.md)\n", []),
    "a link's text": ("[un *mail* ici](https://x.fr)\n", ["warning words.preferred at 7:6 “mail”"]),
    "across emphasis": (
        "n’hésitez **pas** à, **boo**ster\n",
        [
            "error words.banned at 7:1 “n’hésitez **pas** à”",
            "error words.banned at 7:24 “boo**ster”",
        ],
    ),
    "entities": (
        "du c&oelig;ur de cible &amp; mail\n",
        [
            "error words.banned at 7:4 “c&oelig;ur de cible”",
            "warning words.preferred at 7:30 “mail”",
        ],
    ),
    "headings, lists, tables, notes": (
        "## Mail\n\n- mail\n\n| a | mail |\n|---|---|\n| b | c |\n\nx[^1]\n\n[^1]: mail\n",
        [
            "warning words.preferred at 7:4 “Mail”",
            "warning words.preferred at 9:3 “mail”",
            "warning words.preferred at 11:7 “mail”",
            "warning words.preferred at 17:7 “mail”",
        ],
    ),
    "alternative texts": ("Été ![un mail](a.jpg)\n", ["warning words.preferred at 7:10 “mail”"]),
    "raw HTML": ("<p title='mail'>été mail</p>\n", ["warning words.preferred at 7:21 “mail”"]),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES.keys())
def test_words_of_the_body_are_found_at_their_column(desk, body, expected) -> None:
    assert desk.judge(words, body, charter=CHARTER) == expected


FRONTS = {
    "title": ('title: "Été : booster"\n', ["error words.banned at 5:15 “booster”"]),
    "a word twice": (
        "standfirst: un mail, 👍 un mail\n",
        [
            "warning words.preferred at 6:16 “mail”",
            "warning words.preferred at 6:27 “mail”",
        ],
    ),
    "over several lines": (
        "standfirst: |-\n  Une ligne.\n  Un mail.\nevergreen: true\n",
        ["warning words.preferred at 8:6 “mail”"],
    ),
    "folded": ('standfirst: "on\n  dit cœur\n  de cible"\n', ["error words.banned at 7:7 “cœur”"]),
    "hidden by an escape": (
        'standfirst: "du c\\u0153ur de cible"\n',
        [
            'error words.banned at 6:13 “"du c\\u0153ur de cible"”',
        ],
    ),
    "picture": (
        "image: {src: mail.jpg, alt: un mail, caption: le site, credit: mail}\n",
        [
            "warning words.preferred at 6:32 “mail”",
            "warning words.preferred at 6:50 “site”",
        ],
    ),
    "newsletter": (
        "newsletter:\n  title: mail\n  section: mail\n  links: [{title: a, url: 'https://x.fr/mail', note: le mail}]\n",
        ["warning words.preferred at 7:10 “mail”", "warning words.preferred at 9:57 “mail”"],
    ),
    "social, hashtags too": ("social:\n  mastodon: {text: 'un #mail'}\n", ["warning words.preferred at 7:25 “mail”"]),
    "the thread": (
        "social:\n  mastodon:\n    thread:\n      - un\n      - deux mail\n",
        ["warning words.preferred at 10:14 “mail”"],
    ),
    "what no reader reads": ("tags: [mail]\nslug: mail\nseries: mail\n", []),
}


@pytest.mark.parametrize(("front", "expected"), FRONTS.values(), ids=FRONTS.keys())
def test_words_of_the_front_matter_are_found_at_their_column(desk, front, expected) -> None:
    assert desk.judge(words, front=front, charter=CHARTER) == expected


def test_the_charter_says_why_and_what_instead(desk) -> None:
    banned, preferred, braces = desk.findings(words, "Booster par mail {x}", charter=CHARTER)

    assert (banned.message.fr, banned.why.fr, banned.fix.fr, banned.clause) == (
        "« Booster » est un mot que la charte écarte",
        "Mot de réclame",
        "écrivez plutôt : renforcer",
        "vocabulary.banned",
    )
    assert (preferred.message.en, preferred.why.en, preferred.clause) == (
        "“mail”: the charter says “courriel”",
        "Un seul mot",
        "vocabulary.preferred",
    )
    assert braces.message.fr == "« {x} » : la charte dit « {y} »"


def test_a_piece_in_another_language_is_not_judged_by_the_words_of_this_one(desk) -> None:
    assert desk.judge(words, "A mail to booster", "lang: en\n", charter=CHARTER) == []


def test_without_vocabulary_nothing_is_found(desk) -> None:
    assert desk.judge(words, "Un mail") == []


def test_another_charter_brings_its_own_words(desk) -> None:
    context = desk.context({"content/a.md": "---\ntitle: t\n---\nUn mail\n"}, charter=CHARTER)
    (piece,) = context.pieces
    assert len(list(words.check(piece, context))) == 1

    assert list(words.check(piece, context.under(desk.context({}).charter))) == []
