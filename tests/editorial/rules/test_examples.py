"""What the page of a kind shows is true: its example is found, and said in those words; what passes is not."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from editorial.rules import front_matter
from tests.editorial.rules.conftest import PATH, Desk, written

LONG = " ".join(["mot"] * 47) + ".\n"


class Shown(NamedTuple):
    """A piece that an example speaks of, and the same as it passes: body, front matter, and the charter of both."""

    bad: Mapping[str, Any]
    good: Mapping[str, Any]
    charter: str = ""
    given: Mapping[str, Any] = {}


def channels(blog: str) -> str:
    return f"channels: {{blog: {blog}}}\n"


SHOWN = {
    "addresses": Shown(
        {"body": "[cliquez](javascript:alert(1))\n"},
        {"body": "[la charte](https://example.org/charte) [la veille](../ecouter/veille.md)\n"},
    ),
    "dates": Shown(
        {"front": "embargo: 2026-12-15T06:00+01:00\nexpires: 2026-10-01\n"},
        {"front": "embargo: 2026-09-15T06:00+02:00\nexpires: 2026-10-01\n"},
    ),
    "expression": Shown(
        {"body": "Tu connais ton public ?\n"},
        {"body": "Vous connaissez votre public ?\n"},
        channels("{register: vous}"),
    ),
    "formats": Shown(
        {"front": "format: interview\n", "body": "## Une ?\n\nOui.\n"},
        {"front": "format: interview\n", "body": "## Une ?\n\nOui.\n\n## Deux ?\n\nOui.\n\n## Trois ?\n\nOui.\n"},
        "formats: {interview: {requires: {questions: 3}}}\n",
    ),
    "html": Shown(
        {"body": '<p onclick="suivre()">Un.</p>\n'},
        {"body": '<p lang="en">One.</p>\n\n<details><summary>Un.</summary>Deux.</details>\n'},
    ),
    "image": Shown(
        {"front": 'image: {src: images/loutre.jpg, alt: "loutre.jpg"}\n'},
        {
            "front": 'image: {src: images/loutre.jpg, credit: "A. B.", '
            'alt: "Une loutre ouvre un oursin sur un rocher"}\n'
        },
    ),
    "image_files": Shown(
        {"body": "![La loutre](images/lourte.jpg)\n"},
        {"body": "![La loutre](images/loutre.jpg)\n"},
        given={"images": ["images/loutre.jpg"]},
    ),
    "known": Shown({"front": "pillar: metiers\n"}, {"front": "pillar: metier\n"}),
    "legal": Shown(
        {"front": "tags: [sponsored]\n", "body": "Un texte.\n"},
        {"front": 'tags: [sponsored]\nstandfirst: "Contenu sponsorisé"\n', "body": "Un texte.\n"},
        "legal: {sponsored: {tags: [sponsored], label: Contenu sponsorisé}}\n" + channels("{}"),
    ),
    "length": Shown({"body": "mot " * 212}, {"body": "mot " * 350}, channels("{length: {min_words: 350}}")),
    "link_text": Shown({"body": "[cliquez ici](brief.md)\n"}, {"body": "[comment écrire le brief](brief.md)\n"}),
    "links": Shown(
        {"body": "[la méthode](../ecouter/veile.md)\n"},
        {"body": "[la méthode](../ecouter/veille.md)\n"},
        given={"others": {"content/ecouter/veille.md": written("Un.\n", "")}},
    ),
    "lists": Shown({"body": "- Un.\n"}, {"body": "- Un.\n- Deux.\n"}, channels("{lists: {min_items: 2}}")),
    "readability": Shown(
        {"body": LONG},
        {"body": "Le " + "mot " * 21 + "dort. Le " + "mot " * 23 + "dort.\n"},
        channels("{readability: {max_sentence_words: 30}}"),
    ),
    "scope": Shown(
        {"front": "tags: [tarifs]\n"},
        {"body": "Nos prix sont au catalogue.\n"},
        'mission: {scope: {out: [{text: "Nos prix", tags: [tarifs]}]}}\n',
    ),
    "spelling": Shown(
        {"body": "Une appplication.\n"}, {"body": "Une application, `appplication`.\n"}, "spelling: true\n"
    ),
    "structure": Shown({"body": "## Méthode\n\n#### Détail\n"}, {"body": "## Méthode\n\n### Détail\n"}),
    "translation": Shown(
        {"front": "translation_of: ecrire-un-brief\nlang: en\n"},
        {"front": "translation_of: ecrire-le-brief\nlang: en\n"},
        given={"others": {"content/metier/brief.md": written("Un.\n", "id: ecrire-le-brief\n")}},
    ),
    "typography": Shown(
        {"body": "Bonjour !\n"}, {"body": "Bonjour\u00a0!\n\n`cargo run !x`\n"}, channels("{typography: fr}")
    ),
    "words": Shown(
        {"body": "Mes followers.\n"},
        {"body": "Mes abonnés, `followers`.\n"},
        "vocabulary: {preferred: [{instead_of: followers, use: abonnés}]}\n",
    ),
}


def said_in(kind: str) -> str:
    """Give the message that the docstring of a kind shows."""
    doc = importlib.import_module(f"editorial.rules.{kind}").__doc__ or ""
    shown = re.search(r"Example: .*? → « (.+?) »\.\s+Passes: ", " ".join(doc.split()))
    assert shown is not None
    return shown[1]


@pytest.mark.parametrize("kind", SHOWN)
def test_example_of_a_kind_is_found_as_its_page_says(desk: Desk, kind: str) -> None:
    module, shown = importlib.import_module(f"editorial.rules.{kind}"), SHOWN[kind]
    found = desk.findings(module, charter=shown.charter, **shown.bad, **dict(shown.given))
    said = [f.message.fr + (f" : {f.fix.fr}" if f.fix else "") for f in found]
    assert any(line.startswith(said_in(kind)) for line in said), said


@pytest.mark.parametrize("kind", SHOWN)
def test_what_passes_on_the_page_of_a_kind_is_not_found(desk: Desk, kind: str) -> None:
    module, shown = importlib.import_module(f"editorial.rules.{kind}"), SHOWN[kind]
    found = desk.findings(module, charter=shown.charter, **shown.good, **dict(shown.given))
    assert not [finding.message.fr for finding in found]


def test_example_of_front_matter_is_found_as_its_page_says(desk: Desk) -> None:
    right = written("", 'title: "Écouter"\n')
    for text, expected in ((right, []), (right.replace("title:", "titre:"), [said_in("front_matter")])):
        context = desk.context({PATH: text})
        found = [finding.message.fr for finding in front_matter.check(context.pieces[0], context)]
        assert [message for message in found if "titre" in message] == expected
