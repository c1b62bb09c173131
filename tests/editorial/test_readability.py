from __future__ import annotations

import pytest

from editorial.prose import read_prose
from editorial.readability import ease, measured, running_text


def test_sentences_and_paragraphs_are_measured() -> None:
    measure = measured(["Le chat dort. La table est mise par lui.", "Oui."], "fr")

    assert [sentence.words for sentence in measure.sentences] == [3, 6, 1]
    assert [sentence.is_passive for sentence in measure.sentences] == [False, True, False]
    assert (measure.words, measure.paragraph_words) == (10, (9, 1))
    assert measure.sentence_words == pytest.approx(10 / 3)
    assert measure.word_syllables == 1
    assert measure.passive_share == pytest.approx(100 / 3)


@pytest.mark.parametrize(
    ("lang", "text", "score"),
    # Three words of one syllable each: the formulas by hand.
    [("fr", "Le chat dort.", 207 - 1.015 * 3 - 73.6), ("en", "The cat sleeps.", 206.835 - 1.015 * 3 - 84.6)],
)
def test_the_score_is_kandel_and_moles_in_french_and_flesch_in_english(lang: str, text: str, score: float) -> None:
    assert ease(measured([text], lang), lang) == pytest.approx(score)


def test_addresses_and_hashtags_are_no_words_and_code_is_one() -> None:
    assert measured(["Voyez https://exemple.org/une/page #Brief ou \ufffc\ufffc\ufffc."], "fr").words == 3


def test_nothing_at_all_is_measured_too() -> None:
    measure = measured(["", "…"], "fr")

    assert (measure.words, measure.sentence_words, measure.word_syllables, measure.passive_share) == (0, 0, 0, 0)


def test_headings_tables_and_footnotes_are_no_running_text() -> None:
    body = "## Été\n\nUn texte[^1].\n\n- un élément\n\n| é | b |\n|---|---|\n| c | d |\n\n[^1]: la note\n"

    assert [passage.text for passage in running_text(read_prose(body))] == ["Un texte.", "un élément"]


@pytest.mark.parametrize("signs", ["a", "é", "@", "est ", "est finement ", "!", "-", "1 "], ids=repr)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_line_of_a_hundred_thousand_signs_is_measured(lang: str, signs: str) -> None:
    measure = measured([signs * (100_000 // len(signs))], lang)

    assert len(measure.sentences) <= 1
