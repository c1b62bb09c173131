from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.address import against_person, against_register, person_of, suspects

TU = {
    "tu": ("Si tu veux, viens.", ["tu"]),
    "an inversion": ("Que fais-tu ce soir ?", ["tu"]),
    "elided": ("Je t’écris, il t'a vu.", ["t’", "t'"]),
    "possessive": ("Prends ta charte et tes notes.", ["ta", "tes"]),
    "toi": ("Et toi ?", ["toi"]),
    "a participle": ("Il s’est tu. Nous nous sommes tu. Elle a tu son nom.", []),
    "a set phrase": ("Des options en veux-tu en voilà, un m'as-tu-vu.", []),
    "no set phrase": ("Combien en veux tu ? Que veux-tu ?", ["tu", "tu"]),
    "quoted": ('Il dit « tu vois », “tu sais” et "toi".', []),
    "in a word": ("Le statut, tutoyer, le tutu, tête, été.", []),
    "a tone": ("Le ton de la charte. Ton, tes.", []),
    "an acronym": ("Le T’choupi reste.", []),
}
VOUS = {
    "vous": ("Vous lisez votre charte et vos notes.", ["Vous", "votre", "vos"]),
    "an inversion": ("Que voulez-vous ?", ["vous"]),
    "a meeting": ("Un rendez-vous demain.", []),
    "several": ("Vous êtes nombreux à écrire.", []),
    "all": ("À vous tous, merci.", []),
    "some of you": ("Beaucoup d’entre vous écrivent.", []),
    "quoted": ("Elle répond : « Vous avez raison. »", []),
}
FIRST = {
    "je": ("fr", "plural", "Je lis, j’écris, puis-je ?", ["Je", "j’", "je"]),
    "je quoted": ("fr", "plural", "« Je lis », dit-elle.", []),
    "nous": ("fr", "singular", "Nous lisons notre charte.", ["Nous", "notre"]),
    "I": ("en", "plural", "I read what I’ve written.", ["I", "I"]),
    "I that counts": ("en", "plural", "World War I was long. Part I is over.", []),
    "we": ("en", "singular", "We read our charter.", ["We", "our"]),
    "another language": ("de", "plural", "Ich lese.", []),
    "nobody asked for": ("fr", "", "Je lis.", []),
}


def words(text: str, places: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize(("text", "expected"), TU.values(), ids=TU.keys())
def test_tu_is_found_where_the_register_is_vous(text: str, expected: list[str]) -> None:
    assert words(text, against_register(text, "vous", "fr")) == expected


@pytest.mark.parametrize(("text", "expected"), VOUS.values(), ids=VOUS.keys())
def test_vous_is_found_where_the_register_is_tu(text: str, expected: list[str]) -> None:
    assert words(text, against_register(text, "tu", "fr-CA")) == expected


@pytest.mark.parametrize(("lang", "person", "text", "expected"), FIRST.values(), ids=FIRST.keys())
def test_the_other_first_person_is_found(lang: str, person: str, text: str, expected: list[str]) -> None:
    assert words(text, against_person(text, person, lang)) == expected


def test_only_french_has_a_register() -> None:
    assert against_register("tu", "vous", "en") == []
    assert against_register("tu", "simple", "fr") == []


@pytest.mark.parametrize(("said", "expected"), [("Nous", "plural"), ("I", "singular"), ("on", ""), ("", "")])
def test_a_person_is_known_by_its_pronoun(said: str, expected: str) -> None:
    assert person_of(said) == expected


@given(text=st.text(alphabet="tuTU’' .«»“”\"-aeé\n", max_size=80), register=st.sampled_from(["tu", "vous"]))
def test_every_place_is_a_word_of_the_text(text: str, register: str) -> None:
    for start, end in against_register(text, register, "fr"):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]


@given(texts=st.lists(st.text(alphabet="tujeTUJE’' .«»“”-aé\n", max_size=30), max_size=4))
def test_one_search_through_all_texts_misses_none(texts: list[str]) -> None:
    for find, asked in ((against_register, "vous"), (against_register, "tu"), (against_person, "plural")):
        assert {n for n, text in enumerate(texts) if find(text, asked, "fr")} <= {*suspects(texts, asked, "fr")}


def test_one_search_names_the_texts_that_may_be_otherwise_than_asked() -> None:
    assert suspects(["Le statut.", "« Tu lis. »", "", "Vous lisez.", "Ou toi ?"], "vous", "fr") == [1, 4]
    assert suspects(["Tu lis."], "simple", "fr") == []
