from __future__ import annotations

import pytest

from editorial.rules import links

BRIEF = "content/metier/ecrire-le-brief.md"
OTHERS = {
    BRIEF: "---\ntitle: t\nstatus: approved\naliases: [/vieux/]\n---\n"
    '## Le modèle\n\n## Été {#ete}\n\n<a id="marque"></a>',
    "content/ecouter/veille.md": "---\ntitle: t\nstatus: approved\n---\n",
    "content/metier/brouillon.md": "---\ntitle: t\nstatus: draft\n---\n",
    "content/metier/retire.md": "---\ntitle: t\nstatus: unpublished\n---\n",
    "content/metier/expire.md": "---\ntitle: t\nstatus: approved\nexpires: 2026-10-01\n---\n",
    "content/editions/lettre.md": "---\ntitle: t\nstatus: approved\nkind: edition\n---\n",
}
CASES = {
    "right": (
        "[a](ecrire-le-brief.md) [b](ecrire-le-brief.md#le-modele) [c](../metier/ecrire-le-brief.md#ete) [d](#ici)\n"
        "[e](./ecrire-le-brief.md?x#marque) [f](https://x.fr/y.md) [g](/ecrire-le-brief/) [h](/vieux)\n"
        "[i](/feeds/atom.xml) [j](/) [k](/charte/) [l](../ecouter/%76eille.md) [m](//x.fr/y.md)\n\n## Ici\n",
        [],
    ),
    "no such piece": (
        "Été [a](ecrire-un-brief.md) fin\n",
        ["error links.missing-piece at 7:9 “ecrire-un-brief.md”"],
    ),
    "by reference, said of each link": (
        "[a][r] [r]\n\n[r]: <rien du tout.md>\n",
        ["error links.missing-piece at 9:7 “rien du tout.md”"],
    ),
    "no such anchor": (
        "👩‍🚀 [a](ecrire-le-brief.md#le-model)\n",
        ["warning links.missing-anchor at 7:9 “ecrire-le-brief.md#le-model”"],
    ),
    "no such anchor here": ("[a](#la)\n", ["warning links.missing-anchor at 7:5 “#la”"]),
    "a footnote is a place": ("[a](#1) b[^1]\n\n[^1]: c\n", []),
    "not approved": ("[a](brouillon.md)\n", ["warning links.not-approved at 7:5 “brouillon.md”"]),
    "taken down": ("[a](retire.md)\n", ["warning links.gone at 7:5 “retire.md”"]),
    "expired": ("[a](expire.md)\n", ["warning links.gone at 7:5 “expire.md”"]),
    "an edition": ("[a](../editions/lettre.md)\n", ["warning links.no-page at 7:5 “../editions/lettre.md”"]),
    "a file that cannot be read has its own finding": ("[a](illisible.md)\n", []),
    "out of the site": ("[a](../../README.md)\n", ["error links.missing-piece at 7:5 “../../README.md”"]),
    "no such address": ("[a](/ecrire-un-brief/)\n", ["warning links.missing-address at 7:5 “/ecrire-un-brief/”"]),
    "relative, but no file": ("[a](ecrire-le-brief)\n", ["warning links.relative at 7:5 “ecrire-le-brief”"]),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_links_of_the_site_lead_to_what_exists(desk, body, expected) -> None:
    assert (
        desk.judge(links, body, others=OTHERS, unreadable=["content/metier/illisible.md"], taken=["/charte/"])
        == expected
    )


NEAREST = {
    "misspelt": ("[a](ecrire-un-brief.md)", "did you mean “ecrire-le-brief.md”?"),
    "moved": ("[a](veille.md)", "did you mean “../ecouter/veille.md”?"),
    "without its extension": ("[a](ecrire-le-brief)", "did you mean “ecrire-le-brief.md”?"),
    "nothing near": ("[a](zzz.md)", "write the file’s path from this one, for example ../pillar/text.md"),
    "anchor": ("[a](ecrire-le-brief.md#le-model)", "did you mean “le-modele”?"),
}


@pytest.mark.parametrize(("body", "fix"), NEAREST.values(), ids=NEAREST.keys())
def test_the_nearest_is_proposed_as_one_would_write_it(desk, body, fix) -> None:
    (finding,) = desk.findings(links, body, others=OTHERS)

    assert finding.fix.en == fix


def test_a_draft_may_link_to_another(desk) -> None:
    assert desk.judge(links, "[a](brouillon.md)", "status: draft\n", others=OTHERS) == []
