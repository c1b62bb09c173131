"""Spelling: what nobody knows is found at its place, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.dictionary import Lexicon
from editorial.review import context_of, review
from editorial.rules import spelling
from editorial.rules.spelling import MAX_ADVISED, MAX_FOUND, advised
from tests.builder import AT, SiteBuilder

CHARTER = "spelling: true\nvocabulary: {accepted: [chapô, Mastodone, standfirst]}\n"
RIGHT = [
    pytest.param("L’été, qu’elle dit, aujourd'hui, c’est-à-dire va-t-il ?\n", id="elisions and compounds"),
    pytest.param("ÉTÉ, l'ONU, des URLs, GitHub, v2, 10h, `xyzzt`.\n", id="capitals, acronyms, numbers, code"),
    pytest.param("Voir https://xyzzt.fr, zoe@xyzzt.fr, @xyzzt, #Xyzzt, xyzzt.md.\n", id="addresses and names"),
    pytest.param("On dit que Xyzzt et Jean Xyzztou sont là.\n", id="names inside a sentence"),
    pytest.param("Xyzzt est là. Que dit Xyzzt ?\n", id="a name at the beginning too"),
    pytest.param("Avec xyzzt.\n\n    import xyzzt\n", id="a name of the text's own code"),
    pytest.param("Le chapô, Chapô et CHAPÔ, Mastodone.\n", id="the vocabulary of the house"),
    pytest.param("Il faut maitriser le cout.\n", id="the spelling of 1990"),
    pytest.param("Un framework et un template.\n", id="English words"),
    pytest.param("Ouiiiii ! Ahaaa !\n", id="drawn out"),
    pytest.param("Un webview et ses codepoints, le namespacing, en online.\n", id="two English words in one"),
    pytest.param("Il faut retélécharger le fichier.\n", id="a prefix and a word"),
    pytest.param("Hayden est là.\n", id="an English name that begins a sentence"),
    pytest.param("Bzouingre ! On passe à svn.\n", id="a cry, an acronym in small letters"),
    pytest.param("Un (:trollface:) avec un look’n’feel.\n", id="an emoji by its name, an English and"),
    pytest.param("Le lecteur/trice ou rédacteur/rice.\n", id="another ending after a slash"),
    pytest.param("Un cas de remote code execution.\n", id="an English phrase that shares a word with French"),
    pytest.param("Des references, des references, des references.\n", id="English without its accents, and meant"),
    pytest.param('Un <span lang="en">speling bee</span>.\n'.replace("speling", "spelling"), id="marked as English"),
    pytest.param('Un <em lang="br">degemer mat</em>.\n', id="marked as a tongue without a dictionary"),
    pytest.param("La rédaction en chef signe.\n", id="who signs"),
]
WRONG = [
    pytest.param("Une appplication\n", ["warning spelling.unknown at 7:5 “appplication”"], id="a word"),
    pytest.param(
        "Un\u00a0: l’appplication.\n", ["warning spelling.unknown at 7:8 “appplication”"], id="after an elision"
    ),
    pytest.param("Un porte-avvion\n", ["warning spelling.unknown at 7:10 “avvion”"], id="in a compound"),
    pytest.param(
        "Une [*appp*lication](https://x.fr)\n", ["warning spelling.unknown at 7:7 “appp*lication”"], id="in marks"
    ),
    pytest.param("Appplication.\n", ["warning spelling.unknown at 7:1 “Appplication”"], id="beginning a sentence"),
    pytest.param("Un devellopement\n", ["warning spelling.unknown at 7:4 “devellopement”"], id="three slips in one"),
    pytest.param("Un intêret\n", ["warning spelling.unknown at 7:4 “intêret”"], id="an accent on the wrong letter"),
    pytest.param("Un celà\n", ["warning spelling.unknown at 7:4 “celà”"], id="an accent too many in a short word"),
    pytest.param("Oui, parceque\n", ["warning spelling.unknown at 7:6 “parceque”"], id="a space left out"),
    pytest.param("Et aujourdhui\n", ["warning spelling.unknown at 7:4 “aujourdhui”"], id="an apostrophe left out"),
    pytest.param("Oui, apparament\n", ["warning spelling.unknown at 7:6 “apparament”"], id="a vowel and a doubling"),
    pytest.param(
        "Dit précisemment\n", ["warning spelling.unknown at 7:5 “précisemment”"], id="a doubling and an accent"
    ),
    pytest.param("Il est dnas\n", ["warning spelling.unknown at 7:8 “dnas”"], id="two letters turned in a short word"),
    pytest.param("Un bzouingre\n", ["suggestion spelling.new at 7:4 “bzouingre”"], id="near no word"),
    pytest.param("Du json\n", ["suggestion spelling.capital at 7:4 “json”"], id="an acronym in small letters"),
    pytest.param("Des urls\n", ["suggestion spelling.capital at 7:5 “urls”"], id="its plural"),
    pytest.param("Sous unix\n", ["suggestion spelling.capital at 7:6 “unix”"], id="a name in small letters"),
    pytest.param("C’est bindé\n", ["suggestion spelling.borrowed at 7:7 “bindé”"], id="an English verb conjugated"),
    pytest.param("Un formattage\n", ["warning spelling.unknown at 7:4 “formattage”"], id="a letter doubled"),
    pytest.param("é 👩‍🚀 oeil\n", ["warning spelling.unknown at 7:7 “oeil”"], id="a ligature taken apart"),
    pytest.param("A executé\n", ["warning spelling.unknown at 7:3 “executé”"], id="one accent of two"),
    pytest.param(
        "Une execution.\n", ["suggestion spelling.accent at 7:5 “execution”"], id="English without its accents"
    ),
    pytest.param("![Un motif rayyé](a.jpg)\n", ["warning spelling.unknown at 7:12 “rayyé”"], id="an alternative text"),
    pytest.param(
        'Un <span lang="en">speling bee</span>.\n', ["warning spelling.unknown at 7:20 “speling”"], id="marked English"
    ),
    pytest.param(
        "xyzzt et xyzzt\n",
        ["suggestion spelling.new at 7:1 “xyzzt”", "suggestion spelling.new at 7:10 “xyzzt”"],
        id="each place",
    ),
]


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_right_is_not_found(desk, body: str) -> None:
    assert desk.judge(spelling, body, charter=CHARTER) == []


@pytest.mark.parametrize(("body", "expected"), WRONG)
def test_what_nobody_knows_is_found_at_its_place(desk, body: str, expected: list[str]) -> None:
    assert desk.judge(spelling, body, charter=CHARTER) == expected


def test_nothing_is_looked_up_unless_the_charter_asks(desk) -> None:
    assert desk.judge(spelling, "Une appplication\n") == []


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param('title: "Une appplication"\n', "at 5:13 “appplication”", id="double quotes"),
        pytest.param("title: 'L''appplication'\n", "at 5:12 “appplication”", id="single quotes, doubled"),
        pytest.param("title: Une appplication\n", "at 5:12 “appplication”", id="none"),
        pytest.param('title: "Une \\u0061ppplication"\n', "at 5:13 “\\u0061ppplication”", id="escaped"),
        pytest.param("standfirst: >\n  Un mot,\n  une appplication\n", "at 8:7 “appplication”", id="folded"),
        pytest.param("social: {mastodon: {thread: [Un, appplication]}}\n", "at 6:34 “appplication”", id="a thread"),
    ],
)
def test_the_front_matter_is_read_too(desk, front: str, expected: str) -> None:
    (found,) = desk.judge(spelling, front=front, charter=CHARTER)
    assert found == f"warning spelling.unknown {expected}"


def test_an_english_text_is_read_in_english_british_or_not(desk) -> None:
    body = "The colour of a naïve theater, don’t you organise propriété intellectuelle, aplication.\n"
    found = desk.judge(spelling, body, "lang: en-GB\n", charter=CHARTER)
    assert [line.rpartition(" ")[2] for line in found] == ["“aplication”"]


def test_a_language_without_a_dictionary_is_said_once_with_the_files_expected(desk) -> None:
    (finding,) = desk.findings(spelling, "Wort und Wort\n", "lang: de\n", charter=CHARTER)
    assert (finding.rule, finding.span.line) == ("spelling.no-dictionary", 6)
    assert "editorial/dictionaries/de.dic" in finding.message.fr


def test_the_words_of_the_site_s_file_are_known(desk) -> None:
    lexicon = Lexicon(words=frozenset({"appplication"}))
    assert desk.judge(spelling, "Une appplication\n", charter=CHARTER, lexicon=lexicon) == []


def test_a_text_in_the_wrong_language_is_cut_short(desk) -> None:
    body = " ".join(
        f"zz{'abcdefghij'[n % 10]}q{'abcdefghij'[n // 10 % 10]}k{'abcdefghij'[n // 100]}x" for n in range(900)
    )
    assert len(desk.findings(spelling, body + "\n", charter=CHARTER)) == MAX_FOUND


def test_what_lacks_accents_says_at_once_what_to_write(desk) -> None:
    (finding,) = desk.findings(spelling, "La methode\n", charter=CHARTER)
    (edit,) = finding.edits
    assert (finding.fix.fr, edit.text, edit.span, edit.is_safe) == (
        "écrivez « méthode »",
        "méthode",
        finding.span,
        False,
    )


def test_advice_comes_when_a_finding_is_shown_and_is_remembered(desk, tmp_path: Path) -> None:
    findings = desk.findings(spelling, "devellopeur, devellopeur\n", charter=CHARTER)
    first, second = advised(findings, tmp_path)
    assert "« développeur »" in first.fix.fr
    assert second.fix == first.fix
    assert (tmp_path / ".ligne/suggestions").is_file()
    assert advised(findings, tmp_path) == [first, second]


def test_advice_is_not_sought_where_many_words_are_unknown(desk, tmp_path: Path) -> None:
    words = (
        "devellopeur aplication fonctionement programation ordinatteur clavyer languaje parametre fichiier "
        "reponnse maintenannt toujourss jammais dossyer imprimmante"
    )
    findings = desk.findings(spelling, words + "\n", charter=CHARTER)
    assert len(findings) > MAX_ADVISED
    assert advised(findings, tmp_path) == list(findings)


def test_a_capital_without_its_accent_is_said_once_by_typography_where_it_judges(desk) -> None:
    typeset = CHARTER + "channels: {blog: {typography: fr}}\n"
    assert desk.judge(spelling, "Etat des lieux.\n", charter=typeset) == []
    assert desk.judge(spelling, "Etat des lieux.\n", charter=CHARTER) == ["warning spelling.unknown at 7:1 “Etat”"]


@pytest.mark.parametrize(
    ("word", "written"),
    [("json", "JSON"), ("urls", "URL"), ("unix", "Unix"), ("javascript", "JavaScript")],
)
def test_what_lacks_its_capitals_says_at_once_what_to_write(desk, word: str, written: str) -> None:
    (finding,) = desk.findings(spelling, f"Du {word}\n", charter=CHARTER)
    assert finding.edits[0].text == written


def test_the_words_of_accept_txt_are_known_whatever_their_capitals(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).charter(spelling=True)
    builder.file("editorial/styles/config/vocabularies/Base/accept.txt", "Xyzzt\n[Bb]zouingre\nzorgl ub\nchapô\n")
    builder.piece("un", "Le xyzzt, un bzouingre, le zorgl ; une appplication.\n")
    found = [f.message.en for f in review(context_of(builder.site(), AT)) if f.rule.startswith("spelling")]
    assert found == ["“appplication” is not in the dictionary (fr)"]
