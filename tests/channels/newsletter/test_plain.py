"""The text part is one a reader would enjoy, and loses no link."""

from __future__ import annotations

import re
from pathlib import Path

from channels.newsletter.plain import WIDTH, to_text
from tests.channels.newsletter.letters import a_site, letter, made, without_frame, words

FOREWORD = """Un *édito* avec un [lien](../ecouter/un.md) et [un autre](https://x.example/y), dit en assez de mots pour
devoir passer à la ligne.

- une chose
- une autre, [avec un lien](https://x.example/y)

> Une citation assez longue pour ne pas tenir sur une seule ligne de soixante-dix-huit signes.

```
du  code   tel quel
```
"""

EXPECTED = """\
LA LETTRE DU BANC
N° 1 · vendredi 6 mars 2026
==============================================================================

DEUX LECTURES

Une pour lundi, une pour mardi.

Un édito avec un lien [1] et un autre [2], dit en assez de mots pour devoir
passer à la ligne.

- une chose
- une autre, avec un lien [2]

> Une citation assez longue pour ne pas tenir sur une seule ligne de
> soixante-dix-huit signes.

du  code   tel quel

                                                                  La rédaction

[1] https://banc.example/un/
[2] https://x.example/y

------------------------------------------------------------------------------

ÉCOUTER
Le titre de un
Le chapô de un.
[1] https://banc.example/un/

PUBLIER
Le titre de deux
Le chapô de deux.
[3] https://banc.example/deux/

------------------------------------------------------------------------------

LU AILLEURS

* Ailleurs
  À voir.
  [4] https://ailleurs.example/?a=1&b=2

------------------------------------------------------------------------------

Cette lettre vous est envoyée par Le Banc, lettre@banc.example.
Vous recevez cette lettre parce que vous l’avez demandée.

Pour ne plus la recevoir :
https://lettre.banc.example/u/web
mailto:lettre@banc.example?subject=stop

Pour choisir ce que vous recevez :
https://lettre.banc.example/p/web

Lire cette lettre sur le site
https://banc.example/lettre/2026-03-06/
"""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_whole_text(tmp_path: Path) -> None:
    builder = a_site(tmp_path, FOREWORD)

    assert plain(to_text(letter(builder), words(builder))) == EXPECTED


def test_only_an_address_may_be_longer_than_a_line(tmp_path: Path) -> None:
    builder = a_site(tmp_path, f"Un [lien](https://x.example/{'y' * 100}) et beaucoup de mots. " * 5)
    builder.piece("un", title="Un titre " * 20, standfirst="Un chapô " * 20)

    long = [line for line in to_text(letter(builder), words(builder)).splitlines() if len(line) > WIDTH]

    assert long == [f"[1] https://x.example/{'y' * 100}"]


def test_every_link_of_the_mail_is_in_the_text(tmp_path: Path) -> None:
    builder = a_site(tmp_path, FOREWORD + "\n<p>Un <a href='https://brut.example/z'>lien brut</a></p>\n")
    files = made(builder)
    mail, text = (files[f"outbox/newsletter/lettre_2026-03-06/{name}"].decode() for name in ("index.html", "text.txt"))

    links = {link.replace("&amp;", "&") for link in re.findall(r'<a[^>]* href="([^"]*)"', mail)}

    stubs = [raw.decode() for path, raw in files.items() if path.startswith("site/l/")]
    leads = {lead for stub in stubs for lead in re.findall(r'<a href="([^"]*)"', stub)}
    assert "https://brut.example/z" in leads
    assert [link for link in sorted(links) if link not in text] == []


def test_in_english_it_speaks_english(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    builder.charter(languages=["en", "fr"])
    for name in ("un", "deux"):
        builder.piece(name, lang="en")
    builder.piece("un", "## Là\n", lang="en", newsletter={"weight": 2})

    text = plain(to_text(letter(builder), words(builder, "en")))

    assert "No. 1 · Friday 6 March 2026" in text
    assert "LISTEN\n" in text
    assert "READ ELSEWHERE" in text
    assert "To stop receiving it:" in text


def test_a_letter_without_a_foreword_has_one_rule_under_its_masthead(tmp_path: Path) -> None:
    builder = without_frame(a_site(tmp_path))

    _, _, below = plain(to_text(letter(builder), words(builder))).partition("=" * WIDTH)

    assert below.startswith("\n\nÉCOUTER\nLe titre de un\n")
