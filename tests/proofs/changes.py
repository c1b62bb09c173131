"""What may happen to a newsroom between two builds; each change takes two numbers that choose where and what."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from channels.ledger.posted import WITHDRAWN, posted_in
from channels.shipped import shipped_theme
from editorial.piece import digest_of
from tests.builder import CALENDAR, CHARTER, WORDS
from tests.proofs.newsroom import SNAPSHOT, Newsroom, Text, front, photo

T = TypeVar("T")
Change = Callable[[Newsroom, int, int], None]
CHANGES: dict[str, Change] = {}
"""Every change by its name, in the order of this file."""
WAYS_TO_SPOIL = 7

PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
"""The team never stands outside of these: each further month only adds letters."""


def change(act: Change) -> Change:
    """Enter a change by its name."""
    CHANGES[act.__name__] = act
    return act


def one(of: Sequence[T], number: int) -> T:
    """Give one of several, by any number."""
    return of[number % len(of)]


BODIES = (
    "{words}",
    "{words}\n\n## Un point\n\nUn [lien](texte-1.md#un-point) et un [autre](../publier/note.md).\n",
    "{words}\n\n![Une couleur](un.jpg)\n",
    '{words}\n\n![Une couleur](../ecouter/deux.jpg "Légende")\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
    "{words}\n\nUn [lien](texte-99.md) qui ne mène nulle part.\n",
    "{words}\n\nUn mot magique.\n",
    "",
)


@change
def a_body_is_edited(room: Newsroom, where: int, what: int) -> None:
    path = room.path(where)
    body = one(BODIES, what).format(words=f"{what} fois. {WORDS}")
    room.write(path, Text(room.texts[path].front, body))


@change
def a_body_goes_on(room: Newsroom, where: int, what: int) -> None:
    path = room.path(where)
    text = room.texts[path]
    room.write(path, Text(text.front, f"{text.body}\n\nEt {what} mots de plus."))


@change
def one_letter_of_a_body_is_edited(room: Newsroom, where: int, what: int) -> None:
    path = room.path(where)
    text = room.texts[path]
    at = what % max(1, len(text.body))
    room.write(path, Text(text.front, f"{text.body[:at]}{one('aeiou', what)}{text.body[at + 1 :]}"))


@change
def a_title_is_edited(room: Newsroom, where: int, what: int) -> None:
    room.amend(room.path(where), title=f"Un titre, le {what}e" if what % 5 else None)


@change
def a_standfirst_is_edited(room: Newsroom, where: int, what: int) -> None:
    room.amend(room.path(where), standfirst=one((f"Un chapô de {what} mots.", None, "long " * 90), what))


@change
def a_piece_is_retagged(room: Newsroom, where: int, what: int) -> None:
    room.amend(room.path(where), tags=one((["un"], ["deux", "trois"], ["Été"], [], [f"t{what}"]), what))


@change
def a_piece_changes_hands(room: Newsroom, where: int, what: int) -> None:
    changes: Sequence[dict[str, Any]] = (
        {"pillar": "publier"},
        {"pillar": "ecouter"},
        {"author": "plume"},
        {"author": ["redaction", "plume"]},
        {"author": "redaction"},
        {"series": one(("La suite", "Une autre", None), where)},
        {"lang": "en"},
        {"lang": None},
        {"translation_of": one(("texte-1", "personne", None), where)},
    )
    room.amend(room.path(where), **one(changes, what))


@change
def a_piece_is_added(room: Newsroom, where: int, what: int) -> None:
    name = f"nouveau-{what % 6}"
    date = f"2026-03-{1 + where % 28:02}T09:00+01:00"
    room.write(f"content/{one(('ecouter', 'publier'), where)}/{name}.md", Text({**front(name), "date": date}))


@change
def a_file_is_renamed(room: Newsroom, where: int, what: int) -> None:
    old = room.path(where)
    new = f"{old.rpartition('/')[0]}/renomme-{what % 9}.md"
    if new not in room.texts:
        (room.root / old).rename(room.root / new)
        room.texts[new] = room.texts.pop(old)


@change
def a_slug_is_changed(room: Newsroom, where: int, what: int) -> None:
    room.amend(room.path(where), slug=one((f"adresse-{what}", None, "texte-1", "a-propos"), what))


@change
def a_piece_is_deleted(room: Newsroom, where: int, what: int) -> None:
    room.remove(room.path(where))


@change
def a_piece_is_redated(room: Newsroom, where: int, what: int) -> None:
    dates = (
        "2026-02-20T09:00+01:00",
        "2026-03-10T13:00+01:00",
        "2026-03-10T13:01+01:00",
        "2026-03-20",
        None,
        "2026-04-05T09:00+02:00",
        "2025-11-05T09:00+01:00",
        "demain",
    )
    room.amend(room.path(where), date=one(dates, what))


@change
def a_piece_is_bounded(room: Newsroom, where: int, what: int) -> None:
    changes: Sequence[dict[str, Any]] = (
        {"expires": "2026-03-10"},
        {"expires": "2026-03-20T10:00+01:00"},
        {"embargo": "2026-03-12T09:00+01:00"},
        {"expires": None, "embargo": None},
        {"status": "unpublished"},
        {"status": "draft"},
        {"status": "review"},
        {"status": "approved"},
        {"updated": "2026-03-09"},
        {"updated": "2026-03-15", "corrections": [{"date": "2026-03-08", "text": "Une coquille."}]},
        {"evergreen": True, "aliases": [f"/ancien-{where}/"]},
    )
    room.amend(room.path(where), **one(changes, what))


@change
def a_piece_breaks(room: Newsroom, where: int, what: int) -> None:
    path = room.path(where)
    text = room.texts[path]
    raw = Text(text.front, text.body).raw()
    spoiled = (
        raw.replace(b"author: redaction", b"author: personne"),
        raw.replace(b"title:", b"titre :"),
        raw.replace(b"---\n", b"", 1),
        raw + b"\nUn mot interdit.\n",
        raw.replace(b"title:", b"title: *\ntitle:"),
        raw + b"\xff\xfe",
        b"",
        raw[: len(raw) // 3],
    )
    room.write(path, Text(text.front, text.body, one(spoiled, what)))


@change
def everything_is_mended(room: Newsroom, where: int, what: int) -> None:
    for path in sorted(room.texts):
        room.amend(path, status="approved", expires=None, embargo=None, author="redaction", title=f"Titre de {path}")
    room.write_first_texts()


@change
def a_picture_changes(room: Newsroom, where: int, what: int) -> None:
    path = room.root / f"content/ecouter/{one(('un', 'deux', 'trois'), where)}.jpg"
    match what % 6:
        case 0 | 1 | 2:
            path.write_bytes(photo(what))
        case 3:
            path.unlink(missing_ok=True)
        case 4:
            path.write_bytes(photo(what)[:400])
        case _:
            path.write_bytes(b"not a picture")


@change
def a_piece_changes_its_picture(room: Newsroom, where: int, what: int) -> None:
    images: Sequence[dict[str, str] | None] = (
        {"src": "un.jpg", "alt": f"Une couleur, {what}"},
        {"src": "../ecouter/deux.jpg", "alt": "Une couleur", "focus": f"{what % 100}% 20%", "credit": "Le banc"},
        {"src": "trois.jpg", "alt": "Une couleur", "caption": f"Légende {what}"},
        {"src": "un.jpg"},
        None,
    )
    room.amend(room.path(where), image=one(images, what))


@change
def a_piece_changes_its_letter(room: Newsroom, where: int, what: int) -> None:
    said = ({"skip": True}, {"weight": what % 9}, {"title": f"Autre {what}", "text": "Autre texte.", "section": "Ici"})
    room.amend(room.path(where), newsletter=one((*said, None), what))


@change
def a_piece_changes_its_posts(room: Newsroom, where: int, what: int) -> None:
    said = (
        {"mastodon": {"text": f"Des mots, {what}."}},
        {"mastodon": {"skip": True}},
        {"x": {"text": "trop long " * 60}},
        {"x": {"thread": ["Un.", f"Deux, {what}."], "link": False}, "mastodon": {"hashtags": ["Banc"]}},
        {"linkedin": {"text": "Un réseau fermé."}},
        None,
    )
    room.amend(room.path(where), social=one(said, what))


@change
def the_frame_of_a_letter_is_edited(room: Newsroom, where: int, what: int) -> None:
    path = next((path for path, text in sorted(room.texts.items()) if text.front.get("kind") == "edition"), None)
    if path is not None:
        links = [{"title": f"Lien {what}", "url": f"https://example.org/{what}", "note": "Court."}]
        ad = {"name": "Le Banc", "text": f"{what} bancs.", "url": "https://banc.example/", "label": "Publicité"}
        said = (
            {"newsletter": {"links": links}},
            {"newsletter": {"links": [{**links[0], "withdrawn": True}], "sponsor": ad, "errata": False}},
            {"title": f"Objet {what}"},
            {"status": "draft"},
        )
        room.amend(path, **one((*said, {"status": "approved"}), what))


TEMPLATES = ("templates/404.html", "templates/article.html", "templates/parts/links.html", "newsletter/digest.mjml.j2")


@change
def a_template_changes(room: Newsroom, where: int, what: int) -> None:
    name = one(TEMPLATES, where)
    path = room.root / "theme" / name
    if what % 4 == 0:
        path.unlink(missing_ok=True)
        return
    shipped = (path if path.is_file() else shipped_theme() / name).read_text()
    mark = "</mj-body>" if name.endswith("mjml.j2") else ("{% endblock %}" if "{% endblock %}" in shipped else "</")
    head, _, tail = shipped.rpartition(mark)
    more = f"<mj-raw><!-- {what} --></mj-raw>" if name.endswith("mjml.j2") else f"<!-- {what} -->"
    room.builder.file(f"theme/{name}", f"{head}{more}{mark}{tail}")


@change
def a_template_breaks(room: Newsroom, where: int, what: int) -> None:
    name = one(("templates/404.html", "templates/article.html", "newsletter/digest.mjml.j2", "brand.yaml"), where)
    path = room.root / "theme" / name
    before = path.read_bytes() if path.is_file() else None
    room.builder.file(f"theme/{name}", one(("{{ nobody_gives_this }}", "{% if %}", "{{ 1 / 0 }}: ["), what))
    _unblock_by_putting_back(room, path, before)


@change
def the_look_changes(room: Newsroom, where: int, what: int) -> None:
    match where % 5:
        case 0:
            hue = what % 360
            accent = {"light": f"45% 0.15 {hue}", "dark": f"80% 0.12 {hue}"}
            room.builder.data("theme/brand.yaml", {"format": 1, "colours": {"accent": accent}})
        case 1:
            (room.root / "theme/brand.yaml").unlink(missing_ok=True)
        case 2:
            room.builder.file("theme/static/style.css", f"body {{ margin: {what}px }}\n")
        case 3:
            room.builder.file(f"theme/static/more-{what % 3}.txt", f"{what}\n")
        case _:
            shutil.rmtree(room.root / "theme", ignore_errors=True)


@change
def pelicanconf_changes(room: Newsroom, where: int, what: int) -> None:
    path = room.root / "pelicanconf.py"
    if what % 3 == 0:
        path.unlink(missing_ok=True)
        return
    shipped = (Path(__file__).parent.parent.parent / "pelicanconf.py").read_text()
    room.builder.file("pelicanconf.py", f"{shipped}\nBANC = {what}\n")


@change
def the_charter_changes(room: Newsroom, where: int, what: int) -> None:
    pillars, person = CHARTER["pillars"], {"id": "redaction", "name": "La rédaction", "roles": ["auteur"]}
    renamed = [{**pillars[0], "name": {"fr": f"Écouter {what}", "en": "Listen"}}, pillars[1]]
    people = [{**person, "name": f"Plume {what}"}, {"id": "plume", "name": "Plume", "roles": ["auteur"]}]
    banned = [{"term": one(("magique", "interdit", "phrase"), what), "why": "Il ne dit rien.", "instead": "rien"}]
    channels = {"blog": {}, "newsletter": {}, "mastodon": {"hashtags": {"max": what % 4}}, "x": {}}
    changes: Sequence[dict[str, Any]] = (
        {"pillars": renamed},
        {"masthead": {**CHARTER["masthead"], "people": people}},
        {"vocabulary": {"banned": banned}},
        {"vocabulary": None},
        {"version": f"1.{what}.0"},
        {"languages": one((["fr", "en"], ["en", "fr"]), what)},
        {"images": {"alt": one(("required", "advised", "free"), what), "credit": one(("required", "free"), what)}},
        {"channels": channels},
        {"channels": {"blog": {"length": {"min_words": what % 200}}, "newsletter": {}, "mastodon": {}}},
        {"voice": {"person": "nous", "principles": [f"Principe {what}."]}},
    )
    room.set_line("editorial/charter.yaml", **one(changes, where))


@change
def the_line_cannot_be_read(room: Newsroom, where: int, what: int) -> None:
    path = room.root / one(sorted(room.line), where)
    before = path.read_bytes()
    path.write_bytes(one((b"", b"format: 2\n", b"a: [\n", b"format: 1\nunknown: 1\n", b"\xff"), what))
    _unblock_by_putting_back(room, path, before)


@change
def the_calendar_changes(room: Newsroom, where: int, what: int) -> None:
    articles, letter = CALENDAR["cadences"]
    changes: Sequence[dict[str, Any]] = (
        {"offsets": {"mastodon": what % 90, "x": 60}},
        {"offsets": {"mastodon": 30}},
        {"cadences": [articles, {**letter, "time": f"{what % 24:02}:00"}]},
        {"cadences": [articles, {**letter, "rrule": "FREQ=WEEKLY;BYDAY=TH"}]},
        {"cadences": [articles, {**letter, "max_pieces": 1 + what % 3}]},
        {"cadences": [articles, {**letter, "order": "pillar", "segment": {"lang": one(("fr", "en"), what)}}]},
        {"cadences": [articles, letter, {**letter, "id": "chaque", "rrule": "FREQ=DAILY", "collects": "each"}]},
        {"cadences": [articles]},
        {"cadences": [articles, letter]},
        {"blackouts": [{"from": "2026-03-01", "to": f"2026-03-{1 + what % 28:02}", "why": "Pause."}]},
        {"blackouts": None},
        {"quiet": [{"from": "2026-03-01", "to": f"2026-03-{1 + what % 28:02}", "why": "Calme."}]},
        {"campaigns": [{"id": "foire", "from": "2026-03-01", "to": "2026-03-31"}]},
        {
            "notice": {"gap": f"{what % 60}d", "approval": f"{what % 9}d"},
            "evergreen": {"review_after": f"{what % 40}d"},
        },
        {"holidays": one(({"country": "FR", "school": "A"}, {"country": "XX"}, None), what)},
        {"outbox_days": one((90, 10, 0), what)},
        {"timezone": one(("Europe/Paris", "America/Martinique"), what)},
    )
    room.set_line("editorial/calendar.yaml", **one(changes, where))


@change
def the_entries_change(room: Newsroom, where: int, what: int) -> None:
    path = room.path(what)
    piece = Path(path).stem
    entries: Sequence[list[dict[str, Any]]] = (
        [{"slot": "articles/2026-03-03", "piece": piece}],
        [{"slot": "articles/2026-03-03", "moved_to": "2026-03-04T10:30", "piece": piece}],
        [{"slot": "articles/2026-03-10", "piece": piece}, {"slot": "lettre/2026-03-13", "piece": "cadre"}],
        [{"slot": "lettre/2026-03-06", "skipped": True, "why": "Pont."}],
        [{"slot": "lettre/2026-03-13", "piece": "cadre", "pinned": [piece, "texte-1"]}],
        [{"slot": "lettre/2026-03-06", "moved_to": "2026-03-09T08:00", "piece": "cadre"}],
        [{"at": "2026-03-09T12:30", "channel": one(("mastodon", "x", "blog"), what), "piece": piece}],
        [{"slot": "articles/2026-03-03", "piece": "personne"}],
        [],
    )
    room.set_line("editorial/calendar/2026-03.yaml", entries=one(entries, where))


@change
def a_month_of_the_calendar_comes_and_goes(room: Newsroom, where: int, what: int) -> None:
    path = "editorial/calendar/2026-04.yaml"
    if (room.root / path).exists():
        (room.root / path).unlink()
    else:
        slot = one(("articles/2026-03-24", "articles/2026-02-24"), what)
        room.builder.data(path, {"format": 1, "entries": [{"slot": slot, "piece": Path(room.path(where)).stem}]})


@change
def a_channel_changes(room: Newsroom, where: int, what: int) -> None:
    changes: Sequence[tuple[str, dict[str, Any]]] = (
        ("blog", {"name": f"Le banc, {what}"}),
        ("blog", {"per_page": 1 + what % 6}),
        ("blog", {"url": one(("https://banc.example", "https://example.org/blog"), what)}),
        ("blog", {"urls": one(({"tag": "mot/{slug}/"}, {"letters": "courrier/"}, {}), what)}),
        ("newsletter", {"name": f"La lettre, {what}"}),
        ("newsletter", {"from": one((None, {"name": "Le Banc", "address": "lettre@banc.example"}), what)}),
        ("newsletter", {"postal": f"{what}, rue du Banc"}),
        ("social", {"accounts": {"mastodon": f"@banc{what}@social.example"}}),
    )
    name, said = one(changes, where)
    room.set_line(f"channels/{name}.yaml", **said)


@change
def the_clock_moves(room: Newsroom, where: int, what: int) -> None:
    minutes = (1, -1, 29, 30, -30, 60, 24 * 60, -24 * 60, 7 * 24 * 60, -7 * 24 * 60, 20 * 24 * 60)
    moved = room.at + timedelta(minutes=one(minutes, where))
    midnight = (room.at.astimezone(PARIS) + timedelta(days=1)).replace(hour=0, minute=0, second=0)
    instants = (moved, moved, moved, midnight, midnight - timedelta(seconds=1), _slot(where), _slot(where))
    room.at = min(max(one(instants, what).astimezone(UTC), FIRST), LAST)


def _slot(number: int) -> datetime:
    """Give an instant at which something leaves, or a minute off."""
    slots = ("2026-03-06T08:00", "2026-03-13T08:00", "2026-03-17T09:00", "2026-03-17T09:30", "2026-03-10T13:00")
    slot = datetime.fromisoformat(one(slots, number)).replace(tzinfo=PARIS)
    return slot + timedelta(minutes=one((0, 0, -1, 1), number // len(slots)))


@change
def the_state_is_damaged(room: Newsroom, where: int, what: int) -> None:
    """Whatever the engine keeps in .ligne/, not knowing what it is."""
    state = room.root / ".ligne"
    files = sorted(path for path in state.rglob("*") if path.is_file() and path != room.root / SNAPSHOT)
    if what % 7 == 0 or not files:
        shutil.rmtree(state, ignore_errors=True)
        return
    spoil(one(files, where), what)


def spoil(path: Path, number: int) -> None:
    """Spoil one file, in one of seven ways."""
    raw = path.read_bytes()
    at = number * 7919 % max(1, len(raw))
    match number % WAYS_TO_SPOIL:
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(raw[:at])
        case 2:
            path.write_bytes(b"")
        case 3:
            path.write_bytes(raw[:at] + bytes(b ^ 0x15 for b in raw[at : at + 1]) + raw[at + 1 :])
        case 4:
            path.write_bytes(bytes(number % 256 for _ in raw))
        case 5:
            path.write_bytes(raw + b"\0more")
        case _:
            path.unlink()
            path.mkdir()


@change
def a_ledger_is_pulled(room: Newsroom, where: int, what: int) -> None:
    """Posts of some texts have left since, or have been withdrawn; or the copy is thrown away."""
    place = room.root / SNAPSHOT
    if what % 5 == 0:
        place.unlink(missing_ok=True)
        return
    ids = sorted(str(text.front.get("id") or Path(path).stem) for path, text in room.texts.items())
    chosen = [id_ for number, id_ in enumerate(ids) if (where + number) % 3 == 0]
    sent = {f"mastodon:{id_}": ["sent", "2026-03-10T12:00:00+00:00", "0" * 32, 1, f"https://social.example/{what}", ""]
            for id_ in chosen}  # fmt: skip
    gone = {f"{key}{WITHDRAWN}": ["sent", *row[1:]] for key, row in list(sent.items())[: what % 3]}
    rows = {**sent, **gone}
    head = {"format": 1, "tip": f"{what}", "store": "git:origin", "at": "2026-03-10T12:00:00+00:00",
            "posted": digest_of(repr(posted_in(rows)))}  # fmt: skip
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"{json.dumps(head)}\n{json.dumps(rows)}\n")


@change
def the_state_of_another_day_is_put_back(room: Newsroom, where: int, what: int) -> None:
    """As a CI cache does: .ligne/ or output/ of another build, or both."""
    names = one(((".ligne",), ("output",), (".ligne", "output")), where)
    for name in names:
        now, kept = room.root / name, room.root.parent / f"kept{name}"
        if what % 2 and kept.exists():
            shutil.rmtree(now, ignore_errors=True)
            shutil.copytree(kept, now, symlinks=True)
        elif now.exists():
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(now, kept, symlinks=True)


@change
def files_are_touched(room: Newsroom, where: int, what: int) -> None:
    """Nothing in them changes."""
    files = sorted(path for path in room.root.rglob("*") if path.is_file() and ".git" not in path.parts)
    for path in files[where % 5 :: 5]:
        if what % 3:
            os.utime(path, ns=(10**9 * (what + 1), 10**9 * (what + 1) if what % 2 else 4_000_000_000 * 10**9))
        else:
            path.write_bytes(path.read_bytes())


@change
def somebody_tampers_with_the_output(room: Newsroom, where: int, what: int) -> None:
    output = room.root / "output"
    files = sorted(path for path in output.rglob("*") if path.is_file() and path.parent.name != "manifest")
    if not files:
        return
    path = one(files, where * 37)
    match what % 5:
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(b"<p>by hand")
        case 2:
            raw = path.read_bytes()
            path.write_bytes(raw[:-1] + b"?")
        case 3:
            shutil.rmtree(path.parent if path.parent != output else output / "site", ignore_errors=True)
        case _:
            shutil.rmtree(output)


@change
def the_team_commits(room: Newsroom, where: int, what: int) -> None:
    room.commit()


def _unblock_by_putting_back(room: Newsroom, path: Path, before: bytes | None) -> None:
    earlier = room.unblock

    def put_back() -> None:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(before)
        if earlier:
            earlier()

    room.unblock = put_back
