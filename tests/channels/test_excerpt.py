"""An excerpt ends where a reader would stop: at a sentence's end, before a list, outside a bracket."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.excerpt import beginning, excerpt, shortened
from editorial.front_matter import read_piece
from editorial.piece import Piece
from editorial.source import split_markdown

FIRST = "Il se peut que vous entendiez beaucoup parler de ce sujet dernièrement."


def a_piece(body: str) -> Piece:
    source = split_markdown(f"---\ntitle: T\nstatus: approved\nkind: page\nlang: fr\n---\n{body}")
    return read_piece("content/pages/t.md", source, lang="fr", zone=UTC)[0]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"## Titre\n\n{FIRST}\n\nUn *second*.", f"{FIRST} Un second.", id="paragraphs"),
        pytest.param(f"{FIRST}\n\n## Titre\n\nSuite.", FIRST, id="up-to-a-heading"),
        pytest.param(f"{FIRST}\n\n- un\n- deux", FIRST, id="up-to-a-list"),
        pytest.param(f"{FIRST} Voici comment :\n\n```\nx\n```\n\nSuite.", FIRST, id="announces-code"),
        pytest.param(f"{FIRST}\n\nOn y parle de\u00a0:\n\n- un", FIRST, id="announces-a-list"),
        pytest.param(f"![Vue](i.jpg)\n\n{FIRST}", FIRST, id="below-a-picture"),
        pytest.param(
            "Y participent :\n\n- Léa\n- Zoé\n\net nous.", "Y participent : Léa, Zoé, et nous.", id="only-a-list"
        ),
        pytest.param("> Cité.\n\nBon.", "Cité. Bon.", id="next-to-nothing-below-a-quote"),
        pytest.param(
            "Avec :\n\n- Léa (https://x.fr/lea)\n- Zoé, https://x.fr/zoe\n- https://x.fr",
            "Avec : Léa, Zoé",
            id="addresses",
        ),
        pytest.param("", "", id="empty"),
        pytest.param("## Titre", "", id="only-a-heading"),
    ],
)
def test_a_piece_begins_with(body: str, expected: str) -> None:
    assert beginning(a_piece(body)) == expected


@pytest.mark.parametrize(
    ("text", "max_chars", "expected"),
    [
        pytest.param("Court.", 20, "Court.", id="whole"),
        pytest.param("Une phrase dite. Une autre, plus longue.", 30, "Une phrase dite.", id="at-a-sentence"),
        pytest.param(
            "Une phrase dite. Une autre, plus longue.", 16, "Une phrase dite.", id="a-sentence-that-just-fits"
        ),
        pytest.param("Est-ce « vrai » ? « Oui. » Et pourquoi donc ?", 30, "Est-ce « vrai » ? « Oui. »", id="quoted"),
        pytest.param(
            "Oui. Puis une phrase bien plus longue.", 30, "Oui. Puis une phrase bien…", id="a-sentence-too-short"
        ),
        pytest.param("Selon M. Durand et les autres auteurs", 20, "Selon M. Durand et…", id="an-initial-ends-nothing"),
        pytest.param("Une phrase, et (une fois de plus) un mot", 30, "Une phrase, et…", id="outside-a-bracket"),
        pytest.param(
            "Une situation… exceptionnelle… vraiment", 31, "Une situation… exceptionnelle…", id="one-ellipsis"
        ),
        pytest.param("anticonstitutionnellement", 10, "anticonst…", id="one-long-word"),
    ],
)
def test_a_text_is_shortened(text: str, max_chars: int, expected: str) -> None:
    assert shortened(text, max_chars) == expected


@given(st.text(alphabet="aB .!?…,:«»()\u00a0-", max_size=60), st.integers(2, 50))
def test_nothing_is_longer_than_asked_but_for_its_ellipsis(text: str, max_chars: int) -> None:
    assert len(shortened(text, max_chars)) <= max_chars + 1


def test_an_excerpt_is_the_beginning_shortened() -> None:
    assert excerpt(a_piece(f"## Titre\n\n{FIRST}\n\nUn second texte."), 80) == FIRST
