"""The site's own settings for the networks: its accounts (channels/social.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from editorial.channel_ids import SHIPPED, is_social
from editorial.datafile import close_datafile, open_datafile
from editorial.line import read_text

PATH = "channels/social.yaml"


def read_accounts(root: Path, channels: tuple[str, ...] = SHIPPED) -> Mapping[str, str]:
    """Give the account name of each network, {} without the file; raises EditorialError when it is wrong."""
    return accounts_in(read_text(root, PATH), channels) if (root / PATH).is_file() else {}


def accounts_in(text: str, channels: tuple[str, ...] = SHIPPED) -> Mapping[str, str]:
    """Give the accounts on the networks among `channels` that channels/social.yaml states; raises EditorialError."""
    networks = tuple(filter(is_social, channels))
    f, source = open_datafile(text, PATH)
    written = f.group("accounts")
    accounts = {channel: written.text(channel) for channel in networks if written.has(channel)}
    written.finish(extra=networks)
    close_datafile(f, source, PATH)
    return accounts
