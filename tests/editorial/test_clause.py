"""Every clause that a rule names has its place on the public charter, and what is not public has none."""

from __future__ import annotations

import pytest

from editorial.clause import anchor_of, clauses

VALUES = {
    "format": 1,
    "version": "1.0.0",
    "mission": {"client": "secret", "purpose": "écrire", "objectives": [{"text": "secret"}]},
    "masthead": {"people": [{"id": "a", "name": "A", "email": "a@secret.org", "roles": ["b", "c"]}]},
    "vocabulary": {"banned": [{"term": "x", "why": "y", "instead": ""}]},
    "channels": {"blog": {"length": {"min_words": 3, "max_words": 9}, "emoji": "none"}, "x": {}},
    "styles": [],
}


def test_each_clause_stands_once_with_its_meaning_and_its_text() -> None:
    found = {clause.name: clause for clause in clauses(VALUES)}
    assert len({clause.anchor for clause in found.values()}) == len(found)
    assert found["channels.blog.length"].text == "min_words: 3 · max_words: 9"
    assert found["channels.blog.length"].meaning is not None
    assert found["channels.blog.length"].meaning.en == "how long a text is"
    assert (found["channels"].text, found["channels.blog"].depth) == ("", 2)
    assert found["vocabulary.banned"].text == "term: x · why: y"


def test_what_concerns_the_client_the_words_and_addresses_of_people_are_not_public() -> None:
    found = list(clauses(VALUES))
    said = "\n".join(f"{clause.name} {clause.text}" for clause in found if clause.is_public)
    private = {clause.name for clause in found if not clause.is_public}
    assert private == {"mission.client", "mission.objectives", "vocabulary.banned"}
    assert "secret" not in said
    assert "id: a · name: A · roles: b, c" in said


@pytest.mark.parametrize(
    ("name", "anchor"),
    [
        ("channels.blog.length", "clause-channels-blog-length"),
        ("channels.blog.length.min_words", "clause-channels-blog-length"),
        ("channels.x.length", "clause-channels-x"),
        ("images.alt", ""),
        ("mission.client", "clause-mission-client"),
        ("vocabulary.banned", "clause-vocabulary-banned"),
    ],
)
def test_a_clause_leads_to_its_anchor_or_to_the_nearest_around_it(name: str, anchor: str) -> None:
    assert anchor_of(name, VALUES) == anchor
    assert not anchor or anchor in {clause.anchor for clause in clauses(VALUES)}


def test_a_charter_without_values_has_no_clause() -> None:
    assert (list(clauses(None)), anchor_of("pillars", None)) == ([], "")
