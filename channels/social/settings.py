"""The site's own settings for the networks: its accounts and its avatar (channels/social.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from editorial.datafile import close_datafile, open_datafile
from editorial.front_matter import read_focus
from editorial.line import read_text
from editorial.piece import SOCIAL, Focus
from editorial.source import Document

PATH = "channels/social.yaml"


@dataclass(frozen=True)
class Settings:
    """What channels/social.yaml says: the account of each network, and the photo that stands for the house."""

    accounts: Mapping[str, str]
    avatar: str
    """Its file, under content/; "" where there is none."""
    focus: Focus | None
    source: Document = field(repr=False, compare=False)


def read_settings(root: Path) -> Settings | None:
    """Give a site's settings, None without the file; raises EditorialError when it is wrong."""
    return settings_in(read_text(root, PATH)) if (root / PATH).is_file() else None


def read_accounts(root: Path) -> Mapping[str, str]:
    """Give the account name of each network, {} without the file; raises EditorialError when it is wrong."""
    settings = read_settings(root)
    return settings.accounts if settings else {}


def settings_in(text: str) -> Settings:
    """Give what the text of channels/social.yaml states; raises EditorialError."""
    f, source = open_datafile(text, PATH)
    written, avatar = f.group("accounts"), f.group("avatar")
    accounts = {channel: written.text(channel) for channel in SOCIAL if written.has(channel)}
    settings = Settings(accounts, avatar.text("src"), read_focus(avatar), source)
    if avatar.values:
        avatar.require("src")
    written.finish(extra=SOCIAL)
    avatar.finish()
    close_datafile(f, source, PATH)
    return settings
