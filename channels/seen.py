"""A site as it was just reviewed, whoever looked: a review, or the last build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from channels.formats.setting import Setting
from editorial.finding import Finding


@dataclass(frozen=True, slots=True)
class Seen:
    """A site as it was just reviewed: the digest of each piece's bytes, and the findings that are asked about."""

    root: Path
    digests: Mapping[str, str]
    findings: Sequence[Finding]
    setting: Setting
    hidden: int = 0
    """How many findings the site's baseline holds back in the files asked about."""
