"""The kinds that judge by the day or by the whole site: all that judges a text which is known already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from editorial.rules import (
    approval,
    dates,
    exemption,
    identity,
    image_files,
    legal_notices,
    limits,
    links,
    translation,
)
from editorial.rules.kind import Kind, SiteKind

AROUND_KINDS: Final[Mapping[str, Kind]] = {
    "dates": dates,
    "exemption": exemption,
    "image_files": image_files,
    "links": links,
    "translation": translation,
    "approval": approval,
}
"""Those of the kinds of the registry that need more than one text and the charter, in its order."""

SITE_KINDS: Final[Mapping[str, SiteKind]] = {
    "identity": identity,
    "legal_notices": legal_notices,
    "limits": limits,
    "approval": approval,
}
"""The kinds that judge all pieces together."""
