"""How a kind of card is laid out: its words, faces and lengths, read from theme/social/<kind>.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from channels.brand import shown_path, theme_text
from channels.templates import Look
from editorial.datafile import close_datafile, open_datafile
from editorial.errors import EditorialError
from editorial.fields import Fields
from editorial.finding import Phrase

KINDS = ("title", "quote")
_LENGTHS = {
    "text": ("largest", "alone", "smallest", "lines", "leading"),
    "label": ("size", "gap", "tracking"),
    "name": ("size", "gap"),
}


class Words(NamedTuple):
    """What is set in type: the text, its label (a pillar, a speaker) and the name of the house."""

    text: str
    label: str
    name: str


class Place(StrEnum):
    """Where the label stands, seen from the text."""

    ABOVE = "above"
    BELOW = "below"


class Ground(StrEnum):
    """What the words stand on: the photo, paper beside the photo, or the pillar's colour."""

    OVER = "over"
    BESIDE = "beside"
    NONE = "none"


@dataclass(frozen=True)
class Template:
    """A kind of card. Lengths are in px on a card of 1200 × 630, `leading` in %, `tracking` in hundredths of an em."""

    path: str
    margin: int
    ground: Ground
    words: Words
    faces: Words
    text_largest: int
    text_alone: int
    """The largest where no photo shares the card."""
    text_smallest: int
    text_lines: int
    text_leading: int
    label_size: int
    label_gap: int
    label_tracking: int
    label_place: Place
    has_capitals: bool
    name_size: int
    name_gap: int
    source: str = field(repr=False)
    """The file's text, of which every card is part of its key."""

    def filled(self, look: Look, values: Mapping[str, str]) -> Words:
        """Give the words of one card; raises EditorialError where the file asks for what no card knows."""
        return Words(*(self._filled(look, written, values) for written in self.words))

    def _filled(self, look: Look, written: str, values: Mapping[str, str]) -> str:
        if "{" not in written:
            return written
        # Jinja takes longer to load than a hundred cards to draw: plain names go without it.
        if all(name in values for name in _PLAIN.findall(written)) and "{" not in _PLAIN.sub("", written):
            return _PLAIN.sub(lambda found: values[found[1]], written)
        import jinja2

        try:
            return look.environment("social").from_string(written).render(values)
        except jinja2.TemplateError as error:
            raise EditorialError(_WRONG.fill(found=written, why=error.message or ""), self.path) from None


def read_template(look: Look, kind: str) -> Template:
    """Give the template of a kind of card, the site's own before the shipped one; raises EditorialError."""
    path = look.find(f"social/{kind}.yaml")
    if path is None:
        raise EditorialError(_MISSING.fill(kind=kind), f"theme/social/{kind}.yaml")
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _read(path: Path, mtime_ns: int, size_bytes: int) -> Template:
    """The file's time and size only say whether this process has read it already."""
    text, shown = theme_text(path), shown_path(path)
    f, source = open_datafile(text, shown)
    f.require("margin", "words", "faces", "text", "label", "name")
    groups = {name: f.group(name) for name in ("words", "faces", *_LENGTHS)}
    lengths = {f"{of}_{key}": _length(groups[of], key) for of, keys in _LENGTHS.items() for key in keys}
    template = Template(
        path=shown,
        margin=_length(f, "margin"),
        ground=Ground(f.choice("photo", Ground, Ground.OVER)),
        words=Words(*(groups["words"].text(name) for name in Words._fields)),
        faces=Words(*(groups["faces"].text(name, "serif-bold") for name in Words._fields)),
        label_place=Place(groups["label"].choice("place", Place, Place.ABOVE)),
        has_capitals=groups["label"].flag("capitals"),
        source=text,
        **lengths,
    )
    if template.text_smallest > min(template.text_largest, template.text_alone):
        groups["text"].complain("smallest", "card.size", _SMALLEST)
    for group in groups.values():
        group.finish()
    close_datafile(f, source, shown)
    return template


def _length(f: Fields, key: str) -> int:
    value = f.whole(key)
    least = 0 if key in ("gap", "tracking", "margin") else 1
    if value is None or not least <= value <= _MOST:
        f.complain(key, "card.size", _LENGTH.fill(key=key, least=least, most=_MOST))
    return value or 0


_MOST = 400
_PLAIN = re.compile(r"\{\{ ?(\w+) ?\}\}")
_MISSING = Phrase(
    "aucun thème ne dit comment dessiner une carte « {kind} »", "no theme says how to draw a “{kind}” card"
)
_LENGTH = Phrase(
    "« {key} » doit être un nombre entier de {least} à {most}", "“{key}” must be a whole number from {least} to {most}"
)
_SMALLEST = Phrase(
    "la plus petite taille (smallest) dépasse la plus grande (largest, alone)",
    "the smallest size is above the largest (largest, alone)",
)
_WRONG = Phrase("« {found} » ne se remplit pas : {why}", "“{found}” cannot be filled in: {why}")
