from __future__ import annotations

import pytest

from editorial.rules import translation

OTHERS = {
    "content/metier/brief.md": "---\ntitle: t\nid: ecrire-le-brief\nslug: brief\n---\n",
    "content/metier/autre.md": "---\ntitle: t\nid: autre\nlang: pt\ntranslation_of: ecrire-le-brief\n---\n",
}
CASES = {
    "none": ("lang: en\n", []),
    "right": ("lang: en\ntranslation_of: ecrire-le-brief\n", []),
    "missing": ("lang: en\ntranslation_of: ecrire-un-brief\n", ["error translation.missing at 7:17 “ecrire-un-brief”"]),
    "itself": ("id: moi\ntranslation_of: moi\n", ["error translation.itself at 7:17 “moi”"]),
    "same language": ("translation_of: ecrire-le-brief\n", ["error translation.same-lang at 6:17 “ecrire-le-brief”"]),
    "of a translation": ("lang: en\ntranslation_of: autre\n", ["warning translation.chain at 7:17 “autre”"]),
    "of a file that cannot be read": ("lang: en\ntranslation_of: illisible\n", []),
}


@pytest.mark.parametrize(("front", "expected"), CASES.values(), ids=CASES.keys())
def test_a_translation_names_its_original(desk, front, expected) -> None:
    unreadable = ["content/metier/illisible.md"]
    assert desk.judge(translation, front=front, others=OTHERS, unreadable=unreadable) == expected


def test_the_nearest_id_is_proposed(desk) -> None:
    (finding,) = desk.findings(translation, front="lang: en\ntranslation_of: ecrire-un-brief\n", others=OTHERS)

    assert finding.fix.fr == "vouliez-vous écrire « ecrire-le-brief » ?"
