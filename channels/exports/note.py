"""The page that stands beside the tables: what each file is for, how it is imported, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from channels.exports.tabled import Tabled
from channels.exports.tool import read_tools
from editorial.finding import Phrase

FILES = {"fr": "LISEZMOI.txt", "en": "README.txt"}


class Line(NamedTuple):
    """One post on the page: when, on which network, its title, and where it stands or why it is left out."""

    instant: datetime
    network: str
    title: str
    more: str

    def read(self, zone: ZoneInfo, lang: str) -> str:
        """Give the line in words, at the local time."""
        when = f"{self.instant.astimezone(zone):%Y-%m-%d %H:%M}"
        return _LINE.fill(when=when, network=self.network, title=self.title, more=self.more).read(lang)


def file_name(lang: str) -> str:
    """Give the name of the page in a language."""
    return FILES["fr" if lang.startswith("fr") else "en"]


def note(
    title: str,
    lang: str,
    zone: ZoneInfo,
    tables: Tabled,
    posts: Iterable[Line],
    *,
    archives: Mapping[str, str] | None = None,
    left: Iterable[Line] = (),
) -> bytes:
    """Give the page; `archives` are titles of campaigns by the path of their archive."""
    sections = [
        [title],
        [_ZONE.fill(zone=zone.key).read(lang), *([_ONCE.read(lang)] if tables.files else [])],
        _listed(_TABLES, (_count(path, count, lang) for path, count in sorted(tables.counts.items())), lang),
        _how(tables, lang),
        _listed(
            _ARCHIVES, (_NAMED.fill(path=path, name=said).read(lang) for path, said in (archives or {}).items()), lang
        ),
        _listed(_POSTS, (one.read(zone, lang) for one in sorted(posts)), lang),
        _listed(_LEFT, (one.read(zone, lang) for one in sorted(left)), lang),
        _listed(_TURNED, (one.read(zone, lang) for one in _turned(tables, lang)), lang),
    ]
    return ("\n\n".join("\n".join(lines) for lines in sections if lines) + "\n").encode()


def _count(path: str, count: int, lang: str) -> str:
    return _COUNT.fill(path=path, count=count).read(lang)


def _how(tables: Tabled, lang: str) -> list[str]:
    """Give how the tools that have a table here take it."""
    stems = {path.partition("/")[0].removesuffix(".csv") for path in tables.counts}
    return [tool.how.read(lang) for tool in read_tools() if tool.id in stems]


def _turned(tables: Tabled, lang: str) -> Iterator[Line]:
    for tool, told, refused in tables.turned:
        why = f"{refused.why.read(lang)} : {refused.fix.read(lang)}"
        yield Line(told.instant, f"{told.channel}, {tool.name}", told.title, why)


def _listed(head: Phrase, lines: Iterable[str], lang: str) -> list[str]:
    found = [f"- {line}" for line in lines]
    return [head.read(lang), *found] if found else []


_ZONE = Phrase(
    "Les heures sont celles du fuseau {zone} ; un outil les lit dans le sien, à régler avant d’importer.",
    "Times are those of the time zone {zone}; a tool reads them in its own, to be set before you import.",
)
_ONCE = Phrase(
    "Rien ici ne sait ce qui a déjà été importé : la fois suivante, ôtez d’abord ces lignes. "
    "Mastodon et Bluesky partent avec ligne deliver.",
    "Nothing here knows what was imported already: the next time, take those rows out first. "
    "Mastodon and Bluesky leave by ligne deliver.",
)
_TABLES = Phrase("Tableaux", "Tables")
_COUNT = Phrase("{path} : {count} publication{count:|s}", "{path}: {count} post{count:|s}")
_NAMED = Phrase("{path} : {name}", "{path}: {name}")
_LINE = Phrase("{when} {network} : {title} ({more})", "{when} {network}: {title} ({more})")
_ARCHIVES = Phrase("Campagnes", "Campaigns")
_POSTS = Phrase("Publications", "Posts")
_LEFT = Phrase("Pas exporté", "Not exported")
_TURNED = Phrase("Pas dans le tableau d’un outil", "Not in a tool’s table")
