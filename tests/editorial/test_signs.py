"""What French and English set otherwise than it is typed, sign by sign, and what is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.signs import NARROW, NO_BREAK, changes_in
from editorial.typography import changed


def shown(text: str) -> str:
    """Give a text with its no-break spaces as ~ and its narrow ones as ^."""
    return text.replace(NO_BREAK, "~").replace(NARROW, "^")


def set_in(text: str, lang: str, narrow: str = NO_BREAK) -> str:
    return shown(changed(text, changes_in(text, lang, ("Yahoo!",), narrow)))


FRENCH = [
    pytest.param("Oui ! Non ? Ici : là ; fin.", "Oui~! Non~? Ici~: là~; fin.", id="spaces before high signs"),
    pytest.param("Oui! Non? Ici: là; fin.", "Oui~! Non~? Ici~: là~; fin.", id="spaces that lack"),
    pytest.param("Quoi ?! Non!!! Ah ?...", "Quoi~?! Non~!!! Ah~?…", id="signs in a row"),
    pytest.param("(oui !) « oui ? »", "(oui~!) «~oui~?~»", id="before what closes"),
    pytest.param("«oui» « non »", "«~oui~» «~non~»", id="inside guillemets"),
    pytest.param("l'été d'«un» qu'aujourd'hui", "l’été d’«~un~» qu’aujourd’hui", id="apostrophes"),
    pytest.param('"Oui", dit-il. "Non?"', "«~Oui~», dit-il. «~Non~?~»", id="quotes"),
    pytest.param('« il dit "oui" »', "«~il dit “oui”~»", id="quotes within quotes"),
    pytest.param("Il - dit-on - part -- vite --- là", "Il – dit-on – part – vite — là", id="asides"),
    pytest.param("de 2010-2015, 1 - un", "de 2010–2015, 1 – un", id="years, and after a number"),
    pytest.param("bon... etc...", "bon… etc…", id="ellipses"),
    pytest.param("10 km, 20 €, 50% de 3€", "10~km, 20~€, 50~% de 3~€", id="units"),
    pytest.param("1 000 000 en 2024", "1~000~000 en 2024", id="thousands"),
]
ENGLISH = [
    pytest.param("it's the '90s, dogs' rock 'n' roll", "it’s the ’90s, dogs’ rock ’n’ roll", id="apostrophes"),
    pytest.param("\"Yes\", he said 'no'.", "“Yes”, he said ‘no’.", id="quotes"),
    pytest.param("well -- yes... 2010-2015", "well – yes… 2010–2015", id="dashes and ellipses"),
    pytest.param("10 km, 1 000", "10~km, 1~000", id="units"),
    pytest.param('a 6" disc', 'a 6" disc', id="an inch"),
    pytest.param("What? Note: 50% off!", "What? Note: 50% off!", id="no French spaces"),
]
KEPT = [
    "à 10:30, en 16:9, fe80::1, 1:2",
    ":-) ;) :D :smile: Yahoo! std::vec",
    "https://x.fr/?a=b;c'd\"e!f et zoe.d-arc@x.fr",
    "@zoe@mastodon.social #Oui",
    "../.. et ./... 1.2.3",
    "06 12 34 56 78, le 2026-11-23, ISBN 978-2-07-036024-5",
    "3 - 2 = 1, x - 1",
    "&amp; &nbsp; &lt;",
    'un "guillemet seul',
]


@pytest.mark.parametrize(("typed", "expected"), FRENCH)
def test_french_is_set(typed: str, expected: str) -> None:
    assert set_in(typed, "fr") == expected


@pytest.mark.parametrize(("typed", "expected"), ENGLISH)
def test_english_is_set(typed: str, expected: str) -> None:
    assert set_in(typed, "en-GB") == expected


@pytest.mark.parametrize("typed", [text for text in KEPT if " - 1" not in text])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_no_sign_of_a_sentence_is_left_alone(typed: str, lang: str) -> None:
    assert changes_in(typed, lang, ("Yahoo!",)) == []


def test_a_narrow_space_stands_where_printers_have_one() -> None:
    assert set_in("Oui ! Non : « là » 1 000 10 %", "fr", NARROW) == "Oui^! Non~: «~là~» 1^000 10~%"


def test_what_is_set_already_has_nothing_to_change() -> None:
    assert changes_in("C’est «\u00a0dit\u00a0»\u202f: 10\u00a0km\u202f! Fin…", "fr") == []


def test_canada_adds_no_space_before_high_signs() -> None:
    assert set_in("Oui! «non»", "fr-CA") == "Oui! «~non~»"


def test_another_tongue_is_left_alone() -> None:
    assert changes_in('Ja ! \'n "Wort"...', "de") == []


def test_a_change_names_its_sign_and_stands_on_no_other() -> None:
    changes = changes_in('l\'"été" !', "fr")
    assert [(change.sign, change.start) for change in changes] == [
        ("apostrophe", 1),
        ("quotes", 2),
        ("quotes", 6),
        ("space", 7),
    ]


# The words and signs of which sentences are made, so that signs meet in every way.
PIECES = [
    "mot",
    "l",
    "s",
    "A",
    "10",
    "1",
    "000",
    "2015",
    " ",
    " ",
    "'",
    '"',
    "«",
    "»",
    "(",
    ")",
    "!",
    "?",
    ":",
    ";",
    "-",
    "--",
]
PIECES += [
    "...",
    "…",
    "%",
    "€",
    "km",
    "\u00a0",
    "\u202f",
    "\n",
    "\n\n",
    "’",
    "“",
    "”",
    "https://x.fr",
    "a@b.fr",
    "&amp;",
    "\x04",
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts, st.sampled_from(["fr", "fr-CA", "en"]), st.sampled_from([NO_BREAK, NARROW]))
def test_setting_a_text_twice_changes_nothing_more(text: str, lang: str, narrow: str) -> None:
    once = changed(text, changes_in(text, lang, (), narrow))
    assert changes_in(once, lang, (), narrow) == []


@given(texts, st.sampled_from(["fr", "en"]))
def test_letters_digits_and_addresses_are_never_touched(text: str, lang: str) -> None:
    once = changed(text, changes_in(text, lang))
    assert re.findall(r"[\w@/&]", once) == re.findall(r"[\w@/&]", text)
