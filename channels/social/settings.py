"""The site's own settings for the networks: its accounts and its avatar (channels/social.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from os.path import lexists
from pathlib import Path

from editorial.channel_ids import SHIPPED, is_social
from editorial.datafile import close_datafile, open_datafile
from editorial.front_matter import read_focus
from editorial.line import read_text
from editorial.piece import Focus
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


def read_settings(root: Path, channels: tuple[str, ...] = SHIPPED) -> Settings | None:
    """Give a site's settings, None without the file; raises EditorialError when it is wrong."""
    return settings_in(read_text(root, PATH), channels) if lexists(root / PATH) else None


def read_accounts(root: Path, channels: tuple[str, ...] = SHIPPED) -> Mapping[str, str]:
    """Give the account name of each network, {} without the file; raises EditorialError when it is wrong."""
    settings = read_settings(root, channels)
    return settings.accounts if settings else {}


def settings_in(text: str, channels: tuple[str, ...] = SHIPPED) -> Settings:
    """Give what channels/social.yaml states, of the networks among `channels`; raises EditorialError."""
    networks = tuple(filter(is_social, channels))
    f, source = open_datafile(text, PATH)
    written, avatar = f.group("accounts"), f.group("avatar")
    accounts = {channel: written.text(channel) for channel in networks if written.has(channel)}
    settings = Settings(accounts, avatar.text("src"), read_focus(avatar), source)
    if avatar.values:
        avatar.require("src")
    written.finish(extra=networks)
    avatar.finish()
    close_datafile(f, source, PATH)
    return settings
