"""A site in two languages, all of it live, with whatever an article, a page or a list can show; and its two builds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from channels.blog.settings import shipped_settings_file
from tests.builder import BLOG, CALENDAR, CHARTER, SiteBuilder
from tests.channels.blog.blogs import photo

AT = "2026-03-10T12:00:00+00:00"
"""Nothing of the site appears or changes after it: a plain run, by the clock, shows the same."""

BODY = """Qu'est-ce qu'un « brief » ? Un accord ; rien d'autre : voilà !\\
Voir [la suite](../publier/deux.md#une-partie-c-est-a-dire-l-essentiel), [ici](#une-partie),
[la même page][ref], [ailleurs](https://x.example/?a=1&b={tag}c#d), <https://y.example/>, [en anglais](../en/one.md)
et [à propos](../pages/a-propos.md).[^1] Encore une note.[^longue] Écrire à <moi@x.example>.

## Une partie

| À gauche | À droite |
|:---|---:|
| `a | b` | 50 % |

![Au milieu](../images/vue.jpg "Une « légende » & <un> signe")

### {{ article.title }} et {% raw %}

```html
<a href="{filename}/ecouter/deux.md">{{ code }}</a>
```

> Une citation.

- [x] fait
- [ ] à faire

<details><summary>Plus</summary><p lang="en" title="href='{tag}mot'">HTML</p></details>

[^1]: Une note, avec [un lien](../publier/deux.md).
[^longue]: Deux

    paragraphes.

[ref]: #une-partie
"""


def bilingual_site(folder: Path, theme: str = "") -> SiteBuilder:
    """Lay the site out; `theme` is what its own pelicanconf.py adds to the shipped one."""
    builder = SiteBuilder(folder).data("channels/blog.yaml", {**BLOG, "per_page": 2, "tagline": {"fr": "À l’essai"}})
    letters = {**CALENDAR["cadences"][1], "rrule": "FREQ=WEEKLY;COUNT=2", "from": "2020-03-06"}
    builder.calendar(cadences=[letters], offsets={})
    people = [*CHARTER["masthead"]["people"], {"id": "ana", "name": "Ana Bé", "roles": ["auteur"]}]
    builder.charter(
        masthead={**CHARTER["masthead"], "people": people},
        mission={"purpose": "Essayer.", "scope": {"in": ["Ceci"], "out": ["Cela"]}},
        legal={"publisher": "Le Banc"},
    )
    for name in ("vue", "autre"):
        builder.file(f"content/images/{name}.jpg", photo((800, 600)))
    builder.piece(
        "un", BODY, title="Qu'est-ce qu'un \"brief\" ? <vite> & bien", tags=["Veille", "mot", "Été"],
        updated="2020-04-05",
        author=["redaction", "ana"], series="Le brief", date="2020-03-02T09:00+01:00",
        image={"src": "images/vue.jpg", "alt": "Une \"vue\"", "caption": "La vue", "credit": "Moi", "focus": "30% 40%"},
        corrections=[{"date": "2020-04-02", "text": "Un chiffre <faux>."}, {"date": "2020-04-04", "text": "Un nom."}],
        aliases=["/vieux/"],
    )  # fmt: skip
    builder.piece(
        "deux", "## Une partie : c'est-à-dire l'essentiel\n\nTexte. ![Un banc vide](../images/autre.jpg)",
        tags=["mot", "autre"], pillar="publier", folder="publier", series="Le brief", date="2020-03-02T09:00+01:00",
    )  # fmt: skip
    builder.piece("trois", author="ana", tags=["été"], standfirst=None, date="2020-03-03T09:00+01:00")
    for number in range(4, 8):
        builder.piece(f"n{number}", tags=["日本", "mot"], date=f"2020-03-0{number}T09:00+01:00")
    english = {"folder": "en", "lang": "en"}
    builder.piece(
        "one", "Some *text*, see [two](two.md).", translation_of="un", tags=["word", "mot"],
        title="What's a \"brief\"?", updated="2020-04-05", date="2020-03-02T10:00+01:00", **english,
    )  # fmt: skip
    builder.piece("two", pillar="publier", tags=["word"], date="2020-03-05T09:00+01:00", **english)
    builder.piece("three", tags=["word"], author="ana", date="2020-03-06T09:00+01:00", **english)
    static: dict[str, Any] = {"kind": "page", "pillar": None, "author": None, "date": None, "folder": "pages"}
    builder.piece("a-propos", "Voir [un](../ecouter/un.md).", **static)
    builder.piece("mentions", "Texte.", title="Avant tout", **static)
    builder.piece("about", "See [one](../en/one.md).", lang="en", translation_of="a-propos", **static)
    return builder.file("pelicanconf.py", shipped_settings_file().read_text("utf-8") + theme)


def ours(builder: SiteBuilder) -> Path:
    """Build the site as `ligne build` does, and give the folder of its pages."""
    _run(str(Path(sys.executable).with_name("ligne")), "build", "--site", str(builder.root), "--at", AT)
    return builder.root / "output" / "site"


def plain(builder: SiteBuilder, output: Path) -> str:
    """Have Pelican itself build the site into a folder, and give what it said."""
    return _run(sys.executable, "-m", "pelican", "-s", str(builder.root / "pelicanconf.py"), "-o", str(output))


def _run(*command: str) -> str:
    # Pelican speaks the locale it finds; a build of ours none.
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())
