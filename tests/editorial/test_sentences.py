"""Where the sentences of a text begin and end."""

import pytest

from editorial.sentences import sentences_of

CASES = {
    "one, unclosed": ["Une phrase sans point"],
    "two": ["Une phrase.", "Une autre !"],
    "a question and an ellipsis": ["Vraiment ?", "Peut-être…", "Voyons."],
    "an abbreviation": ["Selon M. Durand, c’est vrai.", "Cf. Annexe."],
    "an initial": ["J. Dupont écrit.", "Elle lit."],
    "a decimal number": ["La version 3.2 est sortie.", "Bien."],
    "a lower case after a full stop": ["Le site example.org compte. oui"],
    "a quotation": ["Il dit : « Venez. »", "Elle vient."],
    "English quotation marks": ["She said “Come.”", "He came."],
    "nothing": [],
}


@pytest.mark.parametrize("sentences", CASES.values(), ids=CASES.keys())
def test_a_text_is_cut_where_its_sentences_end(sentences):
    text = "  " + " ".join(sentences) + "\n"

    assert [text[start:end] for start, end in sentences_of(text)] == sentences
