"""Reads what a charter demands beyond words: every value typed, each problem at its place."""

from __future__ import annotations

from collections.abc import Mapping

from editorial.demands import PARTS, Exclusion, Mention, Portfolio, Profile, Range, Reading, Sponsorship
from editorial.fields import Fields
from editorial.finding import Phrase


def counted(f: Fields, key: str, most: int = 1_000_000) -> int | None:
    """Give a whole number from 0 to `most`, or None."""
    found = f.whole(key)
    if found is None or 0 <= found <= most:
        return found
    f.complain(key, "value.range", _RANGE.fill(key=key, found=found, most=most))
    return None


def range_of(f: Fields, unit: str = "") -> Range:
    """Give a range from the keys `min` and `max`, with the unit after them (`min_words`) where there is one."""
    low, high = (f"min_{unit}", f"max_{unit}") if unit else ("min", "max")
    least, most = counted(f, low), counted(f, high)
    if least is not None and most is not None and least > most:
        f.complain(high, "value.range", _UPSIDE_DOWN.fill(low=low, least=least, high=high, most=most))
    return Range(least, most)


def ranged(f: Fields, key: str, unit: str = "") -> Range:
    """Give the range that a group holds."""
    group = f.group(key)
    found = range_of(group, unit)
    group.finish()
    return found


def reading_of(f: Fields, key: str = "readability") -> Reading:
    """Give the group of limits under `readability`; a plain text there, which only people read, has none."""
    if not isinstance(f.values.get(key), dict):
        return Reading()
    group = f.group(key)
    found = Reading(
        counted(group, "min", 100),
        counted(group, "max_sentence_words"),
        counted(group, "max_paragraph_words"),
        counted(group, "max_passive_share", 100),
    )
    group.finish()
    return found


def profiles_of(f: Fields) -> Mapping[str, Profile]:
    """Give the content profiles by the name of their format."""
    found = {}
    for name in f.values:
        group = f.group(str(name))
        requires = group.group("requires")
        counts = {part: count for part in PARTS if (count := counted(requires, part)) is not None}
        found[str(name)] = Profile(
            str(name),
            group.text("name"),
            range_of(group, "words"),
            ranged(group, "standfirst", "words"),
            group.words("headings"),
            counts,
        )
        requires.finish()
        group.finish()
    f.finish()
    return found


def portfolio_of(f: Fields) -> Portfolio | None:
    """Give how shares are watched; None where the charter does not ask for it."""
    if not f.has("portfolio"):
        return None
    group = f.group("portfolio")
    window, tolerance = counted(group, "window_days", 3_660), counted(group, "tolerance", 100)
    group.finish()
    usual = Portfolio()
    return Portfolio(window or usual.window_days, usual.tolerance if tolerance is None else tolerance)


def sponsorship_of(f: Fields) -> Sponsorship:
    """Give the label of sponsored content."""
    if not f.has("sponsored"):
        return Sponsorship()
    group = f.group("sponsored")
    group.require("label")
    found = Sponsorship(group.text("label"), group.words("tags", one_is_a_list=True) or Sponsorship().tags)
    group.finish()
    return found


def mentions_of(f: Fields) -> tuple[Mention, ...]:
    """Give the sentences that pieces must hold."""
    found = []
    for group in f.each("mentions"):
        group.require("text")
        tags, pillars, formats = (group.words(key, one_is_a_list=True) for key in ("tags", "pillars", "formats"))
        found.append(Mention(group.text("text"), tags, pillars, formats, group.text("why")))
        group.finish()
    return tuple(found)


def exclusions_of(f: Fields, key: str) -> tuple[Exclusion, ...]:
    """Give what a list leaves out: each item is a text, or a group with the words and tags it is known by."""
    return tuple(Exclusion(item) if isinstance(item, str) else _exclusion(item) for item in f.words_or_groups(key))


def _exclusion(f: Fields) -> Exclusion:
    f.require("text")
    words, tags = (f.words(key, one_is_a_list=True) for key in ("words", "tags"))
    exclusion = Exclusion(f.text("text"), words, tags)
    f.finish()
    return exclusion


_RANGE = Phrase("« {key} » : {found} n’est pas entre 0 et {most}", "“{key}”: {found} is not between 0 and {most}")
_UPSIDE_DOWN = Phrase(
    "« {low}: {least} » dépasse « {high}: {most} » : aucun texte ne peut satisfaire les deux",
    "“{low}: {least}” is more than “{high}: {most}”: no text can meet both",
)
