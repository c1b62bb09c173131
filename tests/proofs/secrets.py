"""The site of secrets: pieces hidden in every way there is, each saying words of its own in every place there is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.builder import BLOG, CALENDAR, WORDS, SiteBuilder

PARIS = ZoneInfo("Europe/Paris")
BEGIN, END = datetime(2026, 3, 3, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
MASTODON, X = timedelta(minutes=30), timedelta(minutes=60)

ON_THE_BLOG = ("name", "title", "chapo", "body", "alt", "caption", "credit", "inline", "tag", "old", "error")
"""Where the page of a live piece, or what leads to it, says what: `name` is its file's, and its address."""
ON_A_PAGE = ("name", "title", "body", "inline")
IN_A_FRAME = ("title", "body", "inline")
IN_A_LETTER = ("subject", "blurb")

TIMED = ("future", "slot", "embargo", "expiring", "window", "english", "page", "frame")
"""Ways of being hidden that end, or begin, at an instant."""
FOR_EVER = ("draft", "review", "pitch", "unpublished", "unplanned", "error", "lost-link", "torn-picture", "awaiting")
RELAPSED = ("relapsed", "relapsed-awaiting")
"""Live as git has it, and now edited into something that may not appear."""


@dataclass(frozen=True)
class Secret:
    """A text and when its words may be seen outside output/team/: from `since` to before `until`; never without."""

    name: str
    way: str
    since: datetime | None = None
    until: datetime | None = None
    front: dict[str, Any] = field(default_factory=dict)
    tale: str = ""
    """What sets it apart from another that is hidden in the same way: other words, another length."""

    @property
    def hush(self) -> str:
        """The beginning of its words that are never to be seen, live or not."""
        return f"zk{self.name[2:]}"

    def say(self, place: str) -> str:
        """Give its word for a place."""
        return f"{self.name}{place}"

    def is_open(self, at: datetime) -> bool:
        """Say whether it is live at an instant."""
        return self.since is not None and self.since <= at and (self.until is None or at < self.until)

    def said(self, at: datetime, *, has_letters: bool = True) -> tuple[set[str], set[str]]:
        """Give the words that must be found at an instant, and those that may be."""
        if self.since is None or not self.is_open(at) or (self.way == "frame" and not has_letters):
            return set(), set()
        if self.way in ("page", "frame"):
            must = set(map(self.say, ON_A_PAGE if self.way == "page" else IN_A_FRAME))
            return must, must | {self.say(place) for place in ("name", "file")}
        must, may = set(ON_THE_BLOG), {"file", "series"}
        if self.way != "english":
            if self._left(self.since + MASTODON, at):
                must, may = must | {"mastodon"}, may | {"hashtag"}
            if self._left(self.since + X, at):
                must |= {"thread"}
            if has_letters and self._left(next_letter(self.since), at):
                must, may = must | set(IN_A_LETTER), may | {"section"}
        return set(map(self.say, must)), set(map(self.say, must | may))

    def _left(self, slot: datetime, at: datetime) -> bool:
        return slot <= at and not (self.until and self.until <= slot)


@dataclass
class Vault:
    """A site in `root` with its secrets; `has_git` puts what was open before in its history."""

    root: Path
    secrets: Sequence[Secret]
    has_git: bool = False
    asks_for_letters: bool = False
    """Whether letters need an approval that nobody gave."""
    is_linking: bool = True
    """Whether a text that is open links to those that are not."""

    def lay_out(self) -> None:
        """Write the whole site."""
        self.root.mkdir(parents=True)
        builder = SiteBuilder(self.root)
        builder.charter(**_charter(self.asks_for_letters)).calendar(**_calendar(self.secrets))
        builder.data("channels/blog.yaml", {**BLOG, "cards": True})
        for number in range(4):
            builder.file(f"content/ecouter/ouvert-{number}.jpg", photo("", "JPEG"))
            builder.piece(
                f"ouvert-{number}",
                f"{WORDS}\n\nUn [lien](ouvert-{(number + 1) % 4}.md).\n",
                tags=["commun"],
                series="La suite",
                date=f"2026-02-{12 + number}T09:00+01:00",
                image={"src": f"ouvert-{number}.jpg", "alt": "Une couleur unie"},
            )
        # Who links to a text that is not out yet must not tell where it will stand.
        linked = [secret for secret in self.secrets if self.is_linking and _is_linked(secret)]
        links = "".join(f"\n\nUn [mot](../ecouter/{secret.say('name')}.md).\n" for secret in linked)
        builder.piece("passeur", WORDS + links, folder="publier", pillar="publier", date="2026-02-20T09:00+01:00")
        for secret in self.secrets:
            if secret.way in RELAPSED:
                builder.piece(f"repris-{secret.name[3:]}", date="2026-02-25T09:00+01:00")
        if self.has_git:
            builder.commit(at="2026-02-26T09:00:00+01:00")
        for secret in self.secrets:
            _write(builder, secret)
        if self.has_git:
            builder.commit(at="2026-02-27T09:00:00+01:00")

    def instants(self) -> list[datetime]:
        """Give each instant at which something turns, with the seconds around it."""
        turns = {turn for secret in self.secrets for turn in (secret.since, secret.until) if turn}
        later = {secret.since + stay for secret in self.secrets if secret.since for stay in (MASTODON, X)}
        letters = {next_letter(secret.since) for secret in self.secrets if secret.since}
        around = {turn + step for turn in turns | later | letters for step in (-A_SECOND, timedelta(), A_SECOND)}
        return sorted({BEGIN, END, *around})


