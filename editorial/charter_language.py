"""Reads what the charter says of how things are said: on each channel, with which words, by which house rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from editorial.charter import BannedWord, Expression, Frequency, Length, PreferredWord, StyleUse
from editorial.demands_file import counted, ranged, reading_of
from editorial.fields import Fields
from editorial.finding import Level, Phrase
from editorial.typography import BRANDS, NAMED, Spaces, Typography

_PERIODS = ("day", "week", "month")
_EMOJI = ("none", "few", "free")
_LEVELS = tuple(level.value for level in Level)
_THREADS = ("none", "split", "numbered")
_CAPITALS = ("none", "free")
NEEDS = ("required", "advised", "free")
"""How much something is asked for."""


def banned_of(f: Fields) -> BannedWord:
    """Give a word that is not to be written."""
    f.require("term")
    word = BannedWord(f.text("term"), f.text("why"), f.text("instead"))
    f.finish()
    return word


def preferred_of(entries: Iterable[Fields]) -> tuple[PreferredWord, ...]:
    """Give the words said otherwise; complains where one leads back to itself: no text could be right."""
    words: list[PreferredWord] = []
    found: dict[str, PreferredWord] = {}
    for f in entries:
        word = _preferred(f)
        words.append(word)
        found[word.instead_of.casefold()] = word
        way = [word]
        while (further := found.get(way[-1].use.casefold())) and further not in way:
            way.append(further)
        if further is word and (len(way) > 1 or word.use == word.instead_of):
            said = " → ".join((word.instead_of, *(one.use for one in way)))
            f.complain("use", "charter.circle", _CIRCLE.fill(way=said), fix=_CIRCLE_FIX)
    return tuple(words)


def _preferred(f: Fields) -> PreferredWord:
    f.require("instead_of", "use")
    word = PreferredWord(f.text("instead_of"), f.text("use"), f.text("why"))
    f.finish()
    return word


def channels_of(f: Fields, accepted: tuple[str, ...], known: tuple[str, ...]) -> Mapping[str, Expression]:
    """Give how each channel speaks, of those that are `known`; names of `accepted` keep a sign of their own."""
    channels = {channel: _expression(channel, f.group(channel), accepted) for channel in known if f.has(channel)}
    f.finish()
    return channels


def _expression(channel: str, f: Fields, accepted: tuple[str, ...]) -> Expression:
    length = f.group("length")
    hashtags = f.group("hashtags")
    links = f.group("links") if isinstance(f.values.get("links"), dict) else Fields({})
    note = f.text("links") if not isinstance(f.values.get("links"), dict) else ""
    frequency = f.group("frequency")
    mapped = hashtags.group("map")
    expression = Expression(
        channel=channel,
        register=f.text("register"),
        length=Length(*(length.whole(key) for key in ("min_words", "max_words", "max_chars"))),
        emoji=f.choice("emoji", _EMOJI, "free"),
        max_hashtags=hashtags.whole("max"),
        hashtags={tag: mapped.text(tag).lstrip("#") for tag in mapped.values},
        link_in_text=links.flag("in_text", True),
        utm=links.flag("utm"),
        frequency=Frequency(
            frequency.whole("min"),
            frequency.whole("max"),
            frequency.choice("per", _PERIODS, "week"),
            counted(frequency, "max_silence_days"),
        ),
        typography=_typography(f, accepted),
        readability=f.text("readability") if not isinstance(f.values.get("readability"), dict) else "",
        note=f.text("note") or note,
        reading=reading_of(f),
        standfirst=ranged(f, "standfirst", "words"),
        list_items=ranged(f, "lists", "items"),
        person=f.text("person"),
        max_exclamations=counted(f, "max_exclamations"),
        capitals=f.choice("capitals", _CAPITALS, "free"),
        text=f.choice("text", NEEDS, "free"),
        thread=f.choice("thread", _THREADS, "none"),
    )
    for group in (length, hashtags, links, frequency, f):
        group.finish()
    f.complaints.extend(c for c in links.complaints if c not in f.complaints)
    return expression


def _typography(f: Fields, accepted: tuple[str, ...]) -> Typography | None:
    """Give how a channel sets its texts: a word, a tongue, or a mapping; names with a sign of their own are kept."""
    given = f.values.get("typography")
    if isinstance(given, dict):
        g = f.group("typography")
        spaces = Spaces(g.choice("spaces", _SPACES, Spaces.NO_BREAK))
        typography = Typography(spaces, g.flag("marks", True))
        g.finish()
    else:
        word = f.text("typography")
        if not word:
            return None
        if word not in NAMED and not _TONGUE.fullmatch(word):
            f.complain("typography", "value.unknown", _TYPOGRAPHY.fill(found=word, known=", ".join(NAMED)))
        typography = NAMED.get(word, NAMED["no-break"])
    return replace(typography, kept=(*BRANDS, *(name for name in accepted if _SIGNED.search(name))))


def styles_of(f: Fields) -> tuple[StyleUse, ...] | None:
    """Give the styles listed, each by its name or as a group; None where there is no list."""
    if not f.has("styles"):
        return None
    return tuple(StyleUse(item) if isinstance(item, str) else _style(item) for item in f.words_or_groups("styles"))


def _style(f: Fields) -> StyleUse:
    f.require("style")
    level = f.choice("level", _LEVELS, "") if f.has("level") else ""
    style = StyleUse(f.text("style"), f.text("lang"), level)
    f.finish()
    return style


def rules_of(f: Fields) -> Mapping[str, str]:
    """Give how house rules are switched, by name."""
    return {str(name): f.choice(str(name), ("off", "on", *_LEVELS), "on") for name in f.values}


_SPACES = [spaces for spaces in Spaces if spaces is not Spaces.WRITTEN]
_TONGUE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_SIGNED = re.compile(r"[^\w\s]")
_TYPOGRAPHY = Phrase(
    "« typography » vaut « {found} » ; écrivez une langue (fr), ou l’un de ces mots : {known}",
    "“typography” is “{found}”; write a tongue (fr), or one of: {known}",
)
_CIRCLE = Phrase("les mots préférés tournent en rond : {way}", "the preferred words go round in a circle: {way}")
_CIRCLE_FIX = Phrase("gardez-en un seul sens", "keep one of the two ways")
