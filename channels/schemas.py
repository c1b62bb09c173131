"""The JSON Schemas of a site's files, made from their readers: what editors complete and check while one types."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

from channels import meaning
from channels.addresses import addresses_in
from channels.newsletter.settings import settings_in
from channels.social.network import network_in
from channels.social.settings import settings_in as social_settings_in
from editorial import calendar as calendar_module
from editorial.calendar_file import read_calendar
from editorial.channel_ids import SHIPPED
from editorial.charter import Charter
from editorial.charter_file import read_charter
from editorial.fields import LANG
from editorial.finding import Phrase
from editorial.front_matter import ID, SLUG, read_piece
from editorial.meaning import calendar, charter, piece
from editorial.rule_schema import rule_schema
from editorial.schema import schema_of
from editorial.source import split_markdown

FOLDER = "editorial/schemas"
"""Where a site keeps them, beside the charter and the calendar that name them."""
RULE = "rule.json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its schema's name, who reads it, what its keys mean, and what is checked beyond them."""

    name: str
    read: Callable[[str], object]
    title: Phrase
    meanings: Mapping[str, Phrase]
    also: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    known: Callable[[Charter], Mapping[str, Iterable[str]]] = lambda _: {}


def schemas(lang: str, site: Charter | None = None, channels: tuple[str, ...] = SHIPPED) -> Mapping[str, str]:
    """Give every schema by the name of its file, described in `lang`; a site's own names are its choices."""
    made = {
        kind.name: schema_of(
            kind.read, kind.title, kind.meanings, lang, known=kind.known(site) if site else {}, also=kind.also
        )
        for kind in kinds(channels)
    }
    made[RULE] = rule_schema(lang)
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in made.items()}


def is_fresh(root: Path, site: Charter, channels: tuple[str, ...]) -> bool:
    """Say whether the schemas that a site keeps are those of its charter and channels, or those of every new site."""
    for made in (schemas(site.lang, site, channels), schemas(site.lang)):
        if all((root / FOLDER / name).is_file() for name in made) and all(
            (root / FOLDER / name).read_text("utf-8", "replace") == text for name, text in made.items()
        ):
            return True
    return False


def _of_piece(site: Charter) -> Mapping[str, Iterable[str]]:
    return {
        "pillar": [pillar.id for pillar in site.pillars],
        "author": [person.id for person in site.people],
        "lang": site.languages,
    }


def _of_calendar(site: Charter) -> Mapping[str, Iterable[str]]:
    pillars = [pillar.id for pillar in site.pillars]
    keys = ("cadences.pillar", "cadences.pillars", "cadences.segment.pillars")
    return {**dict.fromkeys(keys, pillars), "cadences.segment.lang": site.languages}


_ENTRY = {"entries": {"anyOf": [{"required": ["slot"]}, {"required": ["at", "channel", "piece"]}]}}
_FRONT_MATTER = {
    "": {
        "dependentSchemas": {
            key: {"properties": {key: {"pattern": f"^(?:{pattern.pattern})$"}}}
            for key, pattern in (("slug", SLUG), ("id", ID), ("lang", LANG))
        }
    }
}


def kinds(channels: tuple[str, ...] = SHIPPED) -> tuple[Kind, ...]:
    """Give every kind of file but the house's rules, whose form is Vale's; `channels` are all that a site has."""

    def calendar_at(path: str) -> Callable[[str], object]:
        return lambda text: read_calendar({path: text}, channels)

    def front_matter(text: str) -> object:
        source = split_markdown(f"---\n{text}\n---\n")
        return read_piece("content/piece.md", source, lang="fr", zone=UTC, channels=channels)

    main, part = calendar_module.PATH, f"{calendar_module.FOLDER}/part.yaml"
    return (
        Kind("charter.json", lambda text: read_charter(text, channels=channels), charter.TITLE, charter.MEANINGS),
        Kind("calendar.json", calendar_at(main), calendar.TITLE, calendar.MEANINGS, _ENTRY, _of_calendar),
        Kind("calendar-part.json", calendar_at(part), calendar.TITLE_OF_PART, calendar.MEANINGS, _ENTRY, _of_calendar),
        Kind("front-matter.json", front_matter, piece.TITLE, piece.MEANINGS, _FRONT_MATTER, _of_piece),
        Kind("blog.json", lambda text: addresses_in(text, "fr"), meaning.BLOG_TITLE, meaning.BLOG),
        Kind("newsletter.json", lambda text: settings_in(text, "fr"), meaning.NEWSLETTER_TITLE, meaning.NEWSLETTER),
        Kind("social.json", lambda text: social_settings_in(text, channels), meaning.SOCIAL_TITLE, meaning.SOCIAL),
        Kind("network.json", lambda text: network_in(text, "network"), meaning.NETWORK_TITLE, meaning.NETWORK),
    )


KINDS = kinds()
"""Those of a site that adds no network."""