def draw(random: Random, ways: Sequence[str]) -> list[Secret]:
    """Give secrets hidden in these ways, at instants and with words drawn at random; no two take the same slot."""
    found: list[Secret] = []
    taken: set[tuple[str, datetime | None]] = set()
    while len(found) < len(ways):
        secret = secret_of(ways[len(found)], _name(random), *_bounds(random))
        if secret.way not in ("slot", "frame") or (secret.way, secret.since) not in taken:
            taken.add((secret.way, secret.since))
            found.append(secret)
    return found


def told_otherwise(secret: Secret, random: Random) -> Secret:
    """Give another secret that is hidden in the same way until the same instant, and has nothing else in common."""
    return Secret(_name(random), secret.way, secret.since, secret.until, secret.front, "Autrement dit. " * 40)


def secret_of(way: str, name: str, first: datetime, last: datetime) -> Secret:
    """Give the secret of one way of being hidden; `first` and `last` bound it where it has bounds."""
    since, until = first.isoformat(), last.isoformat()
    match way:
        case "future":
            return Secret(name, way, first, None, {"date": since})
        case "slot":
            # The slot of the cadence in that week: a Tuesday, at nine.
            return Secret(name, way, _slot(first, 1, 9), None, {"date": None})
        case "embargo" | "english":
            return Secret(name, way, first, None, {"embargo": since})
        case "expiring":
            return Secret(name, way, datetime(2026, 3, 1, 8, tzinfo=UTC), last, {"expires": until})
        case "window":
            return Secret(name, way, first, last, {"date": since, "expires": until})
        case "page":
            return Secret(name, way, first, last, {"embargo": since, "expires": until, "date": None})
        case "frame":
            return Secret(name, way, _slot(first, 4, 8), None, {"date": None})
        case "unplanned":
            return Secret(name, way, front={"date": None})
        case "draft" | "review" | "pitch" | "unpublished":
            return Secret(name, way, front={"status": way})
        case "awaiting" | "relapsed-awaiting":
            return Secret(name, way, front={"tags": ["sensible"]})
        case "error" | "relapsed":
            return Secret(name, way, front={"author": "personne"})
        case _:
            return Secret(name, way)


def next_letter(instant: datetime) -> datetime:
    """Give the first slot of the letter at or after an instant: Fridays at eight, in Paris."""
    found = _slot(instant, 4, 8)
    return found if found >= instant else _slot(instant + timedelta(days=7), 4, 8)


def photo(words: str, form: str) -> bytes:
    """Give a photo that says some words in each kind of metadata that its format has."""
    made, image = io.BytesIO(), Image.new("RGB", (640, 480), (sum(words.encode()) % 256, 90, 60))
    exif = Image.Exif()
    if words:
        exif[0x010E] = exif[0x013B] = exif[0x8298] = words
        exif[0x9C9C] = words.encode("utf-16-le")
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{words}</x:xmpmeta>'.encode()
    if form == "PNG":
        text = PngInfo()
        text.add_text("Comment", words)
        text.add_text("Author", words, zip=True)
        text.add_itxt("XML:com.adobe.xmp", words)
        image.save(made, "PNG", pnginfo=text, exif=exif)
    elif form == "WEBP":
        image.save(made, "WEBP", exif=exif, xmp=xmp)
    else:
        image.save(made, "JPEG", comment=words.encode(), exif=exif, xmp=xmp)
    return made.getvalue()


