from __future__ import annotations

import pytest

from editorial.rules import legal

CHARTER = """\
channels: {blog: {}, newsletter: {}, mastodon: {}}
legal:
  sponsored: {label: Contenu sponsorisé}
  mentions:
    - {text: "L’abus d’alcool est dangereux pour la santé.", tags: [vin], why: "loi Évin"}
    - {text: Conflits d’intérêts, pillars: [ecouter]}
    - {text: Entretien relu, formats: [interview]}
"""
SPONSORED = "tags: [Sponsorisé]\n"
AD = "newsletter: {sponsor: {name: Rivet, text: Des livres., url: 'https://rivet.example'"
CASES = {
    "no sponsor": ("Un texte.\n", "tags: [brief]\n", CHARTER, []),
    "no label asked for": ("Un texte.\n", SPONSORED, "", []),
    "labelled in the title": ("Un texte.\n", f'{SPONSORED}title: "Contenu sponsorisé : le brief"\n', CHARTER, []),
    "labelled in the standfirst": ("Un texte.\n", f"{SPONSORED}standfirst: CONTENU SPONSORISE.\n", CHARTER, []),
    "labelled in the first paragraph": ("**Contenu sponsorisé.** Oui.\n\nNon.\n", SPONSORED, CHARTER, []),
    "labelled too late": (
        "Oui.\n\nContenu sponsorisé.\n",
        SPONSORED,
        CHARTER,
        ['error legal.sponsored at 2:8 “"Écouter"”'],
    ),
    "a post without it": (
        "Contenu sponsorisé.\n",
        f"{SPONSORED}social: {{mastodon: {{text: Lisez}}}}\n",
        CHARTER,
        ["error legal.sponsored at 7:27 “Lisez”"],
    ),
    "a thread with it at its end": (
        "Contenu sponsorisé.\n",
        f"{SPONSORED}social: {{mastodon: {{thread: [Lisez, Contenu sponsorisé]}}}}\n",
        CHARTER,
        ["error legal.sponsored at 7:30 “Lisez”"],
    ),
    "a letter with it": (
        "Contenu sponsorisé.\n",
        f"{SPONSORED}newsletter: {{title: Le brief, text: Contenu sponsorisé. Oui.}}\n",
        CHARTER,
        [],
    ),
    "a letter without it": (
        "Contenu sponsorisé.\n",
        f"{SPONSORED}newsletter: {{title: Le brief, text: Oui.}}\n",
        CHARTER,
        ["error legal.sponsored at 7:21 “Le brief”"],
    ),
    "an advertisement under the charter's label": ("Oui.\n", f"kind: edition\n{AD}}}}}\n", CHARTER, []),
    "an advertisement whose label holds the charter's": (
        "Oui.\n",
        f"kind: edition\n{AD}, label: Contenu sponsorisé par Rivet}}}}\n",
        CHARTER,
        [],
    ),
    "an advertisement under another label": (
        "Oui.\n",
        f"kind: edition\n{AD}, label: Avec nos amis}}}}\n",
        CHARTER,
        ["error legal.sponsor at 7:93 “Avec nos amis”"],
    ),
    "an advertisement of another language": (
        "Oui.\n",
        f"kind: edition\nlang: en\n{AD}, label: Advertisement}}}}\n",
        CHARTER,
        [],
    ),
    "an advertisement that nothing names": (
        "Oui.\n",
        f"kind: edition\n{AD}}}}}\n",
        "",
        ["error legal.sponsor at 7:23 “{name: Rivet, text: Des livres., url: 'https://rivet.example'}”"],
    ),
    "an advertisement outside an edition": (
        "Oui.\n",
        f"{AD}}}}}\n",
        CHARTER,
        ["error legal.sponsor at 6:23 “{name: Rivet, text: Des livres., url: 'https://rivet.example'}”"],
    ),
    "a mention that is there": ("L'abus d'alcool est dangereux **pour la santé**.\n", "tags: [vin]\n", CHARTER, []),
    "a mention of a tag": ("Un vin.\n", "tags: [Vin]\n", CHARTER, ['error legal.mention at 2:8 “"Écouter"”']),
    "a mention of a pillar": ("Oui.\n", "pillar: ecouter\n", CHARTER, ['error legal.mention at 2:8 “"Écouter"”']),
    "a mention of a format": ("Oui.\n", "format: interview\n", CHARTER, ['error legal.mention at 2:8 “"Écouter"”']),
    "a mention of every piece": (
        "Oui.\n",
        "",
        "legal: {mentions: [{text: ©}]}",
        ['error legal.mention at 2:8 “"Écouter"”'],
    ),
    "a page owes nothing": ("Oui.\n", f"{SPONSORED}kind: page\n", CHARTER, []),
}


@pytest.mark.parametrize(("body", "front", "charter", "expected"), CASES.values(), ids=CASES.keys())
def test_a_piece_says_what_it_must(desk, body, front, charter, expected) -> None:
    assert desk.judge(legal, body, front, charter=charter) == expected


def test_the_reason_and_the_clause_are_the_charters(desk) -> None:
    (finding,) = desk.findings(legal, "Un vin.\n", "tags: [vin]\n", charter=CHARTER)

    assert finding.message.fr == "il manque la mention « L’abus d’alcool est dangereux pour la santé. »"
    assert (finding.why.en, finding.clause) == ("loi Évin", "legal.mentions")
