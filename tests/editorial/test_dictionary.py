"""The dictionaries: what each language has, where a site's own come in, and what is said where one is missing."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from editorial.dictionary import FOLDER, MAX_SUGGESTIONS, NoDictionary, speller
from editorial.errors import EditorialError


def dictionary_of(site: Path, name: str, *words: str) -> None:
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text("SET UTF-8\n", "utf-8")
    (folder / f"{name}.dic").write_text("\n".join([str(len(words)), *words]) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("lang", "word", "is_known"),
    [
        pytest.param("fr", "été", True, id="accents"),
        pytest.param("fr", "ete", False, id="accents left out"),
        pytest.param("fr", normalize("NFD", "été"), True, id="accents apart"),
        pytest.param("fr", "l’été", True, id="elision, curly"),
        pytest.param("fr", "l'été", True, id="elision, straight"),
        pytest.param("fr", "aujourd’hui", True, id="apostrophe within"),
        pytest.param("fr", "c’est-à-dire", True, id="apostrophe and hyphens"),
        pytest.param("fr", "va-t-il", True, id="euphonic t"),
        pytest.param("fr", "allez‑y", True, id="no-break hyphen"),
        pytest.param("fr", "cœur", True, id="ligature"),
        pytest.param("fr", "coeur", False, id="ligature taken apart"),
        pytest.param("fr", "ÉTÉ", True, id="all capitals"),
        pytest.param("fr", "maitriser", True, id="1990, circumflex"),
        pytest.param("fr", "génèrera", True, id="1990, future"),
        pytest.param("fr", "élèment", False, id="the wrong accent"),
        pytest.param("fr", "appplication", False, id="one letter too many"),
        pytest.param("fr", "a" * 61, True, id="too long for a word"),
        pytest.param("en", "don’t", True, id="English contraction"),
        pytest.param("en", "naïve", True, id="English borrowing"),
        pytest.param("en", "cafés", True, id="English borrowing, several"),
        pytest.param("en", "organised", True, id="British ending"),
        pytest.param("en", "travelling", True, id="British doubling"),
        pytest.param("en", "wellcome", False, id="no British doubling"),
        pytest.param("en", "stil", False, id="one l short"),
        pytest.param("en", "œuvre", False, id="a letter English has not"),
        pytest.param("en", "aplication", False, id="English, one letter short"),
    ],
)
def test_a_word_is_known_as_a_writer_writes_it(lang: str, word: str, is_known: bool) -> None:
    assert speller(lang).knows(word) is is_known


@pytest.mark.parametrize(
    ("lang", "name"), [("fr", "fr"), ("fr-CA", "fr"), ("fr_BE", "fr"), ("en", "en_US"), ("en-GB", "en_US")]
)
def test_a_region_has_the_dictionary_of_its_language(lang: str, name: str) -> None:
    assert speller(lang).name == name


def test_suggestions_come_the_likeliest_first_and_are_few() -> None:
    near = speller("fr").suggest("devellopeur")
    assert (near[0], len(near) <= MAX_SUGGESTIONS) == ("développeur", True)


def test_what_no_dictionary_could_hold_has_no_suggestion() -> None:
    assert speller("en").suggest("œœœ") == ()


@pytest.mark.parametrize(
    ("lang", "word", "meant"),
    [
        pytest.param("fr", "methode", "méthode", id="French, one"),
        pytest.param("fr", "preferee", "préférée", id="French, three"),
        pytest.param("fr", "oeil", "œil", id="a ligature"),
        pytest.param("en", "manque", "manqué", id="English, borrowed"),
        pytest.param("en", "decollete", "décolleté", id="English, two"),
        pytest.param("en", "xyzzte", "", id="nothing near"),
    ],
)
def test_accents_that_were_left_out_are_given_back(lang: str, word: str, meant: str) -> None:
    assert [speller(lang).accented(word) for _ in range(2)] == [meant, meant]


def test_a_site_brings_a_language_of_its_own(tmp_path: Path) -> None:
    dictionary_of(tmp_path, "br", "degemer", "mat")
    assert [speller("br", tmp_path).knows(word) for word in ("degemer", "mad")] == [True, False]


def test_a_region_of_the_site_comes_before_the_language(tmp_path: Path) -> None:
    dictionary_of(tmp_path, "fr-CA", "clavardage")
    read = speller("fr-CA", tmp_path)
    assert (read.name, read.knows("clavardage"), read.knows("été")) == ("fr-CA", True, False)


def test_a_missing_dictionary_is_said_with_the_files_expected() -> None:
    with pytest.raises(NoDictionary) as raised:
        speller("de")
    said = raised.value.problems[0].message.fr
    assert [part in said for part in ("« de »", f"{FOLDER}/de.aff", f"{FOLDER}/de.dic", "dictionary-de")] == [True] * 4


def test_half_a_dictionary_is_said_with_the_half_that_is_missing(tmp_path: Path) -> None:
    dictionary_of(tmp_path, "de", "Haus")
    (tmp_path / FOLDER / "de.dic").unlink()
    with pytest.raises(EditorialError) as raised:
        speller("de", tmp_path)
    assert raised.value.problems[0].path == f"{FOLDER}/de.dic"


@pytest.mark.parametrize(
    ("lang", "package"), [("de_DE", "dictionary-de"), ("pt_BR", "dictionary-pt-br"), ("de-AT", "dictionary-de-at")]
)
def test_a_missing_dictionary_names_a_package_that_is_there(lang: str, package: str, tmp_path: Path) -> None:
    with pytest.raises(NoDictionary) as caught:
        speller(lang, tmp_path)
    assert f"npm {package} " in f"{caught.value.problems[0].message.fr} "
