"""A message in runs: what is the same for every reader, and the places that are not, with the bytes around them."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from channels.newsletter.letter import Letter
from channels.newsletter.mentions import Said, parted
from channels.newsletter.settings import TOKEN
from channels.newsletter.substitution import Part, Place

SOFT_BREAK = "=\r\n"
MAX_QUOTED_CHARS = 76
"""Of a line of quoted-printable, its soft break included (RFC 2045, 6.7)."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A place that is not yet anywhere: its name, where it is, and what stands in it."""

    name: str
    part: Part
    default: str


Run: TypeAlias = str | Opening


def opened(text: str, part: Part, letter: Letter) -> Iterator[Run]:
    """Give a text in runs: the fields marked in it and the tokens in links to the service are places."""
    settings = letter.settings
    for run in parted(text, settings.defaults(letter.lang)):
        if isinstance(run, Said):
            yield Opening(run.name, part, run.default)
        elif settings.service:
            yield from _tokens(run, part, settings.service)
        else:
            yield run


def quoted(runs: Iterable[Run]) -> Iterator[Run]:
    """Give runs in quoted-printable, each place on lines of its own between soft breaks."""
    for run in runs:
        if isinstance(run, Opening):
            yield from (SOFT_BREAK, Opening(run.name, run.part, _quoted(run.default)), SOFT_BREAK)
        else:
            yield _quoted(run)


def laid_out(runs: Iterable[Run]) -> tuple[bytes, tuple[Place, ...]]:
    """Give runs as bytes, and where the places are in them."""
    raw, places = bytearray(), []
    for run in runs:
        if isinstance(run, Opening):
            start = len(raw)
            raw += run.default.encode("ascii")
            places.append(Place(run.name, run.part, start, len(raw)))
        else:
            raw += run.encode("ascii")
    return bytes(raw), tuple(places)


def _tokens(text: str, part: Part, service: str) -> Iterator[Run]:
    done = 0
    for found in re.finditer(rf"{re.escape(service)}/([up])/({TOKEN})(?![\w.~%/-])", text):
        yield text[done : found.start(2)]
        yield Opening(_LINKS[found[1]], part, TOKEN)
        done = found.end()
    yield text[done:]


def _quoted(text: str) -> str:
    """Give a text in quoted-printable whose last line has room for a soft break."""
    encoded = binascii.b2a_qp(text.encode()).decode("ascii").replace("\n", "\r\n")
    if len(encoded) - encoded.rfind("\n") - 1 < MAX_QUOTED_CHARS:
        return encoded
    cut = next(at for at in (-3, -4, -5) if "=" not in encoded[at - 2 : at])
    return f"{encoded[:cut]}{SOFT_BREAK}{encoded[cut:]}"


_LINKS = {"u": "leave", "p": "preferences"}