def _write(builder: SiteBuilder, secret: Secret) -> None:
    say, hush, kind = secret.say, secret.hush, secret.way
    file = f"repris-{secret.name[3:]}" if kind in RELAPSED else say("name")
    form = ("JPEG", "PNG", "WEBP")[sum(secret.name.encode()) % 3]
    picture = photo(say("pixel") if kind in FOR_EVER else hush, form)
    builder.file(f"content/ecouter/{say('file')}.{form.lower()}", picture[:40] if kind == "torn-picture" else picture)
    src = f"{say('file')}.{form.lower()}"
    body = f"Un {say('body')}. {WORDS}{secret.tale}\n\n![Une {say('inline')}]({src})\n"
    front: dict[str, Any] = {
        "title": f"Le {say('title')} du banc",
        "standfirst": f"Un {say('chapo')}.{' Encore.' * bool(secret.tale)}",
        "image": {"src": src, "alt": f"Une {say('alt')}", "caption": say("caption"), "credit": say("credit")},
        "tags": ["commun", say("tag")],
        "series": "La suite" if secret.tale else say("series"),
        "aliases": [f"/{say('old')}/"],
        "author": "plume" if kind in FOR_EVER or secret.tale else "redaction",
        "social": {
            "mastodon": {"text": f"Des mots : {say('mastodon')}.", "hashtags": [say("hashtag")]},
            "x": {"thread": [f"Un {say('thread')}.", "Deux."]},
        },
        "newsletter": {"title": f"Autre {say('subject')}", "text": f"Un {say('blurb')}.", "section": say("section")},
        "corrections": [{"date": "2026-03-01", "text": f"Une {say('error')}."}],
        "exemptions": [{"rule": "dates.corrections", "why": hush, "owner": "redaction", "until": "2027-01-01"}],
        **secret.front,
    }
    if kind in ("page", "frame"):
        front = {key: front[key] for key in ("title", "author", "status", "date", "embargo", "expires") if key in front}
        front |= {"kind": "page" if kind == "page" else "edition", "pillar": None, "standfirst": None, "date": None}
    if kind == "english":
        front |= {"lang": "en", "translation_of": "ouvert-0"}
    if kind == "lost-link":
        body += "\nUn [lien](nulle-part.md).\n"
    if "awaiting" in kind:
        front["tags"] = ["commun", say("tag"), "sensible"]
    builder.piece(file, f"{body}\n<!-- {hush} -->", **front)


def _charter(asks_for_letters: bool) -> dict[str, Any]:
    people = [{"id": name, "name": name.title(), "roles": ["auteur"]} for name in ("redaction", "plume")]
    roles = [{"id": role, "name": role.title()} for role in ("auteur", "chef")]
    return {
        "masthead": {"people": [*people, {"id": "camille", "name": "Camille", "roles": ["chef"]}], "roles": roles},
        "channels": {"blog": {}, "newsletter": {}, "mastodon": {}, "x": {}},
        "approval": {
            "required": [],
            "tags": {"sensible": ["chef"]},
            **({"channels": {"newsletter": ["chef"]}} if asks_for_letters else {}),
            "repository": "banc.example",
        },
    }


def _calendar(secrets: Sequence[Secret]) -> dict[str, Any]:
    entries, campaigns = [], []
    for secret in secrets:
        if secret.way in ("slot", "frame") and secret.since:
            day = secret.since.astimezone(PARIS).date()
            cadence = "articles" if secret.way == "slot" else "lettre"
            campaigns.append({"id": secret.hush, "name": secret.hush, "from": "2026-03-01", "to": "2026-04-30"})
            entry = {"slot": f"{cadence}/{day}", "piece": secret.say("name"), "why": secret.hush}
            entries.append({**entry, "campaign": secret.hush})
    hushed = secrets[0].hush if secrets else "rien"
    entries.append({"slot": "articles/2026-02-10", "skipped": True, "why": hushed})
    blackouts = [{"from": "2026-06-01", "to": "2026-06-02", "why": hushed}]
    offsets = {"mastodon": 30, "x": 60}
    return {**CALENDAR, "entries": entries, "campaigns": campaigns, "offsets": offsets, "blackouts": blackouts}


def _is_linked(secret: Secret) -> bool:
    return secret.way not in (*RELAPSED, "frame")


def _name(random: Random) -> str:
    return "zqj" + "".join(random.choices("bcdfghjklmnpqrstvwxz", k=6))


def _bounds(random: Random) -> tuple[datetime, datetime]:
    first = BEGIN + timedelta(minutes=random.randrange(60, 15 * 24 * 60))
    return first, first + timedelta(minutes=random.randrange(20, 10 * 24 * 60))


def _slot(instant: datetime, weekday: int, hour: int) -> datetime:
    local = instant.astimezone(PARIS)
    day = local.date() + timedelta(days=weekday - local.weekday())
    return datetime(day.year, day.month, day.day, hour, tzinfo=PARIS).astimezone(UTC)
