"""Letters of every layout, in French, English and Arabic, with all that a letter can show: what the gates look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from channels.newsletter.render import render
from tests.builder import CALENDAR, NEWSLETTER, SiteBuilder
from tests.channels.newsletter.letters import AT, brief

FOREWORD = """Un *édito* avec un [lien](https://ailleurs.example/page), du **gras** et du `code`.

## Un intertitre

- une chose
- une autre, [[first_name]]

1. d’abord
2. ensuite

> Une citation.

| Jour | Heure |
|---|---|
| lundi | 9 h |

```
du code
```

Une note[^1].

[^1]: La note.
"""
SPOKEN: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "Deux lectures pour la semaine",
        "standfirst": "Une pour lundi, une pour mardi : de quoi tenir jusqu’à la prochaine.",
        "text": "Une phrase simple dit une chose vraie et la dit une fois. Elle tient en deux lignes.",
        "hello": "Bonjour [[first_name]],",
        "default": "chère lectrice, cher lecteur",
        "name": "La lettre du banc",
        "why": "Vous recevez cette lettre parce que vous l’avez demandée.",
        "link": "S’inscrire à la rencontre",
        "ad": "Publicité",
        "alt": "Un cercle clair sur fond sombre",
        "pillars": "Écouter|Publier",
    },
    "en": {
        "title": "Two things to read this week",
        "standfirst": "One for Monday, one for Tuesday: enough to last until the next letter.",
        "text": "A simple sentence says one thing that is true and says it once. It takes two lines.",
        "hello": "Hello [[first_name]],",
        "default": "dear reader",
        "name": "The bench letter",
        "why": "You get this letter because you asked for it.",
        "link": "Come to the meeting",
        "ad": "Advertisement",
        "alt": "A light circle on a dark ground",
        "pillars": "Listen|Publish",
    },
    "ar": {
        "title": "قراءتان لهذا الأسبوع",
        "standfirst": "واحدة ليوم الاثنين وأخرى ليوم الثلاثاء، حتى الرسالة القادمة.",
        "text": "الجملة البسيطة تقول شيئا صحيحا وتقوله مرة واحدة. لا تعد بشيء وتكفيها سطران.",
        "hello": "مرحبا [[first_name]]،",
        "default": "عزيزي القارئ",
        "name": "رسالة المقعد",
        "why": "تصلك هذه الرسالة لأنك طلبتها.",
        "link": "سجل في اللقاء",
        "ad": "إعلان",
        "alt": "دائرة فاتحة على أرضية داكنة",
        "pillars": "استماع|نشر",
    },
}
ARABIC = {
    "number": {"ar": "العدد {number}"},
    "elsewhere": {"ar": "قرأنا في مكان آخر"},
    "sender": {"ar": "تصلك هذه الرسالة من {name}، {address}."},
    "leave": {"ar": "إلغاء الاشتراك"},
    "leave_why": {"ar": "للتوقف عن استلامها:"},
    "preferences": {"ar": "اختياراتك"},
    "preferences_why": {"ar": "لاختيار ما يصلك:"},
    "web_version": {"ar": "اقرأ هذه الرسالة على الموقع"},
    "read_on": {"ar": "تابع القراءة"},
}
LAYOUTS = ("digest", "single", "announcement")


def gallery(root: Path, langs: Iterable[str] = SPOKEN) -> dict[str, dict[str, bytes]]:
    """Make a letter of each layout and language, and give its files by the letter's name and their own."""
    return {f"{one}-{lang}": letter_of(root / f"{one}-{lang}", one, lang) for one in LAYOUTS for lang in langs}


def letter_of(root: Path, layout: str, lang: str, **settings: Any) -> dict[str, bytes]:
    """Make a letter, and give its files: index.html, text.txt, message.eml, edition.json, page.html, photo.jpg."""
    builder = _site(root, layout, lang, settings)
    made = {artifact.path: artifact.make() for artifact in render(brief(builder, AT))}
    files = {path.rpartition("/")[2]: data for path, data in made.items() if path.startswith("outbox/")}
    page = next(data for path, data in made.items() if path.startswith("site/lettre/"))
    photos = [data for path, data in made.items() if path.endswith(".jpg")]
    return {**files, "page.html": page, **dict(zip(("photo.jpg",), photos, strict=False))}


def _site(root: Path, layout: str, lang: str, settings: dict[str, Any]) -> SiteBuilder:
    said = SPOKEN[lang]
    builder = SiteBuilder(root).charter(languages=[lang], pillars=_pillars(lang))
    fields = {"first_name": {lang: said["default"]}}
    why = {"why": {lang: said["why"]}, "name": said["name"], "fields": fields}
    builder.data("channels/newsletter.yaml", {**NEWSLETTER, **why, **settings})
    builder.data("theme/newsletter/strings.yaml", {"format": 1, **ARABIC})
    has_frame = layout != "single"
    builder.calendar(
        cadences=[{**CALENDAR["cadences"][1], "from": "2026-03-06"}],
        entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}] if has_frame else [],
    )
    if has_frame:
        builder.piece("cadre", f"{said['hello']}\n\n{said['text']}\n\n{FOREWORD}", folder="editions", **_frame(lang))
    if layout != "announcement":
        _pieces(builder, lang, 1 if layout == "single" else 3)
    return builder


def _frame(lang: str) -> dict[str, Any]:
    said = SPOKEN[lang]
    links = [
        {"title": said["link"], "url": "https://ailleurs.example/?a=1&b=2", "note": said["standfirst"]},
        {"title": "W3C", "url": "https://w3.example/"},
    ]
    sponsor = {"name": "Banc & Fils", "text": said["standfirst"], "url": "https://fils.example/", "label": said["ad"]}
    heads = {"title": said["title"], "standfirst": said["standfirst"]}
    newsletter = {"links": links, "sponsor": sponsor}
    return {"kind": "edition", "pillar": None, "date": None, **heads, "newsletter": newsletter}


def _pieces(builder: SiteBuilder, lang: str, count: int) -> None:
    said = SPOKEN[lang]
    folder = builder.root / "content/ecouter"
    folder.mkdir(parents=True, exist_ok=True)
    Image.radial_gradient("L").resize((1500, 1000)).convert("RGB").save(folder / "p.jpg")
    picture = {"src": "p.jpg", "alt": said["alt"], "credit": "Banc, CC0"}
    for rank in range(count):
        heads = {"title": f"{said['title']} ({rank + 1})", "standfirst": said["standfirst"]}
        note = {"weight": 9 - rank, "section": said["ad"] if rank == 2 else ""}
        image = picture if rank == 0 else None
        pillar = "ecouter" if rank % 2 == 0 else "publier"
        builder.piece(
            f"p{rank}", f"{said['text']}\n\n{said['text']}", pillar=pillar, newsletter=note, image=image, **heads
        )


def _pillars(lang: str) -> list[dict[str, Any]]:
    named = zip(("ecouter", "publier"), SPOKEN[lang]["pillars"].split("|"), strict=True)
    return [{"id": name, "name": {lang: shown}, "share": 50} for name, shown in named]
