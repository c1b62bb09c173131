from __future__ import annotations

import pytest

from editorial.passive import is_passive

PASSIVE = {
    "fr": [
        "La lettre est relue par deux personnes.",
        "Les réponses ont été envoyées hier.",
        "Ces textes seront très probablement supprimés.",
        "Le calendrier n’est jamais modifié sans accord.",
        "La charte a été écrite en mars.",
        "Les commentaires sont ouverts le matin.",
    ],
    "en": [
        "The letter is read by two people.",
        "Comments were deleted without notice.",
        "It has never been written down.",
        "The page is being rebuilt.",
        "They got moved to another folder.",
    ],
}
ACTIVE = {
    "fr": [
        "Nous relisons la lettre à deux.",
        "Elle est arrivée en retard.",
        "Les lecteurs sont devenus des amis.",
        "Il s’est trompé de jour.",
        "Nous nous sommes habitués au silence.",
        "Le sujet est compliqué.",
        "C’est la meilleure idée.",
        "C’est l’été.",
        "Étant donné le délai, nous attendons.",
        "Elle est sensée tenir.",
    ],
    "en": [
        "We read the letter twice.",
        "They are interested in the answer.",
        "The answer is complicated.",
        "You are supposed to reply.",
        "She is a writer and edited it.",
        "There is a need for rest.",
    ],
}


@pytest.mark.parametrize(("lang", "said"), [(lang, said) for lang, list_ in PASSIVE.items() for said in list_])
def test_the_passive_voice_is_known(lang: str, said: str) -> None:
    assert is_passive(said, lang)


@pytest.mark.parametrize(("lang", "said"), [(lang, said) for lang, list_ in ACTIVE.items() for said in list_])
def test_what_only_looks_passive_is_not(lang: str, said: str) -> None:
    assert not is_passive(said, lang)
