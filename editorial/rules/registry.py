"""The kinds of rules, in the order in which they judge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from editorial.rules import (
    addresses,
    approval,
    dates,
    exemption,
    front_matter,
    html,
    identity,
    image,
    image_files,
    known,
    length,
    links,
    structure,
    translation,
    words,
)
from editorial.rules.kind import Kind, SiteKind

KINDS: Final[Mapping[str, Kind]] = {
    "front_matter": front_matter,
    "known": known,
    "dates": dates,
    "exemption": exemption,
    "length": length,
    "structure": structure,
    "words": words,
    "addresses": addresses,
    "html": html,
    "image": image,
    "image_files": image_files,
    "links": links,
    "translation": translation,
    "approval": approval,
}
"""The kinds that judge one piece at a time."""

SITE_KINDS: Final[Mapping[str, SiteKind]] = {"identity": identity, "approval": approval}
"""The kinds that judge all pieces together."""
